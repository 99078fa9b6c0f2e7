"""Two or more searches as one: all of them (AND) or any of them (OR), written so that people can go on typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from pinakes.discovery.catalogue import read
from pinakes.discovery.state import Constraint, SearchState
from pinakes.errors import QueryError
from pinakes.index import fields
from pinakes.query.text import to_text
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words
from pinakes.records.base import Struct


class CannotCombine(QueryError):
    """A search has a limit that can't be written as part of a question; ``facet`` names it."""

    def __init__(self, facet: str) -> None:
        self.facet = facet
        super().__init__(f"A limit of {facet} can't be part of a combined search.")


class _Part(Struct):
    node: Node
    state: SearchState


def combined(states: Sequence[SearchState], how: Literal["AND", "OR"]) -> SearchState:
    """The search for what all, or any, of ``states`` find. Raises QueryLimit, CannotCombine.

    Limits stay limits where that means the same, else they become part of the words.
    """
    parts = [_Part(node=_strict(read(state).node), state=state) for state in states]
    shared = _shared(states, how)
    nodes = [
        part.node if shared is not None else _with_limits(part.node, part.state.constraints) for part in parts
    ]
    asked = [node for node in nodes if how == "OR" or not isinstance(node, Everything)]
    node = (
        (And if how == "AND" else Or)(parts=tuple(asked)) if len(asked) > 1 else (asked or [Everything()])[0]
    )
    text = "" if isinstance(node, Everything) else to_text(node)
    return SearchState(q=text, constraints=shared or (), every=states[0].every if shared else ())


def _shared(states: Sequence[SearchState], how: str) -> tuple[Constraint, ...] | None:
    """The limits of all the searches together; None when limits beside the words would mean something else."""
    if len({(frozenset(s.constraints), s.every) for s in states}) == 1:
        return states[0].constraints
    by_state = [{c.facet for c in s.constraints} for s in states]
    apart = sum(map(len, by_state)) == len(set().union(*by_state))
    if how == "AND" and apart and not any(s.every for s in states):
        return tuple(c for s in states for c in s.constraints)
    return None


def _strict(node: Node) -> Node:
    """A long question becomes a condition among others: all of its words are wanted then."""
    if isinstance(node, Words) and node.need == "most":
        return msgspec.structs.replace(node, need="all")
    return node


def _with_limits(node: Node, constraints: Sequence[Constraint]) -> Node:
    groups: dict[tuple[str, bool], list[Node]] = {}
    for c in constraints:
        groups.setdefault((c.facet, c.exclude), []).append(_condition(c))
    parts: list[Node] = [] if isinstance(node, Everything) else [node]
    for (_facet, exclude), values in groups.items():
        any_of: Node = Or(parts=tuple(values)) if len(values) > 1 else values[0]
        parts.append(Not(part=any_of) if exclude else any_of)
    if not parts:
        return node
    return And(parts=tuple(parts)) if len(parts) > 1 else parts[0]


def _condition(limit: Constraint) -> Node:
    name = fields.typed_name(limit.facet)
    if name is None or not limit.value:
        raise CannotCombine(limit.facet)
    if name == "year":
        low, dots, high = limit.value.partition("..")
        years = [int(y) if y.lstrip("-").isdigit() else None for y in (low, high if dots else low)]
        return Range(field="year", low=years[0], high=years[1])
    return Words(text=limit.value, field=name, match="phrase" if " " in limit.value else "words")
