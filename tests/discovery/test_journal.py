"""Volumes and issues of a journal, from counts of its parts."""

from __future__ import annotations

from pinakes.discovery.journal import issn_of, volumes
from pinakes.index.parts import part_value
from pinakes.index.port import FacetValue


def counted(*parts: tuple[str, str, int | None, int]) -> list[FacetValue]:
    return [FacetValue(value=part_value(v, i, y), count=n) for v, i, y, n in parts]


def test_issues_stand_in_their_volume_in_order_the_newest_volume_first() -> None:
    found = volumes(
        counted(("10", "2", 2014, 3), ("9", "1", 2013, 1), ("10", "12", 2014, 2), ("10", "1", 2014, 5))
    )
    assert [(v.volume, v.first_year, v.count) for v in found] == [("10", 2014, 10), ("9", 2013, 1)]
    assert [i.issue for i in found[0].issues] == ["1", "2", "12"]


def test_a_volume_may_go_over_the_turn_of_the_year() -> None:
    (found,) = volumes(counted(("7", "6", 2013, 1), ("7", "1", 2014, 1)))
    assert (found.first_year, found.last_year) == (2013, 2014)


def test_a_volume_that_begins_anew_after_years_is_another_one() -> None:
    found = volumes(counted(("1", "1", 1900, 1), ("1", "1", 1950, 1)))
    assert [v.first_year for v in found] == [1950, 1900]


def test_a_year_takes_the_place_of_a_volume_that_is_not_named() -> None:
    found = volumes(counted(("", "3", 2001, 1), ("", "4", 2001, 1), ("", "1", 2002, 1), ("3", "", None, 1)))
    assert [(v.volume, v.first_year, len(v.issues)) for v in found] == [
        ("", 2002, 1), ("", 2001, 2), ("3", None, 1),
    ]  # fmt: skip


def test_only_a_right_number_is_an_issn() -> None:
    assert [issn_of(k) for k in ("2051-3380", "20513380", "2051-3381", "1234 Street")] == [
        "2051-3380"
    ] * 2 + ["", ""]
