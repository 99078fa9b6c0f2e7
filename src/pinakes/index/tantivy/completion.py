"""Completion while typing: titles, and the values of facets, by the first letters of any of their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from pinakes.index import fields, spelling
from pinakes.index.analysis import words
from pinakes.index.clauses import All, AllOf, Clause, Phrase, Prefix, Token
from pinakes.index.port import FacetRequest
from pinakes.index.tantivy import facets, schema, vocabulary
from pinakes.index.tantivy.queries import is_text
from pinakes.index.tantivy.snapshot import Snapshot

FOLDER = "completion"
KINDS = tuple(facets.TEXT_OF)
"""Facets with so many values that they have an index of their own."""
SMALL = 5_000
"""Documents; the values of a smaller index are read when they are first wanted, and kept in memory."""
_LOOKED_AT = 60
_FEW_LETTERS = 4


def suggest(
    snapshot: Snapshot, prefix: str, field: str, limit: int, *, nearly: bool = False
) -> tuple[str, ...]:
    """Up to ``limit`` values of ``field`` (title, or the public or own name of a facet)."""
    wanted = words(prefix)
    if not all(map(is_text, wanted)):
        return ()
    if field == "title":
        return (_nearly_titles if nearly else _titles)(snapshot, wanted, limit)
    name = fields.FACETS.get(field, field)
    if fields.field(name).kind == "text":
        return ()
    if name in KINDS and (known := _known(snapshot)) is not None:
        return known.find(name, wanted, limit, nearly=nearly)
    if nearly:
        return ()
    request = FacetRequest(field=name, size=limit, prefix=prefix)
    found = facets.count(snapshot, All(), request)
    return tuple(value.value for value in found)


# Titles


def _beginning(field: str, wanted: list[str]) -> Clause:
    *whole, last = wanted
    parts: list[Clause] = [Token(field=field, text=word) for word in whole]
    return AllOf(parts=(*parts, Prefix(field=field, text=last)))


def _titles(snapshot: Snapshot, wanted: list[str], limit: int) -> tuple[str, ...]:
    """The title itself comes first, then those that begin so, then those that have the words elsewhere."""
    anywhere = _beginning("title", wanted)
    typed = " ".join(wanted)
    clauses: list[Clause] = [Token(field="title_sort", text=typed)]
    clauses += [Prefix(field="title_sort", text=start) for start in _starts(typed)]
    if len(wanted) > 2:
        clauses.append(AllOf(parts=(Phrase(field="title", tokens=tuple(wanted[:-1])), anywhere)))
    clauses.append(anywhere)
    found: dict[str, None] = {}
    for clause in clauses:
        for title in _shown(snapshot, snapshot.translator.query(clause)):
            if title not in found and spelling.begins(words(title), wanted):
                found[title] = None
                if len(found) >= limit:
                    return tuple(found)
    return tuple(found)


def _starts(typed: str) -> list[str]:
    """What is looked for in the order of titles. Few letters begin too many titles to go through them all:
    they are tried with each letter that may follow, until there are enough."""
    if len(typed) > _FEW_LETTERS or not typed.isascii():
        return [typed]
    return [typed + sign for sign in " abcdefghijklmnopqrstuvwxyz"] + [typed]


def _nearly_titles(snapshot: Snapshot, wanted: list[str], limit: int) -> tuple[str, ...]:
    query = _all_words(snapshot.schema, "title", wanted, nearly=True)
    titles = _shown(snapshot, query)
    fitting = dict.fromkeys(t for t in titles if spelling.begins(words(t), wanted, nearly=True))
    return tuple(fitting)[:limit]


def _shown(snapshot: Snapshot, query: Query) -> Iterator[str]:
    hits = snapshot.searcher.search(query, _LOOKED_AT, False).hits
    kept = (snapshot.searcher.doc(address)[schema.TITLE_SHOWN] for _, address in hits)
    return (bytes(shown[0]).decode() for shown in kept if shown)


def _all_words(known: tantivy.Schema, field: str, wanted: list[str], *, nearly: bool) -> Query:
    """All of the words, the last one as a beginning; ``nearly`` with one wrong letter in each longer one."""
    parts = []
    for at, word in enumerate(wanted):
        last = at == len(wanted) - 1
        wrong = 1 if nearly and len(word) >= spelling.LONG_ENOUGH else 0
        if last or wrong:
            query = Query.fuzzy_term_query(known, field, word, distance=wrong, prefix=last)
        else:
            query = Query.term_query(known, field, word, "basic")
        parts.append((Occur.Must, Query.const_score_query(query, 1.0)))
    return Query.boolean_query(parts)


# Values of facets


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for kind in KINDS:
        builder.add_text_field(kind, tokenizer_name="blanks", index_option="basic")
    builder.add_bytes_field("value", stored=True)
    builder.add_unsigned_field("frequency", fast=True)
    return builder.build()


class KnownValues:
    """The values of an index's facets, opened for looking up."""

    def __init__(self, index: tantivy.Index) -> None:
        schema.register(index)
        index.config_reader("manual")
        index.reload()
        self._schema, self._searcher = index.schema, index.searcher()

    def find(self, kind: str, wanted: list[str], limit: int, *, nearly: bool) -> tuple[str, ...]:
        """Values with all of the words, the last one as a beginning, the most frequent first."""
        query = _all_words(self._schema, kind, wanted, nearly=nearly)
        hits = self._searcher.search(query, max(limit, 1), False, order_by_field="frequency").hits
        return tuple(self._value(address) for _, address in hits)[:limit]

    def _value(self, address: Any) -> str:
        return bytes(self._searcher.doc(address)["value"][0]).decode()


def _known(snapshot: Snapshot) -> KnownValues | None:
    def open_() -> KnownValues | None:
        try:
            if snapshot.documents < SMALL:
                index = tantivy.Index(_schema())
                _fill(index, snapshot)
                return KnownValues(index)
            return KnownValues(tantivy.Index.open(str(snapshot.generation / FOLDER)))
        except ValueError:
            return None  # written by an older version

    return snapshot.remembered("known values", open_)


def build(snapshot: Snapshot) -> None:
    """Write the values anew; readers see the old ones until the new are whole."""

    def fill(folder: Path) -> None:
        _fill(tantivy.Index(_schema(), path=str(folder)), snapshot)

    vocabulary.replace(snapshot.searcher, snapshot.generation / FOLDER, fill)


def is_stale(snapshot: Snapshot) -> bool:
    """Whether the values were written when the index was much smaller or larger."""
    return vocabulary.is_outgrown(snapshot.searcher, snapshot.generation / FOLDER, small=SMALL)


def _fill(index: tantivy.Index, snapshot: Snapshot) -> None:
    schema.register(index)
    writer = index.writer(50_000_000, 1)
    everything = snapshot.found.counts(All(), ()) if snapshot.documents else None
    for kind in KINDS:
        for value, frequency in everything.each_of(kind) if everything else ():
            if not value:
                continue
            values = {kind: [" ".join(words(value))], "value": value.encode(), "frequency": frequency}
            writer.add_document(tantivy.Document.from_dict(values, index.schema))
    writer.commit()
    writer.wait_merging_threads()
