"""The years of a search: a histogram with the span that was chosen, and counts of single years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pinakes.discovery.state import Constraint, SearchState
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct

MAX_BARS = 31
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


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


class Years(Struct):
    """The histogram beside its two fields."""

    bars: tuple[Bar, ...] = ()
    first: str = ""
    last: str = ""
    """The first and the last year that has records."""
    begin: int = 0
    end: int = 0
    """The years at the two edges of the picture; ``end`` is the first one beyond it."""
    low: str = ""
    high: str = ""
    """The chosen years, "" where open."""
    shade: tuple[str, str] | None = None
    """Beginning and width of the chosen span in the picture, in per cent."""
    hidden: tuple[str, ...] = ()
    """Limits on years that the two fields can't show."""


def counted(values: Iterable[FacetValue]) -> dict[int, int]:
    """Year → number of records."""
    return {int(v.value): v.count for v in values if v.value.lstrip("-").isdigit()}


def chosen_years(state: SearchState) -> tuple[str, str]:
    """First and last year that were chosen, "" where open; both "" when there is more than one span."""
    limits = _spans(state)
    if len(limits) != 1:
        return "", ""
    low, dots, high = limits[0].value.partition("..")
    return (low, high) if dots else (low, low)


def _spans(state: SearchState) -> list[Constraint]:
    return [c for c in state.constraints if c.facet == "year" and not c.exclude and c.value]


def years(state: SearchState, values: Sequence[FacetValue]) -> Years:
    """What the facet shows."""
    low, high = chosen_years(state)
    counts = {year: count for year, count in counted(values).items() if count}
    bars = histogram(counts, low, high)
    begin, end = (bars[0].first, bars[-1].last + 1) if bars else (0, 0)
    others = [
        c for c in state.constraints if c.facet == "year" and (c.exclude or not (low or high)) and c.value
    ]
    return Years(
        bars=bars,
        first=str(min(counts)) if counts else "",
        last=str(max(counts)) if counts else "",
        begin=begin,
        end=end,
        low=low,
        high=high,
        shade=_shade(low, high, begin, end) if bars and (low or high) else None,
        hidden=tuple(str(c) for c in others),
    )


def _shade(low: str, high: str, begin: int, end: int) -> tuple[str, str] | None:
    left = max(begin, int(low)) if low else begin
    right = min(end, int(high) + 1) if high else end
    if left >= right:
        return None
    return f"{100 * (left - begin) / (end - begin):.2f}%", f"{100 * (right - left) / (end - begin):.2f}%"


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
