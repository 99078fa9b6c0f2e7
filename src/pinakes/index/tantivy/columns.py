"""Which values of facets each document has, written beside the engine's files: three arrays that only grow.

Every document gets a slot, a number of its own in this generation, which the engine holds too. ``ends`` has for
each slot where its codes end in ``codes``; a code is the place of a value in ``values``. A replaced document gets
a new slot, its old one is never found again: nothing here is ever changed, so that readers map the files while
they grow. What a crash leaves behind the last commit is cut off by the next writer. Values of fields that are only
leafed through are in a file of their own, ``listed``: to count those of facets never takes longer because of them.
"""

from __future__ import annotations

import os
from array import array
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from pinakes.index import fields, groups, headings
from pinakes.index.prepared import Prepared
from pinakes.index.tantivy.schema import NO_VALUE, SLOT
from pinakes.index.tantivy.works import WorksWriter

FOLDER = "facets"
ENDS, CODES, VALUES, RANKS, LISTED = "ends", "codes", "values", "ranks", "listed"
FACETS = tuple(f.name for f in fields.FIELDS if f.facet)
"""A value stands in ``values`` as a byte (1 + its facet's place here), its UTF-8, and a zero byte; in ``listed`` so
with the field's place in ``headings.LISTED``."""
_WORK = groups.field("work")
_NONE = (NO_VALUE,)
_UNRANKED = 1_000
"""So many new values, or a tenth of all, are worth putting all values in order anew."""
_KEPT_BACK = 1_000_000
"""Codes that wait in memory; more are written before the commit."""
_RECENT = 50_000
"""Values whose codes are at hand without looking them up among all."""
_READ = 1 << 20


