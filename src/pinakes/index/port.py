"""The port of search: what is asked, what comes back, what an engine must do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from pinakes.query.tree import Everything, Node
from pinakes.records.base import Struct


class IndexDocument(Struct):
    """What an engine is given of a record: made by ``index.fields.document``."""

    id: str
    sequence: int
    """The store's sequence number of the change that made it."""
    values: dict[str, tuple[str, ...] | tuple[int, ...]]
    """By the name of a Field; text already as printed (the engine's analyser folds it)."""


class Filter(Struct):
    """A limit on a facet field: any of ``values`` (OR), all of them when ``every``, none when ``exclude``."""

    field: str
    """Or ``fields.SEQUENCE``, for a range of changes."""
    values: tuple[str, ...] = ()
    exclude: bool = False
    low: int | None = None
    high: int | None = None
    """For numeric fields (year): a closed range instead of values."""
    missing: bool = False
    """Records that have no value at all."""
    every: bool = False
    """Each value must be there: such a filter narrows the counts of its own facet too."""


class FacetRequest(Struct):
    """Count the values of a facet field over the hits; its own filter narrows it only when it asks for every value."""

    field: str
    size: int = 30
    prefix: str = ""
    """Only values that contain a word beginning so (for the search in a long facet)."""
    order: str = "count"
    """count, value"""
    values: tuple[str, ...] = ()
    """Counted whatever their place, also when that is 0; they follow the others, in this order."""
    initial: str = ""
    """Only values that are filed under this letter: what comes first without punctuation, case and marks."""
    missing: bool = False
    """Whether to count the records without a value: the last one, with the value ""."""


class SearchRequest(Struct):
    """A search, whole. Equal requests have equal results on one snapshot."""

    query: Node = Everything()
    filters: tuple[Filter, ...] = ()
    facets: tuple[FacetRequest, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    group: str = ""
    """One of ``groups.GROUPS``: of the records of a group only the first one found is a hit."""


class Hit(Struct):
    """A record that was found."""

    id: str
    score: float
    others: int = 0
    """In a search by groups: how many more of its group are found."""


class FacetValue(Struct):
    """One value of a facet and in how many of the hits it is."""

    value: str
    count: int


class SearchResult(Struct):
    """Hits in order, exact total and exact counts of the values shown; facets count records, never groups."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    snapshot: str
    """Changes with every commit that readers can see; caches hang on it."""
    relaxed: bool = False
    """Nothing has all words of a question that needs all or most of them: these have some."""
    records: int = 0
    """How many records are found; of a search by groups ``total`` is how many groups."""


ShareKind = Literal[
    "word", "stem", "phrase", "title", "identifier", "callnumber", "beginning", "pattern", "spelling",
    "complete", "value", "everything",
]  # fmt: skip


class Share(Struct):
    """A part of the score of a hit: what of the question was found in which field."""

    kind: ShareKind
    """ "title" is a whole title, "complete" all words of a question that does not require all, "value" a value of a
    facet; the others are what was found of a word."""
    text: str
    """As the index holds it, folded; of a word in another form, as it was typed."""
    field: str
    """Empty where it is the whole record."""
    score: float


class Explanation(Struct):
    """Why a record is among the hits, and where it stands."""

    id: str
    score: float
    """What the engine says; the shares add up to it, but for rounding."""
    shares: tuple[Share, ...]
    """The largest first."""
    missing: tuple[str, ...] = ()
    """Words of the question that the record does not have, as typed."""
    relaxed: bool = False
    """Nothing has all words: it is one of the nearest."""


class Heading(Struct):
    """A value of a field with its place in the list of all."""

    place: str
    """Orders headings; ``headings`` takes it to go on from here."""
    value: str
    """As in the documents: the heading, or for a field that only orders (``title_sort``) its key."""
    count: int


class Headings(Struct):
    """Part of the list of all values of a field, in the order of a catalogue."""

    before: tuple[Heading, ...]
    """What stands directly before the place asked for, in order."""
    after: tuple[Heading, ...]
    """What stands there and follows."""
    total: int
    """How many values there are."""
    snapshot: str


class IndexState(Struct):
    """What the index knows of itself."""

    documents: int
    sequence: int
    """Every change up to this one is in it."""
    snapshot: str


class IndexWriter(Protocol):
    """Collects changes; ``commit`` makes them last and visible."""

    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Add or replace by id. Raises IndexRefused naming the document; the rest stays."""
        ...

    def put_prepared(
        self, batch: bytes, sequences: Mapping[str, int] | None = None
    ) -> tuple[tuple[str, str], ...]:
        """Add or replace what ``index.prepared.prepare`` made, in this process or another.

        ``sequences`` has the numbers that the store gave; what is not in it is left alone.
        Gives (id, reason) of each document that was refused; the rest stays.
        """
        ...

    def delete(self, ids: Iterable[str]) -> None: ...

    def commit(self, sequence: int) -> None:
        """Make all of it last; the index then holds every change up to ``sequence``."""
        ...


class SearchIndex(Protocol):
    """An engine. Its constructor opens or creates; nothing else in pinakes names an engine."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Raises UnknownField, QueryLimit, IndexUnavailable; no input makes it raise anything else."""
        ...

    def explain(self, request: SearchRequest, document: IndexDocument) -> Explanation | None:
        """Why this document is found, whatever the order asked for; None when it isn't. Raises as ``search``."""
        ...

    def suggest(self, prefix: str, *, field: str, limit: int = 10, nearly: bool = False) -> Sequence[str]:
        """Values of a keyword field, or titles, with words that begin so, the most frequent first.

        ``nearly`` allows one wrong letter in each word of five letters or more. Raises UnknownField.
        """
        ...

    def headings(self, field: str, place: str = "", *, before: int = 0, limit: int = 20) -> Headings:
        """Values of a field of ``fields.HEADINGS`` around a place, with exact counts; each costs the same wherever
        in the list it is. Raises UnknownField, IndexUnavailable."""
        ...

    def corrections(self, text: str, *, limit: int = 3) -> Sequence[str]:
        """Other spellings of ``text`` that find something, the best first; none when it is spelled right."""
        ...

    def more_like(self, document: IndexDocument, *, limit: int = 5) -> Sequence[str]:
        """Ids of documents with like words and subjects, without ``document`` itself."""
        ...

    def state(self) -> IndexState: ...

    def ids(self) -> Iterable[str]:
        """Every id that it holds, in any order: `pinakes reindex --check` compares them with the store."""
        ...

    def sequences(self) -> Mapping[str, int]:
        """Id → sequence of every document, for the same comparison."""
        ...

    def writer(self) -> AbstractContextManager[IndexWriter]:
        """One writer at a time. Leaving without an exception commits nothing by itself; an exception rolls back."""
        ...

    def rebuild(self) -> AbstractContextManager[IndexWriter]:
        """A writer into a new, empty index that replaces this one when left without an exception."""
        ...

    def close(self) -> None: ...
