"""Filters of a request → clauses."""

from __future__ import annotations

from pinakes.index import fields
from pinakes.index.clauses import AllOf, AnyOf, Clause, Missing, Nothing, Number, Token, Without
from pinakes.index.port import Filter


def filter_clause(limit: Filter) -> Clause:
    """What a filter lets through: any (or every) of its values, its range, records without. Raises UnknownField."""
    if limit.field == fields.SEQUENCE:
        number: Clause = Number(field=fields.SEQUENCE, low=limit.low, high=limit.high)
        return Without(part=number) if limit.exclude else number
    field = fields.field(limit.field)
    parts: list[Clause] = []
    for value in limit.values:
        if field.kind == "integer":
            parts.append(_number(field.name, value))
        elif value:
            parts.append(Token(field=field.name, text=value, weight=0.0, constant=True))
    if limit.low is not None or limit.high is not None:
        parts.append(Number(field=field.name, low=limit.low, high=limit.high))
    if limit.missing:
        parts.append(Missing(field=field.name))
    found: Clause = Nothing()
    if parts and not (limit.every and "" in limit.values):
        found = AllOf(parts=tuple(parts)) if limit.every else AnyOf(parts=tuple(parts))
    return Without(part=found) if limit.exclude else found


def _number(field: str, value: str) -> Clause:
    """A year, or nothing when it is no number: a limit that can't be met is shown with 0, not dropped."""
    try:
        number = int(value[:20])
    except ValueError:
        return Nothing()
    return Number(field=field, low=number, high=number) if abs(number) < 2**63 else Nothing()
