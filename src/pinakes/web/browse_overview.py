"""``/browse``: all ways to browse, and the collection at a glance as a treemap with a table of the same numbers."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_
from pinakes.index import fields, hierarchy
from pinakes.index.port import FacetValue
from pinakes.records import classification
from pinakes.records.base import Struct
from pinakes.web import browse_tabs, errors, home, labels, letters, links, pages
from pinakes.web.treemap import treemap

log = logging.getLogger(__name__)
KINDS = ("classification", "subject", "format", "language", "journal", "author")
"""What the picture may show."""
CELLS = 30
WIDE, NARROW = (1160, 440), (354, 520)
"""Width and height of the picture on a screen and on a phone, in pixels."""
ENOUGH = 0.25
"""So many of the records must have a class before classes are shown first."""
_LETTER, _LINE, _EDGE = 7.5, 19, 22
"""Pixels that a letter and a line of a label take, and what is lost at two edges."""


class CellView(Struct):
    """A rectangle that leads to the records it stands for."""

    label: str
    href: str
    count: int
    x: str
    y: str
    width: str
    height: str
    shown: str
    """What has room in it: the label, of a class at least its notation, or nothing."""
    said: str


class Choice(Struct):
    """What the picture may show instead."""

    label: str
    href: str
    current: bool


@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """``/browse?by=FACET``."""
    catalogue = conf.current_catalogue()
    try:
        counts = home.collection(catalogue)
        tabs = browse_tabs.tabs(catalogue, "", counts.snapshot)
        by = request.GET.get("by", "")
        by = by if by in KINDS else ""
        values = _values(catalogue, by or "classification")
        if not by:
            by = "classification"
            if sum(v.count for v in values) < ENOUGH * counts.total:
                by, values = "subject", _values(catalogue, "subject")
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    shown = values[:CELLS]
    context = {
        "total": counts.total,
        "tabs": tabs,
        "lists": [(t, _ways_in(t.name) if t.total else ()) for t in tabs],
        "years": (min(counts.years), max(counts.years)) if counts.years else None,
        "formats": [
            (labels.format_name(v.value), links.limited("format", v.value)) for v in counts.formats[:6]
        ],
        "languages": [
            (labels.language_name(v.value), links.limited("language", v.value)) for v in counts.languages[:6]
        ],
        "by": by,
        "by_label": labels.facet_names(by),
        "choices": [
            Choice(label=labels.facet_names(k), href=f"/browse?by={k}#glance", current=k == by)
            for k in KINDS
            if k != "classification" or catalogue_has_classes(tabs)
        ],
        "wide": cells(by, shown, WIDE),
        "narrow": cells(by, shown, NARROW),
        "rest": len(values) > CELLS,
        "all_href": links.facet(by, SearchState()),
    }
    return pages.render(request, "browse_overview.html", context, documents=counts.total)


def _ways_in(name: str) -> tuple[str, ...]:
    """Letters or classes at which a list may be opened."""
    found = letters.CLASSES.get(name, letters.ALPHABETS["latin"])
    return tuple(f"{c}00" if name == "ddc" else c for c in found)


def catalogue_has_classes(tabs: Sequence[browse_tabs.Tab]) -> bool:
    """Whether any record has a class."""
    return any(t.name == browse_tabs.TREE for t in tabs)


def _values(catalogue: Catalogue, by: str) -> list[FacetValue]:
    """The most frequent values; of classes those of the first step in the scheme that has most."""
    size = 5000 if by == "classification" else CELLS + 1
    found = catalogue.facet(SearchState(), by, size=size).facets.get(fields.facet_field(by), ())
    values = [v for v in found if v.value]
    if by != "classification":
        return values
    schemes = [v for v in values if not hierarchy.parent(by, v.value)]
    if not schemes:
        return []
    most = max(schemes, key=lambda v: v.count).value
    return sorted((v for v in values if hierarchy.parent(by, v.value) == most), key=lambda v: -v.count)


def cells(by: str, values: Sequence[FacetValue], size: tuple[int, int]) -> list[CellView]:
    """The rectangles, the largest first."""
    found = []
    for cell in treemap([v.count for v in values], size[0] / size[1]):
        value = values[cell.at]
        label = labels.facet_value(by, value.value)
        texts = (label, classification.notation(value.value)) if by == "classification" else (label,)
        width, height = cell.width * size[0] / 100, cell.height * size[1] / 100
        number = ngettext("%(shown)s record", "%(shown)s records", value.count) % {
            "shown": labels.number(value.count)
        }
        found.append(
            CellView(
                label=label,
                href=_href(by, value.value),
                count=value.count,
                x=f"{cell.x:.3f}%",
                y=f"{cell.y:.3f}%",
                width=f"{cell.width:.3f}%",
                height=f"{cell.height:.3f}%",
                shown=next((text for text in texts if _fits(text, width, height)), ""),
                said=f"{label}: {number}",
            )
        )
    return found


def _fits(label: str, width: float, height: float) -> bool:
    """Whether a label and a number below it have room in so many pixels."""
    per_line = (width - _EDGE) / _LETTER
    longest = max(map(len, label.split()), default=0)
    if per_line < max(longest, 2):
        return False
    return (len(label) // per_line + 2) * _LINE + _EDGE <= height


def _href(by: str, value: str) -> str:
    pages_of = {"author": links.author, "subject": links.subject, "journal": links.journal}
    return pages_of[by](value) if by in pages_of else links.limited(by, value)
