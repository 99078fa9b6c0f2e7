"""What stands around a record: similar works, others by its author, what it cites and what cites it."""

from __future__ import annotations

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.index import fields
from pinakes.index.port import Filter, SearchRequest
from pinakes.query.tree import Everything
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.records.ties import own_keys
from pinakes.store.port import StoredRecord
from pinakes.web import links, presenters
from pinakes.web.record_page import references, shelf
from pinakes.web.record_page.holdings import shelf_href
from pinakes.web.record_page.publication import journal_href

SIMILAR = 5
BY_AUTHOR = 4
CITING = 10
TIED = 10


class Works(Struct):
    """Some records, how many there are in all, and the search for all of them."""

    listed: tuple[presenters.HitView, ...] = ()
    total: int = 0
    href: str = ""
    name: str = ""
    """Whose they are."""


class Around(Struct):
    """All of it; empty where the index is silent: the page itself needs only the store."""

    similar: tuple[presenters.HitView, ...] = ()
    by_author: Works = Works()
    references: references.References = references.References()
    cited_by: Works = Works()
    parts: Works = Works()
    tied: tuple[presenters.HitView, ...] = ()
    """Works that name this one as theirs: its data, reviews, supplements."""
    shelf: tuple[shelf.ShelfItem, ...] = ()
    shelf_href: str = ""


def around(stored: StoredRecord) -> Around:
    """A few quick questions to the index, then ONE to the store for all that was found."""
    record = stored.record
    try:
        alike = _alike(stored)
        author, by_author, of_author = _by_author(stored)
        cited = _ids(references.request(record))[0]
        citing, of_citing = _ids(references.citing_request(record, CITING))
        held_in = _parts_filter(record)
        parts, of_parts = _ids(held_in)
        tied = _ids(_tied(record))[0]
        beside = shelf.around(stored)
    except IndexError_:
        return Around(references=references.references(record, ()))
    wanted = dict.fromkeys((*alike, *by_author, *cited, *citing, *parts, *tied, *beside.ids))
    wanted.pop(stored.id, None)
    kept = conf.current_catalogue().store.get_many(list(wanted)) if wanted else []
    found = {s.id: s for s in kept if not s.deleted}
    keys = references.citing_keys(record)
    return Around(
        similar=_hits(alike, found)[:SIMILAR],
        by_author=Works(
            listed=_hits(by_author, found)[:BY_AUTHOR],
            total=of_author,
            href=links.author(author) if author else "",
            name=author,
        ),
        references=references.references(record, [found[i] for i in cited if i in found]),
        cited_by=Works(
            listed=_hits(citing, found), total=of_citing, href=references.citing_href(keys) if keys else ""
        ),
        parts=Works(
            listed=_hits(parts, found),
            total=of_parts,
            href=journal_href(record.title, record.identifiers) if held_in else "",
        ),
        tied=_hits(tied, found),
        shelf=shelf.items(beside, stored, found),
        shelf_href=shelf_href(beside.own),
    )


def _tied(record: Record) -> SearchRequest | None:
    keys = own_keys(record)
    if not keys:
        return None
    return SearchRequest(
        query=Everything(), filters=(Filter(field="tied", values=keys),), sort="newest", limit=TIED
    )


def _hits(ids: tuple[str, ...], found: dict[str, StoredRecord]) -> tuple[presenters.HitView, ...]:
    return tuple(presenters.hit(found[i].record, i, 0) for i in ids if i in found)


def _alike(stored: StoredRecord) -> tuple[str, ...]:
    document = fields.document(stored.record)
    return tuple(conf.current_catalogue().index.more_like(document, limit=SIMILAR))


def _ids(request: SearchRequest | None) -> tuple[tuple[str, ...], int]:
    """Ids and the number of all."""
    if request is None:
        return (), 0
    result = conf.current_catalogue().find(request)
    return tuple(h.id for h in result.hits), result.total


def _by_author(stored: StoredRecord) -> tuple[str, tuple[str, ...], int]:
    """The first of those who made it, what else is known of him or her, and how many that is."""
    makers = presenters.makers(stored.record)
    if not makers:
        return "", (), 0
    limit = Filter(field="author_facet", values=(makers[0].name,))
    request = SearchRequest(query=Everything(), filters=(limit,), sort="newest", limit=BY_AUTHOR + 1)
    ids, total = _ids(request)
    return makers[0].name, tuple(i for i in ids if i != stored.id), max(0, total - 1)


def _parts_filter(record: Record) -> SearchRequest | None:
    """What a journal, series or volume holds, by its title, the newest first."""
    if record.host is not None or not record.title:
        return None
    limit = Filter(field="journal_facet", values=(record.title,))
    return SearchRequest(query=Everything(), filters=(limit,), sort="newest", limit=4)
