"""Tags as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.tagging.parsing import cleaned, key, parse


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ('one two "three words" five', ["one", "two", "three words", "five"]),
        ("this that theother", ["this", "that", "theother"]),
        ("  lots   of\tspace \n", ["lots", "of", "space"]),
        ('"this is one tag"', ["this is one tag"]),
        ("„drei kleine Wörter“ fünf", ["drei kleine Wörter", "fünf"]),
        ("“case report” «série de cas»", ["case report", "série de cas"]),
        ("»Fall Serie« 「症例 報告」", ["Fall Serie", "症例 報告"]),
        ("lung, liver;heart、肺", ["lung", "liver", "heart", "肺"]),
        ('"unmatched quote', ["unmatched", "quote"]),
        ('disc 12" wide', ["disc", "12", "wide"]),
        ('""', []),
        ('" " , ;', []),
        ("#case-report c# c++", ["case-report", "c#", "c++"]),
        ("dup Dup DUP dup", ["dup"]),
        ("Straße STRASSE", ["Straße"]),
        ("", []),
    ],
)
def test_words_are_tags_and_quotes_keep_words_together(typed: str, tags: list[str]) -> None:
    assert parse(typed) == tags


def test_two_spellings_of_one_tag_have_one_key() -> None:
    assert key("Case  REPORT") == key("case report")
    assert key("ＣＡＳＥ") == "case"
    assert key("ﬁbrosis") == "fibrosis"


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    assert cleaned("lu\u202eng\u200b \x07") == "lung"
    assert cleaned("\u202e\u200b") == ""
    assert cleaned("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_each_tag_once_as_it_is_shown(text: str) -> None:
    tags = parse(text)
    assert len({key(t) for t in tags}) == len(tags)
    assert all(t == cleaned(t) and t for t in tags)
    assert all(key(key(t)) == key(t) for t in tags)
