"""Names that may be one person's."""

from __future__ import annotations

import pytest

from pinakes.discovery.name_forms import could_be


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rigby, Amy L.", "Rigby, A."),
        ("Rigby, Amy L.", "Rigby, A. L."),
        ("Rigby, Amy L.", "Rigby AL"),
        ("Rigby, Amy L.", "Rigby, Amy"),
        ("Müller, Jürgen", "Muller, J."),
        ("Sartre, Jean-Paul", "Sartre, J.-P."),
        ("Curie, Marie, 1867-1934", "Curie, M."),
    ],
)
def test_initials_and_left_out_names_may_be_the_same_person(one: str, other: str) -> None:
    assert could_be(one, other)
    assert could_be(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rigby, Amy L.", "Rigby, Anne"),
        ("Rigby, Amy L.", "Rigby, A. M."),
        ("Rigby, Amy", "Rigby, Amy"),
        ("Rigby, Amy", "Rigby"),
        ("Rigby, Amy", "Rigbye, A."),
        ("King, Martin, Jr.", "King, Martin, Sr."),
        ("World Health Organization", "World Health Assembly"),
    ],
)
def test_names_that_contradict_are_never_taken_for_one(one: str, other: str) -> None:
    assert not could_be(one, other)
    assert not could_be(other, one)
