"""Which values of facets each document has, written beside the engine's files: three arrays that only grow.

Every document gets a slot, a number of its own in this generation, which the engine holds too. ``ends`` has for
each slot where its codes end in ``codes``; a code is the place of a value in ``values``. A replaced document gets
a new slot, its old one is never found again: nothing here is ever changed, so that readers map the files while
they grow. What a crash leaves behind the last commit is cut off by the next writer.
"""

from __future__ import annotations

import os
from array import array
from pathlib import Path

import tantivy

from pinakes.index import fields
from pinakes.index.prepared import Prepared
from pinakes.index.tantivy.schema import NO_VALUE, SLOT

FOLDER = "facets"
ENDS, CODES, VALUES, RANKS = "ends", "codes", "values", "ranks"
FACETS = tuple(f.name for f in fields.FIELDS if f.facet)
"""A value stands in ``values`` as a byte (1 + its facet's place here), its UTF-8, and a zero byte."""
_UNRANKED = 1_000
"""So many new values, or a tenth of all, are worth putting all values in order anew."""
_KEPT_BACK = 1_000_000
"""Codes that wait in memory; more are written before the commit."""


def rank(generation: Path) -> None:
    """Write which place each value has by the alphabet, when there are many new ones: equally frequent values
    are shown in this order. Readers see the old places until the new are whole."""
    folder = generation / FOLDER
    values, ranks = folder / VALUES, folder / RANKS
    if not values.exists():
        return
    entries = values.read_bytes().split(b"\0")[:-1]
    ranked = ranks.stat().st_size // 4 if ranks.exists() else 0
    if len(entries) - ranked < max(_UNRANKED, ranked // 10):
        return
    places = array("i", bytes(4 * len(entries)))
    for place, code in enumerate(sorted(range(len(entries)), key=entries.__getitem__)):
        places[code] = place
    new = folder / f"{RANKS}.new"
    new.write_bytes(places)
    new.replace(ranks)


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
        self._known: tuple[dict[str, int], ...] | None = None
        self._number = 0
        self._codes, self._ends, self._values = array("i"), array("I"), bytearray()
        self._slots = self._committed = slots
        self._start = self._end = self._cut(slots)

    @property
    def slots(self) -> int:
        """How many have been given out, and the number of the next."""
        return self._slots

    def add(self, prepared: Prepared) -> None:
        """Give the next slot to a document."""
        known = self._known if self._known is not None else self._read_values()
        codes = self._codes
        for at, name in enumerate(FACETS):
            values = prepared.keywords.get(name) or prepared.numbers.get(name) or (NO_VALUE,)
            codes_of = known[at]
            for value in values if len(values) == 1 else dict.fromkeys(values):
                text = str(value)
                code = codes_of.get(text)
                if code is None:
                    code = codes_of[text] = self._number
                    self._number += 1
                    self._values += bytes((at + 1,)) + text.encode() + b"\0"
                codes.append(code)
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
        for name in (VALUES, CODES, ENDS):
            with (self._folder / name).open("rb+") as file:
                os.fdatasync(file.fileno())
        self._committed = self._slots

    def forget(self) -> None:
        """Take back what was added since the last flush. Values stay: that one is without documents does no harm."""
        if self._slots == self._committed:
            return
        self._write()
        self._slots = self._committed
        self._start = self._end = self._cut(self._slots)

    def _write(self) -> None:
        # Values before codes before ends: whoever sees an end sees all that it stands for.
        for name, pending in ((VALUES, self._values), (CODES, self._codes), (ENDS, self._ends)):
            if pending:
                with (self._folder / name).open("ab") as file:
                    file.write(pending)
        self._start = self._end
        self._codes, self._ends, self._values = array("i"), array("I"), bytearray()

    def _cut(self, slots: int) -> int:
        """Only the first ``slots`` stay, and so many codes as are returned. Readers have never looked at others."""
        for name in (ENDS, CODES, VALUES):
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

    def _read_values(self) -> tuple[dict[str, int], ...]:
        """The codes of all values, by facet."""
        known: tuple[dict[str, int], ...] = tuple({} for _ in FACETS)
        path = self._folder / VALUES
        written = path.read_bytes()
        if written and not written.endswith(b"\0"):
            # A crash cut the last value off; readers may hold the file, so that it can only be ended.
            written += b"\0"
            with path.open("ab") as file:
                file.write(b"\0")
        number = 0
        for number, entry in enumerate(written.split(b"\0")[:-1], 1):
            if entry:
                known[entry[0] - 1].setdefault(entry[1:].decode("utf-8", "replace"), number - 1)
        self._known, self._number = known, number
        return known
