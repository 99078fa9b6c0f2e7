"""Facets of a results page: rows with counts and shares, the histogram of years, and the chips above the hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from pinakes.discovery.state import Constraint, SearchState
from pinakes.index import fields
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.web import labels, links

SHOWN = 6
ASKED: Mapping[str, int] = {name: 2500 if name == "year" else 30 for name in fields.FACETS}
"""How many values of each facet are asked for: chosen ones must be among them, years all be there."""
CLOSED = frozenset({"source"})
MAX_BARS = 31
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


class FacetRow(Struct):
    """One value: what is ticked, how many, and which part of all that is."""

    value: str
    label: str
    count: int | None
    """None for a chosen value that is not among the counted ones."""
    share: str
    """Per cent of the rule that is inked, "0" to "100"."""
    filter: str
    """What the checkbox sends."""
    chosen: bool
    excluded: bool
    exclude_href: str


class Bar(Struct):
    """A bar of a histogram; all measures in per cent of the picture."""

    first: int
    last: int
    count: int
    x: str
    y: str
    width: str
    height: str
    inside: bool
    """Within the years that were chosen."""

    @property
    def value(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


class FacetBlock(Struct):
    """A facet as the page shows it."""

    name: str
    label: str
    rows: tuple[FacetRow, ...]
    more_href: str
    """The page of all values; "" when all are shown."""
    open: bool
    chosen: int
    bars: tuple[Bar, ...] = ()
    first_year: str = ""
    last_year: str = ""
    year_from: str = ""
    year_to: str = ""


class Chip(Struct):
    """The limits on one facet, with the address without them."""

    label: str
    text: str
    more: int
    exclude: bool
    remove_href: str


def blocks(
    state: SearchState, counts: Mapping[str, Sequence[FacetValue]], total: int
) -> tuple[FacetBlock, ...]:
    """The facets that have something to show, in the order of the list of fields."""
    found = []
    for name, values in counts.items():
        if not values and not any(c.facet == name for c in state.constraints):
            continue
        block = _years(state, values) if name == "year" else _terms(state, name, values, total)
        found.append(block)
    return tuple(found)


def _terms(state: SearchState, name: str, values: Sequence[FacetValue], total: int) -> FacetBlock:
    # A facet's own limit does not narrow it: a value may be in more records than were found.
    whole = max([total, *(v.count for v in values)], default=0)
    limits = {c.value for c in state.constraints if c.facet == name}
    marked = [v for v in values if v.value in limits]
    others = [v for v in values if v.value not in limits]
    shown = make_rows(state, name, marked + others[: max(0, SHOWN - len(limits))], whole)
    return FacetBlock(
        name=name,
        label=labels.facet_name(name),
        rows=tuple(shown),
        more_href=links.facet(name, state) if len(values) > SHOWN else "",
        open=name not in CLOSED or bool(limits),
        chosen=len(limits),
    )


def make_rows(
    state: SearchState, name: str, values: Sequence[FacetValue], whole: int, *, add_missing: bool = True
) -> list[FacetRow]:
    """Rows in the order of ``values``; chosen values that were not counted come first."""
    chosen = {c.value: c.exclude for c in state.constraints if c.facet == name}
    counted = {v.value for v in values}
    rows = [_row(state, name, v, None, 0, chosen) for v in chosen if add_missing and v not in counted]
    return rows + [_row(state, name, v.value, v.count, whole, chosen) for v in values]


def _row(
    state: SearchState, name: str, value: str, count: int | None, whole: int, chosen: Mapping[str, bool]
) -> FacetRow:
    excluded = chosen.get(value, False)
    return FacetRow(
        value=value,
        label=labels.facet_value(name, value),
        count=count,
        share=f"{100 * min(count, whole) / whole:.1f}" if count and whole else "0",
        filter=str(Constraint(facet=name, value=value, exclude=excluded)),
        chosen=value in chosen and not excluded,
        excluded=excluded,
        exclude_href=links.search(state.add(name, value, exclude=True)),
    )


def chosen_years(state: SearchState) -> tuple[str, str]:
    """First and last year that were chosen, "" where open."""
    for c in state.constraints:
        if c.facet == "year" and not c.exclude:
            low, dots, high = c.value.partition("..")
            return (low, high) if dots else (low, low)
    return "", ""


def _years(state: SearchState, values: Sequence[FacetValue]) -> FacetBlock:
    low, high = chosen_years(state)
    counts = {int(v.value): v.count for v in values if v.value.lstrip("-").isdigit()}
    bars = histogram(counts, low, high)
    return FacetBlock(
        name="year",
        label=labels.facet_name("year"),
        rows=(),
        more_href=links.facet("year", state) if counts else "",
        open=True,
        chosen=1 if low or high else 0,
        bars=bars,
        first_year=str(min(counts)) if counts else "",
        last_year=str(max(counts)) if counts else "",
        year_from=low,
        year_to=high,
    )


def histogram(
    counts: Mapping[int, int], low: str = "", high: str = "", *, bars: int = MAX_BARS
) -> tuple[Bar, ...]:
    """Counts by year as at most ``bars`` bars of equal spans, whole years, decades or centuries."""
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    step = next((s for s in _STEPS if last // s - first // s < bars), 1000)
    start = first // step
    number = last // step - start + 1
    sums = [0] * number
    for year, count in counts.items():
        sums[year // step - start] += count
    top = max(sums)
    lowest = int(low) if low else -9999
    highest = int(high) if high else 9999
    found = []
    for i, count in enumerate(sums):
        begin = (start + i) * step
        height = max(3.0, 100 * count / top) if count else 0.0
        found.append(
            Bar(
                first=begin,
                last=begin + step - 1,
                count=count,
                x=f"{100 * i / number:.2f}%",
                y=f"{100 - height:.1f}%",
                width=f"{100 / number * (0.9 if number > 1 else 0.2):.2f}%",
                height=f"{height:.1f}%",
                inside=begin + step - 1 >= lowest and begin <= highest,
            )
        )
    return tuple(found)


def chips(state: SearchState) -> tuple[Chip, ...]:
    """One chip for each facet (limits that exclude apart), in the order in which they were added."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for c in state.constraints:
        groups.setdefault((c.facet, c.exclude), []).append(c.value)
    found = []
    for (name, exclude), values in groups.items():
        kept = tuple(c for c in state.constraints if (c.facet, c.exclude) != (name, exclude))
        found.append(
            Chip(
                label=labels.facet_name(name),
                text=labels.joined([labels.facet_value(name, v) for v in values[:2]], style="or"),
                more=max(0, len(values) - 2),
                exclude=exclude,
                remove_href=links.search(state.with_(constraints=kept)),
            )
        )
    return tuple(found)


def summary(state: SearchState) -> str:
    """The limits as one line, for titles of tabs and prints."""
    parts = []
    for chip in chips(state):
        text = f"{chip.label}: {chip.text}" + (f" +{chip.more}" if chip.more else "")
        parts.append(_("not %(limit)s") % {"limit": text} if chip.exclude else text)
    return "; ".join(parts)
