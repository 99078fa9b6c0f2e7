"""MARC 21 → the model."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinakes.errors import ReadError
from pinakes.formats.marc.reading import record_from_marc
from pinakes.formats.marc.record import DataField, MarcRecord

_spec = importlib.util.spec_from_file_location("marc_lines", Path(__file__).with_name("marc_lines.py"))
assert _spec is not None
assert _spec.loader is not None
marc_lines = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(marc_lines)
read, marc, ARTICLE, BOOK, FIXED = (
    marc_lines.read, marc_lines.marc, marc_lines.ARTICLE, marc_lines.BOOK, marc_lines.FIXED,
)  # fmt: skip


def fixed(dates: str, *, place: str = "gw ", language: str = "ger", tail: str = "||||| |||| 00| ||") -> str:
    return f"008 990101{dates}{place}{tail}{language} c"


def test_a_title_loses_the_punctuation_that_leads_on() -> None:
    record = read("245 14 $aThe lung in myositis :$bcase reports /$cAmy L. Rigby.")
    assert (record.title, record.subtitle, record.responsibility, record.nonfiling) == (
        "The lung in myositis", "case reports", "Amy L. Rigby", 4,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("King, Martin Luther, Jr.,", "King, Martin Luther, Jr."), ("Rigby, A. L.", "Rigby, A. L."),
        ("Rigby, Amy.", "Rigby, Amy"), ("Acme Inc.", "Acme Inc."),
    ],
)  # fmt: skip
def test_a_name_keeps_the_stop_that_is_its_own(printed: str, shown: str) -> None:
    assert read(f"100 1_ $a{printed}\n245 10 $aX y z").contributors[0].name == shown


def test_a_name_has_roles_dates_and_identifiers() -> None:
    record = read(
        "245 00 $aFaust\n700 1_ $aSchmidt, Anna,$d1970-$eHrsg.$4edt$4trl$0(DE-588)118540238$1https://viaf.org/viaf/24602065"
    )
    found = record.contributors[0]
    assert (found.family, found.given, found.dates, found.roles) == (
        "Schmidt",
        "Anna",
        "1970-",
        ("edt", "trl"),
    )
    assert [(i.scheme, i.value) for i in found.identifiers] == [("gnd", "118540238"), ("viaf", "24602065")]


def test_the_original_script_stays_beside_its_field() -> None:
    record = read(
        "100 1_ $6880-01$aTolstoĭ, Lev\n245 10 $6880-02$aVoĭna i mir\n"
        "880 1_ $6100-01/(N$aТолстой, Лев\n880 10 $6245-02/(N$aВойна и мир"
    )
    assert record.contributors[0].alternate == "Толстой, Лев"
    assert record.title_alternate == "Война и мир"
    assert not record.repairs


def test_an_unlinked_880_is_read_as_the_field_that_it_names() -> None:
    record = read("245 10 $aBook of books\n880 __ $6500-00/$1$aהערה\n880 1_ $6700-00$aכהן, משה")
    assert any(n.text == "הערה" for n in record.notes)
    assert record.contributors[0].name == "כהן, משה"


def test_a_wrong_link_is_noted_and_loses_nothing() -> None:
    record = read("245 10 $aBook of books\n880 10 $6245-07$aספר הספרים\n880 __ $aohne")
    assert record.title_alternate == "ספר הספרים"
    assert len(record.repairs) == 2


@pytest.mark.parametrize(
    ("dates", "edtf", "first", "last"),
    [
        ("s1999    ", "1999", 1999, None), ("c19999999", "1999/..", 1999, None), ("d19901999", "1990/1999", 1990, 1999),
        ("m19909999", "1990/..", 1990, None), ("q18901899", "1890~/1899~", 1890, 1899),
        ("r20011910", "2001", 2001, None),
        ("s19uu    ", "19XX", 1900, 1999), ("s189u    ", "189X", 1890, 1899), ("t19991998", "1999", 1999, None),
        ("e20140602", "2014-06-02", 2014, None), ("s0868    ", "0868", 868, None),
    ],
)  # fmt: skip
def test_coded_dates(dates: str, edtf: str, first: int, last: int | None) -> None:
    date = read(fixed(dates) + "\n245 10 $aX y z").date
    assert date is not None
    assert (date.edtf, date.first_year, date.last_year) == (edtf, first, last)


@pytest.mark.parametrize("dates", ["nuuuuuuuu", "|||||||||", "sabcd    ", "b        ", "s"])
def test_the_printed_date_stands_in_for_a_coded_one_that_says_nothing(dates: str) -> None:
    date = read(fixed(dates) + "\n245 10 $aX y z\n264 _1 $aBerlin :$bReimer,$c[ca. 1890]").date
    assert date is not None
    assert (date.edtf, date.printed, date.first_year) == ("1890~", "[ca. 1890]", 1890)


def test_languages_may_be_packed() -> None:
    record = read(fixed("s1999    ") + "\n041 1_ $agerengfre$hrus\n245 10 $aX y z")
    assert (record.languages, record.original_languages) == (("deu", "eng", "fra"), ("rus",))


@pytest.mark.parametrize(
    ("leader", "lines", "first"),
    [
        ("am", "008 990101s1999    gw ||||| |||| 00| ||ger c", "Book"),
        ("am", "008 990101s1999    gw |||||o|||| 00| ||ger c", "EBook"),
        ("am", "502 __ $aDiss., Berlin, 1999", "Thesis"),
        ("as", "008 990101c19999999gw mr p|||||| 00| ||ger c", "Journal"),
        ("as", "008 990101c19999999gw dr n|||||| 00| ||ger c", "Newspaper"),
        ("ab", "773 08 $tNature$gVol. 3", "Article"),
        ("aa", "773 08 $tHandbook$z9783161484100", "Chapter"),
        ("em", "300 __ $a1 map", "Map"), ("cm", "300 __ $a1 score", "Score"), ("jm", "300 __ $a1 disc", "Music"),
        ("gm", "008 990101s1999    gw 090            vleng c", "Video"), ("rm", "300 __ $a1 jar", "Object"),
        ("tm", "300 __ $a2 leaves", "Manuscript"), ("om", "300 __ $a1 kit", "Kit"),
    ],
)  # fmt: skip
def test_kinds_of_material(leader: str, lines: str, first: str) -> None:
    assert read(f"{lines}\n245 10 $aX y z", leader=f"00000c{leader} a2200000 i 4500").formats[0] == first


@pytest.mark.parametrize(
    "part",
    [
        "$gVol. 2, no. 2 (2014), p. 70-72",
        "$g2(2014), 2, Seite 70-72",
        "$gvolume:2$gnumber:2$gyear:2014$gpages:70-72",
    ],
)
def test_the_host_says_where_the_article_stands(part: str) -> None:
    record = read(f"245 10 $aX y z\n773 08 $tRespirology case reports$x2051-3380{part}", leader=ARTICLE)
    host = record.host
    assert host is not None
    assert (host.title, host.volume, host.issue, host.first_page, host.last_page) == (
        "Respirology case reports", "2", "2", "70", "72",
    )  # fmt: skip
    assert host.identifiers[0].value == "2051-3380"
    assert record.date is not None
    assert record.date.first_year == 2014


def test_standard_numbers_are_checked_and_wrong_ones_kept() -> None:
    record = read(
        "020 __ $a3-16-148410-X (pbk.) :$cEUR 10\n020 __ $z9783161484101\n022 __ $a2051-3380$y2051-3381\n"
        "024 7_ $ahttps://doi.org/10.1002/RCR2.52$2doi\n035 __ $a(OCoLC)ocm00012345\n245 10 $aX y z"
    )
    assert record.values("isbn") == ("9783161484100",)
    assert record.values("issn") == ("2051-3380",)
    assert record.values("doi") == ("10.1002/rcr2.52",)
    assert record.values("oclc") == ("12345",)
    assert [i.value for i in record.identifiers if not i.valid] == ["9783161484101", "2051-3381"]
    assert record.identifiers[0].note == "pbk.; EUR 10"


def test_subjects_have_scheme_parts_and_kinds() -> None:
    record = read(
        "245 10 $aX y z\n650 _0 $aArt$zGreece$y1900-$vBibliography.\n650 12 $aMyositis$xdrug therapy\n"
        "651 _7 $aBerlin$2gnd$0(DE-588)4005728-8\n653 __ $atacrolimus$alung"
    )
    first, second, third, *words = record.subjects
    assert (first.parts, first.part_kinds) == (
        ("Art", "Greece", "1900-", "Bibliography"),
        ("place", "period", "genre"),
    )
    assert (second.scheme, second.major) == ("mesh", True)
    assert (third.kind, third.scheme, third.identifiers[0].value) == ("place", "gnd", "4005728-8")
    assert [w.parts[0] for w in words] == ["tacrolimus", "lung"]


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("40 $uhttps://example.org/a.pdf", "fulltext"), ("42 $uhttps://example.org/", "related"),
        ("42 $uhttp://d-nb.info/1/04$3Inhaltsverzeichnis", "contents"),
        ("41 $3Cover image$uhttps://example.org/c", "cover"),
    ],
)  # fmt: skip
def test_an_address_says_what_one_finds_there(field: str, kind: str) -> None:
    assert read(f"245 10 $aX y z\n856 {field}").links[0].kind == kind


def test_a_deleted_record_keeps_its_title() -> None:
    record = read("001 4711\n245 10 $aGone", leader="00000dam a2200000 i 4500")
    assert (record.deleted, record.title, record.local_id) == (True, "Gone", "4711")


@pytest.mark.parametrize("kind", ["z", "u", "v", "x", "y"])
def test_authority_and_holdings_records_are_refused_with_the_reason(kind: str) -> None:
    with pytest.raises(ReadError, match="no bibliographic record"):
        read("100 1_ $aNobody", leader=f"00000n{kind}  a2200000 i 4500")


def test_a_record_without_a_title_borrows_one() -> None:
    assert read("130 0_ $aBible.$lGerman").title == "Bible. German"
    assert read("500 __ $aOnly a note").title


_KNOWN = """
    010 015 016 020 022 024 028 034 035 041 044 050 082 084 086 100 110 111 130 210 222 240 242 245 246 247 250 255 260
    264 300 306 336 340 362 382 440 490 500 502 505 506 511 520 536 540 590 600 610 630 648 650 651 653 655 689 700 710
    711 720 730 740 751 752 760 773 774 776 780 785 787 800 830 852 856 866 876 880 945 952 999 ABC
"""
_TAGS = st.sampled_from(_KNOWN.split())
_TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["880-01", "245-01/$1", "700-00", "volume:2", "W0951730", "[19--?]", "--", "(DE-588)", "1:2<3"]
    ),
)
_FIELDS = st.builds(
    DataField, _TAGS, st.sampled_from(" 0123478"), st.sampled_from(" 0123456789x"),
    st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), _TEXTS), max_size=6),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.text(min_size=24, max_size=24),
    st.lists(
        st.tuples(st.sampled_from(["001", "005", "006", "007", "008"]), st.text(max_size=45)), max_size=4
    ),
    st.lists(_FIELDS, max_size=12),
)
def test_no_record_however_wild_raises_anything_but_a_read_error(
    leader: str, control: list[tuple[str, str]], fields: list[DataField]
) -> None:
    try:
        record = record_from_marc(MarcRecord(leader, control, fields))
    except ReadError:
        return
    assert record.title or record.deleted
