"""Exact counts of all values over what is found, by adding up arrays; and how what is found gets into an array.

The engine's own counts of a facet with very many values cost more than the search, and over several segments they
are not exact. Here the documents that a query finds are fetched from the engine as slots, and the values of all
facets at these slots are counted in one pass over the arrays that ``columns`` has written.
"""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from pinakes.index.tantivy.columns import CODES, ENDS, FACETS, FOLDER, RANKS, VALUES
from pinakes.index.tantivy.schema import BLOCK, SLOT, SLOT_BIT

Slots = NDArray[np.intp]
Counts = NDArray[np.intp]
_BUCKETS = 60_000
"""The engine's limit for buckets of one answer is 65,000."""
_DENSE = 8
"""From one document in so many on, slots come as blocks of bits (2 µs a block) instead of one by one (0.15 µs)."""
_SCATTERED = 6
"""From one slot in so many on, all codes are walked through instead of those of the slots only."""


def slots(searcher: tantivy.Searcher, query: tantivy.Query, known: int) -> Slots:
    """The slots of what a query finds, ascending; ``known`` is how many slots there are."""
    found: Any = searcher.search(query, 1)
    total = int(found.count)
    if not total:
        return np.empty(0, np.intp)
    if total * _DENSE > known:
        return _from_bits(searcher, query, known)
    found = searcher.search(query, total, False, order_by_field=SLOT, order=tantivy.Order.Asc)
    return np.fromiter((slot for slot, _ in found.hits), np.intp, total)


def _from_bits(searcher: tantivy.Searcher, query: tantivy.Query, known: int) -> Slots:
    blocks = -(-known // BLOCK)
    bits = np.zeros((blocks, BLOCK), np.uint8)
    for first in range(0, blocks, _BUCKETS):
        span = {"min": first * BLOCK, "max": (first + _BUCKETS) * BLOCK - 1}
        asked: dict[str, object] = {"field": SLOT, "interval": BLOCK, "min_doc_count": 1}
        if blocks > _BUCKETS:
            asked["hard_bounds"] = span
        answer = searcher.aggregate(
            query, {"block": {"histogram": asked, "aggs": {"bits": {"sum": {"field": SLOT_BIT}}}}}
        )
        buckets = answer["block"]["buckets"]
        keys = np.fromiter((bucket["key"] for bucket in buckets), np.float64, len(buckets))
        sums = np.fromiter((bucket["bits"]["value"] for bucket in buckets), np.float64, len(buckets))
        octets = sums.astype("<u8").view(np.uint8).reshape(-1, 8)
        bits[(keys / BLOCK).astype(np.intp)] = np.unpackbits(octets, axis=1, count=BLOCK, bitorder="little")
    return np.flatnonzero(bits)


class Columns:
    """The arrays as of one snapshot: the values of the first ``known`` slots."""

    def __init__(self, generation: Path, known: int) -> None:
        self.known = known
        folder = generation / FOLDER
        self._ends = np.frombuffer(_mapped(folder / ENDS, known * 4), np.uint32)
        end = int(self._ends[-1]) if known else 0
        self._codes = np.frombuffer(_mapped(folder / CODES, end * 4), np.int32)
        self._values = _mapped(folder / VALUES) if end else b""
        self._ranks = np.frombuffer(_mapped(folder / RANKS) if (folder / RANKS).exists() else b"", np.int32)
        octets = np.frombuffer(self._values, np.uint8)
        self._stops = np.flatnonzero(octets == 0).astype(np.uint32)
        facets = octets[np.concatenate((np.zeros(1, np.uint32), self._stops + 1))[: len(self._stops)]]
        self._members = {
            name: np.flatnonzero(facets == at + 1).astype(np.uint32) for at, name in enumerate(FACETS)
        }

    def counts(self, found: Slots) -> Counts:
        """How many of the slots have each value; values are numbered as in the file."""
        values = len(self._stops)
        if len(found) * _SCATTERED > self.known:
            lengths = np.diff(self._ends, prepend=np.uint32(0))
            chosen = np.zeros(self.known, bool)
            chosen[found] = True
            return np.bincount(self._codes[np.repeat(chosen, lengths)], minlength=values)
        ends = self._ends[found].astype(np.intp)
        starts = self._ends[found - 1].astype(np.intp)
        if len(found) and found[0] == 0:
            starts[0] = 0
        lengths = ends - starts
        places = np.cumsum(lengths)
        at = np.arange(places[-1] if len(places) else 0) + np.repeat(starts - (places - lengths), lengths)
        return np.bincount(self._codes[at], minlength=values)

    def all_of(self, facet: str, counts: Counts) -> list[tuple[str, int]]:
        """Every value of a facet that is there, in no order."""
        members = self._members[facet]
        own = counts[members]
        there = np.flatnonzero(own)
        return self._named(members[there], own[there])

    def first_of(self, facet: str, counts: Counts, size: int) -> list[tuple[str, int]]:
        """The ``size`` most frequent values of a facet; of equally frequent ones the first by the alphabet."""
        members = self._members[facet]
        own = counts[members]
        least = 1
        if 0 < size < len(own):
            least = max(1, int(np.partition(own, len(own) - size)[len(own) - size]))
        there = np.flatnonzero(own > least)
        last = np.flatnonzero(own == least)
        if len(last) > size:
            last = self._earliest(members, last, size - len(there))
        there = np.concatenate((there, last))
        return self._named(members[there], own[there])

    def _earliest(self, members: NDArray[np.uint32], places: Slots, size: int) -> Slots:
        """Among ``places`` the ``size`` values that come first by the alphabet, and those whose place in it
        is not known."""
        codes = members[places]
        known = codes < len(self._ranks)
        ranked, ranks = places[known], self._ranks[codes[known]]
        if 0 < size < len(ranked):
            ranked = ranked[np.argpartition(ranks, size)[:size]]
        return np.concatenate((ranked, places[~known]))

    def _named(self, codes: NDArray[np.uint32], counts: Counts) -> list[tuple[str, int]]:
        values, stops = self._values, self._stops[codes].tolist()
        starts = np.where(codes > 0, self._stops[codes - (codes > 0)] + 2, 1).tolist()
        return [
            (values[start:stop].decode("utf-8", "replace"), count)
            for start, stop, count in zip(starts, stops, counts.tolist(), strict=True)
        ]


def _mapped(path: Path, size: int | None = None) -> mmap.mmap | bytes:
    """The first ``size`` bytes of a file, all when None. Raises OSError, also when it is shorter."""
    if size == 0:
        return b""
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), size or 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise OSError(f"{path} is too short: {error}") from error
