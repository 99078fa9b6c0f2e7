"""What is tied to a work can be found from its far end."""

import pytest

from pinakes.records.record import Identifier, Record, Relation
from pinakes.records.ties import own_keys, tied_keys


def doi(value: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme="doi", value=value), Identifier(scheme="uri", value="https://example.org/1"))


ARTICLE = Record(title="An article", identifiers=doi("10.1000/Article"))


@pytest.mark.parametrize("kind", ["data", "supplement-of", "review-of", "related", "earlier"])
def test_a_tie_is_known_by_the_numbers_of_the_other_work(kind) -> None:
    other = Record(title="Its data", relations=(Relation(kind=kind, identifiers=doi("10.1000/article")),))
    assert tied_keys(other) == own_keys(ARTICLE) == ("doi:10.1000/article",)


@pytest.mark.parametrize("kind", ["cites", "host", "retracts", "translation"])
def test_ties_that_are_shown_in_other_ways_are_left_out(kind) -> None:
    other = Record(title="Another", relations=(Relation(kind=kind, identifiers=doi("10.1000/article")),))
    assert tied_keys(other) == ()
