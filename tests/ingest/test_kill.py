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
from pinakes.testing.loopback import Loopback, loopback

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


ANSWERS = 30
"""Pages of the server that is harvested, of twenty records each."""
MARCXML = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000n{}m a2200000 a 4500</leader><controlfield tag='
    '"001">{}</controlfield><datafield tag="{}" ind1="1" ind2="0"><subfield code="a">{}</subfield></datafield>'
    "{}</record>"
)


class Repository:
    """An OAI-PMH server whose records change with ``round``: some go, some come, some are names; others are broken."""

    def __init__(self) -> None:
        self.round = 1

    def answer(self, path: str, asked: dict[str, str]) -> bytes:
        if asked["verb"] == "Identify":
            return self._wrap("<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>")
        page = int(asked.get("resumptionToken", "0"))
        records = "".join(self._record(n) for n in range(page * 20, page * 20 + 20))
        more = f"<resumptionToken>{page + 1}</resumptionToken>" if page + 1 < ANSWERS else ""
        return self._wrap(f"<ListRecords>{records}{more}</ListRecords>")

    def _record(self, n: int) -> str:
        if self.round == 2 and n % 9 == 0:
            return ""  # it has vanished without a word
        deleted = self.round == 2 and n % 11 == 0
        metadata = "" if deleted else f"<metadata>{self._metadata(n)}</metadata>"
        status = ' status="deleted"' if deleted else ""
        header = f"<identifier>{n}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp>"
        return f"<record><header{status}>{header}</header>{metadata}</record>"

    def _metadata(self, n: int) -> str:
        if n % 7 == 0:
            other = (
                f'<datafield tag="400" ind1="1" ind2=" "><subfield code="a">Pen{n}, A.</subfield></datafield>'
            )
            return MARCXML.format("z", n, "100", f"Name{n}, Anna", other).replace("nzm", "nz ")
        if n % 50 == 3:
            return MARCXML.format("a", n, "245", "", "")
        title = f"Title {n} of round {self.round if n % 5 == 0 else 1}"
        who = f"Name{n // 7 * 7}, Anna"
        name = f'<datafield tag="700" ind1="1" ind2=" "><subfield code="a">{who}</subfield></datafield>'
        return MARCXML.format("a", n, "245", title, name)

    def _wrap(self, inside: str) -> bytes:
        return (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            f"<responseDate>2026-02-0{self.round}T00:00:00Z</responseDate>{inside}</OAI-PMH>"
        ).encode()


def harvested(home: Path, server: Loopback) -> Path:
    make_catalogue(home, name="Harvested")
    with (home / conf.FILE).open("a") as file:
        file.write(f'\n[sources.repo]\nkind = "oai-pmh"\nurl = "{server.url}"\nprefix = "marcxml"\n')
    return home


def names(home: Path) -> dict[str, tuple[object, ...]]:
    """The authorities, and which lists they stand in."""
    store = conf.build_store(home)
    try:
        every = store.authorities.changes(limit=10**6)
        listed = store.authorities.references("author", limit=10**6).after
        return {s.id: (s.deleted, s.authority) for s in every} | {r.heading: r.see for r in listed}
    finally:
        store.close()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes in /proc")
def test_a_harvest_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    code = (
        "from pinakes.cli import ingest; from pinakes.ingest import pipeline; from pinakes.cli.main import main;"
        "pipeline.COMMIT_RECORDS = 40; ingest.LINE_SECONDS = 0.0; main()"
    )

    def command(home: Path) -> list[str]:
        return [sys.executable, "-c", code, "-C", str(home), "harvest", "--full"]

    repository = Repository()
    with loopback(repository.answer) as server:
        undisturbed, killed = (harvested(tmp_path / name, server) for name in ("undisturbed", "killed"))
        for repository.round in (1, 2):
            run(command(undisturbed))
            cut = 0
            for commits, victim in ((2, 0), (5, 1)):
                cut += run_and_kill(command(killed), commits, 0.01, victim)
            run(command(killed))
            assert cut, "the runs were not cut short"
            assert state(killed) == state(undisturbed)
            assert names(killed) == names(undisturbed)
    gone = {i for i, (deleted, *_) in state(killed).items() if deleted}
    assert {"repo:9", "repo:11"} <= gone
    store = conf.build_store(killed)
    assert {s.id for s in store.authorities.changes(limit=1000) if s.deleted} >= {"repo:63", "repo:77"}
    store.close()
