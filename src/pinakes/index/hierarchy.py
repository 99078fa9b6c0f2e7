"""Facets whose values stand in a tree: a record has the value and all over it, so that counting a branch is
counting a value."""

from __future__ import annotations

from pinakes.records import classification

SEPARATOR = " › "
"""Between the steps of a path: "Main library › Reading room"."""
TREES = frozenset({"classification", "collection", "place"})
"""Public names of the hierarchical facets."""


def path(steps: tuple[str, ...]) -> tuple[str, ...]:
    """Every beginning of a path: ("a", "a › b") for a and b. Steps without a name are passed over."""
    named = [step for step in steps if step]
    return tuple(SEPARATOR.join(named[: n + 1]) for n in range(len(named)))


def parent(facet: str, value: str) -> str:
    """The value directly over one; "" at the top."""
    if facet == "classification":
        return classification.parent(value)
    return value.rpartition(SEPARATOR)[0]


def ancestors(facet: str, value: str) -> tuple[str, ...]:
    """All values over one, the highest first."""
    found: list[str] = []
    over = parent(facet, value)
    while over:
        found.append(over)
        over = parent(facet, over)
    return tuple(reversed(found))
