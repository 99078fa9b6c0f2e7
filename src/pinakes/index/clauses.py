"""What an engine is asked, engine-neutral: a question after analysis, as a tree of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from pinakes.records.base import Struct


class All(Struct):
    """Every document."""


class Nothing(Struct):
    """No document."""


class Token(Struct):
    """Documents that have this token in this field."""

    field: str
    text: str
    weight: float = 1.0
    constant: bool = False
    """Scores ``weight`` itself instead of by rarity."""


class Number(Struct):
    """A closed range of a number; None is open."""

    field: str
    low: int | None = None
    high: int | None = None


class Phrase(Struct):
    """Tokens beside each other; ``slop`` is how far apart in all."""

    field: str
    tokens: tuple[str, ...]
    slop: int = 0
    weight: float = 1.0


class Prefix(Struct):
    """A token that begins so."""

    field: str
    text: str
    weight: float = 1.0


class Pattern(Struct):
    """A token that fits ``text`` wholly, where ``*`` is any letters and ``?`` is one."""

    field: str
    text: str


class Near(Struct):
    """A token with at most ``distance`` letters wrong, missing, too many or swapped."""

    field: str
    text: str
    distance: int = 1
    weight: float = 1.0


class Missing(Struct):
    """Documents without any value in a keyword or number field."""

    field: str


class AllOf(Struct):
    """All of the parts."""

    parts: tuple[Clause, ...]


class AnyOf(Struct):
    """At least ``minimum`` of the parts; their scores add up."""

    parts: tuple[Clause, ...]
    minimum: int = 1


class Best(Struct):
    """At least one of the parts; the best of them scores."""

    parts: tuple[Clause, ...]


class Constant(Struct):
    """Documents that fit the part, each with the score ``weight``."""

    part: Clause
    weight: float


class Without(Struct):
    """Documents that don't fit the part."""

    part: Clause


Clause = (
    All
    | Nothing
    | Token
    | Number
    | Phrase
    | Prefix
    | Pattern
    | Near
    | Missing
    | AllOf
    | AnyOf
    | Best
    | Constant
    | Without
)


class Plan(Struct):
    """What must fit, and what only lifts a document up."""

    match: Clause
    bonuses: tuple[Clause, ...] = ()


def all_of(parts: Sequence[Clause]) -> Clause:
    """All of the parts, as simply as can be."""
    return parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts))


def any_of(parts: Sequence[Clause]) -> Clause:
    """Any of the parts; nothing when there is none."""
    return AnyOf(parts=tuple(parts)) if parts else Nothing()
