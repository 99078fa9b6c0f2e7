"""Short questions need every word, long ones most of them."""

from __future__ import annotations

import pytest

from pinakes.query import need, simple

REFERENCE = (
    "Rigby AL, Plit M, Glanville AR. Tacrolimus rescue therapy in severe respiratory failure from interstitial "
    "lung disease. Respirol Case Rep 2014;2:70-2"
)


@pytest.mark.parametrize(
    ("words", "required"), [(0, 0), (1, 1), (4, 4), (5, 4), (7, 5), (8, 5), (12, 6), (20, 7), (45, 8)]
)
def test_the_rule(words: int, required: int) -> None:
    assert need.required(words) == required


def test_function_words_count_only_when_there_is_nothing_else() -> None:
    assert need.content_words("The origin of species, the") == ("origin", "species")
    assert need.content_words("To be or not to be") == ("To", "be", "or", "not")
    assert need.content_words("?!") == ()


def test_a_pasted_reference_does_not_need_all_of_its_words() -> None:
    found = need.leniency(simple.parse(REFERENCE))
    assert found is not None
    assert found.required == need.required(len(found.words)) < len(found.words)
    assert found.words[:3] == ("Rigby", "AL", "Plit")
    assert found.optional == ("in", "from")


@pytest.mark.parametrize(
    "text",
    ["four words or less", '"one two three four five"', "+(one two three four five)", "one AND two", ""],
)
def test_of_short_and_strict_questions_everything_is_needed(text: str) -> None:
    assert need.leniency(simple.parse(text)) is None
