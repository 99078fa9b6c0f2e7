"""Lists of headings beside an index: sorted once and mapped, so that any page of millions costs the same.

``<field>.places`` holds place, zero byte, value for each heading in order; ``<field>.ends`` where each ends. What was
added since is few, and is kept in memory for each snapshot. A heading of which every document is gone stays until
the list is written anew, and is passed over.
"""

from __future__ import annotations

import heapq
import itertools
import marshal
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from tantivy import FieldType, Query

from pinakes.index import fields, headings
from pinakes.index.clauses import All
from pinakes.index.port import Heading, Headings
from pinakes.index.tantivy import vocabulary
from pinakes.index.tantivy.columns import FACETS, listed_bytes, listed_values, slots_of
from pinakes.index.tantivy.schema import SLOT
from pinakes.index.tantivy.snapshot import Snapshot

FOLDER = "headings"
SMALL = 5_000
"""Documents; the lists of a smaller index are made in memory when they are first wanted."""
_NEW = 2_000
"""So many new documents, or a fiftieth of all, are worth writing the lists anew."""
_AT_ONCE = 20_000
_PART = 200_000
"""Values that are put in order in memory, some 60 MB."""
_BLOCK = 2_000
_STATE = "written"


class Written(msgspec.Struct):
    """Up to where the lists go: documents by their slots, values of facets by their codes, others by bytes."""

    slots: int = 0
    values: int = 0
    listed: int = 0


class Filed:
    """A sorted list of headings in a file."""

    def __init__(self, folder: Path, name: str) -> None:
        self._ends = array("Q", (folder / f"{name}.ends").read_bytes())
        with (folder / f"{name}.places").open("rb") as file:
            self._places = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self._ends else b""

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> tuple[str, str]:
        entry = self._places[self._ends[at - 1] if at else 0 : self._ends[at]]
        place, _, value = entry.decode("utf-8", "replace").partition("\0")
        return place, value


class _List:
    """The headings of one field in one snapshot: those that were written, and those that came later."""

    def __init__(self, written: Filed | None, later: list[tuple[str, str]]) -> None:
        self.written: Any = written if written is not None else ()
        self.later = later

    def __len__(self) -> int:
        return len(self.written) + len(self.later)

    def onward(self, place: str) -> Iterator[tuple[str, str]]:
        """Headings from a place on."""
        a = bisect_left(self.written, place, key=lambda entry: entry[0])
        b = bisect_left(self.later, place, key=lambda entry: entry[0])
        while a < len(self.written) or b < len(self.later):
            if b == len(self.later) or (a < len(self.written) and self.written[a] <= self.later[b]):
                yield self.written[a]
                a += 1
            else:
                yield self.later[b]
                b += 1

    def backward(self, place: str) -> Iterator[tuple[str, str]]:
        """Headings before a place, the nearest first."""
        a = bisect_left(self.written, place, key=lambda entry: entry[0]) - 1
        b = bisect_left(self.later, place, key=lambda entry: entry[0]) - 1
        while a >= 0 or b >= 0:
            if b < 0 or (a >= 0 and self.written[a] >= self.later[b]):
                yield self.written[a]
                a -= 1
            else:
                yield self.later[b]
                b -= 1


def around(snapshot: Snapshot, field: str, place: str, before: int, limit: int) -> Headings:
    """The headings of a field around a place. Raises UnknownField."""
    name = headings.field(field)
    filed = snapshot.remembered(("headings", name), lambda: _list(snapshot, name))
    return Headings(
        before=tuple(_taken(snapshot, name, filed.backward(place), before))[::-1],
        after=tuple(_taken(snapshot, name, filed.onward(place), limit)),
        total=snapshot.remembered(("number of headings", name), lambda: _number(snapshot, name, filed)),
        snapshot=snapshot.label,
    )


def _number(snapshot: Snapshot, name: str, filed: _List) -> int:
    if name not in FACETS or not snapshot.documents:
        return len(filed)
    return snapshot.found.counts(All(), ()).number_of(name)


