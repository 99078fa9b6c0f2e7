"""Did you mean: other words for those that find nothing; and how values are looked up by their beginnings."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence

from pinakes.index.analysis import analyse, words
from pinakes.index.clauses import All, Clause, Token, all_of
from pinakes.index.folding import fold
from pinakes.index.matching import distance
from pinakes.index.prepared import ALL
from pinakes.index.stopwords import content_words
from pinakes.query.tree import Words
from pinakes.records import filing

MAX_WORDS = 8
LONG_ENOUGH = 5
"""Letters of a word that completion finds with one of them wrong."""
_TELLING = 3
"""Signs of a sound from which words are looked up by it."""
_MOST_WRONG = 4
"""Letters that may be wrong in a word of the same sound."""
_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("ph", "f"), ("gh", "g"), ("sc(?=[eiy])|c(?=[eiy])|z", "s"), ("ck|c|q", "k"), ("dg|j", "g"),
    )
)  # fmt: skip
_SILENT = re.compile("[aeiouyhw]")
_RARE = 2
"""Words in more documents are taken as spelled right."""


def question(text: str) -> Words:
    """What is asked to see whether a suggestion finds something: all of its words."""
    return Words(text=text, need="all")


def as_it_stands(text: str) -> Clause:
    """All of its words that count, in no other form: quicker to look for than ``question``, which finds more."""
    found = words(text)
    content = content_words(found, text)
    return all_of(
        [Token(field=ALL, text=w) for w, counts in zip(found, content, strict=True) if counts] or [All()]
    )


def begins(words: Sequence[str], wanted: Sequence[str], *, nearly: bool = False) -> bool:
    """Whether each wanted word is one of ``words``, the last one a beginning of one.

    ``nearly`` allows one wrong letter in each word of five letters or more.
    """
    *whole, last = wanted
    if not nearly:
        return all(w in words for w in whole) and any(w.startswith(last) for w in words)
    return all(any(_is_near(w, word) for word in words) for w in whole) and any(
        _is_near(last, word[: len(last) + more]) for word in words for more in (-1, 0, 1)
    )


def _is_near(wanted: str, word: str) -> bool:
    return wanted == word or (len(wanted) >= LONG_ENOUGH and distance(wanted, word, 1) <= 1)


def filed_under(value: str, initial: str) -> bool:
    """Whether a value of a facet is filed under a letter."""
    return filing.sort_key(value)[:1] == filing.sort_key(initial)[:1]


def facet_key(value: str, count: int, order: str) -> tuple[object, ...]:
    """Orders the values of a facet: by count or alphabetically, years by number."""
    if order == "value":
        return (filing.sort_key(value), value)
    return (-count, value)


def correct(
    text: str,
    *,
    frequency: Callable[[str], int],
    near: Callable[[str, int], Iterable[tuple[str, int]]],
    alike: Callable[[str], Iterable[tuple[str, int]]],
    finds: Callable[[str], bool],
    limit: int = 3,
) -> tuple[str, ...]:
    """Up to ``limit`` spellings of ``text`` that find something, the best first; empty when it is right.

    ``near`` gives words of the catalogue at up to so many letters from one, ``alike`` those of one ``sound``, both
    with their frequency.
    """
    pieces = text.split()[: MAX_WORDS + 1]
    if not pieces or len(pieces) > MAX_WORDS:
        return ()
    choices: list[list[tuple[float, str]]] = []
    changed = False
    for piece in pieces:
        analysed = analyse(piece).words
        word = analysed[0] if len(analysed) == 1 else ""
        if not word or len(word) < 3 or word.isdigit() or frequency(word) > _RARE:
            choices.append([(0.0, piece)])
            continue
        found = candidates(word, frequency(word), near, alike)
        changed = changed or bool(found)
        keep = [(0.0 if not found else 9.0, piece)] if frequency(word) or not found else []
        choices.append([*found[:4], *keep] or [(0.0, piece)])
    if not changed:
        return ()
    ranked = sorted(
        itertools.islice(itertools.product(*choices), 200), key=lambda c: sum(cost for cost, _ in c)
    )
    suggestions: list[str] = []
    for choice in ranked[:12]:
        suggestion = " ".join(word for _, word in choice)
        if fold(suggestion) != fold(" ".join(pieces)) and finds(suggestion):
            suggestions.append(suggestion)
            if len(suggestions) == limit:
                break
    return tuple(suggestions)


def candidates(
    word: str,
    own: int,
    near: Callable[[str, int], Iterable[tuple[str, int]]],
    alike: Callable[[str], Iterable[tuple[str, int]]],
) -> list[tuple[float, str]]:
    """Words that may have been meant, with their cost: letters changed, less for common words."""
    found: dict[str, float] = {}

    def consider(others: Iterable[tuple[str, int]], edits: int) -> None:
        for other, frequency in others:
            if other == word or not other.isalpha() or frequency <= own or other in found:
                continue
            if (letters := distance(word, other, edits)) <= edits:
                found[other] = cost(word, other, letters, frequency)

    for edits in (1, 2) if len(word) > 3 else (1,):
        consider(near(word, edits), edits)
        if len(found) >= 3 and edits == 1:
            break
    if len(key := sound(word)) >= _TELLING:
        consider(alike(key), _MOST_WRONG)
    return sorted((price, other) for other, price in found.items())


def cost(word: str, other: str, letters: int, frequency: int) -> float:
    """People seldom get the first letter wrong; what sounds the same, letters doubled, dropped or swapped cost less."""
    price = letters * 2.0
    if word[0] != other[0]:
        price += 1.2
    if sorted(word) == sorted(other):
        price -= 1.0
    elif _undoubled(word) == _undoubled(other):
        price -= 1.5
    elif _consonants(word) == _consonants(other):
        price -= 1.0
    elif sound(word) == sound(other):
        price -= 0.8
    return price - 0.28 * math.log(frequency + 1)


def sound(word: str) -> str:
    """A key that words of like sound share: consonants only, those that are confused as one ("necessary" → "nsr")."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return _undoubled(_SILENT.sub("", word))


def _undoubled(word: str) -> str:
    return "".join(sign for sign, _ in itertools.groupby(word))


def _consonants(word: str) -> str:
    return "".join(sign for sign in _undoubled(word) if sign not in "aeiouy")
