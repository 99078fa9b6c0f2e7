"""Other editions, translations and versions of a work that the catalogue has."""

from __future__ import annotations

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.index.port import Filter, SearchRequest
from pinakes.query.tree import Everything
from pinakes.records.base import Struct
from pinakes.records.works import work_keys
from pinakes.store.port import StoredRecord
from pinakes.web import labels, links, presenters

MOST = 20
"""Versions that a page lists."""


class Version(Struct):
    """One other version."""

    href: str
    title: str
    lang: str
    kind: str
    year: str
    detail: str
    """Edition, languages, publisher: what tells it from the others."""


class Versions(Struct):
    """All of them; ``total`` may be more than are listed."""

    total: int = 0
    listed: tuple[Version, ...] = ()


def versions(stored: StoredRecord) -> Versions:
    """The newest first, without the record itself; none when the index is silent."""
    keys = work_keys(stored.record)
    if not keys:
        return Versions()
    catalogue = conf.current_catalogue()
    limit = Filter(field="work", values=keys)
    request = SearchRequest(query=Everything(), filters=(limit,), sort="newest", limit=MOST + 1)
    try:
        result = catalogue.find(request)
    except IndexError_:
        return Versions()
    ids = [h.id for h in result.hits if h.id != stored.id][:MOST]
    found = catalogue.store.get_many(ids) if ids else []
    listed = tuple(_version(s) for s in found if not s.deleted)
    return Versions(total=max(result.total - 1, len(listed)), listed=listed)


def _version(stored: StoredRecord) -> Version:
    record = stored.record
    told = (
        record.edition,
        ", ".join(labels.language_name(c) for c in record.languages[:2]),
        presenters.imprint(record),
    )
    return Version(
        href=links.record(stored.id),
        title=record.full_title,
        lang=presenters.title_language(record),
        kind=presenters.kind(record),
        year=labels.year_words(record.date),
        detail=" · ".join(filter(None, told)),
    )
