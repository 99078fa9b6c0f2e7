"""Clauses → the engine's queries; its own parser is never used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import tantivy
from tantivy import Occur, Query

from pinakes.errors import UnknownField
from pinakes.index import fields
from pinakes.index.clauses import (
    All,
    AllOf,
    AnyOf,
    Best,
    Clause,
    Constant,
    Missing,
    Near,
    Nothing,
    Number,
    Pattern,
    Phrase,
    Plan,
    Prefix,
    Token,
    Without,
)  # fmt: skip
from pinakes.index.prepared import ALL
from pinakes.index.tantivy.schema import MARKED, NO_VALUE, SEQUENCE
from pinakes.records.base import Struct

_INTEGER = tantivy.FieldType.Integer
_SIGNS = {"*": "[^~]*", "?": "[^~]"}


class OneOf(Struct):
    """Documents that have any of the tokens; the engine holds them as a set of bits, which is quick to look into."""

    field: str
    texts: tuple[str, ...]


def unscored(clause: Clause) -> Any:
    """A clause that fits the same documents and is cheaper, since scores are not wanted."""
    if isinstance(clause, AllOf):
        return AllOf(parts=tuple(unscored(part) for part in clause.parts))
    if isinstance(clause, Without):
        return Without(part=unscored(clause.part))
    if isinstance(clause, Constant):
        return unscored(clause.part)
    if isinstance(clause, (AnyOf, Best)):
        minimum = clause.minimum if isinstance(clause, AnyOf) else 1
        if minimum > 1:
            return AnyOf(parts=tuple(unscored(part) for part in clause.parts), minimum=minimum)
        return _union(clause.parts)
    return clause


def _union(parts: tuple[Clause, ...]) -> Any:
    tokens: dict[str, dict[str, None]] = {}
    others: dict[Clause, None] = {}
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Token) and is_text(part.text):
            tokens.setdefault(part.field, {})[part.text] = None
        elif isinstance(part, Best) or (isinstance(part, AnyOf) and part.minimum == 1):
            waiting += part.parts
        else:
            others[unscored(part)] = None
    found: list[Any] = [
        OneOf(field=field, texts=tuple(texts))
        if len(texts) > 1
        else Token(field=field, text=next(iter(texts)))
        for field, texts in tokens.items()
    ]
    found += others
    return found[0] if len(found) == 1 else AnyOf(parts=tuple(found))


class Translator:
    """Makes queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def scored(self, plan: Plan, limits: Sequence[Clause]) -> Query:
        """What must fit, within the limits, lifted by the bonuses."""
        parts = [(Occur.Must, self.query(plan.match)), *self._limits(limits)]
        parts += [(Occur.Should, self.query(bonus)) for bonus in plan.bonuses]
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def counted(self, match: Clause, limits: Sequence[Clause] = ()) -> Query:
        """The same without scores: for counting."""
        parts = [(Occur.Must, self.query(unscored(match))), *self._limits(limits)]
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def _limits(self, limits: Sequence[Clause]) -> list[tuple[Occur, Query]]:
        return [
            (Occur.MustNot, self.query(limit.part))
            if isinstance(limit, Without)
            else (Occur.Must, Query.const_score_query(self.query(limit), 0.0))
            for limit in limits
        ]

    def query(self, clause: Clause | OneOf) -> Query:  # noqa: C901 - one branch for each kind
        if isinstance(clause, Token):
            return self._token(clause)
        if isinstance(clause, AllOf):
            return self._all(clause)
        if isinstance(clause, OneOf):
            return Query.term_set_query(self._schema, clause.field, list(clause.texts))
        if isinstance(clause, AnyOf):
            parts = [(Occur.Should, self.query(part)) for part in clause.parts]
            if not parts or clause.minimum > len(parts):
                return Query.empty_query()
            if clause.minimum > 1:
                return Query.boolean_query(parts, minimum_number_should_match=clause.minimum)
            return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)
        if isinstance(clause, Best):
            best = [self.query(part) for part in clause.parts]
            return (
                best[0]
                if len(best) == 1
                else Query.disjunction_max_query(best)
                if best
                else Query.empty_query()
            )
        if isinstance(clause, Phrase):
            return self._phrase(clause)
        if isinstance(clause, Without):
            return Query.boolean_query(
                [(Occur.Must, _everything()), (Occur.MustNot, self.query(clause.part))]
            )
        if isinstance(clause, Missing) and clause.field in MARKED:
            return self._token(Token(field=clause.field, text=NO_VALUE, weight=0.0, constant=True))
        if isinstance(clause, Constant):
            return Query.const_score_query(self.query(clause.part), clause.weight)
        if isinstance(clause, Missing):
            exists = Query.exists_query(clause.field)
            return Query.boolean_query([(Occur.Must, _everything()), (Occur.MustNot, exists)])
        if isinstance(clause, All):
            return _everything()
        if isinstance(clause, Nothing):
            return Query.empty_query()
        return self._expanded(clause)

    def _token(self, clause: Token) -> Query:
        if not is_text(clause.text):
            return Query.empty_query()
        kind = "basic" if fields_kind(clause.field) == "keyword" else "freq"
        query = Query.term_query(self._schema, clause.field, clause.text, kind)
        if clause.constant or kind == "basic":
            return Query.const_score_query(query, clause.weight)
        return query if clause.weight == 1.0 else Query.boost_query(query, clause.weight)

    def _all(self, clause: AllOf) -> Query:
        parts = [
            (Occur.MustNot, self.query(part.part))
            if isinstance(part, Without)
            else (Occur.Must, self.query(part))
            for part in clause.parts
        ]
        if all(occur == Occur.MustNot for occur, _ in parts):
            parts.insert(0, (Occur.Must, _everything()))
        return Query.boolean_query(parts)

    def _phrase(self, clause: Phrase) -> Query:
        if len(clause.tokens) == 1:
            return self._token(Token(field=clause.field, text=clause.tokens[0], weight=clause.weight))
        query = Query.phrase_query(self._schema, clause.field, list(clause.tokens), slop=clause.slop)
        return query if clause.weight == 1.0 else Query.boost_query(query, clause.weight)

    def _expanded(self, clause: Prefix | Pattern | Near | Number) -> Query:
        if isinstance(clause, Number):
            bounds = (clause.low, clause.high)
            least, kind = (
                (0, tantivy.FieldType.Unsigned) if clause.field == SEQUENCE else (-(2**63), _INTEGER)
            )
            low, high = (max(least, min(2**63 - 1, n)) if n is not None else None for n in bounds)
            if low is not None and high is not None and low > high:
                return Query.empty_query()
            if low is None and high is None:
                return Query.exists_query(clause.field)
            return Query.range_query(self._schema, clause.field, kind, low, high)
        if not is_text(clause.text):
            return Query.empty_query()
        if isinstance(clause, Prefix):
            query = Query.fuzzy_term_query(self._schema, clause.field, clause.text, distance=0, prefix=True)
            return Query.const_score_query(query, clause.weight)
        if isinstance(clause, Near):
            near = Query.fuzzy_term_query(self._schema, clause.field, clause.text, distance=clause.distance)
            return near if clause.weight == 1.0 else Query.const_score_query(near, clause.weight)
        pattern = "".join(_SIGNS.get(sign) or re.escape(sign) for sign in clause.text)
        return Query.regex_query(self._schema, clause.field, pattern)


def _everything() -> Query:
    return Query.const_score_query(Query.all_query(), 1.0)


def is_text(token: str) -> bool:
    """Whether an engine that holds UTF-8 can have this token: half a surrogate pair is no text."""
    try:
        token.encode()
    except UnicodeEncodeError:
        return False
    return True


def fields_kind(name: str) -> str:
    """How the engine holds a field: text with frequencies, or whole keywords."""
    if name == ALL:
        return "text"
    try:
        return fields.field(name).kind
    except UnknownField:
        return "keyword"