def _taken(
    snapshot: Snapshot, name: str, entries: Iterator[tuple[str, str]], limit: int
) -> Iterator[Heading]:
    last = ""
    for place, value in entries if limit > 0 else ():
        if value == last:
            continue
        last = value
        count = snapshot.count(Query.term_query(snapshot.schema, name, value, "basic"))
        if count:
            yield Heading(place=place, value=value, count=count)
            limit -= 1
            if not limit:
                return


def _list(snapshot: Snapshot, name: str) -> _List:
    if not snapshot.documents:
        return _List(None, [])
    folder = snapshot.generation / FOLDER
    try:
        state = msgspec.json.decode((folder / _STATE).read_bytes(), type=Written)
        written: Filed | None = Filed(folder, name)
    except (OSError, msgspec.DecodeError):
        state, written = Written(), None
    later = {(headings.place(name, v), v) for part in _values(snapshot, name, state) for v in part}
    return _List(written, sorted(later))


def _values(snapshot: Snapshot, name: str, state: Written) -> Iterator[list[str]]:
    """The values of a field that came after ``state``, part by part; parts of a field that orders may share some."""
    if name in headings.LISTED:
        listed = iter(listed_values(snapshot.generation, name, state.listed))
        while part := list(itertools.islice(listed, _PART)):
            yield part
        return
    if not headings.is_order(name):
        yield from snapshot.found.values_from(name, state.values, _PART)
        return
    searcher = snapshot.searcher
    found: set[str] = set()
    for first in range(state.slots, slots_of(searcher), _AT_ONCE):
        some = Query.range_query(snapshot.schema, SLOT, FieldType.Unsigned, first, first + _AT_ONCE - 1)
        hits: Any = searcher.search(some, _AT_ONCE, False, order_by_field=name).hits
        found.update(value for value, _ in hits if value)
        if len(found) >= _PART:
            yield list(found)
            found.clear()
    yield list(found)


def is_stale(snapshot: Snapshot) -> bool:
    """Whether so much was added since the lists were written that they should be written anew."""
    if snapshot.documents < SMALL:
        return False
    try:
        state = msgspec.json.decode((snapshot.generation / FOLDER / _STATE).read_bytes(), type=Written)
    except (OSError, msgspec.DecodeError):
        return True
    new = slots_of(snapshot.searcher) - state.slots
    return new > max(_NEW, snapshot.documents // 50)


def build(snapshot: Snapshot) -> None:
    """Write the lists anew; readers see the old ones until the new are whole."""

    def fill(folder: Path) -> None:
        state = Written(
            slots=slots_of(snapshot.searcher),
            values=snapshot.found.number_of_values,
            listed=listed_bytes(snapshot.generation),
        )
        for name in fields.HEADINGS.values():
            parts = _values(snapshot, name, Written())
            _write(folder, name, in_order(folder, ([(headings.place(name, v), v) for v in p] for p in parts)))
        (folder / _STATE).write_bytes(msgspec.json.encode(state))

    vocabulary.replace(snapshot.searcher, snapshot.generation / FOLDER, fill)


def in_order(folder: Path, parts: Iterable[list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """Entries of all parts in order, each once, with memory for one part: the others wait in files."""
    runs: list[Path] = []
    for part in parts:
        part.sort()
        runs.append(folder / f"run-{len(runs)}")
        with runs[-1].open("wb") as file:
            for first in range(0, len(part), _BLOCK):
                marshal.dump(part[first : first + _BLOCK], file)
    last = None
    for entry in heapq.merge(*map(_entries, runs)):
        if entry != last:
            yield entry
        last = entry
    for run in runs:
        run.unlink()


def _entries(run: Path) -> Iterator[tuple[str, str]]:
    with run.open("rb") as file:
        while True:
            try:
                yield from marshal.load(file)  # noqa: S302 - written a moment ago, by us
            except EOFError:
                return


def _write(folder: Path, name: str, entries: Iterable[tuple[str, str]]) -> None:
    ends, end = array("Q"), 0
    with (folder / f"{name}.places").open("wb") as file:
        for place, value in entries:
            entry = f"{place}\0{value}".encode("utf-8", "replace")
            file.write(entry)
            end += len(entry)
            ends.append(end)
    (folder / f"{name}.ends").write_bytes(ends.tobytes())
