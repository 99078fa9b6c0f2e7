"""The limits of the advanced form: values to tick, in a tree where they stand in one, chosen ones in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from pinakes.discovery.state import Constraint, SearchState
from pinakes.index import fields, hierarchy
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.web import labels

SHOWN = 6
"""Values of a limit that stand open; the others are one click away."""
MOST, MOST_OF_TREE = 300, 1_000
WITHOUT_LIST = frozenset({"year", "subject", "author", "journal"})
"""Facets with too many values to tick; rows of the form search them by words."""
ASKED: Mapping[str, int] = {"year": 2500} | {
    name: MOST_OF_TREE if name in hierarchy.TREES else MOST
    for name in fields.FACETS
    if name not in WITHOUT_LIST
}


class Choice(Struct):
    """A value that can be ticked, and those under it."""

    filter: str
    label: str
    count: int | None
    chosen: bool
    under: tuple[Choice, ...] = ()
    open: bool = False
    """Something under it is chosen."""

    def filters(self) -> set[str]:
        """What this value and all under it send."""
        return {self.filter}.union(*(choice.filters() for choice in self.under))


class Limit(Struct):
    """A facet as a list of ticks."""

    name: str
    label: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]

    def filters(self) -> set[str]:
        """What all of the list sends."""
        return set().union(*(choice.filters() for choice in (*self.first, *self.more)))


def limits(state: SearchState, counted: Mapping[str, Sequence[FacetValue]]) -> tuple[Limit, ...]:
    """A list for each facet that leaves a choice, by the counts over the whole collection."""
    return tuple(limit for name in ASKED if name != "year" and (limit := _limit(state, name, counted[name])))


def others(state: SearchState, offered: Sequence[Limit]) -> tuple[Choice, ...]:
    """Limits that came with the search and have no list."""
    known = set().union(*(limit.filters() for limit in offered))
    found = []
    for c in state.constraints:
        if str(c) in known or (c.facet == "year" and c.value and not c.exclude):
            continue
        text = f"{labels.facet_name(c.facet)}: {labels.facet_value(c.facet, c.value)}"
        text = _("not %(limit)s") % {"limit": text} if c.exclude else text
        found.append(Choice(filter=str(c), label=text, count=None, chosen=True))
    return tuple(found)


def _limit(state: SearchState, name: str, values: Sequence[FacetValue]) -> Limit | None:
    """Chosen values are among the first; None when there is no choice."""
    choices = _tree(state, name, values) if name in hierarchy.TREES else _list(state, name, values)
    if len(choices) < 2 and not any(c.chosen or c.under for c in choices):
        return None
    first = [c for i, c in enumerate(choices) if c.chosen or c.open or i < SHOWN]
    more = sorted((c for c in choices if c not in first), key=lambda c: c.label.casefold())
    return Limit(name=name, label=labels.facet_name(name), first=tuple(first), more=tuple(more))


def _list(state: SearchState, name: str, values: Sequence[FacetValue]) -> list[Choice]:
    return [_choice(state, name, v, labels.facet_value(name, v.value)) for v in values if v.value]


def _tree(state: SearchState, name: str, values: Sequence[FacetValue]) -> list[Choice]:
    known = {v.value for v in values}
    under: dict[str, list[FacetValue]] = {}
    for v in values:
        over = hierarchy.parent(name, v.value)
        under.setdefault(over if over in known else "", []).append(v)

    def grown(v: FacetValue) -> Choice:
        children = tuple(map(grown, under.get(v.value, ())))
        is_open = any(c.chosen or c.open for c in children)
        return _choice(state, name, v, labels.facet_step(name, v.value), children, is_open=is_open)

    return [grown(v) for v in under.get("", ()) if v.value]


def _choice(
    state: SearchState,
    name: str,
    value: FacetValue,
    label: str,
    under: tuple[Choice, ...] = (),
    *,
    is_open: bool = False,
) -> Choice:
    constraint = Constraint(facet=name, value=value.value)
    return Choice(
        filter=str(constraint),
        label=label,
        count=value.count,
        chosen=constraint in state.constraints,
        under=under,
        open=is_open,
    )
