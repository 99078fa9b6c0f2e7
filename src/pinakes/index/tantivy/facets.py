"""Counts of a facet's values over the hits, exact: by ``counting``, not by the engine's own facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from pinakes.index import fields, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import AllOf, Clause, Prefix
from pinakes.index.port import FacetRequest, FacetValue, Filter, SearchRequest
from pinakes.index.tantivy import asked_values
from pinakes.index.tantivy.counting import Counts
from pinakes.index.tantivy.schema import NO_VALUE
from pinakes.index.tantivy.snapshot import Snapshot

TEXT_OF = {"author_facet": "author", "subject_facet": "subject", "journal_facet": "journal"}
"""The field in which the words of a facet's values are searched."""


def of_search(
    snapshot: Snapshot, request: SearchRequest, match: Clause, limits: Mapping[Filter, Clause], total: int
) -> dict[str, tuple[FacetValue, ...]]:
    """By field: counted without the facet's own limits, and once for all pages and orders of a search.

    ``total`` is how many documents were found.
    """
    together: dict[tuple[Filter, ...], list[FacetRequest]] = {}
    for facet in request.facets:
        others = tuple(f for f in limits if f.field != facet.field or f.every)
        together.setdefault(others, []).append(facet)
    found: dict[str, tuple[FacetValue, ...]] = {}
    for others, asked in together.items():
        clauses = tuple(limits[f] for f in others)
        first = tuple(asked_values.without(facet) for facet in asked)
        counted = snapshot.remembered(
            ("facets", match, clauses, first),
            partial(_count_all, snapshot, match, clauses, first, total),
        )
        query = partial(snapshot.translator.counted, match, clauses)
        for facet, values in zip(asked, counted, strict=True):
            found[facet.field] = asked_values.complete(snapshot, query, facet, values)
    return {facet.field: found[facet.field] for facet in request.facets}


def count(snapshot: Snapshot, match: Clause, request: FacetRequest) -> tuple[FacetValue, ...]:
    """The values of a facet over what fits."""
    return _count_all(snapshot, match, (), (request,))[0]


def _count_all(
    snapshot: Snapshot,
    match: Clause,
    limits: Sequence[Clause],
    requests: Sequence[FacetRequest],
    total: int | None = None,
) -> list[tuple[FacetValue, ...]]:
    """The values of several facets over the same documents, which are fetched and walked through once.

    For a search, of which the ``total`` is given, the documents that have no value are counted in any case.
    """
    found: list[tuple[FacetValue, ...]] = []
    counts: Counts | None = None
    for request in requests:
        name = fields.field(request.field).name
        if request.prefix.strip() or request.initial or request.order == "value":
            found.append(_whole(snapshot, match, limits, request))
            continue
        if counts is None:
            only = name if len(requests) == 1 else ""
            counts = snapshot.found.counts(match, limits, facet=only, expected=total or 0)
        values = _finished(counts.first_of(name, max(request.size, 1)), request)
        if total is not None and all(v.value != NO_VALUE for v in values):
            values = (*values, FacetValue(value=NO_VALUE, count=counts.without(name)))
        found.append(values)
    return found


def _whole(
    snapshot: Snapshot, match: Clause, limits: Sequence[Clause], request: FacetRequest
) -> tuple[FacetValue, ...]:
    """All values are looked at: to search in them or to put them in order."""
    name = fields.field(request.field).name
    wanted = words(request.prefix)
    if not wanted:
        counts = snapshot.found.counts(match, limits)
        filed = counts.filed_of(name, request.size if request.order == "value" else None, request.initial)
        if request.order != "value":
            filed.sort(key=lambda pair: spelling.facet_key(pair[0], pair[1], request.order))
        return tuple(FacetValue(value=value, count=number) for value, number in filed[: max(request.size, 0)])
    if name in TEXT_OF:
        # Only records that have such a word can have such a value.
        match = AllOf(parts=(match, Prefix(field=TEXT_OF[name], text=wanted[-1], weight=0.0)))
    return _finished(snapshot.found.counts(match, limits).all_of(name), request, wanted)


def _finished(
    found: list[tuple[str, int]], request: FacetRequest, wanted: Sequence[str] = ()
) -> tuple[FacetValue, ...]:
    if wanted:
        found = [(value, number) for value, number in found if spelling.begins(words(value), wanted)]
    if request.initial:
        found = [(value, number) for value, number in found if spelling.filed_under(value, request.initial)]
    found.sort(key=lambda pair: spelling.facet_key(pair[0], pair[1], request.order))
    return tuple(FacetValue(value=value, count=number) for value, number in found[: max(request.size, 0)])
