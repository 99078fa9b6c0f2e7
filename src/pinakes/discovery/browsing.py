"""Lists to leaf through: a page of headings around a place, with records where a heading alone says little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.cross_references import see_rows
from pinakes.index import fields, headings
from pinakes.index.port import Filter, Heading, SearchRequest
from pinakes.records.base import Struct
from pinakes.store.authority_port import CrossReference
from pinakes.store.port import StoredRecord

PAGE = 20
LEAD = 3
"""Headings that are shown before the one that was asked for."""
SHOWN = 3
"""Records that are named under a heading of which there are several."""
_MOST = 100
BY_RECORDS = frozenset({"title", "callnumber", "lcc", "ddc"})
"""Lists whose headings say little without the records that have them."""


class Row(Struct):
    """A heading, or a form that is not used with those that are (``see``)."""

    place: str
    value: str
    count: int = 0
    records: tuple[StoredRecord, ...] = ()
    """Of lists in ``BY_RECORDS``: up to ``SHOWN`` records that have it."""
    see: tuple[str, ...] = ()


class Listing(Struct):
    """A page of a list."""

    name: str
    rows: tuple[Row, ...]
    fitting: int
    """Which row is the first at or after what was asked for; -1 when nothing was, or nothing follows."""
    total: int
    previous: tuple[Row, ...] = ()
    """First and last heading of the page before; empty at the beginning."""
    following: tuple[Row, ...] = ()
    snapshot: str = ""


def listing(catalogue: Catalogue, name: str, *, typed: str = "", at: str = "", size: int = PAGE) -> Listing:
    """The page of a list that begins a little before what was ``typed``, or ``at`` a heading.

    One index call and one SELECT for a list of names, one more of each in ``BY_RECORDS``. Raises IndexUnavailable.
    """
    field = fields.HEADINGS[name]
    lead = LEAD if typed and not at else 0
    place = headings.place(field, at) if at else headings.start(field, typed) if typed else ""
    found = catalogue.index.headings(field, place, before=2 * size, limit=2 * size)
    before, after = found.before, found.after
    lead = min(lead, len(before))
    if len(after) + lead < size and not at:
        # The end of the list: a whole page of it.
        lead = min(size - len(after), len(before))
    shown = (*before[len(before) - lead :], *after[: size - lead])
    rows = [Row(place=h.place, value=h.value, count=h.count) for h in shown]
    earlier, later = before[: len(before) - lead][-size:], after[size - lead :][:size]
    ends = [_ends(earlier), _ends(later)]
    if name in BY_RECORDS:
        named = [*shown, *(h for pair in ends for h in pair)]
        known = records_of(catalogue, field, named)
        rows = [msgspec.structs.replace(r, records=known.get(r.value, ())) for r in rows]
        previous, following = ([_row(h, known) for h in pair] for pair in ends)
    else:
        previous, following = ([_row(h, {}) for h in pair] for pair in ends)
        # What leads elsewhere stands before the heading that follows it on this page or begins the next one.
        until = later[0].place if later else ""
        since = shown[0].place if shown and (earlier or typed or at) else ""
        rows = _with_references(rows, see_rows(catalogue.store, name, since, until))
    return Listing(
        name=name,
        rows=tuple(rows),
        fitting=next((n for n, r in enumerate(rows) if r.place >= place), -1) if typed and not at else -1,
        total=found.total,
        previous=tuple(previous),
        following=tuple(following),
        snapshot=found.snapshot,
    )


def _ends(some: Sequence[Heading]) -> tuple[Heading, ...]:
    return (some[0], some[-1]) if some else ()


def _row(heading: Heading, known: Mapping[str, tuple[StoredRecord, ...]]) -> Row:
    records = known.get(heading.value, ())
    return Row(place=heading.place, value=heading.value, count=heading.count, records=records)


def _with_references(rows: list[Row], references: Sequence[CrossReference]) -> list[Row]:
    there = {r.value for r in rows}
    rows = rows + [
        Row(place=r.place, value=r.heading, see=r.see) for r in references if r.heading not in there
    ]
    return sorted(rows, key=lambda row: row.place)


def records_of(
    catalogue: Catalogue, field: str, shown: Sequence[Heading]
) -> dict[str, tuple[StoredRecord, ...]]:
    """Heading → records that have it, at most ``SHOWN``: all in one search, but for headings of very many."""
    found: dict[str, tuple[StoredRecord, ...]] = {}
    few = [h.value for h in shown if h.count <= SHOWN + 2]
    asked = [tuple(few)] if few else []
    asked += [(h.value,) for h in shown if h.count > SHOWN + 2]
    ids: list[str] = []
    for values in asked:
        limit = SHOWN if len(values) == 1 else _MOST + SHOWN * len(values)
        filters = (Filter(field=field, values=values),)
        ids += [h.id for h in catalogue.find(SearchRequest(filters=filters, sort="title", limit=limit)).hits]
    wanted = {h.value for h in shown}
    extract = fields.field(field).extract
    for stored in catalogue.store.get_many(list(dict.fromkeys(ids))):
        for value in () if stored.deleted else map(str, extract(stored.record)):
            if value in wanted and len(found.get(value, ())) < SHOWN:
                found[value] = (*found.get(value, ()), stored)
    return found
