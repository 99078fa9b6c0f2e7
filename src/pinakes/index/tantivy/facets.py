"""Counts of a facet's values over the hits, exact: by ``counting``, not by the engine's own facets."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from pinakes.index import fields, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import Prefix
from pinakes.index.port import FacetRequest, FacetValue
from pinakes.index.tantivy.queries import Counted
from pinakes.index.tantivy.snapshot import Snapshot

TEXT_OF = {"author_facet": "author", "subject_facet": "subject", "journal_facet": "journal"}
"""The field in which the words of a facet's values are searched."""


def count(snapshot: Snapshot, query: Counted, request: FacetRequest) -> tuple[FacetValue, ...]:
    """The values of a facet over what the query finds."""
    return count_all(snapshot, query, (request,))[0]


def count_all(
    snapshot: Snapshot, query: Counted, requests: Sequence[FacetRequest]
) -> list[tuple[FacetValue, ...]]:
    """The values of several facets over the same query: what it finds is fetched and walked through once."""
    counts = snapshot.counts(query.query)
    return [
        _whole(snapshot, query, request)
        if _is_whole(request)
        else _finished(
            snapshot.columns.first_of(fields.field(request.field).name, counts, max(request.size, 1)), request
        )
        for request in requests
    ]


def _is_whole(request: FacetRequest) -> bool:
    """Whether all values are looked at: to search in them or to put them in order."""
    return bool(request.prefix.strip()) or request.order == "value"


def _whole(snapshot: Snapshot, query: Counted, request: FacetRequest) -> tuple[FacetValue, ...]:
    name = fields.field(request.field).name
    wanted = words(request.prefix)
    narrowed = query.query
    if wanted and name in TEXT_OF:
        # Only records that have such a word can have such a value.
        limit = snapshot.translator.query(Prefix(field=TEXT_OF[name], text=wanted[-1], weight=0.0))
        narrowed = Query.boolean_query([(Occur.Must, narrowed), (Occur.Must, limit)])
    return _finished(snapshot.columns.all_of(name, snapshot.counts(narrowed)), request, wanted)


def _finished(
    found: list[tuple[str, int]], request: FacetRequest, wanted: Sequence[str] = ()
) -> tuple[FacetValue, ...]:
    if wanted:
        found = [(value, number) for value, number in found if spelling.begins(words(value), wanted)]
    found.sort(key=lambda pair: spelling.facet_key(pair[0], pair[1], request.order))
    return tuple(FacetValue(value=value, count=number) for value, number in found[: max(request.size, 0)])
