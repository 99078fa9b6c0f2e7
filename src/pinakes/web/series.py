"""The page of a series: its works by their number."""

from __future__ import annotations

import logging

import msgspec
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.works import having, works
from pinakes.errors import IndexError_
from pinakes.records.filing import sort_key
from pinakes.store.port import StoredRecord
from pinakes.web import errors, links, pages
from pinakes.web import works as shown

log = logging.getLogger(__name__)
MOST = 500
"""Works that one page lists."""
FACETS = {"year": 2500, "author_facet": 8, "subject_facet": 8}


@require_safe
def series(request: HttpRequest, title: str) -> HttpResponseBase:
    """``/series/TITLE``; one that no work has leads into the list of series."""
    title = title[:1000]
    catalogue = conf.current_catalogue()
    try:
        found = works(catalogue, having("series_facet", title), facets=FACETS, sort="oldest", limit=MOST)
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    if not found.total:
        return HttpResponseRedirect(links.browse("series", start=title))
    ordered = sorted(found.records, key=lambda s: sort_key(_number(s, title)))
    issns = dict.fromkeys(
        t.issn for s in found.records for t in s.record.series if t.title == title and t.issn
    )
    context = {
        "title": title,
        "kind": _("Series"),
        "issns": list(issns),
        "total": found.total,
        "span": shown.span(found.facets["year"]),
        "results_href": links.phrase("series", title),
        "works": [_line(s, title) for s in ordered],
        "listed": len(found.records),
        "people": shown.shares(found.facets["author_facet"], links.author, whole=found.total),
        "subjects": shown.shares(found.facets["subject_facet"], links.subject, whole=found.total),
        "browse_href": links.browse("series", start=title),
    }
    return pages.render(request, "series.html", context, documents=pages.documents())


def _number(stored: StoredRecord, title: str) -> str:
    return next((t.number for t in stored.record.series if t.title == title), "")


def _line(stored: StoredRecord, title: str) -> shown.WorkLine:
    line = shown.line(stored)
    number = _number(stored, title)
    return msgspec.structs.replace(line, number=number) if number else line
