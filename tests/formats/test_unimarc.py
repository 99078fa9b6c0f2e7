"""UNIMARC: known by its fields, read through the mapping of MARC 21."""

from __future__ import annotations

import io

import pytest

from pinakes.formats import registry
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.marc import encoding
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.unimarc import iso5426, relators
from pinakes.formats.unimarc.formats import UNIMARC
from pinakes.formats.unimarc.translating import marc21
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite

BOOK = "00000nam0 2200000   450 "


class TestUnimarcSuite(FormatSuite):
    name = "unimarc"


def marc(text: str, leader: str = BOOK) -> MarcRecord:
    """A record of lines: tag, two indicators (_ for blank), subfields after "$"."""
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for line in text.strip().splitlines():
        tag, _, rest = line.strip().partition(" ")
        if tag < "010":
            control.append((tag, rest))
            continue
        indicators = rest[:2].replace("_", " ")
        fields.append(
            DataField(tag, indicators[0], indicators[1], [(p[0], p[1:]) for p in rest[3:].split("$")[1:]])
        )
    return MarcRecord(leader, control, fields)


def raw(text: str, leader: str = BOOK) -> bytes:
    made = encoding.encode(marc(text, leader))
    return made[:5] + leader[5:10].encode() + made[10:20] + b"450 " + made[24:]


def record(text: str, leader: str = BOOK) -> Record:
    (found,) = read(UNIMARC.reader(), io.BytesIO(raw(text, leader)))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def test_a_title_in_200_is_unimarc_and_one_in_245_is_not() -> None:
    assert registry.recognise(raw("001 1\n200 1_ $aTitre")).name == "unimarc"
    assert registry.recognise(encoding.encode(marc("001 1\n245 10 $aTitle\n700 1_ $aA, B"))).name == "marc"


def test_xml_that_says_so_is_unimarc_and_marcxml_with_245_is_not() -> None:
    field = '<datafield tag="{}" ind1="1" ind2=" "><subfield code="a">T</subfield></datafield>'
    start = "<collection><record{}><leader>00000nam0 2200000   450 </leader>"
    one = (start.format(' format="UNIMARC"') + field.format("700")).encode()
    two = (start.format("") + field.format("245")).encode()
    three = (start.format("") + field.format("200")).encode()
    assert [registry.recognise(x).name for x in (one, two, three)] == ["unimarc", "marcxml", "unimarc"]


def test_several_titles_in_one_volume_are_kept_apart() -> None:
    found = record("001 1\n200 1_ $aPhèdre$aBérénice$fRacine$cLe Cid$fCorneille")
    assert (found.title, found.responsibility) == ("Phèdre", "Racine ; Corneille")
    assert [(t.title, t.kind) for t in found.titles] == [("Bérénice", "analytic"), ("Le Cid", "analytic")]


def test_other_title_information_belongs_to_the_title_before_it() -> None:
    found = record("001 1\n200 1_ $aPoumon$eun$edeux$hTome 2$iSuite$dLung$eone")
    assert (found.title, found.subtitle) == ("Poumon. Tome 2. Suite", "un : deux")
    assert [(t.title, t.kind) for t in found.titles] == [("Lung: one", "parallel")]


@pytest.mark.parametrize(
    ("code", "edtf"),
    [
        ("d1998    ", "1998"), ("a19989999", "1998/.."), ("b19902004", "1990/2004"), ("f18901899", "1890~/1899~"),
        ("g19952001", "1995/2001"), ("h19981997", "1998"), ("j20140602", "2014-06-02"), ("u        ", ""),
    ],
)  # fmt: skip
def test_each_type_of_date_is_understood(code: str, edtf: str) -> None:
    found = record(f"001 1\n100 __ $a20240101{code}   m  y0frey50      ba\n200 1_ $aT")
    assert (found.date.edtf if found.date else "") == edtf


