"""What is proposed finds something, with the number that it says; the order is that of the least change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.proposals import better_spelling, count, proposals, words_alone
from pinakes.discovery.state import Constraint, SearchState
from pinakes.index import fields
from pinakes.index.memory import MemoryIndex
from pinakes.query.advanced import AdvancedSearch, Group, Row
from pinakes.records.record import Contributor, Record, Subject
from pinakes.store.memory import MemoryStore

RECORDS = (
    *(Record(source="t", local_id=str(n), title=f"Tacrolimus for lungs {n}", formats=("Article",)) for n in range(7)),
    Record(source="t", local_id="map", title="Map of rivers", formats=("Map",), languages=("deu",)),
    Record(
        source="t", local_id="odd", title="Tacrolimas misprinted", formats=("Book",),
        subjects=(Subject(parts=("Lung Transplantation",)),), contributors=(Contributor(name="River, Ann"),),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    index = MemoryIndex()
    with index.writer() as writer:
        writer.put(fields.document(r, n) for n, r in enumerate(RECORDS, 1))
        writer.commit(len(RECORDS))
    return Catalogue(MemoryStore(), index)


def limits(*texts: str) -> tuple[Constraint, ...]:
    return tuple(c for t in texts if (c := Constraint.parse(t)))


def kinds(catalogue: Catalogue, state: SearchState) -> Sequence[tuple[str, str, int]]:
    return [(p.kind, p.state.q, p.total) for p in proposals(catalogue, state)]


def test_spelling_comes_first_within_the_limits_where_that_finds_something(catalogue: Catalogue) -> None:
    within = SearchState(q="tacrolimsu", constraints=limits("format:Article"))
    assert kinds(catalogue, within)[0] == ("spelling", "tacrolimus", 7)
    beyond = SearchState(q="tacrolimsu", constraints=limits("format:Map"))
    assert kinds(catalogue, beyond)[0] == ("spelling-without-limits", "tacrolimus", 7)


def test_every_proposal_finds_as_many_as_it_says(catalogue: Catalogue) -> None:
    state = SearchState(q="tacrolimus rivers qqqq", constraints=limits("format:Book", "language:deu"))
    found = proposals(catalogue, state)
    assert found
    assert all(p.total == count(catalogue, p.state) > 0 for p in found)


def test_the_limit_that_stands_in_the_way_is_named_with_the_number_without_it(catalogue: Catalogue) -> None:
    state = SearchState(q="rivers", constraints=limits("format:Article", "language:deu"))
    found = [(p.kind, p.left_out, p.total) for p in proposals(catalogue, state)]
    assert found == [("without-limit", "format", 1), ("without-limits", "", 1)]


def test_the_word_that_stands_in_the_way_is_named(catalogue: Catalogue) -> None:
    state = SearchState(q='"tacrolimus" "for" "xyzzy"')
    assert [(p.left_out, p.total) for p in proposals(catalogue, state) if p.kind == "without-word"] == [
        ('"xyzzy"', 7)
    ]
    assert ("any-word", '"tacrolimus" OR "for" OR "xyzzy"', 7) in kinds(catalogue, state)


def test_another_field_is_proposed_when_it_finds_something(catalogue: Catalogue) -> None:
    assert kinds(catalogue, SearchState(q="rivers", field="author")) == [("all-fields", "rivers", 1)]


def test_subject_headings_with_the_words_are_proposed(catalogue: Catalogue) -> None:
    found = proposals(catalogue, SearchState(q="transplantation", field="title"))
    assert found[-1].state.constraints == limits("subject:Lung Transplantation")


def test_rows_of_the_form_are_left_out_one_by_one(catalogue: Catalogue) -> None:
    form = AdvancedSearch(groups=(Group(rows=(Row(words="rivers"), Row(words="tacrolimus"))),))
    assert [(p.kind, p.left_out, p.total) for p in proposals(catalogue, SearchState(advanced=form))] == [
        ("without-row", "1", 7),
        ("without-row", "2", 1),
    ]


def test_a_row_of_the_form_is_spelled_otherwise(catalogue: Catalogue) -> None:
    form = AdvancedSearch(groups=(Group(rows=(Row(words="tacrolimsu", field="title"), Row(words="lungs"))),))
    found = proposals(catalogue, SearchState(advanced=form))
    assert (found[0].kind, found[0].total) == ("spelling", 7)
    assert [row.words for row in found[0].state.advanced.groups[0].rows] == ["tacrolimus", "lungs"]


def test_each_word_alone_says_what_it_finds_and_where(catalogue: Catalogue) -> None:
    state = SearchState(q="tacrolimus rivers xyzzy", constraints=limits("format:Map"))
    assert [(w.text, w.total, w.without_limits) for w in words_alone(catalogue, state)] == [
        ("tacrolimus", 7, True),
        ("rivers", 1, False),
        ("xyzzy", 0, False),
    ]
    assert words_alone(catalogue, SearchState(q="xyzzy")) == ()


def test_beside_few_hits_a_spelling_is_offered_only_when_it_finds_more(catalogue: Catalogue) -> None:
    better = better_spelling(catalogue, SearchState(q="tacrolimas"), 1)
    assert better is not None
    assert (better.state.q, better.total) == ("tacrolimus", 7)
    assert better_spelling(catalogue, SearchState(q="tacrolimas"), 7) is None
    assert (
        better_spelling(catalogue, SearchState(q="tacrolimas", constraints=limits("format:Book")), 1) is None
    )
    assert better_spelling(catalogue, SearchState(q="tacrolimus"), 7) is None


@pytest.mark.parametrize("text", ["", "(", "a" * 6000, "a OR (b NOT", "*:*", "w " * 50, "-x"])
def test_no_text_breaks_them(catalogue: Catalogue, text: str) -> None:
    state = SearchState(q=text, field="title", constraints=limits("format:Nothing"))
    assert all(p.total for p in proposals(catalogue, state))
    words_alone(catalogue, state)
