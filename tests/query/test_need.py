"""Short questions need every word, long ones a falling share."""

from __future__ import annotations

import pytest

from pinakes.query import need


@pytest.mark.parametrize(
    ("words", "required"),
    [(0, 0), (1, 1), (4, 4), (5, 3), (8, 3), (9, 4), (16, 4), (20, 5), (45, 6), (80, 7)],
)
def test_the_rule(words: int, required: int) -> None:
    assert need.required(words) == required


def test_of_prose_a_word_more_never_makes_less_required_nor_two_more() -> None:
    steps = [need.required(n + 1) - need.required(n) for n in range(5, 1000)]
    assert set(steps) == {0, 1}
