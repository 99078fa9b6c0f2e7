"""Authority records of PICA and UNIMARC: recognised, told from records of works, read into one model."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import ReadError
from pinakes.formats import registry
from pinakes.formats.base import AuthorityReader, ReadFailure, parse_authority
from pinakes.formats.marc import encoding, marcxml
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.records.authority import Authority

PERSON = """002@ $0Tp1
003@ $0040359166
003U $ahttp://d-nb.info/gnd/118624822
007K $agnd$0118624822
028A $dMark$aTwain
028@ $dSamuel Langhorne$aClemens
028@ $PMark <Twain>
028R $9100000001$7gnd/1024$VTp1$aSnodgrass$dQuintus$4pseu$vPseudonym
041R $9100000002$VTs1$aSchriftsteller$4berc
060R $a1835$b1910$4datl
050E $aB 1986
050G $aAmerikanischer Schriftsteller
"""
TOPIC = """002@ $0Ts1
003@ $0040000001
041A $aKirche$gMotiv
041@ $aKirchenbau$gMotiv
041R $9040000002$VTs1$aMotiv$4obal
065R $9040000003$VTg1$aDeutschland$4geoa
"""
WORK = """002@ $0Tu1
003@ $0040000009
022A $aFaust$n1
022@ $aFaust, der Tragödie erster Teil
028R $aGoethe$dJohann Wolfgang von$4aut1
060R $a1808$4datj
"""


def pica(text: str) -> Authority:
    reader = registry.get("pica").reader()
    assert isinstance(reader, AuthorityReader)
    (raw,) = reader.split(io.BytesIO(text.encode()))
    found = parse_authority(reader, raw, 1)
    assert isinstance(found, Authority)
    return found


def test_a_person_of_the_gnd() -> None:
    found = pica(PERSON)
    assert (found.local_id, found.scheme) == ("040359166", "gnd")
    assert (found.heading.text, found.heading.kind, found.heading.dates) == (
        "Twain, Mark",
        "person",
        "1835-1910",
    )
    assert [v.text for v in found.variants] == ["Clemens, Samuel Langhorne", "Mark <Twain>"]
    assert [(r.heading.text, r.heading.kind, r.label) for r in found.related] == [
        ("Snodgrass, Quintus", "person", "Pseudonym"),
        ("Schriftsteller", "topic", ""),
    ]
    assert found.values("gnd") == ("118624822",)
    assert (found.notes, found.sources) == (("Amerikanischer Schriftsteller",), ("B 1986",))


def test_a_topic_of_the_gnd_with_what_is_broader() -> None:
    found = pica(TOPIC)
    assert (found.heading.text, [v.text for v in found.variants]) == ("Kirche Motiv", ["Kirchenbau Motiv"])
    assert [(r.heading.text, r.heading.kind, r.relationship) for r in found.related] == [
        ("Motiv", "topic", "broader"),
        ("Deutschland", "place", "related"),
    ]


def test_a_work_of_the_gnd_stands_under_its_author() -> None:
    found = pica(WORK)
    assert (found.heading.text, found.heading.kind) == ("Goethe, Johann Wolfgang von. Faust 1", "work")
    assert (found.heading.title, found.heading.dates) == ("Faust 1", "")
    assert [v.title for v in found.variants] == ["Faust, der Tragödie erster Teil"]


@pytest.mark.parametrize("kind", ["Tb", "Tf", "Tg"])
def test_bodies_conferences_and_places_have_their_kinds(kind: str) -> None:
    field = {"Tb": "029", "Tf": "030", "Tg": "065"}[kind]
    found = pica(f"002@ $0{kind}1\n003@ $01\n{field}A $aRom\n{field}@ $aRoma\n")
    assert found.heading.kind == {"Tb": "organisation", "Tf": "meeting", "Tg": "place"}[kind]
    assert (found.heading.text, found.variants[0].text) == ("Rom", "Roma")


def test_pica_xml_holds_authorities_too() -> None:
    xml = (
        '<record xmlns="info:srw/schema/5/picaXML-v1.0"><datafield tag="002@"><subfield code="0">Tp1</subfield>'
        '</datafield><datafield tag="003@"><subfield code="0">1</subfield></datafield><datafield tag="028A">'
        '<subfield code="a">Kant</subfield><subfield code="d">Immanuel</subfield></datafield></record>'
    )
    assert pica(xml).heading.text == "Kant, Immanuel"


def test_a_record_of_a_work_is_no_authority_of_pica_and_one_without_heading_a_failure() -> None:
    reader = registry.get("pica").reader()
    assert isinstance(reader, AuthorityReader)
    assert reader.authority(b"002@ $0Aau\n021A $aTitel $T") is None
    assert isinstance(parse_authority(reader, b"002@ $0Tp1\n003@ $01", 1), ReadFailure)
    with pytest.raises(ReadError, match="no bibliographic record"):
        reader.parse(b"002@ $0Tp1\n003@ $01\n028A $aKant")


def unimarc(
    *lines: str, kind: str = "x", status: str = "n", control: tuple[tuple[str, str], ...] = ()
) -> MarcRecord:
    fields = []
    for line in lines:
        tag, ind, body = line[:3], line[4:6].replace("_", " "), line[7:]
        fields.append(DataField(tag, ind[0], ind[1], [(p[0], p[1:]) for p in body.split("$")[1:]]))
    return MarcRecord(f"00000{status}{kind}  a2200000   45  ", [("001", "026927608"), *control], fields)


FRENCH = unimarc(
    "100 __ $a20020101afrey50      ba0",
    "152 __ $bRAMEAU",
    "200 _1 $7ba0yba0y$aTwain$bMark$f1835-1910",
    "200 _1 $7ca0yca0y$aТвен$bМарк",
    "300 0_ $aÉcrivain",
    "400 _1 $aClemens$bSamuel Langhorne",
    "500 _1 $5e$aSnodgrass$bQuintus",
    "801 _0 $aFR$bABES",
    "810 __ $aWikipedia",
    control=(("003", "http://www.idref.fr/026927608"),),
)


@pytest.mark.parametrize("xml", [False, True])
def test_a_person_of_unimarc_is_recognised_and_read(xml: bool) -> None:
    out = io.BytesIO()
    if xml:
        marcxml.write([FRENCH], out)
    else:
        out.write(encoding.encode(FRENCH))
    format_ = registry.recognise(out.getvalue()[:65536])
    assert format_.name == "unimarc"
    reader = format_.reader()
    assert isinstance(reader, AuthorityReader)
    (raw,) = reader.split(io.BytesIO(out.getvalue()))
    found = parse_authority(reader, raw, 1)
    assert isinstance(found, Authority)
    assert (found.heading.text, found.heading.dates, found.scheme) == ("Twain, Mark", "1835-1910", "rameau")
    assert sorted(v.text for v in found.variants) == ["Clemens, Samuel Langhorne", "Твен, Марк"]
    assert [r.heading.text for r in found.related] == ["Snodgrass, Quintus"]
    assert (found.values("idref"), found.notes, found.sources) == (
        ("026927608",),
        ("Écrivain",),
        ("Wikipedia",),
    )


def test_a_topic_of_unimarc_with_ties_and_subdivisions() -> None:
    record = unimarc(
        "100 __ $a20020101afrey50      ba0",
        "250 __ $aPoumon$xMaladies",
        "450 __ $aAffections pulmonaires",
        "550 __ $5g$aMaladies",
        status="d",
        control=(("003", "http://catalogue.bnf.fr/ark:/12148/cb11932889x"),),
    )
    raw = encoding.encode(record)
    assert registry.recognise(raw).name == "unimarc"
    found = parse_authority(registry.get("unimarc").reader(), raw, 1)
    assert isinstance(found, Authority)
    assert (found.heading.text, found.deleted) == ("Poumon -- Maladies", True)
    assert [(r.heading.text, r.relationship) for r in found.related] == [("Maladies", "broader")]
    assert found.values("bnf") == ("11932889",)


def test_authorities_of_marc_21_are_not_taken_for_unimarc() -> None:
    record = MarcRecord(
        "00000nz  a2200000n  4500",
        [("001", "n1"), ("008", " " * 40)],
        [DataField("100", "1", " ", [("a", "Twain, Mark")]), DataField("260", " ", " ", [("a", "x")])],
    )
    assert registry.recognise(encoding.encode(record)).name == "marc"


WHOLE = (
    ("pica", PERSON.encode()),
    ("pica", WORK.encode()),
    ("unimarc", encoding.encode(FRENCH)),
)


@given(st.sampled_from(WHOLE), st.integers(0, 2000), st.integers(0, 12), st.binary(max_size=4))
def test_damage_is_a_failure_that_was_foreseen_or_an_authority_with_a_heading(
    sample: tuple[str, bytes], at: int, less: int, put: bytes
) -> None:
    name, data = sample
    at %= len(data)
    reader = registry.get(name).reader()
    assert isinstance(reader, AuthorityReader)
    found = parse_authority(reader, data[:at] + put + data[at + less :], 1)
    if isinstance(found, ReadFailure):
        assert "The reader failed" not in found.reason
    else:
        assert found is None or found.heading.text
