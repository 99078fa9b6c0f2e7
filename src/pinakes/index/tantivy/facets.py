"""Counts of a facet's values over the hits: exact, although the engine's own are not over several segments."""

from __future__ import annotations

from typing import Any

from tantivy import Occur, Query

from pinakes.index import fields, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import Prefix
from pinakes.index.port import FacetRequest, FacetValue
from pinakes.index.tantivy.snapshot import Snapshot

ALL_VALUES = 60_000
"""The engine's limit for buckets of one answer is 65,000."""
TEXT_OF = {"author_facet": "author", "subject_facet": "subject", "journal_facet": "journal"}
"""The field in which the words of a facet's values are searched."""
_SPARE = 20
"""Values beyond those wanted, so that ties at the end are cut in one order."""


def count(snapshot: Snapshot, query: Query, request: FacetRequest) -> tuple[FacetValue, ...]:
    """The values of a facet over what the query finds."""
    name = fields.field(request.field).name
    whole = bool(request.prefix.strip()) or request.order == "value"
    size = ALL_VALUES if whole else min(request.size + _SPARE, ALL_VALUES)
    wanted = words(request.prefix)
    if wanted and name in TEXT_OF:
        # Only records that have such a word can have such a value.
        limit = snapshot.translator.query(Prefix(field=TEXT_OF[name], text=wanted[-1], weight=0.0))
        query = Query.boolean_query([(Occur.Must, query), (Occur.Must, limit)])
    found = _exact(snapshot, query, name, size)
    if wanted:
        found = [(value, number) for value, number in found if spelling.begins(words(value), wanted)]
    found.sort(key=lambda pair: spelling.facet_key(pair[0], pair[1], request.order))
    return tuple(FacetValue(value=value, count=number) for value, number in found[: max(request.size, 0)])


def _exact(snapshot: Snapshot, query: Query, name: str, size: int) -> list[tuple[str, int]]:
    """The most frequent values. Over several segments each gives only its first ones, so that a count may be
    too low by ``doc_count_error_upper_bound``: then more of each are asked for."""
    shard_size = max(size * 3, 200)
    while True:
        answer = _terms(snapshot, query, name, size, min(shard_size, ALL_VALUES))
        buckets = answer["buckets"]
        error = answer.get("doc_count_error_upper_bound", 0)
        if not error or shard_size >= ALL_VALUES or len(buckets) < size or buckets[-1]["doc_count"] > error:
            break
        shard_size *= 8
    found = [(str(b["key"]), int(b["doc_count"])) for b in buckets]
    return [(value, _recount(snapshot, query, name, value)) for value, _ in found] if error else found


def _terms(snapshot: Snapshot, query: Query, name: str, size: int, shard_size: int) -> dict[str, Any]:
    asked = {"values": {"terms": {"field": name, "size": size, "shard_size": shard_size}}}
    answer: dict[str, Any] = snapshot.searcher.aggregate(query, asked)["values"]
    return answer


def _recount(snapshot: Snapshot, query: Query, name: str, value: str) -> int:
    typed = int(value) if fields.field(name).kind == "integer" else value
    term = Query.const_score_query(Query.term_query(snapshot.schema, name, typed, "basic"), 0.0)
    both = Query.boolean_query([(Occur.Must, query), (Occur.Must, term)])
    return snapshot.count(both)
