"""What the work cites and what cites it, linked to the records that the catalogue has of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pinakes.discovery.state import SearchState
from pinakes.index.keys import identifier_keys
from pinakes.index.port import Filter, SearchRequest
from pinakes.query.tree import Everything
from pinakes.records.base import Struct
from pinakes.records.citations import CITED_BY, cited_keys, key
from pinakes.records.record import Identifier, Record, Reference
from pinakes.store.port import StoredRecord
from pinakes.web import links
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.identifiers import anchor

OPEN = 20
"""References that are shown at once."""
LINKED = 400
"""References that are looked for in the catalogue."""


class ReferenceLine(Struct):
    """A reference as it is shown: its words, the record of it here, its numbers."""

    text: str
    href: str = ""
    numbers: tuple[Anchor, ...] = ()


class References(Struct):
    """The list; ``here`` counts those that the catalogue has."""

    shown: tuple[ReferenceLine, ...] = ()
    folded: tuple[ReferenceLine, ...] = ()
    here: int = 0

    @property
    def total(self) -> int:
        return len(self.shown) + len(self.folded)


def request(record: Record) -> SearchRequest | None:
    """ONE question for all records of works that are cited; None when nothing can be looked for."""
    keys = dict.fromkeys(k for value in cited_keys(record)[:LINKED] for k in identifier_keys(value))
    if not keys:
        return None
    limit = Filter(field="identifier", values=tuple(keys))
    return SearchRequest(query=Everything(), filters=(limit,), sort="title", limit=LINKED)


def references(record: Record, found: Iterable[StoredRecord]) -> References:
    """The list, in the order of the work; ``found`` are records that ``request`` led to."""
    here: dict[tuple[str, str], str] = {}
    for stored in found:
        for number in stored.record.identifiers:
            if number.valid and number.scheme in CITED_BY:
                here.setdefault((number.scheme, number.value.casefold()), stored.id)
    lines = [_line(r, here) for r in (*record.references, *_related(record))]
    kept = tuple(line for line in lines if line.text)
    fold = len(kept) > OPEN + 5
    return References(
        shown=kept[:OPEN] if fold else kept,
        folded=kept[OPEN:] if fold else (),
        here=sum(bool(line.href) for line in kept),
    )


def _related(record: Record) -> list[Reference]:
    """Works that a record names as cited among its ties, where it has no list."""
    if record.references:
        return []
    return [
        Reference(
            title=r.title,
            authors=(r.contributor,) if r.contributor else (),
            year=r.date,
            identifiers=r.identifiers,
        )
        for r in record.relations
        if r.kind == "cites"
    ]


def _line(reference: Reference, here: dict[tuple[str, str], str]) -> ReferenceLine:
    numbers = [i for i in reference.identifiers if i.valid and i.scheme in CITED_BY]
    known = next((k for i in numbers if (k := here.get((i.scheme, i.value.casefold())))), "")
    return ReferenceLine(
        text=words(reference),
        href=links.record(known) if known else "",
        numbers=tuple(anchor(Identifier(scheme=i.scheme, value=i.value)) for i in numbers),
    )


def words(reference: Reference) -> str:
    """As printed, else of its parts: "Troyanov, Y.: A title. Medicine 84 (2005), 231"."""
    if reference.text:
        return reference.text
    authors = "; ".join(reference.authors[:6]) + (" …" if len(reference.authors) > 6 else "")
    where = " ".join(filter(None, (reference.host, reference.volume)))
    year = f"({reference.year})" if reference.year else ""
    place = ", ".join(filter(None, (" ".join(filter(None, (where, year))), reference.first_page)))
    told = ": ".join(filter(None, (authors, reference.title)))
    return ". ".join(filter(None, (told.rstrip("."), place))) or next(
        (i.value for i in reference.identifiers), ""
    )


def citing_keys(record: Record) -> tuple[str, ...]:
    """The record's own numbers as others cite them."""
    return tuple(dict.fromkeys(key(i) for i in record.identifiers if i.valid and i.scheme in CITED_BY))


def citing_request(record: Record, limit: int) -> SearchRequest | None:
    """The works that cite this one, the newest first; None when it has no number to be cited by."""
    keys = citing_keys(record)
    if not keys:
        return None
    limited = Filter(field="cites", values=keys)
    return SearchRequest(query=Everything(), filters=(limited,), sort="newest", limit=limit)


def citing_href(keys: Sequence[str]) -> str:
    """The search for all that cite it; it can be saved and watched like any other."""
    return links.search(SearchState(q=" OR ".join(f'cites:"{k}"' for k in keys), sort="newest"))
