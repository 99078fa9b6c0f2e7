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
from pinakes.records.record import Contributor, Record

CATALOGUES = 7
KILLS = 3
RECORDS = 3000


@pytest.fixture(autouse=True)
def _any_database(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Records of which some come twice, some are withdrawn, some can't be read and some are in another source too."""
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
    lines = []
    for n in range(0, RECORDS, 7):
        people = (Contributor(name=f"Harbour{n}, Anna"), Contributor(name="Berg, Tove"))
        for source in ("first", "second"):
            record = Record(
                source=source, local_id=str(n), title=f"The work of number {n}", contributors=people
            )
            lines.append(msgspec.json.encode(record))
    (folder / "c.jsonl").write_bytes(b"\n".join(lines))
    return folder


@pytest.fixture
def command() -> Callable[[Path, Path], list[str]]:
    # Small batches and a line for each, so that a short run has many moments, whatever else the machine does.
    code = (
        "from pinakes.cli import ingest; from pinakes.ingest import pipeline; from pinakes.cli.main import main;"
        "pipeline.COMMIT_RECORDS = 100; ingest.LINE_SECONDS = 0.0; main()"
    )
    return lambda home, source: [sys.executable, "-c", code, "-C", str(home), "import", str(source)]


def state(home: Path) -> dict[str, tuple[object, ...]]:
    """Everything that a store holds but numbers and times; the index must say the same."""
    store, index = conf.build_store(home), conf.build_index(home)
    try:
        found = compare(store, index)
        assert found.equal, found
        return {
            s.id: (s.deleted, s.record, s.raw_format, store.raw(s.id), s.joined_into, s.sources)
            for s in store.changes(limit=10**6)
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
    run(command(undisturbed, source))
    expected = state(undisturbed)
    assert sum(bool(into) for *_, into, _ in expected.values()) == len(range(0, RECORDS, 7))
    seed = random.randrange(10**6)
    chance, cut = random.Random(seed), 0
    make_catalogue(tmp_path / "empty", name="Killed")
    for number in range(CATALOGUES):
        killed = Path(shutil.copytree(tmp_path / "empty", tmp_path / f"killed{number}"))
        for n in range(KILLS):
            # The writer, then the reader …; sometimes before the first commit, mostly between two.
            commits, seconds = chance.choice((0, 1, 3, 6, 10)), chance.uniform(0.0, 0.06)
            cut += run_and_kill(command(killed, source), commits, seconds, n % 2)
        run(command(killed, source))
        assert state(killed) == expected, f"seed {seed}"
    assert cut >= CATALOGUES * KILLS / 2, f"only {cut} of {CATALOGUES * KILLS} runs were cut short"
    last = conf.build_store(killed).last_sequence()
    run(command(killed, source))
    assert conf.build_store(killed).last_sequence() == last


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run_and_kill(command: list[str], commits: int, seconds: float, victim: int) -> bool:
    """Whether the run was cut short, so many seconds after so many commits; victim 1 is its child."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    for _ in range(commits):
        process.stderr.readline()
    time.sleep(seconds)
    victims = [process.pid, *children(process.pid)]
    if process.poll() is None:
        os.kill(victims[victim % len(victims)], signal.SIGKILL)
    process.communicate(timeout=60)
    return process.returncode != 0
