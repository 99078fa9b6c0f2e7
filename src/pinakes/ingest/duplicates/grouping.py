"""Pairs that are the same → groups, without joining two of which something says that they are two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from pinakes.ingest.duplicates.keys import LONGEST_BLOCK, keys
from pinakes.ingest.duplicates.rules import DEFAULT, Rules
from pinakes.ingest.duplicates.scoring import forbidden, score
from pinakes.ingest.duplicates.traits import Traits
from pinakes.store.port import Verdict

MOST_COMPARED = 40
"""Members of a group that a newcomer is compared with."""


class Groups:
    """Disjoint sets that grow by pairs."""

    def __init__(self, verdicts: Iterable[Verdict], rules: Rules) -> None:
        said = {(min(v.first, v.second), max(v.first, v.second)): v.same for v in verdicts}
        self._same = {pair for pair, same in said.items() if same}
        self._apart = {pair for pair, same in said.items() if not same}
        self._rules = rules
        self._group: dict[str, str] = {}
        self._members: dict[str, list[Traits]] = {}

    def add(self, one: Traits) -> None:
        """A record that is a group of its own."""
        if one.id not in self._group:
            self._group[one.id] = one.id
            self._members[one.id] = [one]

    def join(self, a: str, b: str) -> bool:
        """Make one group of two; not when any of one may not be any of the other."""
        mine, other = self._group[a], self._group[b]
        if mine == other:
            return True
        ours, theirs = self._members[mine], self._members[other]
        if any(self._forbidden(x, y) for x in ours[:MOST_COMPARED] for y in theirs[:MOST_COMPARED]):
            return False
        if len(theirs) > len(ours):
            mine, other, ours, theirs = other, mine, theirs, ours
        ours += theirs
        for member in theirs:
            self._group[member.id] = mine
        del self._members[other]
        return True

    def _forbidden(self, a: Traits, b: Traits) -> bool:
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if pair in self._apart:
            return True
        return pair not in self._same and apart(a, b, self._rules)

    def __iter__(self) -> Iterator[list[Traits]]:
        return iter(self._members.values())


def apart(a: Traits, b: Traits, rules: Rules) -> bool:
    """Whether the two may not be one under these rules."""
    if a.source == b.source and not rules.within_sources:
        return True
    return forbidden(a, b, apart_by_medium=rules.apart_by_medium)


def group(
    records: Iterable[Traits],
    rules: Rules = DEFAULT,
    *,
    verdicts: Sequence[Verdict] = (),
    keys_of: Callable[[Traits], tuple[int, ...]] = keys,
) -> Groups:
    """All records in groups: what people said first, then the surest pairs.

    ``keys_of`` is for a caller who has made the keys of some already.
    """
    blocks: dict[int, list[Traits]] = defaultdict(list)
    groups = Groups(verdicts, rules)
    known: set[str] = set()
    for one in records:
        groups.add(one)
        known.add(one.id)
        for key in keys_of(one):
            blocks[key].append(one)
    for verdict in verdicts:
        if verdict.same and {verdict.first, verdict.second} <= known:
            groups.join(verdict.first, verdict.second)
    for _, a, b in sorted(_pairs(blocks, rules), key=lambda f: (-f[0], f[1], f[2])):
        groups.join(a, b)
    return groups


def _pairs(blocks: dict[int, list[Traits]], rules: Rules) -> Iterator[tuple[float, str, str]]:
    """(score, id, id) of the pairs that are the same, each once."""
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if not 1 < len(block) <= LONGEST_BLOCK * 10:
            continue
        for n, a in enumerate(block):
            for b in block[n + 1 : n + 1 + LONGEST_BLOCK]:
                pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
                if pair in seen:
                    continue
                seen.add(pair)
                if (
                    not apart(a, b, rules)
                    and (found := score(a, b, rules.weights)) >= rules.weights.threshold
                ):
                    yield found, *pair
