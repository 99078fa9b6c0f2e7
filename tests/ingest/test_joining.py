"""Records of one work from several sources become one that is shown, and can be parted again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pinakes.index.memory import MemoryIndex
from pinakes.index.port import Filter, SearchRequest
from pinakes.ingest.deleting import delete
from pinakes.ingest.duplicates.joining import JoinReport, join_duplicates
from pinakes.ingest.duplicates.rules import Rules
from pinakes.ingest.pipeline import Comparing, import_paths
from pinakes.ingest.reindex import compare, rebuild
from pinakes.query.tree import Everything
from pinakes.records.record import Contributor, HostItem, Identifier, Link, Record, Subject
from pinakes.store.memory import MemoryStore
from pinakes.store.port import Verdict


class Catalogue:
    """A store and an index, and the ways to change them."""

    def __init__(self, folder: Path) -> None:
        self.store, self.index = MemoryStore(), MemoryIndex()
        self._folder = folder
        self.rules = Rules(priority=("ours",))

    def bring(self, *records: Record) -> int:
        """Import them, and give how many were joined."""
        file = self._folder / "records.jsonl"
        file.write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in records))
        comparing = Comparing(rules=self.rules)
        report = import_paths([file], self.store, self.index, apart=False, comparing=comparing)
        assert report.rejected == 0
        return report.joined

    def find(self, *, again: tuple[str, ...] = (), anew: bool = False) -> JoinReport:
        return join_duplicates(self.store, self.index, self.rules, again=again, anew=anew)

    def shown(self) -> set[str]:
        """Ids that a search for everything finds; store and index must agree."""
        assert compare(self.store, self.index).equal
        found = self.index.search(SearchRequest(query=Everything(), limit=100))
        assert found.total == self.store.count()
        return {h.id for h in found.hits}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path)


def article(
    source: str, *, title: str = "Tacrolimus in the anti-synthetase syndrome", **more: object
) -> Record:
    values: dict[str, object] = {
        "source": source,
        "local_id": "1",
        "title": title,
        "contributors": (Contributor(name="Rigby, Amy L."), Contributor(name="Plit, Marshall")),
        "host": HostItem(title="Respirology Case Reports", volume="2", first_page="70"),
        "formats": ("Article",),
    }
    return Record(**(values | more))  # type: ignore[arg-type]


def test_an_article_from_two_sources_is_shown_once_with_what_both_say(catalogue: Catalogue) -> None:
    ours = article("ours", subjects=(Subject(parts=("Myositis",)),))
    theirs = article(
        "theirs",
        identifiers=(Identifier(scheme="doi", value="10.1002/rcr2.52"),),
        links=(Link(url="https://example.org/pdf", kind="fulltext"),),
    )
    assert catalogue.bring(ours) == 0
    assert catalogue.bring(theirs) == 1
    assert catalogue.shown() == {"ours:1"}
    lead, behind = catalogue.store.get_many(["ours:1", "theirs:1"])
    assert lead.sources == ("ours", "theirs")
    assert [i.value for i in lead.record.identifiers] == ["10.1002/rcr2.52"]
    assert [link.url for link in lead.record.links] == ["https://example.org/pdf"]
    assert lead.record.subjects == ours.subjects
    assert behind.joined_into == "ours:1"


def test_it_is_found_by_each_of_its_sources(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    for source in ("ours", "theirs"):
        limit = Filter(field="source", values=(source,))
        found = catalogue.index.search(SearchRequest(query=Everything(), filters=(limit,), limit=9))
        assert [h.id for h in found.hits] == ["ours:1"], source


def test_the_declared_source_leads_and_others_by_name(catalogue: Catalogue) -> None:
    catalogue.bring(article("zeta"), article("alpha"))
    assert catalogue.shown() == {"alpha:1"}
    catalogue.bring(article("ours"))
    assert catalogue.shown() == {"ours:1"}
    assert catalogue.store.joins.together(["zeta:1"]).keys() == {"ours:1", "alpha:1", "zeta:1"}


def test_one_source_is_believed_not_to_hold_one_thing_twice(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("ours", local_id="2"))
    assert len(catalogue.shown()) == 2
    catalogue.rules = Rules(within_sources=True)
    assert catalogue.find(anew=True).joined == 1
    assert len(catalogue.shown()) == 1


def test_what_was_there_before_the_second_source_came_is_compared_with_it(catalogue: Catalogue) -> None:
    catalogue.bring(
        *(article("ours", local_id=str(n), title=f"Case number {n} of myositis") for n in range(9))
    )
    assert catalogue.find() == JoinReport()
    assert catalogue.bring(article("theirs", title="Case number 4 of myositis")) == 1
    assert "theirs:1" not in catalogue.shown()


def test_a_change_that_makes_them_differ_parts_them(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    catalogue.bring(article("theirs", title="Rituximab for lupus nephritis in children", host=None))
    assert catalogue.shown() == {"ours:1", "theirs:1"}
    lead = catalogue.store.get("ours:1")
    assert lead is not None
    assert lead.sources == ()


def test_a_change_of_what_stands_behind_is_seen_in_what_is_shown(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    catalogue.bring(article("theirs", edition="Corrected"))
    assert catalogue.shown() == {"ours:1"}
    lead = catalogue.store.get("ours:1")
    assert lead is not None
    assert lead.record.edition == "Corrected"


def test_when_the_leading_one_is_deleted_another_takes_its_place(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    delete(["ours:1"], catalogue.store, catalogue.index, rules=catalogue.rules)
    assert catalogue.shown() == {"theirs:1"}


def test_the_same_file_again_changes_nothing(catalogue: Catalogue) -> None:
    records = [article("ours"), article("theirs")]
    catalogue.bring(*records)
    last = catalogue.store.last_sequence()
    assert catalogue.bring(*records) == 0
    assert (catalogue.store.last_sequence(), catalogue.shown()) == (last, {"ours:1"})


def test_a_librarians_word_lasts_over_later_imports(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    catalogue.store.joins.give_verdict(Verdict(first="theirs:1", second="ours:1", same=False))
    assert catalogue.find(again=("ours:1", "theirs:1")).parted == 2
    assert catalogue.shown() == {"ours:1", "theirs:1"}
    catalogue.bring(article("theirs", edition="2nd ed."))
    assert catalogue.shown() == {"ours:1", "theirs:1"}
    other = article("other", title="Quite another title", contributors=(), host=None)
    catalogue.bring(other)
    catalogue.store.joins.give_verdict(Verdict(first="other:1", second="ours:1", same=True))
    catalogue.find(again=("other:1",))
    assert catalogue.shown() == {"ours:1", "theirs:1"}
    catalogue.bring(msgspec.structs.replace(other, edition="3rd"))
    assert catalogue.shown() == {"ours:1", "theirs:1"}


def test_an_index_that_is_built_anew_holds_the_same(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    rebuild(catalogue.store, catalogue.index)
    assert catalogue.shown() == {"ours:1"}


def test_a_run_that_ended_between_store_and_index_is_made_good(catalogue: Catalogue) -> None:
    catalogue.bring(article("ours"), article("theirs"))
    state = msgspec.json.decode(catalogue.store.joins.state())
    catalogue.store.joins.join((), state=msgspec.json.encode(state | {"pending": ["ours:1", "theirs:1"]}))
    with catalogue.index.writer() as writer:
        writer.delete(["ours:1"])
        writer.commit(catalogue.index.state().sequence)
    catalogue.find()
    assert catalogue.shown() == {"ours:1"}


def test_titles_that_a_hundred_records_share_are_not_compared_pair_by_pair(catalogue: Catalogue) -> None:
    many = [
        Record(
            source=s, local_id=str(n), title="Annual report", contributors=(Contributor(name=f"Body {s}{n}"),)
        )
        for s in ("ours", "theirs")
        for n in range(150)
    ]
    assert catalogue.bring(*many) == 0
    assert len(catalogue.index.search(SearchRequest(query=Everything(), limit=1000)).hits) == 300
