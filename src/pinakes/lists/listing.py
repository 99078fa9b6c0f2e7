"""A page of a list: entries in an order, searched and limited, each with its record as results show it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, OrderBy, QuerySet
from django.utils.translation import gettext as _
from markupsafe import Markup

from pinakes.index.folding import fold
from pinakes.lists import markdown, successors
from pinakes.lists.models import ListEntry, ReaderList
from pinakes.lists.models.entries import ReadingState
from pinakes.lists.models.reader_lists import Order
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import labels as words
from pinakes.web import links, presenters

PAGE = 50
ALL = 1_000
"""Entries on one page, for print."""
_ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    Order.HAND: ("position", "id"),
    Order.ADDED: ("-added", "-id"),
    Order.TITLE: ("filing_title", "id"),
    Order.AUTHOR: ("filing_author", "filing_title", "id"),
    Order.NEWEST: (F("filing_year").desc(nulls_last=True), "filing_title", "id"),
    Order.OLDEST: (F("filing_year").asc(nulls_last=True), "filing_title", "id"),
}


class EntryView(Struct):
    """An entry as pages show it; ``hit`` is None for what is no longer in the catalogue."""

    id: str
    """Of the entry: the record's id when it was saved."""
    number: int
    title: str
    authors: str
    year: str
    hit: presenters.HitView | None
    added: str
    note: Markup
    labels: tuple[str, ...] = ()
    state: str = ""
    state_label: str = ""
    gone_since: str = ""
    """Day of its withdrawal; "" when it is not known."""
    numbers: str = ""
    """ "DOI 10.…, PubMed number 12": what is kept of a withdrawn one."""
    search_href: str = ""
    moved: bool = False
    """Whether another record took the place of the saved one."""


class Asked(Struct):
    """What of a list is to be shown."""

    q: str = ""
    label: str = ""
    """Folded."""
    state: str = ""
    order: str = Order.HAND
    page: int = 1
    whole: bool = False


def asked(query: dict[str, str], default: str) -> Asked:
    """What an address asks for; what it can't mean is passed over."""
    page = query.get("page", "1")
    order = query.get("sort", "")
    state = query.get("state", "")
    return Asked(
        q=query.get("q", "").strip()[:200],
        label=query.get("label", "").replace("\0", "")[:128],
        state=state if state in ReadingState.values else "",
        order=order if order in _ORDERS else default,
        page=int(page) if page.isascii() and page.isdigit() and int(page[:6]) > 0 else 1,
        whole="all" in query,
    )


def ordered(entries: QuerySet[ListEntry], order: str) -> QuerySet[ListEntry]:
    """The entries in one of the orders of ``Order``."""
    return entries.order_by(*_ORDERS[order])


def limited(reader_list: ReaderList, wanted: Asked) -> QuerySet[ListEntry]:
    """The entries that have the words, the label and the reading state."""
    found = reader_list.entries.all()
    if wanted.label:
        found = found.filter(labels__folded=wanted.label)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.q:
        found = found.filter(pk__in=matching(found, wanted.q))
    return ordered(found, wanted.order)


def matching(entries: QuerySet[ListEntry], q: str) -> list[int]:
    """Entries in whose title, names, year, numbers, note or labels every word is found; case and marks don't count.

    Read and folded here, since databases fold each in their own way; a list is short enough for it.
    """
    wanted = fold(q).split()
    found = []
    rows = entries.prefetch_related("labels").only(
        "id", "title", "authors", "year", "note", "identifiers", "record_id", "reader_list_id"
    )
    for entry in rows:
        numbers = " ".join(str(pair[-1]) for pair in entry.identifiers)
        own = " ".join(x.text for x in entry.labels.all())
        text = fold(f"{entry.title} {entry.authors} {entry.year} {numbers} {entry.note} {own}")
        if all(word in text for word in wanted):
            found.append(entry.pk)
    return found


def views(
    entries: Sequence[ListEntry], *, first: int = 1, remember: bool = False, private: bool = True
) -> list[EntryView]:
    """Entries with their records: one SELECT for all of them. ``private``: with reading states."""
    records = successors.records(entries, remember=remember)
    return [
        view(entry, records.get(entry.record_id), number, private=private)
        for number, entry in enumerate(entries, first)
    ]


def view(entry: ListEntry, stored: StoredRecord | None, number: int, *, private: bool = True) -> EntryView:
    """One entry and what the catalogue has of it now."""
    living = stored is not None and not stored.deleted
    state = entry.state if private else ""
    return EntryView(
        id=entry.record_id,
        number=number,
        title=entry.title or entry.record_id,
        authors=entry.authors,
        year=entry.year,
        hit=presenters.hit(stored.record, stored.id, number) if stored is not None and living else None,
        added=words.timestamp_words(entry.added.isoformat()),
        note=markdown.html(entry.note) if entry.note else Markup(""),
        labels=tuple(x.text for x in entry.labels.all()) if entry.pk else (),
        state=state,
        state_label=str(ReadingState(state).label) if state else "",
        gone_since=words.timestamp_words(stored.datestamp) if stored is not None and not living else "",
        numbers=", ".join(numbers_of(entry)),
        search_href=links.words("title", entry.title) if entry.title else "",
        moved=stored is not None and living and stored.id != entry.record_id,
    )


def numbers_of(entry: ListEntry) -> list[str]:
    """ "DOI 10.1000/1", for each number that is kept; the record's id when there is none."""
    found = [f"{words.scheme_name(pair[0])} {pair[1]}" for pair in entry.identifiers[:4] if len(pair) == 2]
    return found or [_("record %(id)s") % {"id": entry.record_id}]
