"""Pairs that are the same → groups, without joining two of which something says that they are two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pinakes.ingest.duplicates.keys import LONGEST_BLOCK, keys
from pinakes.ingest.duplicates.scoring import DEFAULT, Weights, forbidden, same, score
from pinakes.ingest.duplicates.traits import Traits

MOST_COMPARED = 40
"""Members of a group that a newcomer is compared with."""


class Groups:
    """Disjoint sets that grow by pairs."""

    def __init__(self) -> None:
        self._group: dict[str, str] = {}
        self._members: dict[str, list[Traits]] = {}

    def add(self, one: Traits) -> None:
        """A record that is a group of its own."""
        if one.id not in self._group:
            self._group[one.id] = one.id
            self._members[one.id] = [one]

    def join(self, a: Traits, b: Traits) -> bool:
        """Make one group of two; not when any of one may not be any of the other."""
        mine, other = self._group[a.id], self._group[b.id]
        if mine == other:
            return True
        ours, theirs = self._members[mine], self._members[other]
        if any(forbidden(x, y) for x in ours[:MOST_COMPARED] for y in theirs[:MOST_COMPARED]):
            return False
        if len(theirs) > len(ours):
            mine, other, ours, theirs = other, mine, theirs, ours
        ours += theirs
        for member in theirs:
            self._group[member.id] = mine
        del self._members[other]
        return True

    def __iter__(self) -> Iterator[list[Traits]]:
        return iter(self._members.values())


def group(records: Iterable[Traits], weights: Weights = DEFAULT) -> Groups:
    """All records in groups, the surest pairs joined first."""
    blocks: dict[int, list[Traits]] = defaultdict(list)
    groups = Groups()
    for one in records:
        groups.add(one)
        for key in keys(one):
            blocks[key].append(one)
    seen: set[tuple[str, str]] = set()
    found: list[tuple[float, Traits, Traits]] = []
    for block in blocks.values():
        if not 1 < len(block) <= LONGEST_BLOCK * 10:
            continue
        for n, a in enumerate(block):
            for b in block[n + 1 : n + 1 + LONGEST_BLOCK]:
                pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
                if pair not in seen:
                    seen.add(pair)
                    if same(a, b, weights):
                        found.append((score(a, b, weights), a, b))
    for _, a, b in sorted(found, key=lambda f: -f[0]):
        groups.join(a, b)
    return groups
