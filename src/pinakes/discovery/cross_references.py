"""See and see also: what a store of authorities says beside the headings of records; nothing without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from pinakes.records.authority import Authority
from pinakes.records.base import Struct


class CrossReference(Struct):
    """A form that is not used, and those that are."""

    place: str
    heading: str
    see: tuple[str, ...]


class _Reference(Protocol):
    @property
    def place(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def see(self) -> tuple[str, ...]: ...


class _References(Protocol):
    @property
    def after(self) -> Sequence[_Reference]: ...


class _Stored(Protocol):
    @property
    def authority(self) -> Authority: ...


class Authorities(Protocol):
    """What is asked of a store of authorities; lists by their names in ``fields.HEADINGS``."""

    def references(self, name: str, place: str = "", *, before: int = 0, limit: int = 20) -> _References: ...

    def headed(self, name: str, headings: Sequence[str]) -> Mapping[str, tuple[_Stored, ...]]: ...


LISTS = frozenset({"author", "subject"})
"""Lists in which headings may lead to others."""
MOST = 60
"""See references on one page."""


def authorities_of(store: object) -> Authorities | None:
    """The authorities of a catalogue's store, when it keeps any."""
    found: Authorities | None = getattr(store, "authorities", None)
    return found


def see_rows(store: object, name: str, since: str, until: str) -> tuple[CrossReference, ...]:
    """Forms that lead to others and stand from ``since`` on before ``until``; an empty end is the list's."""
    known = authorities_of(store) if name in LISTS else None
    if known is None:
        return ()
    found = known.references(name, since, limit=MOST).after
    return tuple(
        CrossReference(place=r.place, heading=r.heading, see=r.see)
        for r in found
        if not until or r.place < until
    )


def authorities(store: object, name: str, shown: Sequence[str]) -> dict[str, tuple[Authority, ...]]:
    """Heading → the authorities of which it is the chosen form, for all headings of a page at once."""
    known = authorities_of(store) if name in LISTS and shown else None
    if known is None:
        return {}
    return {heading: tuple(s.authority for s in some) for heading, some in known.headed(name, shown).items()}
