"""A harvest into a catalogue: what is stored, what is remembered, what is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from pinakes.errors import SourceError
from pinakes.index.memory import MemoryIndex
from pinakes.index.port import SearchRequest
from pinakes.ingest.harvesting import harvest
from pinakes.ingest.pipeline import import_paths
from pinakes.ingest.report import ImportReport
from pinakes.query.tree import Everything
from pinakes.sources.settings import OaiPmhSource
from pinakes.store.memory import MemoryStore
from pinakes.testing.loopback import Loopback, loopback

MARCXML = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">{}</subfield></datafield></record>'
)


class Repository:
    """What an OAI-PMH server holds: number → title; None is deleted. Two records an answer."""

    def __init__(self, **titles: str | None) -> None:
        self.titles: dict[str, str | None] = dict(titles)
        self.changed: dict[str, str] = dict.fromkeys(titles, "2026-01-01T00:00:00Z")
        self.now = "2026-02-01T00:00:00Z"
        self.fails_after = 10**6
        self.sets: tuple[str, ...] = ()

    def set(self, number: str, title: str | None, when: str) -> None:
        self.titles[number], self.changed[number], self.now = title, when, when

    def answer(self, path: str, p: dict[str, str]) -> Any:
        if p["verb"] == "Identify":
            return self._wrap("<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>")
        self.fails_after -= 1
        if self.fails_after < 0:
            return (400, {}, b"broken")
        since, first = p.get("from", ""), 0
        if token := p.get("resumptionToken"):
            first, since = int(token.partition("|")[0]), token.partition("|")[2]
        wanted = [n for n in sorted(self.titles) if self.changed[n] >= since]
        if not wanted:
            return self._wrap('<error code="noRecordsMatch"/>')
        more = f"<resumptionToken>{first + 2}|{since}</resumptionToken>" if first + 2 < len(wanted) else ""
        records = "".join(self._record(n) for n in wanted[first : first + 2])
        return self._wrap(f"<ListRecords>{records}{more}</ListRecords>")

    def _record(self, number: str) -> str:
        title = self.titles[number]
        deleted = ' status="deleted"' if title is None else ""
        metadata = f"<metadata>{MARCXML.format(title)}</metadata>" if title is not None else ""
        specs = "".join(f"<setSpec>{s}</setSpec>" for s in self.sets)
        header = f"<identifier>{number}</identifier><datestamp>{self.changed[number]}</datestamp>{specs}"
        return f"<record><header{deleted}>{header}</header>{metadata}</record>"

    def _wrap(self, inside: str) -> bytes:
        return (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            f"<responseDate>{self.now}</responseDate>{inside}</OAI-PMH>"
        ).encode()


class Harvesting:
    """A catalogue and the server that it harvests."""

    def __init__(self, home: Path, server: Loopback) -> None:
        self.home, self.store, self.index = home, MemoryStore(), MemoryIndex()
        self._settings = OaiPmhSource(url=server.url, prefix="marcxml")

    def run(self, *, full: bool = False) -> ImportReport:
        return harvest("repo", self._settings, self.store, self.index, home=self.home, full=full, apart=False)

    def titles(self) -> dict[str, str]:
        """Of what is found, by id."""
        hits = self.index.search(SearchRequest(query=Everything(), limit=100)).hits
        return {s.id: s.record.title for s in self.store.get_many([h.id for h in hits])}


def test_a_harvest_brings_in_everything_and_then_only_what_has_changed(tmp_path: Path) -> None:
    repository = Repository(a="One", b="Two", c="Three")
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        assert catalogue.run().added == 3
        assert catalogue.titles() == {"repo:a": "One", "repo:b": "Two", "repo:c": "Three"}
        assert catalogue.run().read == 0
        repository.set("b", "Two, revised", "2026-03-01T00:00:00Z")
        report = catalogue.run()
        assert (report.read, report.changed) == (1, 1)
        assert catalogue.titles()["repo:b"] == "Two, revised"


def test_what_the_server_deletes_is_deleted_and_keeps_its_title_as_a_tombstone(tmp_path: Path) -> None:
    repository = Repository(a="One", b="Two")
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        catalogue.run()
        repository.set("a", None, "2026-03-01T00:00:00Z")
        repository.set("never-seen", None, "2026-03-01T00:00:00Z")
        assert catalogue.run().deleted == 1
        assert catalogue.titles() == {"repo:b": "Two"}
        gone = catalogue.store.get("repo:a")
        assert gone is not None
        assert (gone.deleted, gone.record.title) == (True, "One")
        assert catalogue.store.get("repo:never-seen") is None


def test_the_sets_of_the_server_are_collections_of_the_record(tmp_path: Path) -> None:
    repository = Repository(a="One")
    repository.sets = ("theses", "theses:medicine")
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        catalogue.run()
        found = catalogue.store.get("repo:a")
    assert found is not None
    assert found.record.collections == ("theses", "theses:medicine")


def test_a_harvest_that_broke_off_goes_on_where_it_was(tmp_path: Path) -> None:
    repository = Repository(**{f"n{n}": f"Title {n}" for n in range(6)})
    repository.fails_after = 2
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        with pytest.raises(SourceError, match="400"):
            catalogue.run()
        repository.fails_after = 10**6
        asked = len(server.asked)
        catalogue.run()
        assert len(catalogue.titles()) == 6
        lists = [p for p in server.parameters()[asked:] if p["verb"] == "ListRecords"]
    first_token = lists[0].get("resumptionToken", "")
    assert first_token in ("4|", "2|"), "it must not begin at the beginning"


def test_a_full_harvest_deletes_what_the_server_has_no_more(tmp_path: Path) -> None:
    repository = Repository(a="One", b="Two", c="Three")
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        catalogue.run()
        del repository.titles["b"]
        assert catalogue.run().deleted == 0
        assert catalogue.run(full=True).deleted == 1
        assert catalogue.titles() == {"repo:a": "One", "repo:c": "Three"}
        assert catalogue.run(full=True).deleted == 0


def test_a_full_harvest_that_broke_off_still_knows_what_it_saw(tmp_path: Path) -> None:
    repository = Repository(**{f"n{n}": f"Title {n}" for n in range(6)})
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        catalogue.run()
        del repository.titles["n5"]
        repository.fails_after = 1
        with pytest.raises(SourceError):
            catalogue.run(full=True)
        repository.fails_after = 10**6
        assert catalogue.run().deleted == 1
        assert set(catalogue.titles()) == {f"repo:n{n}" for n in range(5)}


def test_a_record_that_can_not_be_read_is_not_taken_for_gone_and_can_be_tried_again(tmp_path: Path) -> None:
    repository = Repository(a="One", b="Two")
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        catalogue.run()
        repository.set("a", "bad & <worse", "2026-03-01T00:00:00Z")
        report = catalogue.run(full=True)
        assert (report.rejected, report.deleted) == (1, 0)
        assert catalogue.titles() == {"repo:a": "One", "repo:b": "Two"}
        (line,) = Path(report.rejects).read_bytes().splitlines()
        assert msgspec.json.decode(line)["local_id"] == "a"


def test_a_rejected_record_that_is_imported_again_keeps_the_id_of_its_source(tmp_path: Path) -> None:
    repository = Repository(a="bad & <worse")
    repository.sets = ("theses",)
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        report = catalogue.run()
        assert report.rejected == 1
    file = Path(report.rejects)
    line = msgspec.json.decode(file.read_bytes())
    mended = line | {"raw": MARCXML.format("Mended").encode()}
    file.write_bytes(msgspec.json.encode(mended) + b"\n")
    import_paths([file], catalogue.store, catalogue.index, home=tmp_path, source="repo", apart=False)
    assert catalogue.titles() == {"repo:a": "Mended"}


def test_each_harvest_is_noted_with_its_counts_or_its_error(tmp_path: Path) -> None:
    repository = Repository(a="One")
    with loopback(repository.answer) as server:
        catalogue = Harvesting(tmp_path, server)
        catalogue.run()
        repository.fails_after = 0
        with pytest.raises(SourceError):
            catalogue.run()
    failed, done = catalogue.store.runs()
    assert (done.what, done.detail, done.counts["added"], done.error) == ("harvest", "repo", 1, "")
    assert "400" in failed.error
