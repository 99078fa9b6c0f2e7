"""The start page: one search, and what the collection holds, counted once for each state of the index."""

from __future__ import annotations

import logging
import time

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_
from pinakes.index.access import ONLINE
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.web import (
    branding,
    browse_tabs,
    errors,
    labels,
    letters,
    links,
    pages,
    presenters,
    static_pages,
)
from pinakes.web.facet_rows import make_rows

log = logging.getLogger(__name__)
ASKED = {"year": 2500, "subject": 8, "language": 300, "format": 50, "access": 20, "author": 1}
WIDE, NARROW = 44, 22
"""Decades that fit with room for a finger."""
NEW = 4


class Counts(Struct):
    """What the index says of the whole collection."""

    snapshot: str
    total: int
    years: dict[int, int]
    subjects: tuple[FacetValue, ...]
    languages: tuple[FacetValue, ...]
    formats: tuple[FacetValue, ...]
    authors: tuple[FacetValue, ...]
    online: int
    """Records with a full text online."""
    lists: dict[str, int]
    """Headings of each list that one can leaf through."""


class Decade(Struct):
    """A bar of the collection's chart, in per cent of the picture."""

    first: int
    count: int
    href: str
    x: str
    width: str
    y: str
    height: str
    tick: str
    """The year that is written below it, or ""."""
    ink: str
    """How full its colour is: the older, the paler."""
    anchor: str
    """Where its label is held, so that it stays in the picture: start, middle or end."""


class Chart(Struct):
    """Decades up to the last; what is older is one link."""

    decades: tuple[Decade, ...]
    before: int
    before_year: int
    before_href: str


