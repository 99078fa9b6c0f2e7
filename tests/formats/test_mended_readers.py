"""Small faults of readers and writers, each with the data that showed it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pinakes.formats import funders, registry
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.marc import encoding
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.records.record import Contributor, Funding, HostItem, Identifier, Record, Series

CITATION_FORMATS = (
    "csl-json",
    "word",
    "endnote",
    "endnote-tagged",
    "ris",
    "bibtex",
    "biblatex",
    "isbd",
    "csv",
)


def records(name: str, data: str | bytes) -> list[Record]:
    raw = data.encode() if isinstance(data, str) else data
    found = list(read(registry.get(name).reader(), io.BytesIO(raw)))
    assert not any(isinstance(r, ReadFailure) for r in found), found
    return found  # type: ignore[return-value]


def one(name: str, data: str | bytes) -> Record:
    (found,) = records(name, data)
    return found


def again(name: str, record: Record) -> Record:
    """Written and read."""
    out = io.BytesIO()
    registry.get(name).exporter().write([record], out)
    return one(name, out.getvalue())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Y1  - 2010/05/03\nDA  - 2010/07/09", "2010-07-09"),
        ("PY  - 2010/05/03\nDA  - 2010/07/09", "2010-05-03"),
        ("PY  - 2010\nDA  - 2010/07/09", "2010-07-09"),
        ("Y1  - 2010/05/03\nDA  - 2010", "2010-05-03"),
        ("Y1  - 2010\nDA  - 2015/07/09", "2010"),
    ],
)
def test_the_date_of_ris_goes_before_its_old_name_where_it_is_of_that_year(lines: str, expected: str) -> None:
    found = one("ris", f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")
    assert found.date is not None
    assert found.date.edtf == expected


def test_the_shorter_of_two_journals_in_refer_is_the_abbreviation() -> None:
    for first, second in (("Journal of Lungs", "J Lungs"), ("J Lungs", "Journal of Lungs")):
        host = one("endnote-tagged", f"%0 Journal Article\n%T T\n%J {first}\n%J {second}\n").host
        assert host is not None
        assert (host.title, host.abbreviation) == ("Journal of Lungs", "J Lungs")


def test_two_languages_and_two_kinds_in_refer_are_of_one_reference() -> None:
    found = one("endnote-tagged", "%0 Journal Article\n%0 Book\n%T T\n%G eng\n%G ger\n")
    assert (found.formats, found.languages) == (("Article",), ("eng", "deu"))
    assert [r.title for r in records("endnote-tagged", "%0 Book\n%T A\n%0 Book\n%T B\n\n%0 Book\n%T C")] == [
        *"ABC"
    ]
    assert one("endnote-tagged", "%T On lungs\n%0 Book\n%D 2014\n").formats == ("Book",)


def test_web_of_science_has_pages_in_one_tag_and_patents_with_their_holder() -> None:
    host = one("wos", "FN x\nVR 1.0\nPT J\nAU Smith, J\nTI T\nSO J LUNGS\nPS 3-7\nER\nEF\n").host
    assert host is not None
    assert (host.first_page, host.last_page) == ("3", "7")
    patent = one(
        "wos",
        "FN x\nVR 1.0\nPT P\nAU Smith, J\nTI T\nPN US1\nAE Acme Corp\nBD lungs; breath\nDG 5 May 2001\nER\n",
    )
    assert [(c.name, c.kind, c.roles) for c in patent.contributors[1:]] == [
        ("Acme Corp", "organisation", ("pth",))
    ]
    assert [s.parts[0] for s in patent.subjects] == ["lungs", "breath"]
    assert patent.date is not None
    assert patent.date.edtf == "2001-05-05"


@pytest.mark.parametrize(
    ("item", "number"),
    [({"volume": "3"}, "3"), ({"volume": "3", "collection-number": "7"}, "7"), ({}, "")],
)
def test_the_volume_of_a_book_in_csl_is_its_number_in_the_series(item: dict[str, str], number: str) -> None:
    found = one("csl-json", json.dumps([{"type": "book", "title": "T", "collection-title": "S"} | item]))
    assert found.series == (Series(title="S", number=number),)


def test_of_two_places_in_bibtex_the_address_is_the_publishers() -> None:
    both = "title={T}, author={A B}, address={Berlin}, location={Paris}, publisher={P}, year=2001}"
    paper = one("bibtex", f"@inproceedings{{a, booktitle={{Proc}}, {both}")
    assert (paper.publications[0].places, [(n.text, n.kind) for n in paper.notes]) == (
        ("Berlin",),
        [("Paris", "event")],
    )
    assert one("bibtex", "@book{a, title={T}, location={Paris}, publisher={P}}").publications[0].places == (
        "Paris",
    )


MODS = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>{}</mods>'


@pytest.mark.parametrize(
    "parts",
    [
        "<namePart>Twain, Mark, 1835-1910</namePart>",
        "<namePart>Twain, Mark</namePart><namePart>1835-1910</namePart>",
        '<namePart type="family">Twain</namePart><namePart type="given">Mark, 1835-1910</namePart>',
        '<namePart type="family">Twain</namePart><namePart type="given">Mark (1835-1910)</namePart>',
        "<alternativeName><namePart>Twain, Mark, 1835-1910</namePart></alternativeName>",
    ],
)
def test_years_of_life_in_a_name_of_mods_are_no_given_name(parts: str) -> None:
    (found,) = one("mods", MODS.format(f'<name type="personal">{parts}</name>')).contributors
    assert (found.name, found.family, found.given) == ("Twain, Mark", "Twain", "Mark")
    assert found.dates in ("1835-1910", "")


def test_numbers_that_are_no_years_stay_in_a_name_of_mods() -> None:
    (found,) = one(
        "mods", MODS.format('<name type="corporate"><namePart>Battalion 1914-1918</namePart></name>')
    ).contributors
    assert (found.name, found.dates) == ("Battalion 1914-1918", "")


def test_editors_of_the_book_in_mods_stand_beside_the_author_of_the_chapter() -> None:
    host = (
        '<relatedItem type="host"><titleInfo><title>Book</title></titleInfo>{}<name><namePart>Ed, Itor</namePart>'
        "<role><roleTerm>editor</roleTerm></role></name></relatedItem>"
    )
    found = one("mods", MODS.format(host.format("")))
    assert [(c.name, c.roles) for c in found.contributors] == [("Ed, Itor", ("edt",))]
    journal = one("mods", MODS.format(host.format('<identifier type="issn">2051-3380</identifier>')))
    assert journal.contributors == ()


def test_a_platform_of_e_books_is_no_book_and_names_its_publisher() -> None:
    work: dict[str, Any] = {
        "id": "https://openalex.org/W1",
        "title": "A chapter",
        "type": "book-chapter",
        "authorships": [],
        "publication_year": 2001,
        "primary_location": {"source": {"display_name": "Elsevier eBooks", "type": "ebook platform"}},
        "biblio": {"first_page": "12", "last_page": "34"},
    }
    found = one("openalex", json.dumps(work))
    assert (found.host, found.publications[0].publishers, found.physical) == (
        None,
        ("Elsevier",),
        ("p. 12–34",),
    )


@pytest.mark.parametrize(
    "rights",
    [
        {"rightsList": [{"rights": "Free for all"}]},
        {"rightsList": {"rights": "Free for all"}},
        {"rightsList": ["Free for all"]},
        {"rights": "Free for all"},
    ],
)
def test_rights_of_datacite_are_read_in_all_their_shapes(rights: dict[str, Any]) -> None:
    item = {"titles": [{"title": "T"}], "creators": [], "publicationYear": 2001, "sizes": "12 pages"}
    found = one("datacite", json.dumps(item | rights))
    assert ([x.name for x in found.licences], found.physical) == (["Free for all"], ("12 pages",))


def test_an_address_of_rights_is_read_under_both_of_its_names() -> None:
    for name in ("rightsUri", "rightsURI"):
        rights = [{"rights": "CC", name: "https://creativecommons.org/licenses/by/4.0/"}]
        item = {"titles": [{"title": "T"}], "creators": [], "publicationYear": 2001, "rightsList": rights}
        assert one("datacite", json.dumps(item)).open_access is True


FULL = Record(
    source="a",
    local_id="1",
    title="Report on lungs",
    formats=("Report",),
    contributors=(
        Contributor(name="Rigby, Amy", family="Rigby", given="Amy", roles=("aut",), primary=True),
        Contributor(name="World Health Organization", kind="organisation", roles=("edt",)),
        Contributor(name="Acme, Inc.", kind="organisation", roles=("trl",)),
        Contributor(name="Lungs, Rome", kind="organisation", roles=("fnd",)),
        Contributor(name="Rome, Department of Lungs", kind="organisation", roles=("edt",)),
    ),
    series=(Series(title="Lung series", number="4", issn="2051-3380"),),
    funding=(
        Funding(
            funder="Lung Trust (London)",
            award="T-1",
            identifiers=(
                Identifier(scheme="doi", value="10.13039/100000001", printed="10.13039/100000001"),
                Identifier(scheme="local", value="77"),
            ),
        ),
    ),
)


@pytest.mark.parametrize("name", [*CITATION_FORMATS, "marc", "marcxml", "mods"])
@pytest.mark.parametrize("kind", ["Report", "Book", "Article", "Chapter"])
def test_bodies_in_every_role_stay_bodies(name: str, kind: str) -> None:
    host = HostItem(title="H") if kind in ("Article", "Chapter") else None
    record = Record(
        source="a", local_id="1", title="T", formats=(kind,), host=host, contributors=FULL.contributors
    )
    assert {(c.name, c.kind) for c in again(name, record).contributors} == {
        (c.name, c.kind) for c in FULL.contributors
    }


@pytest.mark.parametrize("name", [*CITATION_FORMATS, "marc", "mods"])
def test_numbers_of_funders_go_out_and_come_back(name: str) -> None:
    (found,) = again(name, FULL).funding
    assert (found.funder, found.award) == ("Lung Trust (London)", "T-1")
    assert [(i.scheme, i.value) for i in found.identifiers] == [
        ("doi", "10.13039/100000001"),
        ("local", "77"),
    ]


@pytest.mark.parametrize("name", [n for n in CITATION_FORMATS if n != "csv"])
def test_the_issn_of_a_series_goes_out_and_comes_back(name: str) -> None:
    book = Record(source="a", local_id="1", title="T", formats=("Book",), series=FULL.series)
    assert again(name, book).series == FULL.series


def test_a_funder_without_numbers_keeps_what_is_in_brackets() -> None:
    for text in ("Trust (UK)", "Trust (see https://example.org for more)", "Trust (grid)", "Trust ()"):
        assert funders.read(text) == Funding(funder=text)


def iso2709(value: str, coding: str = "a") -> bytes:
    fixed = "010101s2001    gw ||||| |||| 00| ||ger c"
    marc = MarcRecord(
        f"00000nam {coding}2200000 i 4500",
        [("001", "1"), ("008", fixed)],
        [DataField("245", "1", "0", [("a", value)])],
    )
    return encoding.encode(marc)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Lungs &amp; breath", "Lungs & breath"),
        ("Keats&#x2019; odes", "Keats’ odes"),
        ("M&#252;nchen", "München"),
        ("a &amp;lt; b", "a &lt; b"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("what is no character: &#x1F;&#xD800;.", "what is no character"),
    ],
)
def test_references_to_characters_in_iso_2709_are_read(printed: str, title: str) -> None:
    assert one("marc", iso2709(printed)).title == title


def test_raised_digits_in_the_date_of_008_are_no_month() -> None:
    fixed = "010101e2001²²  gw ||||| |||| 00| ||ger c"
    marc = MarcRecord(
        "00000nam a2200000 i 4500", [("001", "1"), ("008", fixed)], [DataField("245", "1", "0", [("a", "T")])]
    )
    found = one("marc", encoding.encode(marc))
    assert found.date is not None
    assert found.date.first_year == 2001


@pytest.mark.parametrize("name", ["Podzorova, S.A.", "Smith, AG", "Nguyen, Co", "Press, W. H."])
def test_initials_are_no_legal_form(name: str) -> None:
    assert one("ris", f"TY  - JOUR\nTI  - T\nAU  - {name}\nER  - \n").contributors[0].kind == "person"
