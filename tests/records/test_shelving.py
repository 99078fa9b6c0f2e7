"""Call numbers in the order of the shelf."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pinakes.records.shelving import shelf_key

LCC = [
    "A1 .B2",
    "Q 9",
    "Q 11 .A5",
    "Q 100",
    "QA 7 .B3",
    "QA76 .A15",
    "QA76 .A2",
    "QA76 .A2 1999",
    "QA76 .A2 2004",
    "QA76.5 .C2",
    "QA76.73 .P9",
    "QA76.73 .P98 .B4",
    "QA76.73.P98 C3 2004 v.2",
    "QA76.73.P98 C3 2004 v.10",
    "QA76.9",
    "QA760 .A1",
    "QB1",
    "Z 1",
]
DDC = ["001.42 A5", "100", "616 R55", "616.7 R5", "616.7 R55", "616.71 A1", "616.8", "900"]


def test_library_of_congress_numbers_stand_as_on_the_shelf() -> None:
    assert sorted(random.Random(1).sample(LCC, len(LCC)), key=shelf_key) == LCC


def test_dewey_numbers_stand_as_on_the_shelf() -> None:
    assert sorted(random.Random(2).sample(DDC, len(DDC)), key=shelf_key) == DDC


def test_other_numbers_stand_by_their_numbers() -> None:
    order = ["Rar 9", "Rar 10", "rar 10 a", "Rar 100"]
    assert sorted(random.Random(3).sample(order, len(order)), key=shelf_key) == order


def test_how_blanks_and_points_are_set_does_not_decide() -> None:
    assert shelf_key("QA76.73.P98 2004") == shelf_key("qa 76.73 .P98 2004")


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(shelf_key(text), str)
    assert len(shelf_key(text)) <= 120
