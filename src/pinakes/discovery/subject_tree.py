"""A tree of subject headings by tree numbers, as MeSH has one, and which of its branches a collection uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pinakes.records.base import Struct

_NUMBER = re.compile(r"[A-Z]?\d+(?:\.\d+)*\Z")
_LETTER = re.compile(r"[A-Z](?=\d+\Z)")


class SubjectTree:
    """Headings by their places: "C08.381" is under "C08", that under "C"; a heading may have several places."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.headings = dict(pairs)
        """Number → heading."""
        self.numbers: dict[str, tuple[str, ...]] = {}
        """Heading → its numbers."""
        self.under: dict[str, list[str]] = {}
        """Number → those one step below; "" has the top."""
        for number in sorted(self.headings):
            heading = self.headings[number]
            self.numbers[heading] = (*self.numbers.get(heading, ()), number)
            over = self.over(number)
            self.under.setdefault(over, []).append(number)
            # The letters of the top have no line of their own.
            if over and over not in self.headings and over not in self.under.get("", ()):
                self.under.setdefault("", []).append(over)

    @classmethod
    def read(cls, lines: Iterable[str]) -> SubjectTree:
        """Lines of "heading, tab, number", with or without an id before them; other lines are passed over."""
        pairs = []
        for line in lines:
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            if len(cells) > 1 and cells[-2] and _NUMBER.match(cells[-1]):
                pairs.append((cells[-1], cells[-2]))
        return cls(pairs)

    def over(self, number: str) -> str:
        """The place above: the nearest that has a heading, else the letter of the top, else ""."""
        rest = number
        while "." in rest:
            rest = rest.rpartition(".")[0]
            if rest in self.headings:
                return rest
        letter = _LETTER.match(rest)
        return letter[0] if letter else ""

    def path(self, number: str) -> tuple[str, ...]:
        """All places above, the highest first."""
        found: list[str] = []
        over = self.over(number) if len(number) > 1 else ""
        while over:
            found.append(over)
            over = self.over(over) if len(over) > 1 else ""
        return tuple(reversed(found))

    def broader(self, heading: str) -> tuple[str, ...]:
        """Headings directly above, at any of its places."""
        found = (self.headings.get(self.over(n)) for n in self.numbers.get(heading, ()))
        return tuple(dict.fromkeys(h for h in found if h))

    def narrower(self, heading: str) -> tuple[str, ...]:
        """Headings directly below, at any of its places."""
        below = (n for number in self.numbers.get(heading, ()) for n in self.under.get(number, ()))
        return tuple(dict.fromkeys(self.headings[n] for n in below))


class Use(Struct):
    """What of a tree a collection uses."""

    works: dict[str, int]
    """Heading → works that have it."""
    below: dict[str, tuple[str, ...]]
    """Number → headings with works at it or below."""


def use(tree: SubjectTree, counts: Mapping[str, int]) -> Use:
    """The branches that lead to works; ``counts`` has the works of each heading."""
    works = {heading: counts[heading] for heading in tree.numbers.keys() & counts.keys() if counts[heading]}
    below: dict[str, list[str]] = {}
    for heading in sorted(works):
        places = {p for number in tree.numbers[heading] for p in (number, *tree.path(number))}
        for place in places:
            below.setdefault(place, []).append(heading)
    return Use(works=works, below={place: tuple(some) for place, some in below.items()})
