"""Catalogue: what readers, pages, commands and protocols ask; one index call and one SELECT a search."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import TracebackType

import msgspec

from pinakes.discovery.leniency import Leniency, leniency
from pinakes.discovery.state import Constraint, SearchState
from pinakes.errors import RecordNotFound, UnknownField
from pinakes.index import fields
from pinakes.index.port import Explanation, FacetValue, Hit, SearchIndex, SearchRequest, SearchResult
from pinakes.query import advanced, simple
from pinakes.query.notes import Note
from pinakes.query.text import to_text
from pinakes.query.tree import And, Node
from pinakes.records import record_ids
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.store.authority_rules import known
from pinakes.store.port import RecordStore, StoredRecord

BATCH = 1000
"""Records that are fetched at a time when all of a search are wanted."""
FACET_SIZES: Mapping[str, int] = dict.fromkeys(fields.FACETS, 30)


class FoundRecord(Struct):
    """A hit with its record."""

    id: str
    score: float
    record: Record
    stored: StoredRecord
    others: int = 0
    """In a search by groups: how many more of its group are found."""


class Page(Struct):
    """A page of results."""

    state: SearchState
    query: Node
    total: int
    """Of hits that can be turned to: records, or groups of them."""
    hits: tuple[FoundRecord, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    """By the facet's public name."""
    snapshot: str
    suggestion: str = ""
    notes: tuple[Note, ...] = ()
    """What of ``state.q`` was not read to the letter, as sentences."""
    records: int = 0
    """Of records that are found, also in a search by groups; facets count these."""
    relaxed: bool = False
    """Nothing has enough of the words: the hits, and ``total``, are those that have some."""

    @property
    def leniency(self) -> Leniency | None:
        """Which words of a long question a record need not have; None when every word is required."""
        return leniency(self.query)

    @property
    def strict_q(self) -> str:
        """What to type so that every word is required."""
        return to_text(read(self.state, strict=True).node, field=self.state.field)


def read(state: SearchState, *, strict: bool = False) -> simple.Reading:
    """The question that a state's words and form ask, with notes on how they were read. Raises QueryLimit."""
    reading = simple.read(state.q, field=state.field, field_names=fields.typed_name, strict=strict)
    if not state.advanced:
        return reading
    form = advanced.to_node(state.advanced)
    node = And(parts=(reading.node, form)) if state.q.strip() else form
    return msgspec.structs.replace(reading, node=node)


class Catalogue:
    """A store and the index over it, opened for reading; ``close`` it or use it as a context manager."""

    def __init__(
        self, store: RecordStore, index: SearchIndex, *, on_close: Callable[[], None] | None = None
    ) -> None:
        self.store = store
        self.index = index
        self._on_close = on_close

    def search(
        self,
        query: str = "",
        *,
        field: str = "all",
        filters: Mapping[str, Sequence[str]] | None = None,
        sort: str = "relevance",
        page: int = 1,
        size: int = 20,
        facets: Mapping[str, int] | Iterable[str] | None = None,
    ) -> Page:
        """Search as a reader does: ``filters`` maps a facet to the values of which one must be there."""
        constraints = tuple(
            Constraint(facet=name, value=value)
            for name, values in (filters or {}).items()
            for value in values
        )
        for constraint in constraints:
            fields.facet_field(constraint.facet)
        if field not in fields.SEARCH_FIELDS:
            raise UnknownField(field, fields.SEARCH_FIELDS)
        state = SearchState(q=query, field=field, constraints=constraints, sort=sort, page=page, size=size)
        if facets is None or isinstance(facets, Mapping):
            return self.page(state, facets=facets)
        return self.page(state, facets={name: FACET_SIZES[name] for name in facets})

    def page(
        self,
        state: SearchState,
        *,
        facets: Mapping[str, int] | None = None,
        missing: Collection[str] = (),
        window: tuple[int, int] | None = None,
    ) -> Page:
        """The page that a state means, or the hits of ``window`` (offset, limit) instead.

        ``missing`` names the facets that end with the number of records without a value (the value "").
        Raises QueryLimit, UnknownField, IndexUnavailable.
        """
        reading = read(state)
        names = FACET_SIZES if facets is None else facets
        request = state.request(reading.node, facets=names, missing=missing)
        if window is not None:
            request = msgspec.structs.replace(request, offset=window[0], limit=window[1])
        result = self.find(request)
        return Page(
            state=state,
            query=reading.node,
            total=result.total,
            records=result.records,
            hits=self._records(result.hits),
            facets={name: result.facets.get(fields.facet_field(name), ()) for name in names},
            snapshot=result.snapshot,
            notes=reading.notes,
            relaxed=result.relaxed,
        )

    def facet(
        self,
        state: SearchState,
        name: str,
        *,
        size: int,
        prefix: str = "",
        order: str = "count",
        initial: str = "",
        missing: bool = False,
    ) -> SearchResult:
        """Values of one facet within a search, without hits. Raises QueryLimit, UnknownField, IndexUnavailable."""
        asked = state.facet_request(name, size, prefix=prefix, order=order, initial=initial, missing=missing)
        request = state.request(read(state).node)
        return self.find(msgspec.structs.replace(request, facets=(asked,), offset=0, limit=0))

    def everything(self, state: SearchState) -> Iterator[StoredRecord]:
        """Every record that a search finds, in its order, also of one by groups; memory for one batch only."""
        request = msgspec.structs.replace(state.request(read(state).node), group="")
        for offset in itertools.count(0, BATCH):
            result = self.find(msgspec.structs.replace(request, offset=offset, limit=BATCH))
            yield from (s for s in self.store.get_many([h.id for h in result.hits]) if not s.deleted)
            if offset + BATCH >= result.total:
                return

    def explain(self, state: SearchState, stored: StoredRecord) -> Explanation | None:
        """Why a record is among the hits of a search; None when it isn't. Raises QueryLimit, IndexUnavailable."""
        (also,) = known(self.store.authorities, [stored.record])
        document = fields.document(stored.record, stored.sequence, also)
        return self.index.explain(state.request(read(state).node), document)

    def find(self, request: SearchRequest) -> SearchResult:
        """Ids, total and counts only."""
        return self.index.search(request)

    def _records(self, hits: Sequence[Hit]) -> tuple[FoundRecord, ...]:
        stored = {s.id: s for s in self.store.get_many([h.id for h in hits])}
        return tuple(
            FoundRecord(id=h.id, score=h.score, record=s.record, stored=s, others=h.others)
            for h in hits
            if (s := stored.get(h.id)) is not None and not s.deleted
        )

    def record(self, record_id: str) -> StoredRecord:
        """The record or its tombstone, its id written as in the file it came from or as kept. Raises RecordNotFound."""
        stored = self.store.get(record_ids.record_id(record_id))
        if stored is None:
            raise RecordNotFound(record_id)
        return stored

    def close(self) -> None:
        self.index.close()
        self.store.close()
        if self._on_close:
            self._on_close()

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
