"""Two searches as one find what both, or either, found."""

from __future__ import annotations

from itertools import combinations

import pytest

from pinakes.discovery.catalogue import Catalogue, read
from pinakes.discovery.combining import CannotCombine, combined
from pinakes.discovery.state import Constraint, SearchState
from pinakes.index import fields
from pinakes.index.memory import MemoryIndex
from pinakes.query.advanced import AdvancedSearch, Group, Row
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Record
from pinakes.store.memory import MemoryStore


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    texts = ("lung", "liver", "lung liver", "heart", "lung heart", "kidney", "a long question about the lung")
    records = [
        Record(
            source="t",
            local_id=f"{n}-{kind}",
            title=text,
            formats=(kind,),
            date=PublicationDate(edtf=str(1990 + n), printed=str(1990 + n), first_year=1990 + n),
        )
        for n, text in enumerate(texts)
        for kind in ("Book", "Article", "Map")
    ]
    index = MemoryIndex()
    with index.writer() as writer:
        writer.put(fields.document(r, n) for n, r in enumerate(records, 1))
        writer.commit(len(records))
    return Catalogue(MemoryStore(), index)


def found(catalogue: Catalogue, state: SearchState) -> set[str]:
    return {h.id for h in catalogue.index.search(state.with_(size=100).request(read(state).node)).hits}


def limits(*texts: str) -> tuple[Constraint, ...]:
    return tuple(c for t in texts if (c := Constraint.parse(t)))


STATES = (
    SearchState(q="lung"),
    SearchState(q="lung OR liver", field="title"),
    SearchState(q="heart", constraints=limits("format:Book")),
    SearchState(constraints=limits("format:Book", "format:Map")),
    SearchState(constraints=limits("year:1991..1993", "-format:Map")),
    SearchState(q="lung", constraints=limits("year:..1992")),
    SearchState(advanced=AdvancedSearch(groups=(Group(rows=(Row(words="lung"),), join="OR", exclude=True),))),
)


@pytest.mark.parametrize(("one", "other"), list(combinations(STATES, 2)))
def test_a_combined_search_finds_what_both_or_either_find(
    catalogue: Catalogue, one: SearchState, other: SearchState
) -> None:
    a, b = found(catalogue, one), found(catalogue, other)
    assert found(catalogue, combined([one, other], "AND")) == a & b
    assert found(catalogue, combined([one, other], "OR")) == a | b


def test_limits_that_all_share_stay_limits() -> None:
    shared = limits("subject:Lung Diseases")
    both = combined([SearchState(q="a", constraints=shared), SearchState(q="b", constraints=shared)], "OR")
    assert both == SearchState(q="a OR b", constraints=shared)
    apart = [SearchState(q="a", constraints=shared), SearchState(q="b", constraints=limits("format:Book"))]
    assert combined(apart, "AND").constraints == (*shared, *limits("format:Book"))


def test_a_limit_that_can_not_be_written_is_named() -> None:
    searches = [SearchState(q="a", constraints=limits("access:fulltext")), SearchState(q="b")]
    with pytest.raises(CannotCombine) as caught:
        combined(searches, "OR")
    assert caught.value.facet == "access"
