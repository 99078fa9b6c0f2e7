"""MODS, read in its versions and written by the schema of 3.8."""

from __future__ import annotations

import io

from hypothesis import given, settings
from lxml import etree
from msgspec import structs

from pinakes.formats import registry
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.mods import MODS
from pinakes.formats.mods_writing import element
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
from pinakes.testing import strategies
from pinakes.testing.format_suite import FormatSuite


class TestModsSuite(FormatSuite):
    name = "mods"


def outcome(raw: str | bytes) -> list[Record | ReadFailure]:
    data = raw.encode() if isinstance(raw, str) else raw
    return list(read(MODS.reader(), io.BytesIO(data)))  # type: ignore[misc]


def record(body: str) -> Record:
    (found,) = outcome(
        f'<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>{body}</mods>'
    )
    assert isinstance(found, Record), found
    return found


def again(one: Record) -> Record | ReadFailure:
    out = io.BytesIO()
    MODS.exporter().write([one], out)  # type: ignore[misc]
    (found,) = outcome(out.getvalue())
    return found


def test_what_came_in_goes_out() -> None:
    one = Record(
        local_id="b1",
        title="Die Lunge",
        subtitle="vier Fälle",
        title_alternate="Лёгкие",
        title_language="deu",
        nonfiling=4,
        responsibility="von Amy Rigby",
        titles=(
            TitleVariant(title="The lung", kind="translated", language="eng"),
            TitleVariant(title="Lunge", kind="cover"),
            TitleVariant(title="Lunge. Englisch", kind="uniform"),
        ),
        contributors=(
            Contributor(
                name="Rigby, Amy", family="Rigby", given="Amy", roles=("aut",), primary=True, dates="1970-",
                identifiers=(Identifier(scheme="orcid", value="0000-0002-1825-0097"),), affiliations=("Sydney",),
            ),
            Contributor(name="Johannes XXIII", roles=("dte",)),
            Contributor(name="Verein", kind="organisation", roles=("Veranstalterin",)),
            Contributor(name="Tagung (12 : 2009)", kind="meeting"),
        ),
        formats=("Book", "Microform"),
        publication_types=("Fallsammlung",),
        languages=("deu", "gsw"),
        original_languages=("eng",),
        date=PublicationDate(edtf="1999/2003", first_year=1999, last_year=2003),
        publications=(
            Publication(places=("Köln", "Berlin"), publishers=("Thieme",), date="1999-2003"),
            Publication(function="manufacture", publishers=("Druckerei",)),
        ),
        country="DE",
        edition="2. Aufl.",
        physical=("XII, 345 S. : Ill.",),
        extent_pages="345",
        version="draft",
        series=(Series(title="Reihe", number="12", issn="2051-3380"),),
        host=HostItem(
            title="Sammelwerk", abbreviation="Sammelw.", volume="2", issue="3", first_page="70", last_page="72",
            article_number="e1", statement="Bd. 2", edition="1. Aufl.", publisher="Wiley", place="Hoboken", record="h1",
            identifiers=(Identifier(scheme="isbn", value="9783642117466"),),
        ),
        identifiers=(
            Identifier(scheme="doi", value="10.1000/x"),
            Identifier(scheme="isbn", value="123", printed="123", valid=False),
            Identifier(scheme="handle", value="1/2", note="Kopie"),
        ),
        subjects=(
            Subject(parts=("Lunge", "Köln", "1999", "Bildband"), scheme="gnd", part_kinds=("place", "period", "genre"),
                    identifiers=(Identifier(scheme="gnd", value="4036754-3"),), major=True),
            Subject(parts=("Kant, Immanuel",), kind="person"),
            Subject(parts=("Ilias",), kind="work", language="grc"),
        ),
        classifications=(Classification(scheme="ddc", number="616.24", edition="22"),),
        abstracts=(Abstract(text="Vier.", language="deu", kind="summary"),),
        contents=(ContentsEntry(title="Eins", responsibility="A. B."), ContentsEntry(title="Zwei")),
        notes=(Note(text="Diss.", kind="thesis"), Note(text="Frei."), Note(text="monatlich", kind="frequency")),
        links=(
            Link(url="https://example.org/a", kind="fulltext", label="PDF"),
            Link(url="https://example.org/b", kind="contents", note="nur Band 1"),
        ),
        relations=(
            Relation(kind="translation", title="The lung", contributor="Rigby, A.", record="r1", label="Übersetzt als"),
            Relation(kind="host", identifiers=(Identifier(scheme="doi", value="10.1000/h"),)),
            Relation(kind="erratum", title="Berichtigung", number="2", date="2004"),
        ),
        holdings=(Holding(institution="DE-38", location="Magazin", call_number="A 1", coverage=("1-9",),
                          items=(Item(call_number="A 1", barcode="7"),)),),
        funding=(Funding(funder="DFG", award="L 1"),),
        licences=(Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),),
        collections=("Sammlung",),
        coordinates=("6.8 7.1 50.9 50.8",),
        open_access=True,
        record_changed="2020-01-02T03:04:05",
    )  # fmt: skip
    found = again(one)
    assert isinstance(found, Record)
    # Notes of frequency stand with the origin, which comes first.
    notes = tuple(sorted(found.notes, key=lambda n: one.notes.index(n)))
    found = structs.replace(found, notes=notes)
    assert {
        f: getattr(found, f) for f in found.__struct_fields__ if getattr(found, f) != getattr(one, f)
    } == {}


