"""See and see also: what the authorities of a catalogue say beside the headings of its records."""

from __future__ import annotations

from collections.abc import Sequence

from pinakes.records.authority import Authority
from pinakes.store.authority_port import CrossReference, HeadingList
from pinakes.store.port import RecordStore

LISTS: dict[str, HeadingList] = {"author": "author", "subject": "subject"}
"""Lists in which headings may lead to others."""
MOST = 60
"""See references on one page."""


def see_rows(store: RecordStore, name: str, since: str, until: str) -> tuple[CrossReference, ...]:
    """Forms that lead to others and stand from ``since`` on before ``until``; an empty end is the list's."""
    if name not in LISTS:
        return ()
    found = store.authorities.references(LISTS[name], since, limit=MOST).after
    return tuple(r for r in found if not until or r.place < until)


def authorities(store: RecordStore, name: str, shown: Sequence[str]) -> dict[str, tuple[Authority, ...]]:
    """Heading → the authorities of which it is the chosen form, for all headings of a page at once."""
    if name not in LISTS or not shown:
        return {}
    found = store.authorities.headed(LISTS[name], list(shown))
    return {heading: tuple(s.authority for s in some) for heading, some in found.items()}
