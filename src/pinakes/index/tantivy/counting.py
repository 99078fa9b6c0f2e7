"""Exact counts of all values over what is found, by adding up the arrays that ``columns`` has written.

The engine's own counts of a facet with very many values cost more than the search, and over several segments they
are not exact. Here the values of all facets are counted in one pass over the codes of the slots that are found.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinakes.index.tantivy.columns import CODES, ENDS, FACETS, FOLDER, RANKS, VALUES
from pinakes.records.filing import sort_key

Slots = NDArray[np.intp]
Integers = NDArray[Any]
_FEW = 8
"""Below one code in so many values the codes are put in order instead of being counted in an array of all values."""
_AT_ONCE = 10_000
_MANY = 10_000
"""With more values those of one document only are left out first."""
_AT_ONCE = 200_000
"""Slots whose codes are looked at in one step: some 50 MB for a moment."""
_SCATTERED = 6
"""From one slot in so many on, all codes are walked through instead of those of the slots only."""


class Columns:
    """The arrays as of one snapshot: the values of the first ``known`` slots. Raises OSError when they are damaged."""

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
        starts = np.concatenate((np.zeros(1, np.uint32), self._stops + 1))[: len(self._stops)]
        self._facets = octets[starts] - np.uint8(1)
        self._members = [np.flatnonzero(self._facets == at).astype(np.uint32) for at in range(len(FACETS))]
        nameless = np.flatnonzero(self._stops - starts == 1)
        self._no_value = {FACETS[self._facets[code]]: int(code) for code in nameless}
        self._single: dict[str, Integers | None] = {}
        self._filed: dict[str, FiledValues] = {}

    def numbers(self, found: Slots) -> Integers:
        """In how many of the slots each value is, by its code."""
        if len(found) * _SCATTERED <= self.known:
            return np.bincount(self._codes_at(found), minlength=len(self._stops))
        chosen = np.zeros(self.known, bool)
        chosen[found] = True
        numbers = np.zeros(len(self._stops), np.intp)
        for first in range(0, self.known, _AT_ONCE):
            ends = self._ends[first : first + _AT_ONCE]
            begin = self._ends[first - 1] if first else np.uint32(0)
            times = np.diff(ends, prepend=begin)
            codes = self._codes[begin : ends[-1]][np.repeat(chosen[first : first + _AT_ONCE], times)]
            numbers += np.bincount(codes, minlength=len(self._stops))
        return numbers

    def counts(self, found: Slots) -> Counts:
        """The values of the slots, counted."""
        if len(found) * _SCATTERED > self.known:
            return Counts(self, None, self.numbers(found))
        codes = self._codes_at(found)
        if len(codes) * _FEW >= len(self._stops):
            return Counts(self, None, np.bincount(codes, minlength=len(self._stops)))
        there, numbers = np.unique(codes, return_counts=True)
        order = np.argsort(self._facets[there], kind="stable")
        return Counts(self, there[order], numbers[order])

    def counts_of(self, facet: str, found: Slots) -> Counts:
        """The values of one facet only."""
        single = self._single_values(facet) if len(found) * _SCATTERED > self.known else None
        if single is None:
            return self.counts(found)
        return Counts(self, None, np.bincount(single[found], minlength=len(self._stops)))

    def is_single(self, facet: str) -> bool:
        """Whether no document has several values of a field that is a facet."""
        return facet in FACETS and self._single_values(facet) is not None

    def in_range(self, facet: str, low: int | None, high: int | None) -> NDArray[np.bool_]:
        """Of which slots the number, of a facet that is single, lies in a range."""
        codes = self.members(facet)
        fits = np.zeros(len(self._stops), bool)
        for code, text in zip(codes.tolist(), self.names(codes), strict=True):
            if text and (low is None or int(text) >= low) and (high is None or int(text) <= high):
                fits[code] = True
        found: NDArray[np.bool_] = fits[self._single_values(facet)]
        return found

    def _single_values(self, facet: str) -> Integers | None:
        """The code of each slot, when no document has several values of the facet."""
        if facet not in self._single:
            codes = self._codes[self._facets[self._codes] == FACETS.index(facet)]
            self._single[facet] = codes if len(codes) == self.known else None
        return self._single[facet]

    def _codes_at(self, found: Slots) -> Integers:
        starts, ends = self._ends[found - 1].astype(np.intp), self._ends[found].astype(np.intp)
        if len(found) and found[0] == 0:
            starts[0] = 0
        lengths = ends - starts
        places = np.cumsum(lengths)
        total = int(places[-1]) if len(places) else 0
        codes: Integers = self._codes[np.arange(total) + np.repeat(starts - (places - lengths), lengths)]
        return codes

    def members(self, facet: str) -> Integers:
        """The codes of a facet's values, ascending."""
        return self._members[FACETS.index(facet)]

    @property
    def number_of_values(self) -> int:
        """Of all facets; the code of the next one."""
        return len(self._stops)

    def values_from(self, facet: str, first: int, at_once: int) -> Iterator[list[str]]:
        """A facet's values whose codes are ``first`` or more, in the order in which they came."""
        codes = self.members(facet)
        codes = codes[np.searchsorted(codes, first) :]
        for begin in range(0, len(codes), at_once):
            yield [v for v in self.names(codes[begin : begin + at_once]) if v]

    def bounds(self, codes: Integers) -> dict[str, slice]:
        """Where the values of each facet are among codes that are in the order of facets."""
        ends = np.searchsorted(self._facets[codes], np.arange(len(FACETS) + 1, dtype=np.uint8)).tolist()
        return {name: slice(*ends[at : at + 2]) for at, name in enumerate(FACETS)}

    def filed(self, facet: str) -> FiledValues:
        """A facet's values in the order of a catalogue, made when first asked for: 4 µs a value."""
        if facet not in self._filed:
            codes = self.members(facet)
            codes = codes[codes != self._no_value.get(facet, -1)]
            self._filed[facet] = FiledValues(codes, self.names(codes))
        return self._filed[facet]

    def no_value(self, facet: str) -> int | None:
        """The code of what documents have that have no value of a facet; None when there are none."""
        return self._no_value.get(facet)

    def ranks(self, codes: Integers) -> Integers:
        """The places by the alphabet of those of the codes (ascending) that have one: the first ones of them."""
        ranks: Integers = self._ranks[codes[: np.searchsorted(codes, len(self._ranks))]]
        return ranks

    def names(self, codes: Integers) -> list[str]:
        """The values of codes."""
        values, stops = self._values, self._stops
        starts = np.where(codes > 0, stops[codes - (codes > 0)] + 2, 1).tolist()
        return [
            values[start:stop].decode("utf-8", "replace")
            for start, stop in zip(starts, stops[codes].tolist(), strict=True)
        ]


