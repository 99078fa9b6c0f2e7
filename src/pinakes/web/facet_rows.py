"""Rows of a facet: a value with its check box, its number and its share; in a tree with what is under it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pinakes.discovery.state import SearchState
from pinakes.index import hierarchy
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.web import labels


class FacetRow(Struct):
    """One value: what is ticked, how many, and which part of all that is."""

    value: str
    """ "" for the records that have none."""
    label: str
    count: int
    share: str
    """Per cent of the rule that is inked, "0" to "100"."""
    filter: str
    """What the check box sends."""
    chosen: bool
    excluded: bool
    exclude: str
    """What excludes the value."""
    branch: bool = False
    """Whether there are values under it."""
    opened: bool = False
    half: bool = False
    """Some of what is under it is chosen, and it is not."""
    children: tuple[FacetRow, ...] = ()


def limits(state: SearchState, name: str) -> dict[str, bool]:
    """The chosen values of a facet → whether they are excluded."""
    return {c.value: c.exclude for c in state.constraints if c.facet == name}


def make_rows(state: SearchState, name: str, values: Sequence[FacetValue], whole: int) -> list[FacetRow]:
    """Rows in the order of ``values``; the rule of one with ``whole`` records is full."""
    chosen = limits(state, name)
    return [_row(name, v, labels.facet_value(name, v.value), whole, chosen) for v in values]


def _row(name: str, v: FacetValue, label: str, whole: int, chosen: Mapping[str, bool]) -> FacetRow:
    excluded = chosen.get(v.value, False)
    return FacetRow(
        value=v.value,
        label=label,
        count=v.count,
        share=f"{100 * min(v.count, whole) / whole:.1f}" if v.count and whole else "0",
        filter=f"{'-' if excluded else ''}{name}:{v.value}",
        chosen=v.value in chosen and not excluded,
        excluded=excluded,
        exclude=f"-{name}:{v.value}",
    )


class Tree:
    """Counted values by the value over them."""

    def __init__(self, state: SearchState, name: str, values: Sequence[FacetValue]) -> None:
        self.name = name
        self.chosen = limits(state, name)
        self.above = {over for value in self.chosen for over in hierarchy.ancestors(name, value)}
        known = {v.value for v in values}
        self._under: dict[str, list[FacetValue]] = {}
        for v in values:
            over = hierarchy.parent(name, v.value)
            self._under.setdefault(over if over in known else "", []).append(v)
        self.roots = self._under.get("", [])
        if name == "classification" and len(self.roots) == 1 and self.roots[0].value not in self.chosen:
            # A collection with one scheme need not be asked which one.
            self.roots = self._under.get(self.roots[0].value, self.roots)

    def rows(
        self, whole: int, *, most: int | None = None, opened: Collection[str] = (), everything: bool = False
    ) -> list[FacetRow]:
        """Branches that lead to chosen values, or are in ``opened``, are open; ``everything`` fills the others too."""
        return self._rows(self.roots, whole, most, frozenset(opened), everything=everything, sole=True)

    def _rows(
        self,
        values: Sequence[FacetValue],
        whole: int,
        most: int | None,
        opened: frozenset[str],
        *,
        everything: bool,
        sole: bool = False,
    ) -> list[FacetRow]:
        marked = [v for v in values if v.value in self.chosen or v.value in self.above]
        if most is not None:
            others = [v for v in values if v.value not in self.chosen and v.value not in self.above]
            values = marked + others[: max(0, most - len(marked))]
        found = []
        for v in values:
            under = self._under.get(v.value, ()) if v.value else ()
            is_open = bool(under) and (
                v.value in self.above or v.value in opened or (sole and len(values) == 1)
            )
            children: list[FacetRow] = []
            if under and (is_open or everything):
                children = self._rows(under, whole, most, opened, everything=everything)
            row = _row(self.name, v, labels.facet_step(self.name, v.value), whole, self.chosen)
            found.append(_branched(row, bool(under), is_open, v.value in self.above, children))
        return found


def _branched(row: FacetRow, branch: bool, opened: bool, above: bool, children: list[FacetRow]) -> FacetRow:
    import msgspec

    if not branch:
        return row
    half = above and not row.chosen
    return msgspec.structs.replace(row, branch=True, opened=opened, half=half, children=tuple(children))
