"""Index documents that are made up: lengths and rarities of words, names and subjects as in a real catalogue."""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator

from pinakes.index.port import IndexDocument

_STARTS = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "st", "pl", "gr"]
_SYLLABLES = [
    a + b
    for a in ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "st", "pl", "gr"]
    for b in ["a", "e", "i", "o", "u", "an", "er", "in", "ol", "um"]
]
_STOPS = ["the", "of", "and", "in", "a", "to", "for", "on", "with", "by", "from", "an", "as", "at", "is"]


class Zipf:
    """Draws numbers below ``size``; the n-th is drawn 1/(n+5) as often as the first would be."""

    def __init__(self, size: int, chance: random.Random) -> None:
        self._sums = list(itertools.accumulate(1 / (n + 5) for n in range(size)))
        self._chance = chance

    def draw(self) -> int:
        return bisect.bisect_left(self._sums, self._chance.random() * self._sums[-1])


def word(number: int) -> str:
    """The word of this number; rare ones are longer."""
    found = ""
    number += len(_SYLLABLES)
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[at]
    return found


def documents(count: int, *, seed: int = 1) -> Iterator[IndexDocument]:
    """``count`` documents, always the same: title of 8–15 words, 1–6 authors, 1–6 subjects, abstract of 150 words."""
    chance = random.Random(seed)
    words = Zipf(200_000, chance)
    names = Zipf(300_000, chance)
    subjects = Zipf(50_000, chance)
    journals = Zipf(5_000, chance)

    def text(length: int) -> str:
        return " ".join(
            chance.choice(_STOPS) if chance.random() < 0.35 else word(words.draw()) for _ in range(length)
        ).capitalize()

    for n in range(count):
        title = text(chance.randint(8, 15))
        authors = tuple(
            f"{word(i).capitalize()}, {word(i * 7 % 5000).capitalize()} {chance.choice('ABCDEFGH')}."
            for i in (names.draw() for _ in range(chance.randint(1, 6)))
        )
        chosen = [subjects.draw() for _ in range(chance.randint(1, 6))]
        headings = tuple(f"{word(i).capitalize()} {word(i * 3 % 900)}" for i in chosen)
        journal = f"Journal of {word(journals.draw()).capitalize()}"
        values: dict[str, tuple[str, ...] | tuple[int, ...]] = {
            "title": (title,), "author": authors, "subject": headings, "journal": (journal,),
            "identifier": (f"10.5555/{n}", f"{n:08}"),
            "format": (chance.choice(("Article", "Article", "Book", "Thesis")),),
            "author_facet": tuple(dict.fromkeys(authors)), "subject_facet": tuple(dict.fromkeys(headings)),
            "journal_facet": (journal,), "language": (chance.choice(("eng", "eng", "eng", "deu", "fra")),),
            "year": (2025 - min(int(chance.expovariate(0.08)), 120),), "source": ("synthetic",),
            "title_sort": (title.lower(),), "author_sort": (authors[0].lower(),),
        }  # fmt: skip
        if chance.random() < 0.85:
            values["abstract"] = (f"{text(75)}. {text(75)}.",)
        yield IndexDocument(id=f"synthetic:{n}", sequence=n + 1, values=values)