_counts: tuple[Catalogue, float, Counts] | None = None
LASTING = 2.0
"""Seconds for which counts hold although the index has changed: an import commits again and again."""


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Search, facts, decades, ways to browse, the newest records; or the page that the library begins with."""
    chosen = branding.settings()
    if chosen.start:
        return HttpResponseRedirect(chosen.start)
    catalogue = conf.current_catalogue()
    try:
        counts = collection(catalogue)
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    years = sorted(counts.years)
    last = catalogue.store.last_sequence()
    newest = [s for s in catalogue.store.changes(max(0, last - 12), limit=12) if not s.deleted][-NEW:][::-1]
    context = {
        "total": counts.total,
        "headline": branding.words(chosen.headline),
        "examples": chosen.examples or _examples(counts),
        "own": static_pages.find("home"),
        "languages": counts.languages,
        "formats": counts.formats,
        "online": counts.online,
        "online_href": links.limited("access", ONLINE),
        "lists": counts.lists,
        "leaves": _leaves(catalogue, counts),
        "wide": chart(counts.years, WIDE),
        "narrow": chart(counts.years, NARROW),
        "years": (years[0], years[-1]) if years else None,
        "subjects": make_rows(
            SearchState(), "subject", counts.subjects, max((s.count for s in counts.subjects), default=0)
        ),
        "browse": _browse(counts),
        "newest": [presenters.hit(s.record, s.id, 0) for s in newest],
        "updated": labels.timestamp_words(newest[0].datestamp) if newest else "",
        "links": links,
        "nothing": SearchState(),
    }
    return pages.render(request, "home.html", context, documents=counts.total)


def _examples(counts: Counts) -> tuple[str, ...]:
    """Searches that find something here: a subject and a name."""
    people = (presenters.spoken_heading(v.value) for v in counts.authors)
    return (*(v.value for v in counts.subjects[:1]), *people)


class Leaf(Struct):
    """A list to leaf through, with a few ways into it."""

    label: str
    href: str
    letters: tuple[letters.Letter, ...]


LEAVES = ("subject", "author", "title", "journal", "lcc", "ddc")


def _leaves(catalogue: Catalogue, counts: Counts) -> list[Leaf]:
    """The lists that have anything, in the order of the page; of the two kinds of call numbers the longer."""
    there = [n for n in LEAVES if counts.lists.get(n)]
    if "lcc" in there and "ddc" in there:
        there.remove(min(("lcc", "ddc"), key=lambda n: counts.lists[n]))
    found = []
    for name in there:
        strip, _others = letters.strip(catalogue.index, name, counts.snapshot, "")
        few = (*strip[:8], *strip[-1:]) if len(strip) > 9 else tuple(strip)
        found.append(Leaf(label=_leaf_label(name), href=links.browse(name), letters=few))
    return found


def _leaf_label(name: str) -> str:
    match name:
        case "subject":
            return _("Subjects")
        case "author":
            return _("Authors")
        case "title":
            return _("Titles")
        case "journal":
            return _("Journals")
        case _:
            return _("Call numbers")


def collection(catalogue: Catalogue) -> Counts:
    """Counts over everything, kept until the index changes."""
    global _counts
    snapshot = catalogue.index.state().snapshot
    now = time.monotonic()
    if _counts is not None and _counts[0] is catalogue:
        _, made, counts = _counts
        if counts.snapshot == snapshot or now - made < LASTING:
            return counts
    page = catalogue.page(SearchState(), facets=ASKED, window=(0, 0))
    counts = Counts(
        snapshot=snapshot,
        total=page.total,
        years={int(v.value): v.count for v in page.facets["year"] if v.value.lstrip("-").isdigit()},
        subjects=page.facets["subject"],
        languages=page.facets["language"],
        formats=page.facets["format"],
        authors=page.facets["author"],
        online=sum(v.count for v in page.facets["access"] if v.value == ONLINE),
        lists=browse_tabs.totals(catalogue, snapshot),
    )
    _counts = (catalogue, now, counts)
    return counts


def _browse(counts: Counts) -> list[tuple[str, str, list[presenters.Anchor]]]:
    """Label, address of all, and a few values, of the facets that have few."""
    found = []
    for name, values in (("format", counts.formats), ("language", counts.languages)):
        if not values:
            continue
        few = [
            presenters.Anchor(text=labels.facet_value(name, v.value), href=links.limited(name, v.value))
            for v in values[:3]
        ]
        found.append((labels.facet_name(name), links.facet(name, SearchState()), few))
    return found


def chart(years: dict[int, int], most: int) -> Chart | None:
    """Counts by decade; heights on a cube-root scale, so that a few early prints stay visible."""
    if not years:
        return None
    decades: dict[int, int] = {}
    for year, count in years.items():
        decades[year // 10] = decades.get(year // 10, 0) + count
    last = max(decades)
    first = max(min(decades), last - most + 1)
    if min(decades) < first:
        first = next((d for d in range(first, last + 1) if d % 5 == 0), first)
    number = last - first + 1
    top = max(decades.get(d, 0) for d in range(first, last + 1)) ** (1 / 3)
    every = 5 if number > 14 else 2 if number > 7 else 1
    bars = []
    for i, decade in enumerate(range(first, last + 1)):
        count = decades.get(decade, 0)
        height = max(4.0, 100 * count ** (1 / 3) / top) if count else 0.0
        bars.append(
            Decade(
                first=decade * 10,
                count=count,
                href=links.limited("year", f"{decade * 10}..{decade * 10 + 9}"),
                x=f"{100 * i / number:.2f}%",
                width=f"{100 / number * 0.92:.2f}%",
                y=f"{100 - height:.1f}%",
                height=f"{height:.1f}%",
                tick=str(decade * 10) if decade % every == 0 and i < number - 1 else "",
                ink=f"{0.66 + 0.34 * i / max(number - 1, 1):.2f}",
                anchor="start" if i < number / 5 else "end" if i > number * 4 / 5 else "middle",
            )
        )
    before = sum(count for decade, count in decades.items() if decade < first)
    return Chart(
        decades=tuple(bars),
        before=before,
        before_year=first * 10,
        before_href=links.limited("year", f"..{first * 10 - 1}"),
    )
