"""A search index for the tests of pages: every word of the question somewhere in the record, slow and obvious."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from pinakes.index import fields
from pinakes.index.port import FacetValue, Filter, Hit, IndexDocument, IndexState, SearchRequest, SearchResult
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words
from pinakes.store.port import RecordStore


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.replace("\u2010", "").replace("-", "")))


class PlainIndex:
    """Documents in a dictionary; the order is that of the store."""

    def __init__(self, documents: Iterable[IndexDocument], sequence: int) -> None:
        self.documents = {d.id: d for d in documents}
        self.sequence = sequence
        self.searches = 0

    @classmethod
    def over(cls, store: RecordStore) -> PlainIndex:
        stored = [s for s in store.changes(0, limit=10_000) if not s.deleted]
        return cls((fields.document(s.record, s.sequence) for s in stored), store.last_sequence())

    def search(self, request: SearchRequest) -> SearchResult:
        self.searches += 1
        matching = [d for d in self.documents.values() if self._fits(request.query, d)]
        hits = [d for d in matching if all(self._allows(f, d) for f in request.filters)]
        facets = {}
        for asked in request.facets:
            others = [f for f in request.filters if f.field != asked.field]
            counts: Counter[str] = Counter()
            for d in matching:
                if all(self._allows(f, d) for f in others):
                    counts.update(str(v) for v in d.values.get(asked.field, ()))
            values = sorted(counts.items(), key=lambda v: v[0] if asked.order == "value" else (-v[1], v[0]))
            prefix = folded(asked.prefix)
            facets[asked.field] = tuple(
                FacetValue(value=value, count=count)
                for value, count in values
                if not prefix or any(word.startswith(prefix) for word in folded(value).split())
            )[: asked.size]
        shown = hits[request.offset : request.offset + request.limit]
        return SearchResult(
            total=len(hits),
            hits=tuple(Hit(id=d.id, score=1.0) for d in shown),
            facets=facets,
            snapshot=str(self.sequence),
        )

    def _fits(self, node: Node, document: IndexDocument) -> bool:
        match node:
            case Everything():
                return True
            case And(parts=parts):
                return all(self._fits(p, document) for p in parts)
            case Or(parts=parts):
                return any(self._fits(p, document) for p in parts)
            case Not(part=part):
                return not self._fits(part, document)
            case Range(field=field, low=low, high=high):
                return self._allows(Filter(field=field, low=low, high=high), document)
            case Words(text=text, field=field, match=match):
                values = document.values
                found = [v for vs in values.values() for v in vs] if field == "all" else values.get(field, ())
                pool = folded(" ".join(map(str, found)))
                wanted = folded(text)
                return wanted in pool if match == "phrase" else all(w in pool for w in wanted.split())
        raise AssertionError(node)

    @staticmethod
    def _allows(limit: Filter, document: IndexDocument) -> bool:
        values = document.values.get(limit.field, ())
        if limit.low is not None or limit.high is not None:
            low = limit.low if limit.low is not None else -9999
            high = limit.high if limit.high is not None else 9999
            fits = any(low <= int(v) <= high for v in values)
        else:
            fits = any(str(v) in limit.values for v in values)
        return fits != limit.exclude

    def suggest(self, prefix: str, *, field: str, limit: int = 10) -> Sequence[str]:
        return ()

    def state(self) -> IndexState:
        return IndexState(documents=len(self.documents), sequence=self.sequence, snapshot=str(self.sequence))

    def close(self) -> None:
        pass
