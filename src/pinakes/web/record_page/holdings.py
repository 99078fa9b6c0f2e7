"""What the library has of it: places with their copies, and how many stand on the shelf."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pinakes.records.base import Struct
from pinakes.records.record import Holding, Record
from pinakes.web import links, presenters
from pinakes.web.presenters import Access, Anchor


class Copy(Struct):
    """A line of the table."""

    call_number: str
    href: str
    """What stands beside it on the shelf."""
    copy: str
    state: Access
    note: str = ""
    action: Anchor | None = None
    """What one may do: request, queue."""


class Place(Struct):
    """A shelf, a room, a branch."""

    name: str
    institution: str = ""
    copies: tuple[Copy, ...] = ()
    call_number: str = ""
    coverage: tuple[str, ...] = ()
    note: str = ""

    @property
    def on_shelf(self) -> int:
        """Copies that one can take at once."""
        return sum(c.state.state == "ok" for c in self.copies)


class Holdings(Struct):
    """All places. ``first`` is the copy that one would fetch."""

    places: tuple[Place, ...] = ()

    @property
    def copies(self) -> int:
        return sum(len(p.copies) for p in self.places)

    @property
    def on_shelf(self) -> int:
        return sum(p.on_shelf for p in self.places)

    @property
    def known(self) -> bool:
        """Whether the state of every copy is known: only then they are counted."""
        return all(c.state.state in ("ok", "warn") for p in self.places for c in p.copies)

    @property
    def percent(self) -> int:
        return round(100 * self.on_shelf / self.copies) if self.copies else 0

    @property
    def first(self) -> tuple[str, str]:
        """Call number and place of what one would fetch, one on the shelf before others."""
        lines = [(c.state.state != "ok", c.call_number, p.name) for p in self.places for c in p.copies]
        lines += [(True, p.call_number, p.name) for p in self.places if p.call_number and not p.copies]
        named = sorted((line for line in lines if line[1]), key=lambda line: line[0])
        return named[0][1:] if named else ("", self.places[0].name if self.places else "")


def stored(record: Record) -> Holdings:
    """As the record says."""
    return Holdings(places=tuple(map(_place, record.holdings)))


def _place(holding: Holding) -> Place:
    return Place(
        name=holding.location or holding.institution or _("In the library"),
        institution=holding.institution if holding.location else "",
        copies=tuple(_copies(holding)),
        call_number=holding.call_number,
        coverage=holding.coverage,
        note=holding.note,
    )


def _copies(holding: Holding) -> Iterable[Copy]:
    for item in holding.items:
        number = item.call_number or holding.call_number
        barcode = _("Barcode %(number)s") % {"number": item.barcode} if item.barcode else ""
        yield Copy(
            call_number=number,
            href=shelf_href(number),
            copy=" ".join(filter(None, (item.copy, item.enumeration))),
            state=presenters.item_state(item.status, item.due),
            note=" · ".join(filter(None, (item.note, barcode))),
        )


def shelf_href(number: str) -> str:
    """The shelf around it."""
    return links.browse("callnumber", start=number) if number else ""
