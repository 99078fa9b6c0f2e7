"""What the page says of a long question is what the index asks for."""

from __future__ import annotations

import pytest

from pinakes.discovery.leniency import leniency
from pinakes.index.clauses import AnyOf
from pinakes.index.planning import Vocabulary, plan
from pinakes.query import simple
from pinakes.query.tree import Words

REFERENCE = (
    "Rigby AL, Plit M, Glanville AR. Tacrolimus rescue therapy in severe respiratory failure from interstitial "
    "lung disease. Respirol Case Rep 2014;2:70-2"
)
TEXTS = [
    REFERENCE,
    "What is known about the effects of tacrolimus in interstitial lung disease of children?",
    "IT security management in the public sector of Germany",
    "anti-synthetase syndrome, T-cell activation & C++ in O'Neill's laboratory",
    "平家物語の成立と展開に関する研究",
    "vitamin d, vitamin a: deficiency in children with rickets",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_page_counts_as_the_index_does(text: str) -> None:
    found = leniency(Words(text=text, need="most"))
    match = plan(Words(text=text, need="most"), Vocabulary(lambda field, token: 1, 1000, ("eng",))).match
    while isinstance(match, AnyOf) and not match.minimum > 1:
        match = match.parts[0]
    assert isinstance(match, AnyOf)
    assert found is not None
    assert (found.required, found.counted) == (match.minimum, len(match.parts))


def test_function_words_are_not_required() -> None:
    found = leniency(simple.parse(REFERENCE))
    assert found is not None
    assert found.words[:3] == ("Rigby", "AL", "Plit")
    assert found.optional == ("in", "from")


@pytest.mark.parametrize(
    "text",
    [
        "four words or less",
        '"one two three four five"',
        "+(one two three four five)",
        "one AND two",
        "",
        "?!",
        "to be or not to be that is the question",
    ],
)
def test_of_short_and_strict_questions_everything_is_required(text: str) -> None:
    assert leniency(simple.parse(text)) is None
