"""The model → MARC 21, and back."""

from __future__ import annotations

import msgspec
import pytest

from pinakes.formats.marc.reading import record_from_marc
from pinakes.formats.marc.writing import marc_from_record
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Classification,
    ContentsEntry,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Item,
    Licence,
    Link,
    Note,
    Publication,
    Record,
    Relation,
    Series,
    Subject,
    TitleVariant,
)

ARTICLE = Record(
    local_id="25473571",
    title="Anti‐synthetase syndrome",
    subtitle="a case series",
    title_language="eng",
    contributors=(
        Contributor(
            name="Rigby, Amy L.", roles=("aut",), primary=True, family="Rigby", given="Amy L.",
            identifiers=(Identifier(scheme="orcid", value="0000-0002-1825-0097"),), affiliations=("A hospital",),
        ),
        Contributor(name="Plit, Marshall", roles=("aut",), primary=True, family="Plit", given="Marshall"),
    ),
    formats=("Article", "CaseReport"),
    publication_types=("Journal Article", "Case Reports"),
    languages=("eng",),
    date=PublicationDate(edtf="2014-06", first_year=2014),
    country="US",
    host=HostItem(
        title="Respirology case reports", volume="2", issue="2", first_page="70", last_page="72",
        identifiers=(Identifier(scheme="issn", value="2051-3380"),),
    ),
    identifiers=(
        Identifier(scheme="doi", value="10.1002/rcr2.52"),
        Identifier(scheme="pmid", value="25473571"),
        Identifier(scheme="pmcid", value="PMC4184510"),
    ),
    subjects=(
        Subject(parts=("Myositis", "drug therapy"), scheme="mesh", major=True, part_kinds=("topic",)),
        Subject(parts=("tacrolimus",), scheme="keyword"),
    ),
    abstracts=(Abstract(text="Four patients.", language="eng"),),
    links=(Link(url="https://example.org/full", kind="fulltext", label="Full text", access="open"),),
    funding=(Funding(funder="A fund", award="G-1"),),
    licences=(Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),),
    open_access=True,
)  # fmt: skip
BOOK = Record(
    local_id="b/1 |ü",
    title="Voĭna i mir",
    title_alternate="Война и мир",
    title_language="rus",
    nonfiling=0,
    responsibility="Lev Tolstoĭ",
    titles=(TitleVariant(title="War and peace", kind="parallel"), TitleVariant(title="Krieg und Frieden")),
    contributors=(
        Contributor(
            name="Tolstoĭ, Lev", roles=("aut",), primary=True, family="Tolstoĭ", given="Lev", dates="1828-1910",
            alternate="Толстой, Лев", identifiers=(Identifier(scheme="gnd", value="118623257"),),
        ),
        Contributor(name="Academy", kind="organisation", roles=("pbl",)),
    ),
    formats=("Book",),
    languages=("rus",),
    original_languages=("fra",),
    date=PublicationDate(edtf="1890~", printed="[ca. 1890]", first_year=1890),
    publications=(
        Publication(places=("Moskva",), publishers=("Nauka",), date="[ca. 1890]", alternate="Москва : Наука"),
    ),
    country="RU",
    edition="2nd ed.",
    physical=("xii, 345 p. ; 23 cm",),
    extent_pages="345",
    series=(Series(title="Classics", number="12", issn="0028-0836"),),
    identifiers=(
        Identifier(scheme="isbn", value="9783161484100", printed="3-16-148410-X", note="pbk."),
        Identifier(scheme="oclc", value="12345", printed="(OCoLC)12345"),
    ),
    subjects=(Subject(parts=("Art", "Greece"), scheme="lcsh", part_kinds=("place",)),),
    classifications=(Classification(scheme="lcc", number="PG3366", item=".V6 1890"),),
    contents=(ContentsEntry(title="One", responsibility="A. Maker"), ContentsEntry(title="Two")),
    notes=(Note(text="A note."), Note(text="Diss., Bern", kind="thesis"), Note(text="Russian", kind="language")),
    relations=(Relation(kind="translation", title="War and peace", contributor="Tolstoy, Leo"),),
    holdings=(
        Holding(
            institution="Main", location="Stacks", call_number="A 1", coverage=("1-4",),
            items=(Item(call_number="A 1", barcode="42", status="available"),),
        ),
    ),
)  # fmt: skip
JOURNAL = Record(
    local_id="j",
    title="Nature",
    title_language="eng",
    formats=("Journal",),
    languages=("eng",),
    date=PublicationDate(edtf="1869/..", first_year=1869),
    country="GB",
    identifiers=(Identifier(scheme="issn", value="0028-0836"),),
    relations=(Relation(kind="later", title="Nature news", label="Continued by"),),
)


@pytest.mark.parametrize("record", [ARTICLE, BOOK, JOURNAL], ids=["article", "book", "journal"])
def test_what_is_written_is_read_again(record: Record) -> None:
    again = record_from_marc(marc_from_record(record))
    ours, theirs = msgspec.to_builtins(record), msgspec.to_builtins(again)
    # Notes come in the order of their tags.
    for side in (ours, theirs):
        side["notes"] = sorted(side.get("notes", ()), key=lambda n: n["text"])
    assert theirs == ours


def test_an_article_has_the_fields_that_other_systems_look_for() -> None:
    marc = marc_from_record(ARTICLE)
    assert marc.leader[6:8] == "ab"
    assert len(marc.leader) == 24
    assert len(marc.control_value("008")) == 40
    host = next(marc.by_tag("773"))
    assert host.get("g") == "Vol. 2, no. 2 (2014-06), p. 70-72"
    assert next(marc.by_tag("024")).get("2") == "doi"
    assert [f.tag for f in marc.fields] == sorted(f.tag for f in marc.fields)


def test_pairs_in_another_script_carry_each_others_number() -> None:
    marc = marc_from_record(BOOK)
    for other in marc.by_tag("880"):
        tag, _, number = other.get("6").partition("-")
        assert any(f.get("6") == f"880-{number}" for f in marc.by_tag(tag))


def test_a_deleted_record_says_so_in_its_leader() -> None:
    assert marc_from_record(Record(title="Gone", deleted=True)).leader[5] == "d"


def test_an_empty_record_is_written_too() -> None:
    assert record_from_marc(marc_from_record(Record(title="X"))).title == "X"
