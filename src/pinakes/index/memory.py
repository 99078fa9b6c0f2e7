"""The reference index: every document is looked at for every question; slow and obvious."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pinakes.errors import IndexRefused
from pinakes.index import explanation, fields, groups, headings, ranking, similarity, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import AnyOf, Clause
from pinakes.index.filters import filter_clause
from pinakes.index.matching import Tokens, score
from pinakes.index.planning import Vocabulary, can_relax, matching, plan, words_of
from pinakes.index.port import (
    Explanation,
    FacetRequest,
    FacetValue,
    Heading,
    Headings,
    Hit,
    IndexDocument,
    IndexState,
    IndexWriter,
    SearchRequest,
    SearchResult,
)  # fmt: skip
from pinakes.index.prepared import ALL, prepare_one, unpack
from pinakes.index.stemming import LANGUAGES


class MemoryWriter:
    """Collects changes to a copy, which ``commit`` puts in the place of what readers see."""

    def __init__(self, index: MemoryIndex, documents: dict[str, Tokens]) -> None:
        self._index = index
        self.documents = documents

    def put(self, documents: Iterable[IndexDocument]) -> None:
        refused: IndexRefused | None = None
        for document in documents:
            try:
                self.documents[document.id] = Tokens(prepare_one(document))
            except IndexRefused as error:
                refused = refused or error
        if refused:
            raise refused

    def put_prepared(
        self, batch: bytes, sequences: Mapping[str, int] | None = None
    ) -> tuple[tuple[str, str], ...]:
        refused: list[tuple[str, str]] = []
        for prepared in unpack(batch, sequences):
            if prepared.refused:
                refused.append((prepared.id, prepared.refused))
            else:
                self.documents[prepared.id] = Tokens(prepared)
        return tuple(refused)

    def delete(self, ids: Iterable[str]) -> None:
        for record_id in ids:
            self.documents.pop(record_id, None)

    def commit(self, sequence: int) -> None:
        self._index.replace(dict(self.documents), sequence)


class MemoryIndex:
    """All in memory; ``path`` is ignored."""

    def __init__(self, path: object = None) -> None:
        self._documents: dict[str, Tokens] = {}
        self._sequence = 0
        self._commits = 0
        self._vocabulary: Vocabulary | None = None

    def replace(self, documents: dict[str, Tokens], sequence: int) -> None:
        self._documents, self._sequence = documents, sequence
        self._commits += 1
        self._vocabulary = None

    @property
    def vocabulary(self) -> Vocabulary:
        if self._vocabulary is None:
            counts: dict[str, Counter[str]] = {}
            for doc in self._documents.values():
                for name, tokens in doc.counts.items():
                    counts.setdefault(name, Counter()).update(tokens.keys())
            self._vocabulary = Vocabulary(
                lambda field, token: counts.get(field, Counter())[token], len(self._documents), LANGUAGES
            )
        return self._vocabulary

    def search(self, request: SearchRequest) -> SearchResult:
        order = fields.sort(request.sort)
        planned = plan(request.query, self.vocabulary)
        limits = {f: filter_clause(f) for f in request.filters}
        found = self._found(planned.match, list(limits.values()))
        relaxed = False
        if not found and can_relax(request.query):
            nearest = plan(request.query, self.vocabulary, relaxed=True)
            found = self._found(nearest.match, list(limits.values()))
            if relaxed := bool(found):
                planned = nearest
        bonus = AnyOf(parts=planned.bonuses)
        ranked = [(s + (score(bonus, doc, self._rarity) or 0.0), doc) for doc, s in found]
        ranked.sort(key=lambda pair: (-pair[0], pair[1].id))
        if ranking.is_even(planned):
            ranked.sort(key=lambda pair: -_prior(pair[1]))
        else:
            ranked = ranking.settled([(s, _prior(doc), doc) for s, doc in ranked])
        if order.field:
            ranked.sort(key=lambda pair: _sort_key(pair[1], order.field, order.descending))
        facets: dict[str, tuple[FacetValue, ...]] = {}
        for facet in request.facets:
            others = [clause for f, clause in limits.items() if f.field != facet.field or f.every]
            facets[facet.field] = _count(facet, [doc for doc, _ in self._found(planned.match, others)])
        records = len(ranked)
        beside: dict[str, int] = {}
        if request.group:
            ranked, beside = self._grouped(groups.field(request.group), ranked)
        begin = max(request.offset, 0)
        page = ranked[begin : begin + max(request.limit, 0)]
        return SearchResult(
            total=len(ranked),
            records=records,
            hits=tuple(
                Hit(id=doc.id, score=0.0 if order.field else s, others=beside.get(doc.id, 0))
                for s, doc in page
            ),
            facets=facets,
            snapshot=str(self._commits),
            relaxed=relaxed,
        )

    def explain(self, request: SearchRequest, document: IndexDocument) -> Explanation | None:
        limits = [filter_clause(f) for f in request.filters]
        planned = plan(request.query, self.vocabulary)
        relaxed = not self._found(planned.match, limits) and can_relax(request.query)
        if relaxed:
            planned = plan(request.query, self.vocabulary, relaxed=True)
        doc = self._documents.get(document.id)
        if doc is None or any(score(limit, doc, self._rarity) is None for limit in limits):
            return None
        return explanation.explain(
            planned,
            prepare_one(document),
            lambda clause: score(clause, doc, self._rarity),
            words=words_of(request.query, self.vocabulary),
            relaxed=relaxed,
        )

    def _found(self, match: Clause, limits: list[Clause]) -> list[tuple[Tokens, float]]:
        found: list[tuple[Tokens, float]] = []
        for doc in self._documents.values():
            if all(score(limit, doc, self._rarity) is not None for limit in limits):
                fit = score(match, doc, self._rarity)
                if fit is not None:
                    found.append((doc, fit))
        return found

    def _grouped(
        self, field: str, ranked: list[tuple[float, Tokens]]
    ) -> tuple[list[tuple[float, Tokens]], dict[str, int]]:
        """The first of each group, with how many follow it."""
        of = groups.components((d.id, d.keywords.get(field, ())) for d in self._documents.values())
        counts = Counter(of[doc.id] for _, doc in ranked)
        leaders = {of[doc.id]: (s, doc) for s, doc in reversed(ranked)}
        first = [(s, doc) for s, doc in ranked if leaders[of[doc.id]][1] is doc]
        return first, {doc.id: counts[of[doc.id]] - 1 for _, doc in first}

    def _rarity(self, field: str, token: str) -> float:
        return self.vocabulary.rarity(self.vocabulary.frequency(field, token))

    def suggest(self, prefix: str, *, field: str, limit: int = 10, nearly: bool = False) -> Sequence[str]:
        name = fields.FACETS.get(field, field)
        fields.field(name)
        counts = Counter(
            value
            for doc in self._documents.values()
            for value in ([doc.title] if name == "title" else dict.fromkeys(doc.keywords.get(name, ())))
        )
        wanted = words(prefix)
        fitting = [v for v in counts if wanted and spelling.begins(words(v), wanted, nearly=nearly)]
        return tuple(sorted(fitting, key=lambda v: (-counts[v], v))[:limit])

    def headings(self, field: str, place: str = "", *, before: int = 0, limit: int = 20) -> Headings:
        name = headings.field(field)
        counts = Counter(
            v for doc in self._documents.values() for v in dict.fromkeys(doc.keywords.get(name, ()))
        )
        filed = sorted(
            (Heading(place=headings.place(name, v), value=v, count=n) for v, n in counts.items() if v),
            key=lambda heading: heading.place,
        )
        at = bisect.bisect_left(filed, place, key=lambda heading: heading.place)
        return Headings(
            before=tuple(filed[max(0, at - before) : at]),
            after=tuple(filed[at : at + limit]),
            total=len(filed),
            snapshot=str(self._commits),
        )

    def corrections(self, text: str, *, limit: int = 3) -> Sequence[str]:
        known: Counter[str] = Counter()
        for doc in self._documents.values():
            known.update(t for t in doc.counts[ALL] if "~" not in t)
        return spelling.correct(
            text,
            frequency=lambda word: known[word],
            near=lambda word, d: [(w, n) for w, n in known.items() if abs(len(w) - len(word)) <= d],
            alike=lambda key: [(w, n) for w, n in known.items() if spelling.sound(w) == key],
            finds=lambda t: bool(self._found(matching(spelling.question(t), self.vocabulary), [])),
            limit=limit,
        )

    def more_like(self, document: IndexDocument, *, limit: int = 5) -> Sequence[str]:
        clause = similarity.like(prepare_one(document), self.vocabulary, id_field="id")
        found = sorted(self._found(clause, []), key=lambda pair: (-pair[1], pair[0].id))
        return tuple(doc.id for doc, _ in found if doc.id != document.id)[:limit]

    def state(self) -> IndexState:
        return IndexState(
            documents=len(self._documents), sequence=self._sequence, snapshot=str(self._commits)
        )

    def ids(self) -> Iterable[str]:
        return list(self._documents)

    def sequences(self) -> Mapping[str, int]:
        return {doc.id: doc.sequence for doc in self._documents.values()}

    @contextmanager
    def writer(self) -> Iterator[IndexWriter]:
        yield MemoryWriter(self, dict(self._documents))

    @contextmanager
    def rebuild(self) -> Iterator[IndexWriter]:
        new = MemoryIndex()
        yield MemoryWriter(new, {})
        self.replace(new._documents, new._sequence)

    def close(self) -> None:
        pass


def _prior(doc: Tokens) -> int:
    return next(iter(doc.numbers.get(ranking.PRIOR, ())), 0)


def _sort_key(doc: Tokens, field: str, descending: bool) -> tuple[bool, int | str]:
    values: Sequence[int | str] = doc.numbers.get(field) or doc.keywords.get(field) or ()
    if not values:
        return (True, 0)
    value = values[0]
    return (False, -value if descending and isinstance(value, int) else value)


def _count(facet: FacetRequest, docs: Sequence[Tokens]) -> tuple[FacetValue, ...]:
    name = fields.field(facet.field).name
    counts = Counter(
        str(value)
        for doc in docs
        for value in dict.fromkeys(doc.numbers.get(name) or doc.keywords.get(name) or ())
    )
    wanted = words(facet.prefix)
    values = [v for v in counts if not wanted or spelling.begins(words(v), wanted)]
    if facet.initial:
        values = [v for v in values if spelling.filed_under(v, facet.initial)]
    values.sort(key=lambda v: spelling.facet_key(v, counts[v], facet.order))
    shown = list(dict.fromkeys((*values[: facet.size], *facet.values)))
    if facet.missing:
        shown.append("")
        counts[""] = sum(not (doc.numbers.get(name) or doc.keywords.get(name)) for doc in docs)
    return tuple(FacetValue(value=v, count=counts[v]) for v in shown)
