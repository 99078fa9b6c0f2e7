"""Clauses against one document held in memory: the meaning of each, said as plainly as can be."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable

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
    Prefix,
    Token,
    Without,
)  # fmt: skip
from pinakes.index.fields import RECORD_ID, SEQUENCE
from pinakes.index.prepared import Prepared

Rarity = Callable[[str, str], float]


class Tokens:
    """A prepared document with its tokens counted."""

    def __init__(self, prepared: Prepared) -> None:
        self.id, self.sequence, self.title = prepared.id, prepared.sequence, prepared.title
        self.keywords = prepared.keywords | {RECORD_ID: (prepared.id,)}
        self.values = {name: tuple(v.split() for v in values) for name, values in prepared.words.items()}
        self.values |= {name: tuple([v] for v in values) for name, values in self.keywords.items()}
        self.counts = {name: Counter(t for v in values for t in v) for name, values in self.values.items()}
        self.numbers = prepared.numbers | {SEQUENCE: (prepared.sequence,)}


def score(clause: Clause, doc: Tokens, rarity: Rarity) -> float | None:
    """How well a document fits; None when it does not."""
    if isinstance(clause, All):
        return 1.0
    if isinstance(clause, Nothing):
        return None
    if isinstance(clause, Without):
        return None if score(clause.part, doc, rarity) is not None else 0.0
    if isinstance(clause, Constant):
        return clause.weight if score(clause.part, doc, rarity) is not None else None
    if isinstance(clause, Missing):
        return None if doc.keywords.get(clause.field) or doc.numbers.get(clause.field) else 0.0
    if isinstance(clause, Number):
        return _number(clause, doc)
    if isinstance(clause, (AllOf, AnyOf, Best)):
        found = [score(part, doc, rarity) for part in clause.parts]
        fits = [s for s in found if s is not None]
        if isinstance(clause, AllOf):
            return sum(fits) if len(fits) == len(found) else None
        if isinstance(clause, Best):
            return max(fits, default=None)
        return sum(fits) if len(fits) >= max(clause.minimum, 1) else None
    return _tokens(clause, doc, rarity)


def _number(clause: Number, doc: Tokens) -> float | None:
    low = -math.inf if clause.low is None else clause.low
    high = math.inf if clause.high is None else clause.high
    return 0.0 if any(low <= n <= high for n in doc.numbers.get(clause.field, ())) else None


def _tokens(clause: Token | Phrase | Prefix | Pattern | Near, doc: Tokens, rarity: Rarity) -> float | None:
    counts = doc.counts.get(clause.field, Counter())
    if isinstance(clause, Token):
        if not (count := counts[clause.text]):
            return None
        if clause.constant:
            return clause.weight
        return clause.weight * rarity(clause.field, clause.text) * count / (count + 1.2)
    if isinstance(clause, Phrase):
        found = any(_beside(value, clause) for value in doc.values.get(clause.field, ()))
        return clause.weight * sum(rarity(clause.field, t) for t in clause.tokens) if found else None
    if isinstance(clause, Prefix):
        return clause.weight if any(t.startswith(clause.text) for t in counts) else None
    if isinstance(clause, Near):
        near = any(distance(clause.text, t, clause.distance) <= clause.distance for t in counts)
        return clause.weight if near else None
    pattern = re.compile(_regex(clause.text))
    return 1.0 if any(pattern.fullmatch(t) for t in counts) else None


def _regex(pattern: str) -> str:
    signs = {"*": "[^~]*", "?": "[^~]"}
    return "".join(signs.get(sign, re.escape(sign)) for sign in pattern)


def _beside(tokens: list[str], phrase: Phrase) -> bool:
    """Whether the tokens stand in order with at most ``slop`` others between them in all."""
    if phrase.slop == 0:
        size = len(phrase.tokens)
        return any(tuple(tokens[at : at + size]) == phrase.tokens for at in range(len(tokens) - size + 1))
    return any(_within(tokens, phrase, at) for at, token in enumerate(tokens) if token == phrase.tokens[0])


def _within(tokens: list[str], phrase: Phrase, begin: int) -> bool:
    at = begin
    for token in phrase.tokens[1:]:
        try:
            at = tokens.index(token, at + 1)
        except ValueError:
            return False
    return at - begin - (len(phrase.tokens) - 1) <= phrase.slop


def distance(a: str, b: str, limit: int) -> int:
    """Letters to change, add, drop or swap with their neighbour to come from a to b, up to ``limit``."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before = before, row
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