@pytest.mark.parametrize(
    ("leader", "extra", "expected"),
    [
        ("00000nam0 2200000   450 ", "", "Book"),
        ("00000nam0 2200000   450 ", "\n135 __ $adrcnnnuuuuuu", "EBook"),
        ("00000nas0 2200000   450 ", "\n110 __ $aaa", "Journal"),
        ("00000nas0 2200000   450 ", "\n110 __ $ac", "Newspaper"),
        ("00000nas0 2200000   450 ", "\n110 __ $ab", "Series"),
        ("00000nem0 2200000   450 ", "", "Map"),
        ("00000ncm0 2200000   450 ", "", "Score"),
        ("00000njm0 2200000   450 ", "", "Music"),
        ("00000nim0 2200000   450 ", "", "SoundRecording"),
        ("00000ngm0 2200000   450 ", "\n115 __ $ac", "Video"),
        ("00000nkm0 2200000   450 ", "", "Image"),
        ("00000nlm0 2200000   450 ", "\n135 __ $ag", "Game"),
        ("00000nmm0 2200000   450 ", "", "Kit"),
        ("00000nrm0 2200000   450 ", "", "Object"),
        ("00000nbm0 2200000   450 ", "", "Manuscript"),
        ("00000nam0 2200000   450 ", "\n105 __ $aa   m   000yy", "Thesis"),
        ("00000nam0 2200000   450 ", "\n106 __ $at", "Microform"),
        ("00000nam0 2200000   450 ", "\n106 __ $af", "Braille"),
    ],
)
def test_each_kind_of_material_is_told(leader: str, extra: str, expected: str) -> None:
    assert expected in record(f"001 1\n200 1_ $aT{extra}", leader).formats


def test_links_are_read_in_plain_and_in_embedded_form() -> None:
    found = record(
        "001 1\n200 1_ $aT\n430 _1 $tAvant$x0378-5955\n454 _1 $1001X9$12001 $aOriginal$esub$1700 1$aDoe$bJane"
    )
    assert [(r.kind, r.title, r.contributor, r.record) for r in found.relations] == [
        ("earlier", "Avant", "", ""),
        ("original", "Original: sub", "Doe, Jane", "X9"),
    ]


def test_set_and_piece_make_one_host() -> None:
    found = record(
        "001 1\n200 1_ $aArticle\n215 __ $ap. 12-20\n461 _1 $tRevue$x0378-5955\n463 _1 $v3, n° 2$d1999",
        "00000naa2 2200000   450 ",
    )
    assert found.host is not None
    assert (found.host.title, found.host.issue, found.host.first_page, found.host.last_page) == (
        "Revue",
        "2",
        "12",
        "20",
    )
    assert found.formats == ("Article",)


def test_roles_are_numbers() -> None:
    found = record("001 1\n200 1_ $aT\n700 _1 $aA$bB$4070\n702 _1 $aC$bD$4730$4340\n702 _1 $aE$bF$4999")
    assert [(c.name, c.roles) for c in found.contributors] == [
        ("A, B", ("aut",)), ("C, D", ("trl", "edt")), ("E, F", ()),
    ]  # fmt: skip
    assert set(relators.CODES.values()) >= {"aut", "edt", "trl", "ill", "cmp"}


def test_names_under_a_forename_are_not_inverted() -> None:
    (found,) = record("001 1\n200 1_ $aT\n700 _0 $aJean-Paul$dII$cpape$f1920-2005").contributors
    assert (found.name, found.family, found.dates) == ("Jean-Paul II, pape", "", "1920-2005")


def test_marks_of_isbd_within_a_name_are_no_part_of_it() -> None:
    (found,) = record("001 1\n200 1_ $aT\n700 _1 $aAsimov, $b, Isaac$f, 1920-1992").contributors
    assert (found.name, found.given, found.dates) == ("Asimov, Isaac", "Isaac", "1920-1992")


def test_a_meeting_is_named_with_number_date_and_place() -> None:
    (found,) = record("001 1\n200 1_ $aT\n710 12 $aCongrès$bSection$d3$f1999$eLille").contributors
    assert (found.kind, found.name) == ("meeting", "Congrès. Section (3 : 1999 : Lille)")


def test_a_mark_of_iso_5426_stands_before_its_letter() -> None:
    assert iso5426.decode(b"\xc2et\xc2e \xc8uber \xd0ca \xfa") == "été über ça œ"
    assert iso5426.likely(b"verit\xc1a citt\xc1a")
    assert not iso5426.likely("élève à l'été, Ökologie".encode("cp1252"))


def test_an_authority_entry_is_never_a_book() -> None:
    entry = raw("001 1\n200 _1 $aHugo$bVictor", "00000nx  j2200000   45  ")
    (found,) = read(UNIMARC.reader(), io.BytesIO(entry))  # type: ignore[misc]
    assert isinstance(found, ReadFailure)
    assert "authority" in found.reason


def test_a_field_that_no_rule_knows_is_searched() -> None:
    assert "Kleinod" in record("001 1\n200 1_ $aT\n689 __ $aKleinod").other_text


def test_what_is_translated_keeps_the_order_of_authors() -> None:
    made = marc21(marc("001 1\n200 1_ $aT\n701 _1 $aB$bB\n700 _1 $aA$bA"))
    assert [f.tag for f in made.fields if f.tag in ("100", "700")] == ["700", "100"]
