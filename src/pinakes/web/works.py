"""What pages of authors, subjects, journals and series show of works: lines, counts with shares, a plot of years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pinakes.discovery.state import Constraint, SearchState
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import labels, links, presenters, years


class WorkLine(Struct):
    """A work in a list."""

    href: str
    title: str
    lang: str
    icon: str
    kind: str
    authors: str
    host: str
    """Journal or book that holds it, set in italics."""
    place: str
    year: str
    number: str = ""
    """In a series."""


class Share(Struct):
    """A value with its number; its rule is inked in proportion."""

    value: str
    text: str
    href: str
    count: int
    share: str
    lang: str = ""


class YearBar(Struct):
    """A bar of the plot, which leads to the works of its years."""

    x: str
    y: str
    width: str
    height: str
    count: int
    href: str
    label: str


class Plot(Struct):
    """Works by year."""

    bars: tuple[YearBar, ...] = ()
    first: str = ""
    last: str = ""


def line(stored: StoredRecord) -> WorkLine:
    """A work in one or two lines."""
    record = stored.record
    host, place = presenters.where(record)
    return WorkLine(
        href=links.record(stored.id),
        title=record.full_title or _("[untitled]"),
        lang=presenters.title_language(record),
        icon=presenters.icon(record),
        kind=presenters.kind(record),
        authors=presenters.authors(record),
        host=host,
        place=place,
        year=labels.year_words(record.date),
    )


def lines(records: Iterable[StoredRecord]) -> list[WorkLine]:
    """Works, one after the other."""
    return [line(stored) for stored in records]


def shares(
    values: Sequence[FacetValue],
    href: Callable[[str], str],
    *,
    text: Callable[[str], str] = str,
    whole: int = 0,
    without: str = "",
    most: int = 12,
) -> list[Share]:
    """The most frequent values; the rule of one that ``whole`` works have is full."""
    shown = [v for v in values if v.value and v.value != without][:most]
    top = max(whole, *(v.count for v in shown), 1)
    return [
        Share(
            value=v.value,
            text=text(v.value),
            href=href(v.value),
            count=v.count,
            share=f"{100 * v.count / top:.1f}",
        )
        for v in shown
    ]


def plot(values: Sequence[FacetValue], *limits: Constraint, state: SearchState | None = None) -> Plot:
    """Works by year, or by spans of years; each bar leads to a search with these limits."""
    counts = years.counted(values)
    bars = years.histogram(counts)
    if len(counts) < 2:
        return Plot()
    base = (state or SearchState()).with_(constraints=limits)
    found = []
    for bar in bars:
        words = labels.year_range(bar.value)
        number = ngettext("%(shown)s work", "%(shown)s works", bar.count) % {
            "shown": labels.number(bar.count)
        }
        found.append(
            YearBar(
                x=bar.x,
                y=bar.y,
                width=bar.width,
                height=bar.height,
                count=bar.count,
                href=links.search(base.add("year", bar.value)),
                label=f"{words}: {number}",
            )
        )
    return Plot(bars=tuple(found), first=str(min(counts)), last=str(max(counts)))


def span(values: Sequence[FacetValue]) -> str:
    """ "1998–2024": the first and the last year."""
    counts = years.counted(values)
    return labels.year_range(f"{min(counts)}..{max(counts)}") if counts else ""
