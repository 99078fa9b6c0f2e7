"""kill -9 at any moment, then the same command again: exactly the state of an undisturbed run."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from pinakes import conf
from pinakes.cli.init import make_catalogue
from pinakes.ingest.reindex import compare
from pinakes.records.record import Record

CATALOGUES = 8
KILLS = 3
RECORDS = 3000


@pytest.fixture(autouse=True)
def _any_database(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Records of which some come twice, some are withdrawn and some can't be read."""
    folder = tmp_path / "source"
    folder.mkdir()
    for name, first in (("a.jsonl", 0), ("b.jsonl", RECORDS // 2)):
        lines = []
        for n in range(first, first + RECORDS // 2):
            lines.append(msgspec.json.encode(Record(local_id=str(n), title=f"Title {n}", edition="x" * 300)))
            if n % 50 == 0:
                lines.append(msgspec.json.encode(Record(local_id=str(n // 2), title=f"Later title {n}")))
            if n % 70 == 0:
                lines.append(
                    msgspec.json.encode(Record(local_id=str(n // 3), title=f"Gone {n}", deleted=True))
                )
            if n % 100 == 0:
                lines.append(b'{"local_id": "bad", "title": ""}')
        (folder / name).write_bytes(b"\n".join(lines))
    return folder


@pytest.fixture
def command() -> Callable[[Path, Path], list[str]]:
    # Small batches, so that a short run has many moments.
    code = (
        "import sys; from pinakes.ingest import pipeline, frames; from pinakes.cli.main import main;"
        "pipeline.COMMIT_RECORDS = 100; main()"
    )
    return lambda home, source: [sys.executable, "-c", code, "-C", str(home), "import", str(source)]


def state(home: Path) -> dict[str, tuple[object, ...]]:
    """Everything that a store holds but numbers and times; the index must say the same."""
    store, index = conf.build_store(home), conf.build_index(home)
    try:
        found = compare(store, index)
        assert found.equal, found
        return {
            s.id: (s.deleted, s.record, s.raw_format, store.raw(s.id)) for s in store.changes(limit=10**6)
        }
    finally:
        index.close()
        store.close()


def children(pid: int) -> list[int]:
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes in /proc")
def test_killing_any_process_at_any_moment_loses_nothing(tmp_path: Path, source: Path, command) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    make_catalogue(undisturbed, name="Undisturbed")
    began = time.monotonic()
    subprocess.run(command(undisturbed, source), check=True, capture_output=True)
    whole = time.monotonic() - began
    expected = state(undisturbed)
    seed = random.randrange(10**6)
    chance, cut = random.Random(seed), 0
    make_catalogue(tmp_path / "empty", name="Killed")
    for number in range(CATALOGUES):
        killed = Path(shutil.copytree(tmp_path / "empty", tmp_path / f"killed{number}"))
        for n in range(KILLS):
            # Mostly while it writes, sometimes while it starts or ends; the writer, then the reader …
            cut += run_and_kill(command(killed, source), chance.uniform(0.25, 1.0) * whole, n % 2)
        subprocess.run(command(killed, source), check=True, capture_output=True)
        assert state(killed) == expected, f"seed {seed}"
    assert cut >= CATALOGUES * KILLS / 3, f"only {cut} of {CATALOGUES * KILLS} runs were cut short"
    last = conf.build_store(killed).last_sequence()
    subprocess.run(command(killed, source), check=True, capture_output=True)
    assert conf.build_store(killed).last_sequence() == last


def run_and_kill(command: list[str], seconds: float, victim: int) -> bool:
    """Whether the run was cut short. ``victim`` 0 is the process itself, 1 its child."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    victims = [process.pid, *children(process.pid)]
    if process.poll() is None:
        os.kill(victims[victim % len(victims)], signal.SIGKILL)
    return process.wait(timeout=60) != 0
