"""A page tells how its question was read."""

from __future__ import annotations

from pinakes.discovery import catalogue
from pinakes.discovery.catalogue import Page
from pinakes.discovery.state import SearchState
from pinakes.query.tree import And, Not, Words

LONG = "tacrolimus rescue therapy in severe respiratory failure"


def page(q: str, field: str = "all") -> Page:
    state = SearchState(q=q, field=field)
    reading = catalogue.read(state)
    return Page(
        state=state, query=reading.node, total=0, hits=(), facets={}, snapshot="", notes=reading.notes
    )


def test_names_of_fields_are_those_of_the_field_list() -> None:
    assert page("titel:life").query == Words(text="life", field="title")
    assert page("life", "author").query == Words(text="life", field="author")


def test_what_was_broken_is_a_note() -> None:
    assert [str(n) for n in page("life AND").notes] == ["“AND” has nothing to join here and was left out."]


def test_of_a_long_question_not_every_word_is_required_and_one_can_require_them() -> None:
    found = page(LONG)
    assert found.leniency is not None
    assert found.leniency.required < found.leniency.counted == 6
    assert found.strict_q == f"+({LONG})"
    assert page(found.strict_q).leniency is None


def test_requiring_all_keeps_what_was_taken_out() -> None:
    assert page(page(f"{LONG} -cancer").strict_q).query == And(
        parts=(Words(text=LONG), Not(part=Words(text="cancer")))
    )


def test_in_a_chosen_field_everything_is_required() -> None:
    assert page(LONG, "title").leniency is None


def test_requiring_all_can_be_typed_for_any_text() -> None:
    for q in ("", "+", '"', "a" * 4000, "(", "one two three four five ("):
        assert page(page(q).strict_q).leniency is None
