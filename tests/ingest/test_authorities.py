"""Authorities: what is catalogued under one form is found by all of them, whichever came first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pinakes.formats.marc import encoding
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.index.memory import MemoryIndex
from pinakes.index.port import Filter, SearchIndex, SearchRequest
from pinakes.index.tantivy import TantivyIndex
from pinakes.ingest.authorities import heed_authorities
from pinakes.ingest.deleting import delete
from pinakes.ingest.pipeline import import_paths
from pinakes.ingest.reindex import compare, rebuild
from pinakes.ingest.report import ImportReport
from pinakes.query import simple
from pinakes.records.heading_keys import place
from pinakes.records.record import Contributor, Identifier, Record, Subject, TitleVariant
from pinakes.store.memory import MemoryStore

Write = Callable[..., Path]
CLEMENS = Contributor(name="Clemens, Samuel Langhorne", family="Clemens", given="Samuel Langhorne")
HUCK = Record(local_id="huck", title="Adventures of Huckleberry Finn", contributors=(CLEMENS,))
OTHER = Record(local_id="other", title="Something else", contributors=(Contributor(name="Miller, Jo"),))


def authority(local_id: str, *lines: str, status: str = "n") -> bytes:
    """Lines are tag and subfields: "100 $aClemens, Samuel$d1835-1910"."""
    fields = []
    for line in lines:
        tag, _, body = line.partition(" ")
        fields.append(DataField(tag, "1", " ", [(p[0], p[1:]) for p in body.split("$")[1:]]))
    fixed = "850101n| azannaabn          |a aaa      "
    marc = MarcRecord(f"00000{status}z  a2200000n  4500", [("001", local_id), ("008", fixed)], fields)
    return encoding.encode(marc)


TWAIN = (
    "024 $a118624822$2gnd",
    "100 $aClemens, Samuel Langhorne,$d1835-1910",
    "400 $aTwain, Mark,$d1835-1910",
    "500 $aSnodgrass, Quintus Curtius",
)
PLAIN = authority("n1", *TWAIN)


@pytest.fixture(params=["memory", "tantivy"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    made: SearchIndex = MemoryIndex() if request.param == "memory" else TantivyIndex(tmp_path / "index")
    yield made
    made.close()


@pytest.fixture
def run(store: MemoryStore, index: SearchIndex, tmp_path: Path) -> Callable[..., ImportReport]:
    def imported(*made: Record | bytes, source: str = "", apart: bool = False) -> ImportReport:
        paths = []
        for number, one in enumerate(made):
            path = tmp_path / f"{number}.dat"
            if isinstance(one, Record):
                import msgspec

                path.write_bytes(msgspec.json.encode(one) + b"\n")
            else:
                path.write_bytes(one)
            paths.append(path)
        return import_paths(paths, store, index, home=tmp_path, source=source, apart=apart)

    return imported


def found(index: SearchIndex, text: str, field: str = "all") -> list[str]:
    request = SearchRequest(query=simple.read(text, field=field).node)
    return [hit.id for hit in index.search(request).hits]


def test_authorities_are_counted_as_records_are_and_shown_nowhere(run, store, index) -> None:
    report = run(PLAIN + authority("n2", "150 $aNeoplasms"), source="lc")
    assert (report.read, report.added, report.rejected) == (2, 2, 0)
    assert run(PLAIN + authority("n2", "150 $aTumours"), source="lc").changed == 1
    assert (store.authorities.count(), store.count(), index.state().documents) == (2, 0, 0)
    assert store.authorities.raw("lc:n1") == ("marc", PLAIN)


def test_an_authority_that_came_first_gives_its_forms_to_records(run, index) -> None:
    run(PLAIN)
    run(HUCK, OTHER)
    assert found(index, "Mark Twain") == ["local:huck"]
    assert found(index, '"Twain, Mark"', "author") == ["local:huck"]
    assert found(index, "Mark Twain", "title") == []


def test_records_that_came_first_are_found_by_it_too(run, index) -> None:
    run(HUCK, OTHER)
    assert found(index, "twain") == []
    run(PLAIN)
    assert found(index, "twain") == ["local:huck"]


def test_both_may_come_in_one_import_read_by_another_process(run, store, index) -> None:
    run(HUCK, PLAIN, OTHER, apart=True)
    assert found(index, "twain") == ["local:huck"]
    assert compare(store, index).equal


def test_a_form_that_goes_finds_nothing_any_more(run, store, index) -> None:
    run(HUCK, PLAIN)
    run(authority("n1", "100 $aClemens, Samuel Langhorne,$d1835-1910", "400 $aClemens, S. L."))
    assert (found(index, "twain"), found(index, "Clemens, S. L.")) == ([], ["local:huck"])


def test_a_changed_heading_leaves_its_old_records(run, index) -> None:
    run(HUCK, PLAIN)
    run(authority("n1", "100 $aMiller, Jo", "400 $aMüller, Johanna"))
    assert (found(index, "twain"), found(index, "Johanna")) == ([], [])
    run(OTHER)
    assert found(index, "Johanna") == ["local:other"]


def test_a_deleted_authority_takes_its_forms_along(run, store, index) -> None:
    run(HUCK, PLAIN)
    assert run(authority("n1", *TWAIN, status="d")).deleted == 1
    assert found(index, "twain") == []
    assert store.authorities.references("author").after == ()


def test_an_authority_is_deleted_by_hand(run, store, index) -> None:
    run(HUCK, PLAIN)
    assert delete(["local:n1", "local:nothing"], store, index) == (1, ["local:nothing"])
    assert found(index, "twain") == []


def test_a_number_joins_what_is_written_otherwise(run, index) -> None:
    gnd = (Identifier(scheme="gnd", value="118624822"),)
    run(PLAIN)
    run(
        Record(
            local_id="1", title="Tom Sawyer", contributors=(Contributor(name="Tven, Mark", identifiers=gnd),)
        )
    )
    assert found(index, "Clemens") == ["local:1"]
    by_number = SearchRequest(filters=(Filter(field="authority", values=("gnd:118624822",)),))
    assert index.search(by_number).total == 1


def test_a_number_found_later_joins_records_that_are_there(run, index) -> None:
    gnd = (Identifier(scheme="gnd", value="118624822"),)
    run(
        Record(
            local_id="1", title="Tom Sawyer", contributors=(Contributor(name="Tven, Mark", identifiers=gnd),)
        )
    )
    run(PLAIN)
    assert found(index, "Clemens") == ["local:1"]


def test_another_number_of_the_same_registry_keeps_namesakes_apart(run, index) -> None:
    other = (Identifier(scheme="gnd", value="1089876543"),)
    run(PLAIN)
    name = Contributor(name=CLEMENS.name, identifiers=other)
    run(Record(local_id="1", title="On steam", contributors=(name,)))
    assert found(index, "twain") == []


def test_years_tell_namesakes_apart_and_without_them_none_is_meant(run, index) -> None:
    run(
        authority("1", "100 $aSmith, John,$d1580-1631", "400 $aSmith, Captain")
        + authority("2", "100 $aSmith, John,$d1781-1852", "400 $aSmith, Missionary")
    )
    run(
        Record(
            local_id="a", title="Virginia", contributors=(Contributor(name="Smith, John", dates="1580-1631"),)
        ),
        Record(local_id="b", title="Anything", contributors=(Contributor(name="Smith, John"),)),
    )
    assert (found(index, "Captain Smith"), found(index, "missionary")) == (["local:a"], [])


def test_case_marks_and_points_do_not_matter(run, index) -> None:
    run(Record(local_id="1", title="X", contributors=(Contributor(name="CLEMENS, Samuel Langhorne."),)))
    run(PLAIN)
    assert found(index, "twain") == ["local:1"]


def test_subjects_are_found_by_their_other_forms_whole_or_by_their_first_part(run, index) -> None:
    whole = Subject(parts=("Lung", "Diseases"))
    run(
        Record(local_id="1", title="A", subjects=(whole,)),
        Record(local_id="2", title="B", subjects=(Subject(parts=("Lung", "Anatomy")),)),
    )
    run(
        authority("s1", "150 $aLung$xDiseases", "450 $aPulmonary disorders")
        + authority("s2", "150 $aLung", "450 $aPulmones")
    )
    assert found(index, "Pulmonary disorders", "subject") == ["local:1"]
    assert sorted(found(index, "Pulmones", "subject")) == ["local:1", "local:2"]


def test_a_person_is_not_the_place_of_the_same_name(run, index) -> None:
    run(Record(local_id="1", title="Maps", subjects=(Subject(parts=("Jordan",), kind="place"),)))
    run(authority("1", "100 $aJordan", "400 $aJordanus"))
    assert found(index, "jordanus") == []


def test_works_are_found_by_their_other_titles(run, index) -> None:
    iliad = TitleVariant(title="Iliad", kind="uniform")
    run(Record(local_id="1", title="Wrath", titles=(iliad,), contributors=(Contributor(name="Homer"),)))
    run(authority("w", "100 $aHomer.$tIliad", "400 $aHomerus.$tIlias"))
    assert found(index, "ilias", "title") == ["local:1"]


def test_an_index_built_anew_knows_the_forms(run, store, index) -> None:
    run(HUCK, PLAIN)
    rebuild(store, index)
    assert found(index, "twain") == ["local:huck"]


def test_an_index_built_anew_leaves_nothing_to_heed(run, store, index) -> None:
    run(HUCK, PLAIN)
    store.keep_source_state("~authorities", b"")
    rebuild(store, index)
    assert heed_authorities(store, index) == 0


def test_many_changed_authorities_build_it_anew(run, store, index, monkeypatch) -> None:
    monkeypatch.setattr("pinakes.ingest.authorities.FEW", 1)
    run(HUCK)
    run(PLAIN + authority("n2", "150 $aA") + authority("n3", "150 $aB"))
    assert found(index, "twain") == ["local:huck"]


def test_what_was_interrupted_goes_on(run, store, index) -> None:
    run(HUCK)
    run(PLAIN)
    store.keep_source_state("~authorities", b"")  # as if the process had ended before
    assert heed_authorities(store, index, should_stop=lambda: True) == 0
    assert heed_authorities(store, index) == 1
    assert heed_authorities(store, index) == 0
    assert compare(store, index).equal


def test_forms_of_authorities_in_use_lead_to_the_heading(run, store) -> None:
    run(PLAIN + authority("n2", "100 $aNobody, Here", "400 $aEveryone"))
    assert store.authorities.references("author").after == ()
    run(HUCK)
    (reference,) = store.authorities.references("author", place("T")).after
    assert (reference.heading, reference.see) == ("Twain, Mark", ("Clemens, Samuel Langhorne",))
    (also,) = store.authorities.headed("author", [CLEMENS.name])[CLEMENS.name]
    assert [r.heading.text for r in also.authority.related] == ["Snodgrass, Quintus Curtius"]
