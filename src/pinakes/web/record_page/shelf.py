"""What stands beside a book on the shelf: the call numbers around its own, with the works that have them."""

from __future__ import annotations

from collections.abc import Mapping

from pinakes import conf
from pinakes.index import extracting, headings
from pinakes.index.port import Filter, SearchRequest
from pinakes.query.tree import Everything
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord
from pinakes.web import links, presenters

FIELD = "shelfmark"
BESIDE = 2
"""Call numbers on each side."""
MOST = 20
"""Records that are asked for: several may have one call number."""


class ShelfItem(Struct):
    """A call number and a work that has it."""

    number: str
    href: str
    hit: presenters.HitView
    here: bool = False
    """Whether it is the record whose page it is."""


class Shelf(Struct):
    """Call numbers in their order; ``ids`` are records that may have them, without the one in the middle."""

    numbers: tuple[str, ...] = ()
    own: str = ""
    ids: tuple[str, ...] = ()


def around(stored: StoredRecord) -> Shelf:
    """The numbers around the record's first call number. Raises IndexError_."""
    mine = tuple(map(str, extracting.shelfmarks(stored.record)))
    if not mine:
        return Shelf()
    own, catalogue = mine[0], conf.current_catalogue()
    room = BESIDE + min(len(mine), MOST)
    found = catalogue.index.headings(FIELD, headings.place(FIELD, own), before=room, limit=room)
    before = [h.value for h in found.before if h.value not in mine][-BESIDE:]
    after = [h.value for h in found.after if h.value not in mine][:BESIDE]
    others, numbers = (*before, *after), (*before, own, *after)
    if not others:
        return Shelf()
    limit = Filter(field=FIELD, values=others)
    hits = catalogue.find(
        SearchRequest(query=Everything(), filters=(limit,), sort="callnumber", limit=MOST)
    ).hits
    return Shelf(numbers=numbers, own=own, ids=tuple(h.id for h in hits if h.id != stored.id))


def items(shelf: Shelf, stored: StoredRecord, found: Mapping[str, StoredRecord]) -> tuple[ShelfItem, ...]:
    """One work for each number, in order; nothing when there is nobody beside it."""
    by_number: dict[str, tuple[Record, str]] = {}
    for record_id in shelf.ids:
        if other := found.get(record_id):
            for number in extracting.shelfmarks(other.record):
                by_number.setdefault(str(number), (other.record, record_id))
    by_number[shelf.own] = (stored.record, stored.id)
    listed = tuple(
        ShelfItem(
            number=number,
            href=links.record(by_number[number][1]),
            hit=presenters.hit(*by_number[number], 0),
            here=number == shelf.own,
        )
        for number in shelf.numbers
        if number in by_number
    )
    return listed if len(listed) > 1 else ()