@given(strategies.records())
@settings(max_examples=60, deadline=None)
def test_what_was_read_is_written_and_read_the_same(one: Record) -> None:
    etree.fromstring(element(one, namespace=True))
    found = again(one)
    if isinstance(found, Record):
        assert again(found) == found
    else:
        assert found.field == "title"


def test_a_part_stands_in_the_host_or_beside_it() -> None:
    inside = record(
        '<relatedItem type="host"><titleInfo><title>J</title></titleInfo><part><detail type="volume"><number>2</number>'
        "</detail><extent><start>7</start><end>9</end></extent></part></relatedItem>"
    )
    beside = record(
        '<part><detail type="volume"><number>2</number></detail><extent><list>7-9</list></extent></part>'
        '<relatedItem type="host"><titleInfo><title>J</title></titleInfo></relatedItem>'
    )
    assert inside.host == beside.host
    assert inside.formats == ("Article",)


def test_a_name_in_one_piece_is_taken_apart_at_its_comma() -> None:
    (found,) = record('<name type="personal"><namePart>Rigby, Amy</namePart></name>').contributors
    assert (found.family, found.given) == ("Rigby", "Amy")


def test_a_code_of_a_role_counts_before_its_words() -> None:
    role = '<role><roleTerm type="text">Bearbeiterin</roleTerm><roleTerm type="code">edt</roleTerm></role>'
    (found,) = record(f"<name><namePart>A</namePart>{role}</name>").contributors
    assert found.roles == ("edt",)


def test_a_date_in_two_points_is_an_interval() -> None:
    points = (
        '<dateIssued point="start" encoding="marc">1990</dateIssued><dateIssued point="end">{}</dateIssued>'
    )
    for end, edtf in (("1999", "1990/1999"), ("9999", "1990/..")):
        found = record(f"<originInfo>{points.format(end)}</originInfo>")
        assert found.date is not None
        assert found.date.edtf == edtf


def test_mods_within_mets_is_not_taken_for_a_collection() -> None:
    mods = b'<mods xmlns="http://www.loc.gov/mods/v3"/>'
    assert registry.recognise(b"<OAI-PMH>" + mods).name == "mods"
    assert not MODS.recognise(b'<OAI-PMH><mets xmlns="http://www.loc.gov/METS/">' + mods)  # type: ignore[misc]


def test_an_entity_of_the_file_is_never_expanded() -> None:
    found = outcome(
        '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><mods><titleInfo><title>&a;</title></titleInfo></mods>'
    )
    assert "root:" not in repr(found)
