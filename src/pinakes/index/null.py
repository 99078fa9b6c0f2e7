"""An index that finds nothing: for programs that only need the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pinakes.index import fields, groups
from pinakes.index.planning import Vocabulary, plan
from pinakes.index.port import (
    Explanation,
    Headings,
    IndexDocument,
    IndexState,
    IndexWriter,
    SearchRequest,
    SearchResult,
)


class NullWriter:
    """Forgets all that it is given."""

    def __init__(self) -> None:
        self.sequence = 0

    def put(self, documents: Iterable[IndexDocument]) -> None:
        for _ in documents:
            pass

    def put_prepared(
        self, batch: bytes, sequences: Mapping[str, int] | None = None
    ) -> tuple[tuple[str, str], ...]:
        return ()

    def delete(self, ids: Iterable[str]) -> None:
        for _ in ids:
            pass

    def commit(self, sequence: int) -> None:
        self.sequence = sequence


class NullIndex:
    """Finds nothing, refuses nothing, but for a question that no index would answer."""

    def __init__(self, path: object = None) -> None:
        self._writer = NullWriter()

    def search(self, request: SearchRequest) -> SearchResult:
        plan(request.query, Vocabulary(lambda _field, _token: 0, 0, ()))
        fields.sort(request.sort)
        if request.group:
            groups.field(request.group)
        return SearchResult(
            total=0, hits=(), facets={fields.field(f.field).name: () for f in request.facets}, snapshot="0"
        )

    def explain(self, request: SearchRequest, document: IndexDocument) -> Explanation | None:
        return None

    def suggest(self, prefix: str, *, field: str, limit: int = 10, nearly: bool = False) -> Sequence[str]:
        return ()

    def headings(self, field: str, place: str = "", *, before: int = 0, limit: int = 20) -> Headings:
        return Headings(before=(), after=(), total=0, snapshot="0")

    def corrections(self, text: str, *, limit: int = 3) -> Sequence[str]:
        return ()

    def more_like(self, document: IndexDocument, *, limit: int = 5) -> Sequence[str]:
        return ()

    def state(self) -> IndexState:
        return IndexState(documents=0, sequence=self._writer.sequence, snapshot="0")

    def ids(self) -> Iterable[str]:
        return ()

    def sequences(self) -> Mapping[str, int]:
        return {}

    @contextmanager
    def writer(self) -> Iterator[IndexWriter]:
        yield self._writer

    @contextmanager
    def rebuild(self) -> Iterator[IndexWriter]:
        yield self._writer

    def close(self) -> None:
        pass
