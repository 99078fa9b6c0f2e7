"""A question in words for people, in their language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import QueryLimit
from pinakes.index.fields import typed_name
from pinakes.query import explain, simple

GERMAN = {
    "%(field)s contains all of %(words)s": "%(field)s enthält alle von %(words)s",
    "%(field)s does not contain %(words)s": "%(field)s enthält nicht %(words)s",
    "%(first)s and %(second)s": "%(first)s und %(second)s",
    "“%(words)s”": "„%(words)s“",
}
LABELS = {"title": "Titel", "author": "Person"}


def english(text: str) -> str:
    return explain.describe(simple.parse(text, field_names=typed_name), label=str.capitalize)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "all records"),
        ("life", "the record contains “life”"),
        ("title:life -author:darwin", "Title contains “life” and Author does not contain “darwin”"),
        ('"a b"~3', "the record contains “a b” with at most 3 words between"),
        (
            "a OR (b AND c)",
            "the record contains “a” or (the record contains “b” and the record contains “c”)",
        ),
        ("NOT (a OR b)", "not (the record contains “a” or the record contains “b”)"),
        ("year:1990..2005", "Year is between 1990 and 2005"),
        ("..1900", "Year is 1900 or earlier"),
        ("title:immun*", "Title contains words that begin with “immun*”"),
        ("*:* AND NOT *:*", "no records"),
    ],
)
def test_the_sentence(text: str, sentence: str) -> None:
    assert english(text) == sentence


def test_the_sentence_in_another_language() -> None:
    node = simple.parse("title:(origin species) -author:darwin", field_names=typed_name)
    found = explain.describe(node, lambda m: GERMAN.get(m, m), lambda f: LABELS[f])
    assert found == "Titel enthält alle von „origin species“ und Person enthält nicht „darwin“"


def test_parts_tell_a_page_what_to_set_apart() -> None:
    parts = explain.explain(simple.parse("title:x<b>", field_names=typed_name))
    assert [(p.kind, p.text) for p in parts] == [
        ("field", "title"),
        ("text", " contains "),
        ("words", "x<b>"),
    ]


@given(st.text(max_size=80))
def test_any_question_has_a_sentence(text: str) -> None:
    try:
        assert english(text)
    except QueryLimit:
        return
