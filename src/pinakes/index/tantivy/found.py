"""What a search finds, as slots: fetched from the engine, put together with limits, and kept for the next question."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from pinakes.index.clauses import All, AnyOf, Clause, Number, Without
from pinakes.index.tantivy import works
from pinakes.index.tantivy.columns import FOLDER, slots_of
from pinakes.index.tantivy.counting import Columns, Counts, Integers, Slots
from pinakes.index.tantivy.queries import Translator
from pinakes.index.tantivy.schema import BLOCK, SLOT, SLOT_BIT

_BUCKETS = 60_000
"""The engine's limit for buckets of one answer is 65,000."""
_DENSE = 8
"""From one document in so many on, slots come as blocks of bits (2 µs a block) instead of one by one (0.15 µs)."""
_TRIED = 64
"""One document in so many are asked for at first, when it is not known how many there are."""
_FEW = 16
"""Below one document in so many the engine looks for limits among them; above, limits are sets that are kept."""
_KEPT = 16_000_000
"""Bytes of sets that are kept."""


class FoundSets:
    """The sets of one snapshot."""

    def __init__(self, generation: Path, searcher: tantivy.Searcher, translator: Translator) -> None:
        self._searcher, self._translator = searcher, translator
        self._columns = Columns(generation, slots_of(searcher))
        self._kept: OrderedDict[Clause, Integers] = OrderedDict()
        self._bytes = 0
        self._generation = generation
        self._works: NDArray[np.int64] | None = None
        self._every: Integers | None = None

    def counts(
        self, match: Clause, limits: Sequence[Clause] = (), *, facet: str = "", expected: int = 0
    ) -> Counts:
        """How many of the documents that fit have each value of each facet, or of one ``facet``.

        ``expected`` is how many fit, when that is known.
        """
        found = self.slots(match, limits, expected)
        if facet:
            return self._columns.counts_of(facet, found)
        if len(found) * 2 < self._columns.known:
            return self._columns.counts(found)
        # Nearly all are found: those that are not are fewer.
        if self._every is None:
            self._every = self._columns.numbers(self._slots(All()))
        missing = self._mask(All())
        missing[found] = False
        less = self._columns.numbers(np.flatnonzero(missing))
        return Counts(self._columns, None, self._every - less)

    @property
    def works(self) -> NDArray[np.int64]:
        """Of each slot the group of documents of one work; made when first wanted."""
        if self._works is None:
            living = self._slots(All())
            self._works = works.labels(self._generation / FOLDER, self._columns.known, living)
        return self._works

    @property
    def number_of_values(self) -> int:
        """Of all facets, also of documents that are gone."""
        return self._columns.number_of_values

    def values_from(self, facet: str, first: int, at_once: int) -> Iterator[list[str]]:
        """A facet's values whose codes are ``first`` or more, ``at_once`` at a time."""
        return self._columns.values_from(facet, first, at_once)

    def slots(self, match: Clause, limits: Sequence[Clause] = (), expected: int = 0) -> Slots:
        """The slots, ascending, of documents that fit ``match`` and all ``limits``."""
        found = self._slots(match, 0 if limits else expected)
        if not limits or not len(found):
            return found
        if len(found) * _FEW < self._columns.known and not all(self._is_kept(limit) for limit in limits):
            return self._fetch(match, limits)
        for limit in limits:
            found = found[self._mask(limit)[found]]
        return found

    def _is_kept(self, limit: Clause) -> bool:
        limit = _bare(limit)
        return limit in self._kept or (isinstance(limit, Number) and self._columns.is_single(limit.field))

    def _mask(self, clause: Clause) -> NDArray[np.bool_]:
        """True at the slots that fit, perhaps also at those of documents that are not there any more."""
        if isinstance(clause, Without):
            return ~self._mask(clause.part)
        if isinstance(clause, AnyOf) and len(clause.parts) == 1:
            return self._mask(clause.parts[0])
        if isinstance(clause, Number) and self._columns.is_single(clause.field):
            return self._columns.in_range(clause.field, clause.low, clause.high)
        mask = np.zeros(self._columns.known, bool)
        mask[self._slots(clause)] = True
        return mask

    def _slots(self, clause: Clause, expected: int = 0) -> Slots:
        try:
            self._kept.move_to_end(clause)
            kept = self._kept[clause]
        except KeyError:
            found = self._fetch(clause, (), expected)
            self._keep(clause, found)
            return found
        if kept.dtype == np.uint8:
            return np.flatnonzero(np.unpackbits(kept, count=self._columns.known))
        return kept.astype(np.intp)

    def _keep(self, clause: Clause, found: Slots) -> None:
        known = self._columns.known
        if len(found) * 32 > known:
            mask = np.zeros(known, bool)
            mask[found] = True
            kept: Integers = np.packbits(mask)
        else:
            kept = found.astype(np.uint32)
        self._kept[clause] = kept
        self._bytes += kept.nbytes
        while self._bytes > _KEPT:
            try:
                self._bytes -= self._kept.popitem(last=False)[1].nbytes
            except KeyError:  # another thread was quicker
                break

    def _fetch(self, match: Clause, limits: Sequence[Clause], expected: int = 0) -> Slots:
        query = self._translator.counted(match, limits)
        total, most = expected, self._columns.known // _TRIED + 1
        if total <= most:
            found = self._ordered(query, most)
            if (total := found.count) <= most:
                return np.fromiter((slot for slot, _ in found.hits), np.intp, total)
        if total * _DENSE > self._columns.known:
            return self._from_bits(query)
        hits = self._ordered(query, total).hits
        return np.fromiter((slot for slot, _ in hits), np.intp, len(hits))

    def _ordered(self, query: tantivy.Query, most: int) -> Any:
        return self._searcher.search(query, most, order_by_field=SLOT, order=tantivy.Order.Asc)

    def _from_bits(self, query: tantivy.Query) -> Slots:
        blocks = -(-self._columns.known // BLOCK)
        bits = np.zeros((blocks, BLOCK), np.uint8)
        for first in range(0, blocks, _BUCKETS):
            asked: dict[str, object] = {"field": SLOT, "interval": BLOCK, "min_doc_count": 1}
            if blocks > _BUCKETS:
                asked["hard_bounds"] = {"min": first * BLOCK, "max": (first + _BUCKETS) * BLOCK - 1}
            answer = self._searcher.aggregate(
                query, {"blocks": {"histogram": asked, "aggs": {"bits": {"sum": {"field": SLOT_BIT}}}}}
            )
            buckets = answer["blocks"]["buckets"]
            keys = np.fromiter((bucket["key"] for bucket in buckets), np.float64, len(buckets))
            sums = np.fromiter((bucket["bits"]["value"] for bucket in buckets), np.float64, len(buckets))
            octets = sums.astype("<u8").view(np.uint8).reshape(-1, 8)
            bits[(keys / BLOCK).astype(np.intp)] = np.unpackbits(
                octets, axis=1, count=BLOCK, bitorder="little"
            )
        return np.flatnonzero(bits)


def _bare(limit: Clause) -> Clause:
    """What a limit is about: its part when it excludes it, or is any of one."""
    while isinstance(limit, Without) or (isinstance(limit, AnyOf) and len(limit.parts) == 1):
        limit = limit.part if isinstance(limit, Without) else limit.parts[0]
    return limit
