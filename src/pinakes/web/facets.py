"""Facets of a results page: blocks of rows, and the chips above the hits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pinakes.discovery.state import Constraint, SearchState
from pinakes.index import fields, hierarchy
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.web import labels, links
from pinakes.web.facet_rows import FacetRow, Tree, limits, make_rows
from pinakes.web.years import Years, years

SHOWN = 6
_SOME, _TREE = 30, 400
ASKED: Mapping[str, int] = {name: _TREE if name in hierarchy.TREES else _SOME for name in fields.FACETS} | {
    "year": 2500,
    "format": 80,
    "language": 80,
}
"""How many values of each facet are asked for: all years and whole trees, of the others some."""
MISSING = frozenset(fields.FACETS) - {"access", "source", "correction"}
"""Facets with a row for the records that say nothing of it."""
CLOSED = frozenset({"source"})


class FacetBlock(Struct):
    """A facet as the page shows it."""

    name: str
    label: str
    rows: tuple[FacetRow, ...]
    missing: FacetRow | None
    more_href: str
    """The page of all values; "" when all are shown."""
    more: str
    """What its link says."""
    open: bool
    summary: str
    """What is chosen, in few words, for the closed facet; "" when nothing is."""
    mode: str = ""
    """ "any" or "all" of the chosen values, "" when that is no question."""
    mode_href: str = ""
    """The search with the other one."""
    every: bool = False
    years: Years | None = None


class ChipValue(Struct):
    """One of the values in a chip, with the address without it."""

    text: str
    remove_href: str
    before: str = ""
    """What stands between it and the one before: " or "."""


class Chip(Struct):
    """The limits on one facet, with the address without them."""

    label: str
    values: tuple[ChipValue, ...]
    more: int
    exclude: bool
    remove_href: str

    @property
    def text(self) -> str:
        return "".join(v.before + v.text for v in self.values)


def blocks(
    state: SearchState, counts: Mapping[str, Sequence[FacetValue]], total: int
) -> tuple[FacetBlock, ...]:
    """The facets that have something to show, in the order of the list of fields."""
    found = []
    for name, values in counts.items():
        stated = [v for v in values if v.value]
        if any(v.count for v in stated) or any(c.facet == name for c in state.constraints):
            found.append(_block(state, name, stated, values, total))
    return tuple(found)


def _block(
    state: SearchState, name: str, stated: list[FacetValue], values: Sequence[FacetValue], total: int
) -> FacetBlock:
    # A facet's own limit does not narrow it: a value may be in more records than were found.
    whole = max(total, max((v.count for v in values), default=0))
    chosen = limits(state, name)
    rows: Sequence[FacetRow] = ()
    left = 0
    span: Years | None = None
    if name == "year":
        span = years(state, stated)
    elif name in hierarchy.TREES:
        tree = Tree(state, name, stated)
        rows = tree.rows(whole, most=SHOWN)
        left = len(tree.roots) - len(rows)
    else:
        marked = [v for v in stated if v.value in chosen]
        others = [v for v in stated if v.value not in chosen]
        shown = marked + others[: max(0, SHOWN - len(marked))]
        rows = make_rows(state, name, shown, whole)
        left = len(stated) - len(shown)
    missing = [v for v in values if not v.value and (v.count or "" in chosen)]
    mode = _mode(state, name)
    return FacetBlock(
        name=name,
        label=labels.facet_name(name),
        rows=tuple(rows),
        missing=make_rows(state, name, missing, whole)[0] if missing else None,
        more_href=links.facet(name, state) if left > 0 or (span and span.bars) else "",
        more=_more(name, left, len(stated)),
        open=name not in CLOSED or bool(chosen),
        summary=_summary(state, name),
        mode=mode,
        mode_href=links.search(state.matching(name, every=mode == "any")) if mode else "",
        every=name in state.every,
        years=span,
    )


def _more(name: str, left: int, counted: int) -> str:
    if name == "year":
        return _("As a table")
    if counted >= ASKED[name]:
        return _("Search in all…")
    return ngettext("%(shown)s more…", "%(shown)s more…", left) % {"shown": labels.number(left)}


def _mode(state: SearchState, name: str) -> str:
    """Whether any or all of the chosen values are wanted, where a record may have several."""
    if name not in fields.SEVERAL or len(state.chosen(name)) < 2:
        return ""
    return "all" if name in state.every else "any"


def _summary(state: SearchState, name: str) -> str:
    chosen = [c for c in state.constraints if c.facet == name]
    if len(chosen) == 1:
        text = labels.facet_step(name, chosen[0].value)
        return _("not %(limit)s") % {"limit": text} if chosen[0].exclude else text
    return (
        ngettext("%(shown)s chosen", "%(shown)s chosen", len(chosen)) % {"shown": len(chosen)}
        if chosen
        else ""
    )


def chips(
    state: SearchState, *, address: Callable[[SearchState], str] = links.search, only: str = ""
) -> tuple[Chip, ...]:
    """One chip for each facet (limits that exclude apart), in the order in which they were added.

    Their links lead to the ``address`` of a search; ``only`` one facet's chips are made if it is named.
    """
    groups: dict[tuple[str, bool], list[Constraint]] = {}
    for c in state.constraints:
        if only in ("", c.facet):
            groups.setdefault((c.facet, c.exclude), []).append(c)
    found = []
    for (name, exclude), group in groups.items():
        every = name in state.every and not exclude
        between = labels.between("standard" if every else "or")
        found.append(
            Chip(
                label=labels.facet_name(name),
                values=tuple(
                    ChipValue(
                        text=labels.facet_value(name, c.value),
                        before=between if i else "",
                        remove_href=address(_without(state, [c])),
                    )
                    for i, c in enumerate(group[:2])
                ),
                more=max(0, len(group) - 2),
                exclude=exclude,
                remove_href=address(_without(state, group)),
            )
        )
    return tuple(found)


def _without(state: SearchState, gone: Sequence[Constraint]) -> SearchState:
    return state.with_(constraints=tuple(c for c in state.constraints if c not in gone))


def summary(state: SearchState) -> str:
    """The limits as one line, for titles of tabs and prints."""
    parts = []
    for chip in chips(state):
        text = f"{chip.label}: {chip.text}" + (f" +{chip.more}" if chip.more else "")
        parts.append(_("not %(limit)s") % {"limit": text} if chip.exclude else text)
    return "; ".join(parts)
