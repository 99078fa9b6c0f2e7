"""A question as a tree of data: what every query language is read into and every engine is asked with."""

from __future__ import annotations

from typing import Literal

from pinakes.records.base import Struct

Match = Literal["words", "phrase", "prefix", "wildcard", "fuzzy"]


class Everything(Struct, tag=True):
    """All records."""


class Words(Struct, tag=True):
    """Text that must be found in a search field.

    ``match``: "words" — each word somewhere in the field, as ``need`` says; "phrase" — the words
    beside each other, ``slop`` words between at most; "prefix" — words that begin so; "wildcard" —
    one word with ``*`` and ``?``; "fuzzy" — one word with at most ``slop`` wrong letters (1 or 2; 0 leaves
    it to the length of the word).
    """

    text: str
    field: str = "all"
    match: Match = "words"
    slop: int = 0
    need: Literal["all", "any", "most"] = "all"
    """"most" is the declared rule for long questions (``query.need``)."""


class Range(Struct, tag=True):
    """A closed range of a numeric field; None is open."""

    field: str
    low: int | None = None
    high: int | None = None


class And(Struct, tag=True):
    """All of the parts."""

    parts: tuple[Node, ...]


class Or(Struct, tag=True):
    """At least one of the parts."""

    parts: tuple[Node, ...]


class Not(Struct, tag=True):
    """Everything but ``part``."""

    part: Node


Node = Everything | Words | Range | And | Or | Not
