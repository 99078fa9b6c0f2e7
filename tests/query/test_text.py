"""A tree is written as one would type it, and read back as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import QueryLimit
from pinakes.index.fields import typed_name
from pinakes.query import simple
from pinakes.query.text import to_text
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Everything(), "*:*"),
        (Words(text="to be"), "+(to be)"),
        (Words(text="to be", need="most"), "to be"),
        (Words(text="life", field="title"), "title:life"),
        (Words(text="a b", field="title"), "title:(a b)"),
        (Words(text="a b", match="phrase", slop=3), '"a b"~3'),
        (Words(text="wor", match="prefix"), "wor*"),
        (Words(text="word", match="fuzzy", slop=1), "word~1"),
        (Words(text="a b", need="any"), "a OR b"),
        (Range(field="year", low=1990), "year:1990.."),
        (Not(part=Words(text="maps")), "-maps"),
        (And(parts=(Words(text="a"), Or(parts=(Words(text="b"), Words(text="c"))))), "a AND (b OR c)"),
    ],
)
def test_the_text_of_a_tree(node: Node, text: str) -> None:
    assert to_text(node).replace("NOT ", "-") == text


WORDS = st.sampled_from(["life", "T-cell", "C++", "Müller", "anti‐synthetase", "2001"])
LEAVES = (
    st.builds(Words, text=WORDS, field=st.sampled_from(["all", "title"]))
    | st.builds(Words, text=st.lists(WORDS, min_size=2, max_size=3).map(" ".join), match=st.just("phrase"))
    | st.builds(Range, field=st.just("year"), low=st.integers(1000, 1500), high=st.integers(1500, 1999))
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(And, parts=st.lists(parts, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, parts=st.lists(parts, min_size=2, max_size=3).map(tuple))
        | st.builds(Not, part=parts)
    ),
    max_leaves=8,
)


@given(TREES)
def test_writing_settles_after_one_reading(node: Node) -> None:
    once = simple.parse(to_text(node), field_names=typed_name)
    assert simple.parse(to_text(once), field_names=typed_name) == once


@given(st.text(max_size=80))
def test_any_question_can_be_written(text: str) -> None:
    try:
        node = simple.parse(text, field_names=typed_name)
    except QueryLimit:
        return
    again = simple.parse(to_text(node), field_names=typed_name)
    assert simple.parse(to_text(again), field_names=typed_name) == again