def rank(generation: Path) -> None:
    """Write which place each value has by the alphabet, when there are many new ones: equally frequent values
    are shown in this order. Readers see the old places until the new are whole."""
    folder = generation / FOLDER
    values, ranks = folder / VALUES, folder / RANKS
    if not values.exists():
        return
    written = values.read_bytes()
    stops = np.flatnonzero(np.frombuffer(written, np.uint8) == 0)
    ranked = ranks.stat().st_size // 4 if ranks.exists() else 0
    if len(stops) - ranked < max(_UNRANKED, ranked // 10):
        return
    places = np.empty(len(stops), np.int32)
    places[in_order(written, stops)] = np.arange(len(stops), dtype=np.int32)
    new = folder / f"{RANKS}.new"
    new.write_bytes(places.tobytes())
    new.replace(ranks)


def in_order(written: bytes, stops: NDArray[np.int64]) -> NDArray[np.int64]:
    """The codes in the order of their values: by 16 bytes as two numbers, since objects would fill the memory."""
    starts = np.concatenate((np.zeros(1, np.int64), stops[:-1] + 1))
    first, second = _number(written, starts, stops), _number(written, starts + 8, stops)
    order = np.lexsort((second, first))
    same = (first[order[1:]] == first[order[:-1]]) & (second[order[1:]] == second[order[:-1]])
    edges = np.flatnonzero(np.diff(np.concatenate(([0], same.view(np.int8), [0]))))
    for begin, end in zip(edges[::2].tolist(), (edges[1::2] + 1).tolist(), strict=True):
        alike = order[begin:end].tolist()
        alike.sort(key=lambda code: written[starts[code] : stops[code]])
        order[begin:end] = alike
    return order


def _number(written: bytes, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Eight bytes from each start on, or fewer up to its stop, as a number that orders as they do."""
    octets = np.frombuffer(written, np.uint8)
    found = np.zeros(len(starts), np.uint64)
    for at in range(8):
        found <<= np.uint64(8)
        within = np.flatnonzero(starts + at < stops)
        found[within] |= octets[starts[within] + at]
    return found


def slots_of(searcher: tantivy.Searcher) -> int:
    """One more than the last slot of what is found in a snapshot."""
    answer = searcher.aggregate(tantivy.Query.all_query(), {"last": {"max": {"field": SLOT}}})
    last = answer["last"]["value"]
    return 0 if last is None else int(last) + 1


class ColumnsWriter:
    """Appends documents; ``flush`` before the engine's commit makes them last, ``forget`` takes them back."""

    def __init__(self, generation: Path, slots: int) -> None:
        self._folder = generation / FOLDER
        self._folder.mkdir(exist_ok=True)
        self._values, self._listed = (
            ValuesWriter(self._folder / VALUES, FACETS),
            ValuesWriter(self._folder / LISTED, headings.LISTED),
        )
        self._codes, self._ends = array("i"), array("I")
        self._slots = self._committed = slots
        self._works = WorksWriter(self._folder, slots)
        self._start = self._end = self._cut(slots)

    @property
    def slots(self) -> int:
        """How many have been given out, and the number of the next."""
        return self._slots

    def add(self, prepared: Prepared) -> None:
        """Give the next slot to a document."""
        codes = self._codes
        keywords, numbers = prepared.keywords, prepared.numbers
        for name, recent in self._values.recent.items():
            values: tuple[str | int, ...] = keywords.get(name) or numbers.get(name) or _NONE
            for value in values if len(values) == 1 else dict.fromkeys(values):
                try:
                    codes.append(recent[value])
                except KeyError:
                    codes.append(self._values.code(name, value))
        for name, recent in self._listed.recent.items():
            for value in keywords.get(name, ()):
                if value not in recent:
                    self._listed.code(name, value)
        if works := keywords.get(_WORK):
            self._works.add(self._slots, works)
        self._end = self._start + len(codes)
        self._ends.append(self._end)
        self._slots += 1
        if len(codes) > _KEPT_BACK:
            self._write()

    def flush(self) -> None:
        """Everything so far is on the disk, also after a power cut."""
        if self._slots == self._committed:
            return
        self._write()
        self._works.flush()
        for name in (LISTED, VALUES, CODES, ENDS):
            with (self._folder / name).open("rb+") as file:
                os.fdatasync(file.fileno())
        self._committed = self._slots

    def forget(self) -> None:
        """Take back what was added since the last flush. Values stay: that one is without documents does no harm."""
        if self._slots == self._committed:
            return
        self._write()
        self._works.forget(self._committed)
        self._slots = self._committed
        self._start = self._end = self._cut(self._slots)

    def _write(self) -> None:
        self._works.write()
        # Values before codes before ends: whoever sees an end sees all that it stands for.
        self._listed.write()
        self._values.write()
        for name, pending in ((CODES, self._codes), (ENDS, self._ends)):
            if pending:
                with (self._folder / name).open("ab") as file:
                    file.write(pending)
        self._start = self._end
        self._codes, self._ends = array("i"), array("I")

    def _cut(self, slots: int) -> int:
        """Only the first ``slots`` stay, and so many codes as are returned. Readers have never looked at others."""
        for name in (ENDS, CODES, VALUES, LISTED):
            (self._folder / name).touch()
        ends = self._folder / ENDS
        if ends.stat().st_size < slots * 4:
            raise OSError(f"{ends} is too short; `pinakes reindex` builds the index anew")
        os.truncate(ends, slots * 4)
        end = array("I", [0])
        if slots:
            with ends.open("rb") as file:
                file.seek(-4, os.SEEK_END)
                end = array("I", file.read())
        os.truncate(self._folder / CODES, end[0] * 4)
        return end[0]


class ValuesWriter:
    """The file of the values of some fields, to which new ones are appended; read when the first new one comes."""

    def __init__(self, file: Path, names: tuple[str, ...]) -> None:
        self._file, self._names = file, names
        self.recent: dict[str, dict[str | int, int]] = {name: {} for name in names}
        """By field: the codes of values met lately."""
        self._known: CodesByValue | None = None
        self._number = 0
        self._pending = bytearray()

    def code(self, name: str, value: str | int) -> int:
        """The code of a value that was not met lately; a new one gets the next."""
        known = self._known if self._known is not None else self._read()
        entry = bytes((self._names.index(name) + 1,)) + str(value).encode()
        code = known.setdefault(entry, self._number)
        if code == self._number:
            self._number += 1
            self._pending += entry + b"\0"
        recent = self.recent[name]
        if len(recent) >= _RECENT:
            recent.clear()
        recent[value] = code
        return code

    def write(self) -> None:
        """Append what is new."""
        if self._pending:
            with self._file.open("ab") as file:
                file.write(self._pending)
            self._pending = bytearray()

    def _read(self) -> CodesByValue:
        known, number, rest = CodesByValue(), 0, b""
        with self._file.open("rb+") as file:
            while piece := file.read(_READ):
                *entries, rest = (rest + piece).split(b"\0")
                for entry in entries:
                    known.setdefault(entry, number)
                    number += 1
            if rest:
                # A crash cut the last value off; readers may hold the file, so that it can only be ended.
                file.write(b"\0")
                known.setdefault(rest, number)
                number += 1
        self._known, self._number = known, number
        return known


def listed_values(generation: Path, name: str, first: int = 0) -> set[str]:
    """The values of a field that is leafed through, from a byte of the file on; perhaps some of documents that
    are not there yet or not any more."""
    try:
        with (generation / FOLDER / LISTED).open("rb") as file:
            file.seek(first)
            written = file.read()
    except FileNotFoundError:
        return set()
    begin = bytes((headings.LISTED.index(name) + 1,))
    whole = written[: written.rfind(b"\0") + 1]
    return {e[1:].decode("utf-8", "replace") for e in whole.split(b"\0") if e.startswith(begin)}


def listed_bytes(generation: Path) -> int:
    """How long the file of those values is."""
    try:
        return (generation / FOLDER / LISTED).stat().st_size
    except FileNotFoundError:
        return 0


class CodesByValue:
    """Value → code, for millions of values: 18 to 36 bytes for each, in tables of hashes instead of objects.

    Two values with one hash of 64 bits would count as one: among ten million once in 350,000 catalogues.
    """

    def __init__(self) -> None:
        self._grow(1 << 12)

    def _grow(self, size: int) -> None:
        self._size, self._used = size, 0
        self._hashes, self._codes = array("Q", bytes(8 * size)), array("I", bytes(4 * size))

    def setdefault(self, value: bytes, code: int) -> int:
        """The code of a value, which is ``code`` from now on if it had none."""
        key = hash(value) & 0xFFFF_FFFF_FFFF_FFFF or 1
        at = self._place(key)
        if self._hashes[at]:
            return self._codes[at]
        self._hashes[at], self._codes[at] = key, code
        self._used += 1
        if self._used * 3 > self._size * 2:
            hashes, codes = self._hashes, self._codes
            self._grow(self._size * 2)
            for old, its_code in zip(hashes, codes, strict=True):
                if old:
                    at = self._place(old)
                    self._hashes[at], self._codes[at] = old, its_code
                    self._used += 1
        return code

    def _place(self, key: int) -> int:
        """Where a hash is, or the free place where it goes."""
        hashes, mask = self._hashes, self._size - 1
        at = key & mask
        while (there := hashes[at]) and there != key:
            at = at + 1 & mask
        return at