class FiledValues:
    """The codes of values in the order of a catalogue, and where each letter stands among them."""

    def __init__(self, codes: Integers, names: Sequence[str]) -> None:
        keyed = sorted((sort_key(name), name, at) for at, name in enumerate(names))
        self._codes = codes[np.fromiter((at for _, _, at in keyed), np.intp, len(keyed))]
        self._letters: dict[str, slice] = {}
        place = 0
        for letter, group in groupby(keyed, key=lambda entry: entry[0][:1]):
            end = place + sum(1 for _ in group)
            self._letters[letter] = slice(place, end)
            place = end

    def under(self, initial: str) -> Integers:
        """The codes that are filed under a letter; all when it is empty."""
        if not initial:
            return self._codes
        return self._codes[self._letters.get(sort_key(initial)[:1], slice(0, 0))]


class Counts:
    """In how many documents each value of all facets is: the values ``codes`` in the order of facets and then
    ascending, or every value when None."""

    def __init__(self, columns: Columns, codes: Integers | None, numbers: Integers) -> None:
        self._columns, self._codes, self._numbers = columns, codes, numbers
        self._bounds = {} if codes is None else columns.bounds(codes)

    def _of(self, facet: str) -> tuple[Integers, Integers]:
        """Codes and numbers of a facet's values; some numbers may be 0."""
        if self._codes is None:
            members = self._columns.members(facet)
            return members, self._numbers[members]
        own = self._bounds[facet]
        return self._codes[own], self._numbers[own]

    def all_of(self, facet: str) -> list[tuple[str, int]]:
        """Every value of a facet that is there, in no order."""
        codes, numbers = self._of(facet)
        there = np.flatnonzero(numbers)
        return self._named(codes[there], numbers[there])

    def each_of(self, facet: str) -> Iterator[tuple[str, int]]:
        """The same, one after the other: a list of millions would fill the memory."""
        codes, numbers = self._of(facet)
        there = np.flatnonzero(numbers)
        for begin in range(0, len(there), _AT_ONCE):
            some = there[begin : begin + _AT_ONCE]
            yield from self._named(codes[some], numbers[some])

    def first_of(self, facet: str, size: int) -> list[tuple[str, int]]:
        """The ``size`` most frequent values of a facet and perhaps more: of equally frequent ones those that come
        first by the alphabet, and those whose place in it is not known yet."""
        codes, numbers = self._of(facet)
        if len(numbers) > _MANY and len(often := np.flatnonzero(numbers > 1)) >= size:
            codes, numbers = codes[often], numbers[often]
        least = _least(numbers, size)
        chosen = np.flatnonzero(numbers > least)
        if least:
            even = np.flatnonzero(numbers == least)
            wanted = size - len(chosen)
            ranks = self._columns.ranks(codes[even])
            if len(ranks) > wanted:
                first = even[np.argpartition(ranks, wanted - 1)[:wanted]]
                even = np.concatenate((first, even[len(ranks) :]))
            chosen = np.concatenate((chosen, even))
        return self._named(codes[chosen], numbers[chosen])

    def filed_of(self, facet: str, size: int | None, initial: str = "") -> list[tuple[str, int]]:
        """The first ``size`` values of a facet, all when None, in the order of a catalogue, under one letter or all."""
        filed = self._columns.filed(facet).under(initial)
        if self._codes is None:
            numbers = self._numbers[filed]
        else:
            own, counted = self._of(facet)
            if not len(own):
                return []
            at = np.minimum(np.searchsorted(own, filed), len(own) - 1)
            numbers = np.where(own[at] == filed, counted[at], 0)
        there = np.flatnonzero(numbers)[: None if size is None else max(size, 0)]
        return self._named(filed[there], numbers[there])

    def number_of(self, facet: str) -> int:
        """How many values of a facet are there."""
        _, numbers = self._of(facet)
        return int(np.count_nonzero(numbers)) - (self.without(facet) > 0)

    def without(self, facet: str) -> int:
        """How many documents have no value of a facet."""
        code = self._columns.no_value(facet)
        if code is None:
            return 0
        if self._codes is None:
            return int(self._numbers[code])
        codes, numbers = self._of(facet)
        return int(numbers[codes == code].sum())

    def _named(self, codes: Integers, numbers: Integers) -> list[tuple[str, int]]:
        return list(zip(self._columns.names(codes), numbers.tolist(), strict=True))


def _least(numbers: Integers, size: int) -> int:
    """The ``size``-th largest number, 0 when there are not so many. Most are small: one pass counts how many of
    each, which is quicker than to put them in order."""
    if len(numbers) <= size:
        return 0
    top = 256
    how_many = np.bincount(np.minimum(numbers, top), minlength=top + 1)
    at_least = np.cumsum(how_many[::-1])[::-1]
    if at_least[top] < size:
        return int(np.flatnonzero(at_least >= size)[-1])
    large = numbers[numbers >= top]
    return int(np.partition(large, len(large) - size)[len(large) - size])


def _mapped(path: Path, size: int | None = None) -> mmap.mmap | bytes:
    """The first ``size`` bytes of a file, all when None. Raises OSError, also when it is shorter."""
    if size == 0:
        return b""
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), size or 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise OSError(f"{path} is too short: {error}") from error
