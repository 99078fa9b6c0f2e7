"""The order of hits: by score, and what decides between records that fit about as well."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pinakes.index import weights
from pinakes.index.access import OPEN, access
from pinakes.index.clauses import All, AllOf, Best, Clause, Missing, Number, Plan, Prefix, Token, Without
from pinakes.records.record import Record

PRIOR = "prior"
"""The number by which one of two records that fit as well comes first: the higher one."""
BLOCK = 200
"""Hits that are put in order together; a multiple of it is never looked across, so that pages hold every hit once."""
_Hit = TypeVar("_Hit")


def prior(record: Record) -> tuple[int, ...]:
    """Newer before older, of the same year what can be read at once; the rest is chance, but always the same."""
    year = record.date.first_year if record.date else None
    ways = access(record)
    rank = 4 * min(max(year or 0, 0), 9999) + (2 if OPEN in ways else 1 if ways else 0)
    return (rank << 20 | zlib.crc32(record.id.encode("utf-8", "replace")) & 0xFFFFF,)


def is_even(plan: Plan) -> bool:
    """Whether every record that fits has the same score: the whole result is then in the order of PRIOR."""
    return not plan.bonuses and _is_even(plan.match)


def _is_even(clause: Clause) -> bool:
    if isinstance(clause, (AllOf, Best)):
        return all(_is_even(part) for part in clause.parts)
    if isinstance(clause, Token):
        return clause.constant and clause.field not in ("identifier", "callnumber")
    return isinstance(clause, (All, Number, Missing, Without, Prefix))


def step(score: float) -> int:
    """Scores of one step fit about as well."""
    if score <= 0:
        return -(10**9)
    return math.floor(math.log(score) / math.log1p(max(weights.now.as_good, 1e-6)))


def settled(hits: Sequence[tuple[float, int, _Hit]]) -> list[tuple[float, _Hit]]:
    """(score, prior, hit) in the order of scores → (score, hit) with those that fit about as well in order of PRIOR."""
    found: list[tuple[float, _Hit]] = []
    for block in _blocks(hits):
        ordered = sorted(block, key=lambda hit: (-step(hit[0]), -hit[1], -hit[0]))
        found += ((score, hit) for score, _, hit in ordered)
    return found


def _blocks(hits: Sequence[tuple[float, int, _Hit]]) -> Iterator[Sequence[tuple[float, int, _Hit]]]:
    for begin in range(0, len(hits), BLOCK):
        yield hits[begin : begin + BLOCK]


def window(offset: int, limit: int) -> tuple[int, int]:
    """The whole blocks that hold a page: where they begin, and how many hits they are."""
    begin = offset // BLOCK * BLOCK
    return begin, -(-(offset + limit) // BLOCK) * BLOCK - begin
