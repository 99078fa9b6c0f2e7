"""What is new or changed in a search since a change: one call of the index, one SELECT."""

from __future__ import annotations

import msgspec

from pinakes import conf
from pinakes.discovery import catalogue
from pinakes.discovery.state import SearchState
from pinakes.index import fields
from pinakes.index.port import Filter, SearchRequest
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord


class Fresh(Struct):
    """The newest of what is new, and how many there are."""

    total: int
    records: tuple[StoredRecord, ...]


def request(state: SearchState, after: int, until: int | None, limit: int) -> SearchRequest:
    """The search, limited to changes after one up to another; what changed last comes first. Raises QueryError."""
    asked = state.request(catalogue.read(state).node)
    filters = asked.filters
    if after or until is not None:
        filters = (*filters, Filter(field=fields.SEQUENCE, low=after + 1, high=until))
    return msgspec.structs.replace(
        asked, filters=filters, facets=(), sort=fields.CHANGED.name, offset=0, limit=limit, group=""
    )


def since(state: SearchState, after: int, until: int | None, *, limit: int) -> Fresh:
    """Records that changed after one change up to another. Raises QueryError, IndexUnavailable.

    Where nothing has all words the search shows what has some; that is not news.
    """
    opened = conf.current_catalogue()
    result = opened.find(request(state, after, until, limit))
    if result.relaxed:
        return Fresh(total=0, records=())
    found = {s.id: s for s in opened.store.get_many([hit.id for hit in result.hits])}
    shown = tuple(s for hit in result.hits if (s := found.get(hit.id)) is not None and not s.deleted)
    return Fresh(total=result.total, records=shown)
