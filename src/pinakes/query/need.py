"""The declared rule of long questions: how many of the words must be in a record, and which count as words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pinakes.query.tree import And, Node, Not, Or, Words
from pinakes.records.base import Struct

ALL_UP_TO = 4
"""So many content words are all required."""
MORE_PER_DOUBLING = 1.43
"""So many more are required each time that the number of words doubles."""

_FUNCTION_WORDS = """
    a about after against all an and are as at be been before between but by can could did do does during each for
    from had has have how if in into is it its more most no nor not of on or other our out over so some such than
    that the their them then there these they this those through to under up upon was we were what when where
    whether which while who whom whose why will with within without would you your
    aber als am an auch auf aus bei beim bis das dass dem den der des die durch ein eine einem einen einer eines
    für hat haben im in ins ist kann mit nach nicht noch nur ob oder sich sie sind so über um und unter vom von vor
    war waren was welche welcher welches wenn werden wie wird wo wurde wurden zu zum zur zwischen
    au aux avec ces cette dans de des du elle en est et il ils la le les leur ou où par pas pour que qui sa ses son
    sont sur un une con del el los las por para una uno come da dei della delle di gli i lo nel nella
    per tra
"""  # English, German, French, Spanish, Italian
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that say nothing about a subject. They are searched, but a long question does not need them."""


class Leniency(Struct):
    """What a page says of a question of which not every word was required."""

    words: tuple[str, ...]
    """The content words, in the order of the text, each once."""
    required: int
    """How many of ``words`` a record must have."""
    optional: tuple[str, ...] = ()
    """The other words: none of them is required."""


def content_words(text: str) -> tuple[str, ...]:
    """The words that a subject is known by, each once; all of them when there are only function words."""
    found: dict[str, str] = {}
    for word in _words(text):
        found.setdefault(word.casefold(), word)
    words = tuple(found.values())
    return tuple(w for w in words if w.casefold() not in FUNCTION_WORDS) or words


def required(words: int) -> int:
    """How many of so many content words must be there: up to four all, then a falling share.

    The more one writes, the more of it is by the way: 5 → 4, 8 → 5, 12 → 6, 20 → 7, 45 → 8.
    """
    if words <= ALL_UP_TO:
        return words
    return ALL_UP_TO + int(MORE_PER_DOUBLING * math.log2(words / ALL_UP_TO))


def leniency(node: Node) -> Leniency | None:
    """What of the question was not required; None when all of it was."""
    for part in _lenient(node):
        content = content_words(part.text)
        if len(content) > ALL_UP_TO:
            others = {w for w in _words(part.text) if w.casefold() in FUNCTION_WORDS}
            return Leniency(
                words=content,
                required=required(len(content)),
                optional=tuple(
                    w for w in dict.fromkeys(_words(part.text)) if w in others and w not in content
                ),
            )
    return None


def _words(text: str) -> list[str]:
    return [
        w
        for w in (chunk.strip(".,;:!?()[]{}\"'“”„«»…") for chunk in text.split())
        if any(map(str.isalnum, w))
    ]


def _lenient(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        if node.need == "most":
            yield node
    elif isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _lenient(part)
    elif isinstance(node, Not):
        yield from _lenient(node.part)
