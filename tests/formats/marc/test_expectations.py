"""What other programs' readers rightly get out of MARC that is old, local or contradicts itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("marc_lines", Path(__file__).with_name("marc_lines.py"))
assert _spec is not None
assert _spec.loader is not None
marc_lines = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(marc_lines)
read = marc_lines.read

UNDATED = "990101{}    gw ||||| |||| 00| ||ger c"


def test_of_two_008_the_one_that_says_something_counts() -> None:
    record = read(
        "008 99                                 eng  \n008 750810d18281832enkar         0   a0eng d\n245 00 $aAn annual"
    )
    assert record.country == "GB"
    assert record.date is not None
    assert record.date.edtf == "1828/1832"


def test_a_printed_year_stands_for_a_century_in_008_that_agrees() -> None:
    statement = "\n245 00 $aA title\n260 __ $c"
    found = [
        read("008 " + UNDATED.format(years) + statement + printed).date
        for years, printed in (
            ("s19uu    ", "1980."),
            ("c19uu9999", "1980-"),
            ("s19uu    ", "1880"),
            ("s19uu    ", "1980?"),
        )
    ]
    assert [d.edtf if d else "" for d in found] == ["1980", "1980/..", "19XX", "19XX"]


def test_the_control_number_of_oclc_is_an_oclc_number() -> None:
    assert read("001 10603157\n003 OCoLC\n245 00 $aA title").values("oclc") == ("10603157",)
    assert read("001 ocm00400866\n245 00 $aA title").values("oclc") == ("400866",)
    assert read("001 10603157\n003 DE-1\n245 00 $aA title").values("oclc") == ()
    other = "001 10603157\n003 OCoLC\n035 __ $a(OCoLC)77\n245 00 $aA title"
    assert read(other).values("oclc") == ("77",)


def test_the_longest_of_several_sequences_of_pages_is_the_extent() -> None:
    for extent, pages in (
        ("247, 16 p.", "247"),
        ("xii, 345 p.", "345"),
        ("2 v. ; 18, 20 cm", ""),
        ("12, 90, 4 S.", "90"),
    ):
        assert read(f"245 00 $aA title\n300 __ $a{extent}").extent_pages == pages


def test_an_authorised_series_with_the_same_number_is_searched_though_not_shown() -> None:
    record = read(
        "245 00 $aA title\n490 1_ $aConference papers ;$v12\n"
        "830 _0 $aPublications of the faculty.$pConference papers ;$v12."
    )
    assert [s.title for s in record.series] == ["Conference papers"]
    assert "Publications of the faculty" in record.other_text


def test_a_series_is_shown_once_though_its_authority_calls_it_a_series() -> None:
    record = read("245 00 $aA title\n490 1_ $aFacsimiles & reprints\n830 _0 $aFacsimiles & Reprints (Series)")
    assert [s.title for s in record.series] == ["Facsimiles & reprints"]


def test_contents_part_at_dashes_with_a_blank_or_behind_a_mark_but_not_within_a_word() -> None:
    record = read("245 00 $aA title\n505 0_ $aKeep the unspaced--pair. -- Part here.--And as of old.")
    assert [c.title for c in record.contents] == ["Keep the unspaced--pair", "Part here", "And as of old"]


def test_a_long_list_without_dashes_parts_at_its_semicolons() -> None:
    songs = "; ".join(f"The song of the day number {n}" for n in range(30))
    assert len(read(f"245 00 $aA title\n505 0_ $a{songs}").contents) == 30
    assert len(read("245 00 $aA title\n505 0_ $aFirst part; its sequel").contents) == 1


def test_an_abstract_that_a_short_field_cut_is_joined() -> None:
    record = read(
        "245 00 $aA title\n520 __ $aA sentence that was cu++\n520 __ $at in two.\n520 __ $aAnother."
    )
    assert [a.text for a in record.abstracts] == ["A sentence that was cut in two.", "Another."]


def test_a_parallel_title_in_245_and_246_is_there_once() -> None:
    record = read("245 00 $aEin Titel =$bA title.\n246 11 $aA title")
    assert [(t.title, t.kind) for t in record.titles] == [("A title", "parallel")]
