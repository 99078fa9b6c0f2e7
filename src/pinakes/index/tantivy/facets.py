"""Counts of a facet's values over the hits: exact, although the engine's own are not over several segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tantivy import Occur, Query

from pinakes.index import fields, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import Prefix
from pinakes.index.port import FacetRequest, FacetValue
from pinakes.index.tantivy.queries import Counted
from pinakes.index.tantivy.snapshot import Snapshot

ALL_VALUES = 60_000
"""The engine's limit for buckets of one answer is 65,000."""
TEXT_OF = {"author_facet": "author", "subject_facet": "subject", "journal_facet": "journal"}
"""The field in which the words of a facet's values are searched."""
FEW_HITS = 2_000
_SHARE_OF_SEGMENT = 4
_SPARE = 0
"""Values beyond those wanted."""


def count(snapshot: Snapshot, query: Counted, request: FacetRequest) -> tuple[FacetValue, ...]:
    """The values of a facet over what the query finds."""
    return count_all(snapshot, query, (request,))[0]


def count_all(
    snapshot: Snapshot, query: Counted, requests: Sequence[FacetRequest]
) -> list[tuple[FacetValue, ...]]:
    """The values of several facets over the same query, which is evaluated once for those that can share it."""
    plain = {
        str(at): _terms(fields.field(request.field).name, min(max(request.size, 1) + _SPARE, ALL_VALUES))
        for at, request in enumerate(requests)
        if not _is_whole(request)
    }
    answers: dict[str, Any] = snapshot.searcher.aggregate(query.query, plain) if plain else {}
    exact = _exact(snapshot, query, requests, answers)
    return [
        _finished(exact[str(at)], request, ()) if str(at) in exact else _whole(snapshot, query, request)
        for at, request in enumerate(requests)
    ]


def _is_whole(request: FacetRequest) -> bool:
    """Whether all values are looked at: to search in them or to put them in order."""
    return bool(request.prefix.strip()) or request.order == "value"


def _whole(snapshot: Snapshot, query: Counted, request: FacetRequest) -> tuple[FacetValue, ...]:
    name = fields.field(request.field).name
    wanted = words(request.prefix)
    if wanted and name in TEXT_OF:
        # Only records that have such a word can have such a value.
        limit = snapshot.translator.query(Prefix(field=TEXT_OF[name], text=wanted[-1], weight=0.0))
        query = Counted(Query.boolean_query([(Occur.Must, query.query), (Occur.Must, limit)]), [], [])
    answer = snapshot.searcher.aggregate(query.query, {"0": _terms(name, ALL_VALUES)})["0"]
    return _finished([(str(b["key"]), int(b["doc_count"])) for b in answer["buckets"]], request, wanted)


def _finished(
    found: list[tuple[str, int]], request: FacetRequest, wanted: Sequence[str]
) -> tuple[FacetValue, ...]:
    if wanted:
        found = [(value, number) for value, number in found if spelling.begins(words(value), wanted)]
    found.sort(key=lambda pair: spelling.facet_key(pair[0], pair[1], request.order))
    return tuple(FacetValue(value=value, count=number) for value, number in found[: max(request.size, 0)])


def _terms(name: str, size: int, shard_size: int = 0) -> dict[str, Any]:
    shard_size = shard_size or min(max(size * _SHARE_OF_SEGMENT, 200), ALL_VALUES)
    return {"terms": {"field": name, "size": size, "shard_size": shard_size}}


def _exact(
    snapshot: Snapshot, query: Counted, requests: Sequence[FacetRequest], answers: dict[str, Any]
) -> dict[str, list[tuple[str, int]]]:
    """The most frequent values of each facet. Over several segments each gives only its first ones, so that a
    count may be too low by ``doc_count_error_upper_bound``: then all values of few hits are looked at, and the
    shown values of many hits are counted one by one."""
    unsure = [at for at, answer in answers.items() if answer.get("doc_count_error_upper_bound", 0)]
    if unsure and not query.listed and snapshot.count(query.query) <= FEW_HITS:
        names = {at: fields.field(requests[int(at)].field).name for at in unsure}
        asked = {at: _terms(name, len(answers[at]["buckets"]), ALL_VALUES) for at, name in names.items()}
        answers, unsure = answers | snapshot.searcher.aggregate(query.query, asked), []
    found = {
        at: [(str(b["key"]), int(b["doc_count"])) for b in answer["buckets"]]
        for at, answer in answers.items()
    }
    for at in unsure:
        name = fields.field(requests[int(at)].field).name
        found[at] = [(value, _recount(snapshot, query, name, value)) for value, _ in found[at]]
    return found


def _recount(snapshot: Snapshot, query: Counted, name: str, value: str) -> int:
    typed = int(value) if fields.field(name).kind == "integer" else value
    term = Query.term_query(snapshot.schema, name, typed, "basic")
    return snapshot.count(query.with_term(term))
