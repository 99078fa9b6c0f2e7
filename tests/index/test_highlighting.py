from __future__ import annotations

import pytest

from pinakes.index.highlighting import Highlighter, highlighter
from pinakes.query.tree import And, Everything, Not, Words


def marked(query: str, text: str, **options: str) -> list[str]:
    highlighter = Highlighter(Words(text=query, **options))  # type: ignore[arg-type]
    return [text[a:b] for a, b in highlighter.spans(text)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("antisynthetase", "the anti\u2010synthetase syndrome.", ["anti\u2010synthetase"]),
        ("anti-synthetase", "(antisynthetase)", ["antisynthetase"]),
        ("anti synthetase", "antisynthetase", ["antisynthetase"]),
        ("antisynthetase", "an (anti synthetase) syndrome; anti or synthetase", ["anti", "synthetase"]),
        ("muller", "Herr Müller, Köln", ["Müller"]),
        ("mueller", "Herr Müller", ["Müller"]),
        ("reports", "Case report: two", ["report"]),
        ("haus", "Die Häuser", ["Häuser"]),
        ("the disease of lungs", "the lung disease of the year", ["lung", "disease"]),
        ("the who", "The Who", ["The", "Who"]),
        ("c++", "in C++.", ["C++"]),
        ("系統", "中文系統入門", ["系統"]),
        ("tnf alpha", "TNF-α", ["TNF-α"]),
        ("", "anything", []),
        ("?!", "anything ?!", []),
    ],
)
def test_words_are_marked_as_they_are_found(query: str, text: str, words: list[str]) -> None:
    assert marked(query, text) == words


def test_beginnings_are_marked() -> None:
    assert marked("immun", "Immunity and immunology", match="prefix") == ["Immunity", "immunology"]


def test_what_is_excluded_is_not_marked() -> None:
    node = And(parts=(Words(text="apple"), Not(part=Words(text="banana"))))
    assert Highlighter(node).spans("banana apple") == [(7, 12)]
    assert not Highlighter(Everything())


def test_the_passage_with_most_words_is_chosen_and_cut_at_words() -> None:
    text = "Some words at first. " * 30 + "Here tacrolimus rescue therapy works. " + "More at the end. " * 30
    passage = Highlighter(Words(text="tacrolimus rescue")).passage(text, length=200)
    assert passage.text.startswith("Here tacrolimus")
    assert len(passage.text) <= 200
    assert [passage.text[a:b] for a, b in passage.spans] == ["tacrolimus", "rescue"]
    assert passage.cut_before
    assert passage.cut_after


def test_a_text_without_any_of_the_words_is_shown_from_its_beginning() -> None:
    passage = Highlighter(Words(text="nothing")).passage("word " * 100, length=50)
    assert passage.text.startswith("word")
    assert (passage.spans, passage.cut_before) == ((), False)


@pytest.mark.parametrize(
    ("query", "match", "text", "words"),
    [
        ("w?rd", "wildcard", "Word by word, ward and world", ["Word", "word", "ward"]),
        (
            "*synth*",
            "wildcard",
            "Anti-synthetase photosynthesis thesis",
            ["Anti-synthetase", "photosynthesis"],
        ),
        ("**", "wildcard", "anything", []),
        ("tacrolimsu", "fuzzy", "On tacrolimus and taxes", ["tacrolimus"]),
    ],
)
def test_patterns_and_wrong_letters_are_marked(query: str, match: str, text: str, words: list[str]) -> None:
    assert marked(query, text, match=match) == words


def test_words_of_another_field_are_not_marked() -> None:
    question = And(parts=(Words(text="lung", field="title"), Words(text="smith", field="author")))
    text = "Smith on the lung"
    assert [text[a:b] for a, b in highlighter(question, ("all", "title")).spans(text)] == ["lung"]
    assert [text[a:b] for a, b in highlighter(question, ("all", "author")).spans(text)] == ["Smith"]
    assert len(highlighter(question).spans(text)) == 2
    assert highlighter(Words(text="lung"), ("all", "title")) is highlighter(Words(text="lung"))
