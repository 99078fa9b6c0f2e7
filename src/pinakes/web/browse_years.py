"""``/browse/year``: the collection by decade, with the years of each."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.records.base import Struct
from pinakes.web import browse_tabs, errors, home, labels, links, pages

log = logging.getLogger(__name__)


class Span(Struct):
    """A decade, or a year of it."""

    label: str
    href: str
    count: int
    share: str = "0"
    years: tuple[Span, ...] = ()


@require_safe
def years(request: HttpRequest) -> HttpResponseBase:
    """The newest decade first."""
    catalogue = conf.current_catalogue()
    try:
        counts = home.collection(catalogue)
        tabs = browse_tabs.tabs(catalogue, "year", counts.snapshot)
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    context = {
        "tabs": tabs,
        "decades": decades(counts.years),
        "dated": sum(counts.years.values()),
        "undated": max(0, counts.total - sum(counts.years.values())),
        "undated_href": links.limited("year", ""),
    }
    return pages.render(request, "browse_years.html", context, documents=counts.total)


def decades(counts: dict[int, int]) -> list[Span]:
    """Decades with their years; the rule of the one with most is full."""
    sums: dict[int, int] = {}
    for year, count in counts.items():
        sums[year // 10] = sums.get(year // 10, 0) + count
    most = max(sums.values(), default=1)
    found = []
    for decade in sorted(sums, reverse=True):
        span = f"{decade * 10}..{decade * 10 + 9}"
        of_decade = (year for year in range(decade * 10 + 9, decade * 10 - 1, -1) if counts.get(year))
        found.append(
            Span(
                label=labels.year_range(span),
                href=links.limited("year", span),
                count=sums[decade],
                share=f"{100 * sums[decade] / most:.1f}",
                years=tuple(
                    Span(
                        label=labels.year_range(str(year)),
                        href=links.limited("year", str(year)),
                        count=counts[year],
                    )
                    for year in of_decade
                ),
            )
        )
    return found
