"""The works under a heading: counted, the first of them fetched; one index call and one SELECT."""

from __future__ import annotations

from collections.abc import Mapping

from pinakes.discovery.catalogue import Catalogue
from pinakes.index.port import FacetRequest, FacetValue, Filter, SearchRequest
from pinakes.query.tree import Everything, Node
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord

ALL = Everything()
MOST = 200
"""Works that a page shows itself; of more it shows the newest."""


class Works(Struct):
    """Works that belong together."""

    total: int
    records: tuple[StoredRecord, ...]
    """The first ones in the order that was asked for."""
    facets: dict[str, tuple[FacetValue, ...]]
    """By index field; without records that have no value."""


def works(
    catalogue: Catalogue,
    *limits: Filter,
    query: Node = ALL,
    facets: Mapping[str, int] | None = None,
    sort: str = "newest",
    offset: int = 0,
    limit: int = MOST,
) -> Works:
    """What fits; ``facets`` maps fields to how many of their values are wanted. Raises IndexUnavailable."""
    request = SearchRequest(
        query=query,
        filters=limits,
        facets=tuple(FacetRequest(field=field, size=size) for field, size in (facets or {}).items()),
        sort=sort,
        offset=offset,
        limit=limit,
    )
    found = catalogue.find(request)
    stored = catalogue.store.get_many([h.id for h in found.hits]) if found.hits else []
    return Works(
        total=found.total,
        records=tuple(s for s in stored if not s.deleted),
        facets={name: tuple(v for v in values if v.value) for name, values in found.facets.items()},
    )


def having(field: str, *values: str) -> Filter:
    """Works that have any of these values; counts of the same field are of those works too."""
    return Filter(field=field, values=values, every=len(values) == 1)
