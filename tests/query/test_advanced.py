"""The advanced form asks what it says, and its address brings it back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import QueryLimit
from pinakes.query.advanced import (
    AdvancedSearch,
    Group,
    Row,
    from_node,
    from_parameters,
    to_node,
    to_parameters,
)
from pinakes.query.tree import And, Everything, Node, Not, Or, Words

FIELDS = ("all", "title", "author")


class Address:
    """A multi-dict, as QueryDict is one."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pairs = pairs

    def get(self, key: str, default: str, /) -> str | None:
        return (self.getlist(key) or [default])[-1]

    def getlist(self, key: str) -> list[str]:
        return [value for name, value in self.pairs if name == key]


def one(words: str, match: str = "all", field: str = "all", **group: object) -> AdvancedSearch:
    row = Row(words=words, field=field, match=match)  # type: ignore[arg-type]
    return AdvancedSearch(groups=(Group(rows=(row,), **group),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("search", "node"),
    [
        (AdvancedSearch(), Everything()),
        (one("a b c d e f"), Words(text="a b c d e f")),
        (one("a b", "any", "title"), Words(text="a b", field="title", need="any")),
        (one('a "b', "phrase"), Words(text="a b", match="phrase")),
        (one("a b", "none"), Not(part=Words(text="a b", need="any"))),
        (one("a", exclude=True), Not(part=Words(text="a"))),
        (one("2051-3380"), Words(text="2051-3380", field="identifier")),
    ],
)
def test_one_row(search: AdvancedSearch, node: Node) -> None:
    assert to_node(search) == node


def test_groups_and_rows_are_joined_as_the_form_says() -> None:
    search = AdvancedSearch(
        groups=(
            Group(rows=(Row(words="a"), Row(words="b")), join="OR"),
            Group(rows=(Row(words="c"),)),
            Group(rows=(Row(words="d"), Row(words="e")), exclude=True),
        ),
        join="OR",
    )
    a, b, c, d, e = (Words(text=letter) for letter in "abcde")
    assert to_node(search) == And(parts=(Or(parts=(Or(parts=(a, b)), c)), Not(part=Or(parts=(d, e)))))


def test_empty_rows_ask_for_nothing() -> None:
    assert to_node(one("  ")) == Everything()
    assert not one(" ")
    assert to_parameters(one(" ")) == []


ROWS = st.builds(
    Row,
    words=st.text("ab \"(*'é", min_size=1, max_size=9).filter(str.strip),
    field=st.sampled_from(FIELDS),
    match=st.sampled_from(["all", "any", "phrase", "none"]),
)
GROUPS = st.builds(
    Group, rows=st.lists(ROWS, min_size=1, max_size=3).map(tuple), join=st.sampled_from(["AND", "OR"])
)
SEARCHES = st.builds(
    AdvancedSearch, groups=st.lists(GROUPS, max_size=3).map(tuple), join=st.sampled_from(["AND", "OR"])
)


@given(SEARCHES)
def test_the_address_brings_the_form_back(search: AdvancedSearch) -> None:
    assert from_parameters(Address(to_parameters(search)), fields=FIELDS) == search


@given(SEARCHES)
def test_a_question_that_fits_the_form_asks_the_same_there(search: AdvancedSearch) -> None:
    node = to_node(search)
    form = from_node(node)
    if form is not None:
        again = from_node(to_node(form))
        assert again is None or to_node(again) == to_node(form)


def test_wrong_values_of_an_address_are_read_as_the_first() -> None:
    address = Address([("w1", "life"), ("f1", "nonsense"), ("m1", "nonsense"), ("join", "x"), ("g1", "y")])
    assert from_parameters(address, fields=FIELDS) == one("life")


def test_too_many_groups_are_refused_in_a_sentence() -> None:
    with pytest.raises(QueryLimit, match="too many rows"):
        to_node(AdvancedSearch(groups=(Group(rows=(Row(words="a"),)),) * 11))
