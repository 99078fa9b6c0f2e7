"""Counts of values that are asked for by name, and of records without a value, beside a facet's first values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from tantivy import Occur, Query

from pinakes.index import fields
from pinakes.index.clauses import Missing
from pinakes.index.port import FacetRequest, FacetValue
from pinakes.index.tantivy.schema import NO_VALUE
from pinakes.index.tantivy.snapshot import Snapshot


def without(request: FacetRequest) -> FacetRequest:
    """The request for a facet's first values alone: what is chosen does not change them, so they are remembered."""
    # One more: records without a value have one in the engine, which may be among the first.
    return msgspec.structs.replace(request, values=(), missing=False, size=max(request.size, 0) + 1)


def complete(
    snapshot: Snapshot, query: Callable[[], Query], request: FacetRequest, first: Sequence[FacetValue]
) -> tuple[FacetValue, ...]:
    """The first values, then those of ``request.values`` that are not among them, then the records without one."""
    name = fields.field(request.field).name
    known = {v.value: v for v in first}
    shown = [v for v in first if v.value != NO_VALUE][: max(request.size, 0)]
    placed = {v.value for v in shown}
    for value in dict.fromkeys(request.values):
        if value not in placed and value != NO_VALUE:
            shown.append(
                known.get(value) or FacetValue(value=value, count=_count(snapshot, query, name, value))
            )
    if request.missing:
        shown.append(known.get(NO_VALUE) or FacetValue(value="", count=_missing(snapshot, query, name)))
    return tuple(shown)


def _count(snapshot: Snapshot, query: Callable[[], Query], name: str, value: str) -> int:
    typed: str | int = value
    try:
        value.encode()
        if fields.field(name).kind == "integer":
            typed = int(value)
            if not -(2**63) <= typed < 2**63:
                return 0
    except ValueError:
        return 0
    term = Query.term_query(snapshot.schema, name, typed, "basic")
    return snapshot.count(Query.boolean_query([(Occur.Must, query()), (Occur.Must, term)]))


def _missing(snapshot: Snapshot, query: Callable[[], Query], name: str) -> int:
    without_value = snapshot.translator.query(Missing(field=name))
    return snapshot.count(Query.boolean_query([(Occur.Must, query()), (Occur.Must, without_value)]))
