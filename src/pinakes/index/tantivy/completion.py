"""Completion while typing: titles, and the values of facets, by the first letters of any of their words."""

from __future__ import annotations

from pinakes.index import fields, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import All, AllOf, Clause, Phrase, Prefix, Token
from pinakes.index.port import FacetRequest
from pinakes.index.tantivy import facets, schema
from pinakes.index.tantivy.snapshot import Snapshot

_LOOKED_AT = 60


def suggest(snapshot: Snapshot, prefix: str, field: str, limit: int) -> tuple[str, ...]:
    """Up to ``limit`` values of ``field`` (title, or the public or own name of a facet)."""
    wanted = words(prefix)
    if field == "title":
        return _titles(snapshot, wanted, limit)
    name = fields.FACETS.get(field, field)
    if fields.field(name).kind == "text":
        return ()
    text = facets.TEXT_OF.get(name)
    match = _beginning(text, wanted) if text else All()
    request = FacetRequest(field=name, size=limit, prefix=prefix)
    return tuple(found.value for found in facets.count(snapshot, match, request))


def _beginning(field: str, wanted: list[str]) -> Clause:
    *whole, last = wanted
    parts: list[Clause] = [Token(field=field, text=word) for word in whole]
    return AllOf(parts=(*parts, Prefix(field=field, text=last)))


def _titles(snapshot: Snapshot, wanted: list[str], limit: int) -> tuple[str, ...]:
    """Titles that begin so come before those that have the words elsewhere."""
    translator, searcher = snapshot.translator, snapshot.searcher
    start = Prefix(field="title_sort", text=" ".join(wanted))
    clauses: list[Clause] = [start, _beginning("title", wanted)]
    if len(wanted) > 2:
        clauses.insert(1, AllOf(parts=(Phrase(field="title", tokens=tuple(wanted[:-1])), clauses[-1])))
    found: dict[str, None] = {}
    for clause in clauses:
        for _, address in searcher.search(translator.query(clause), _LOOKED_AT, False).hits:
            if shown := searcher.doc(address)[schema.TITLE_SHOWN]:
                title = bytes(shown[0]).decode()
                if spelling.begins(words(title), wanted):
                    found[title] = None
        if len(found) >= limit:
            break
    return tuple(found)[:limit]
