"""TantivyIndex: the port over an index in a folder."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import tantivy
from tantivy import Query

from pinakes.errors import IndexUnavailable, PinakesError
from pinakes.index import explanation, fields, groups, ranking, similarity, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import Clause, Plan
from pinakes.index.filters import filter_clause
from pinakes.index.planning import can_relax, matching, plan, words_of
from pinakes.index.port import (
    Explanation,
    Filter,
    Headings,
    Hit,
    IndexDocument,
    IndexState,
    IndexWriter,
    SearchRequest,
    SearchResult,
)  # fmt: skip
from pinakes.index.prepared import ALL, prepare_one
from pinakes.index.tantivy import completion, facets, headings, schema, vocabulary
from pinakes.index.tantivy.folder import IndexFolder
from pinakes.index.tantivy.snapshot import Snapshot, take
from pinakes.index.tantivy.writer import TantivyWriter

_SCAN = 10_000
_FIRST_LOOK = 200
"""Hits that are looked at for the groups of a page; four times as many when they have too few."""
_TRIED_IN_ALL_FORMS = 2
"""Corrections that are looked for with the stems of their words too when they find nothing as they stand."""


class TantivyIndex:
    """An index in ``path``, made when there is none; opened when first asked, after a fork anew.

    Nothing is raised here, so that an outdated or broken index can be built anew: ``search``,
    ``state`` and ``writer`` raise IndexOutdated or IndexUnavailable with the cure.
    """

    def __init__(self, path: str | Path) -> None:
        self._folder = IndexFolder(Path(path))
        self._snapshot: Snapshot | None = None
        self._process = os.getpid()
        self._closed = False

    # Reading

    def _now(self) -> Snapshot:
        if self._closed:
            raise IndexUnavailable("This index has been closed.")
        if self._process != os.getpid():
            self._snapshot, self._process = None, os.getpid()
        for attempt in range(3):
            try:
                self._snapshot = take(self._folder, self._snapshot)
            except PinakesError:
                raise
            except BaseException as error:
                if not _is_engine_error(error):
                    raise
                # A rebuild may have taken the place of the generation in this very moment.
                self._snapshot = None
                if attempt == 2:
                    raise IndexUnavailable(
                        f"The index in {self._folder.path} can't be read ({error}); `pinakes reindex` builds it anew."
                    ) from error
            else:
                return self._snapshot
        raise AssertionError

    def search(self, request: SearchRequest) -> SearchResult:
        order = fields.sort(request.sort)
        for facet in request.facets:
            fields.field(facet.field)
        if request.group:
            groups.field(request.group)
        limits = {f: filter_clause(f) for f in request.filters}
        snapshot = self._now()
        planned = plan(request.query, snapshot.vocabulary)
        try:
            return snapshot.remembered(
                ("search", request), lambda: self._search(snapshot, request, order, planned, limits)
            )
        except PinakesError:
            raise
        except BaseException as error:
            raise self._unanswered(error) from error

    def _unanswered(self, error: BaseException) -> IndexUnavailable:
        if not _is_engine_error(error):
            raise error
        return IndexUnavailable(f"The index in {self._folder.path} does not answer: {error}.")

    def _search(
        self,
        snapshot: Snapshot,
        request: SearchRequest,
        order: fields.Sort,
        planned: Plan,
        limits: dict[Filter, Clause],
    ) -> SearchResult:
        asked = msgspec.structs.replace(request, limit=0) if request.group else request
        total, hits = _hits(snapshot, _query(snapshot, planned, limits, order), asked, order, planned)
        relaxed = False
        if not total and can_relax(request.query):
            nearest = plan(request.query, snapshot.vocabulary, relaxed=True)
            total, hits = _hits(snapshot, _query(snapshot, nearest, limits, order), asked, order, nearest)
            if relaxed := total > 0:
                planned = nearest
        counts = facets.of_search(snapshot, request, planned.match, limits, total)
        records = total
        if request.group:
            total, hits = _grouped(snapshot, request, order, planned, limits, total)
        return SearchResult(
            total=total,
            hits=hits,
            facets=counts,
            snapshot=snapshot.label,
            relaxed=relaxed,
            records=records,
        )

    def explain(self, request: SearchRequest, document: IndexDocument) -> Explanation | None:
        snapshot = self._now()
        limits = [filter_clause(f) for f in request.filters]
        relaxed = self.search(msgspec.structs.replace(request, facets=(), limit=0, sort="relevance")).relaxed
        planned = plan(request.query, snapshot.vocabulary, relaxed=relaxed)
        leaf = partial(snapshot.score, document.id)
        asked = words_of(request.query, snapshot.vocabulary)
        try:
            if any(leaf(limit) is None for limit in limits):
                return None
            return explanation.explain(planned, prepare_one(document), leaf, words=asked, relaxed=relaxed)
        except PinakesError:
            raise
        except BaseException as error:
            raise self._unanswered(error) from error

    def suggest(self, prefix: str, *, field: str, limit: int = 10, nearly: bool = False) -> Sequence[str]:
        if field != "title":
            fields.field(fields.FACETS.get(field, field))
        if not words(prefix):
            return ()
        snapshot = self._now()
        return snapshot.remembered(
            ("suggest", field, prefix, limit, nearly),
            lambda: completion.suggest(snapshot, prefix, field, limit, nearly=nearly),
        )

    def headings(self, field: str, place: str = "", *, before: int = 0, limit: int = 20) -> Headings:
        snapshot = self._now()
        try:
            return headings.around(snapshot, field, place, before, limit)
        except PinakesError:
            raise
        except BaseException as error:
            raise self._unanswered(error) from error

    def corrections(self, text: str, *, limit: int = 3) -> Sequence[str]:
        snapshot = self._now()
        if (known := snapshot.known_words) is None:
            return ()

        tried = itertools.count()

        def finds(suggestion: str) -> bool:
            if snapshot.count(snapshot.translator.query(spelling.as_it_stands(suggestion))):
                return True
            if next(tried) >= _TRIED_IN_ALL_FORMS:
                return False
            match = matching(spelling.question(suggestion), snapshot.vocabulary)
            return snapshot.count(snapshot.translator.query(match)) > 0

        return spelling.correct(
            text,
            frequency=lambda word: snapshot.frequency(ALL, word),
            near=known.near,
            alike=known.alike,
            finds=finds,
            limit=limit,
        )

    def more_like(self, document: IndexDocument, *, limit: int = 5) -> Sequence[str]:
        snapshot = self._now()
        clause = similarity.like(prepare_one(document), snapshot.vocabulary, id_field=schema.ID)
        request = SearchRequest(limit=limit)
        planned = Plan(match=clause)
        _, hits = _hits(
            snapshot, snapshot.translator.query(clause), request, fields.sort("relevance"), planned
        )
        return tuple(hit.id for hit in hits)

    def state(self) -> IndexState:
        snapshot = self._now()
        sequence = self._folder.state(snapshot.generation).sequence
        return IndexState(documents=snapshot.documents, sequence=sequence, snapshot=snapshot.label)

    def ids(self) -> Iterable[str]:
        return list(self.sequences())

    def sequences(self) -> Mapping[str, int]:
        snapshot = self._now()
        searcher, query = snapshot.searcher, Query.all_query()
        found: dict[str, int] = {}
        for offset in range(0, snapshot.documents, _SCAN):
            addresses = [address for _, address in searcher.search(query, _SCAN, False, offset=offset).hits]
            numbers = searcher.fast_field_values(schema.SEQUENCE, addresses)
            for address, number in zip(addresses, numbers, strict=True):
                found[searcher.doc(address)[schema.ID][0]] = int(number or 0)
        return found

    # Writing

    @contextmanager
    def writer(self) -> Iterator[IndexWriter]:
        with self._folder.lock():
            writer = TantivyWriter(self._folder, self._folder.current())
            try:
                yield writer
            finally:
                # What was not committed goes, whether the block ended well or not.
                writer.rollback()
                writer.finish()
                self._learn_words()

    @contextmanager
    def rebuild(self) -> Iterator[IndexWriter]:
        with self._folder.lock():
            self._folder.path.mkdir(parents=True, exist_ok=True)
            generation = self._folder.new()
            writer = TantivyWriter(self._folder, generation)
            try:
                yield writer
                writer.rollback()
            except BaseException:
                writer.rollback()
                writer.finish()
                self._folder.remove(generation)
                raise
            writer.finish()
            self._folder.make_current(generation)
            self._learn_words()

    def _learn_words(self) -> None:
        """Keep the words for corrections and the values for completion; they need not be of the last minute."""
        snapshot = self._now()
        if vocabulary.is_stale(snapshot.searcher, snapshot.generation):
            vocabulary.build(snapshot.searcher, snapshot.generation)
            self._snapshot = None
        if completion.is_stale(snapshot):
            completion.build(snapshot)
            self._snapshot = None
        if headings.is_stale(snapshot):
            headings.build(snapshot)
            self._snapshot = None

    def close(self) -> None:
        self._snapshot, self._closed = None, True


def _query(
    snapshot: Snapshot, planned: Plan, limits: dict[Filter, Clause], order: fields.Sort
) -> tantivy.Query:
    clauses = list(limits.values())
    if order.field:
        return snapshot.translator.counted(planned.match, clauses)
    return snapshot.translator.scored(planned, clauses)


def _hits(
    snapshot: Snapshot, query: Query, request: SearchRequest, order: fields.Sort, planned: Plan
) -> tuple[int, tuple[Hit, ...]]:
    limit, offset = max(request.limit, 0), max(request.offset, 0)
    if not snapshot.documents:
        return 0, ()
    limit = min(limit, snapshot.documents)
    if not limit or offset >= snapshot.documents:
        return snapshot.count(query), ()
    count, found = _ranked(snapshot, query, order, planned, offset, limit)
    searcher = snapshot.searcher
    return count, tuple(Hit(id=searcher.doc(address)[schema.ID][0], score=score) for score, address in found)


def _ranked(
    snapshot: Snapshot, query: Query, order: fields.Sort, planned: Plan, offset: int, limit: int
) -> tuple[int, list[tuple[float, Any]]]:
    """How many are found, and (score, address) of those of a page."""
    even = not order.field and ranking.is_even(planned)
    by = order.field or (ranking.PRIOR if even else "")
    if not by:
        return _by_score(snapshot, query, offset, limit)
    direction = tantivy.Order.Desc if order.descending or even else tantivy.Order.Asc
    found: Any = snapshot.searcher.search(
        query, limit, True, offset=offset, order_by_field=by, order=direction
    )
    return int(found.count or 0), [(1.0 if even else 0.0, address) for _, address in found.hits]


def _by_score(
    snapshot: Snapshot, query: Query, offset: int, limit: int
) -> tuple[int, list[tuple[float, Any]]]:
    """The hits of a page by score, those that fit about as well in the order of their priors."""
    searcher = snapshot.searcher
    begin, size = ranking.window(offset, limit)
    found: Any = searcher.search(query, size, True, offset=begin)
    priors = searcher.fast_field_values(ranking.PRIOR, [address for _, address in found.hits])
    hits = [(float(s), int(p or 0), a) for (s, a), p in zip(found.hits, priors, strict=True)]
    page = ranking.settled(hits)[offset - begin : offset - begin + limit]
    return int(found.count or 0), page


def _grouped(
    snapshot: Snapshot,
    request: SearchRequest,
    order: fields.Sort,
    planned: Plan,
    limits: dict[Filter, Clause],
    records: int,
) -> tuple[int, tuple[Hit, ...]]:
    """How many groups are found, and of those of a page the first record, with how many there are besides."""
    limit, offset = max(request.limit, 0), max(request.offset, 0)
    if not records:
        return 0, ()
    labels = snapshot.found.works
    found = labels[snapshot.found.slots(planned.match, list(limits.values()), records)]
    sizes = np.bincount(found, minlength=len(labels))
    total = int(np.count_nonzero(sizes))
    if not limit or offset >= total:
        return total, ()
    searcher, query = snapshot.searcher, _query(snapshot, planned, limits, order)
    looked_at = _FIRST_LOOK
    while True:
        looked_at = min(max(looked_at, 2 * (offset + limit)), records)
        _, ranked = _ranked(snapshot, query, order, planned, 0, looked_at)
        slots = searcher.fast_field_values(schema.SLOT, [address for _, address in ranked])
        groups_of = labels[np.fromiter((int(slot or 0) for slot in slots), np.intp, len(ranked))]
        firsts = np.sort(np.unique(groups_of, return_index=True)[1])
        if len(firsts) >= min(offset + limit, total) or looked_at >= records:
            break
        looked_at *= 4
    return total, tuple(
        Hit(
            id=searcher.doc(ranked[at][1])[schema.ID][0],
            score=ranked[at][0],
            others=int(sizes[groups_of[at]]) - 1,
        )
        for at in firsts[offset : offset + limit].tolist()
    )


def _is_engine_error(error: BaseException) -> bool:
    """The engine raises ValueError and OSError, and a PanicException that is no Exception."""
    return (
        isinstance(error, (ValueError, OSError, RuntimeError, SystemError))
        or type(error).__name__ == "PanicException"
    )
