"""``/browse/tree/NAME``: subject headings as a tree, from a file in the catalogue's folder ``trees``."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.remembering import Remembered
from pinakes.discovery.state import Constraint, SearchState
from pinakes.discovery.subject_tree import SubjectTree, Use
from pinakes.errors import IndexError_
from pinakes.index.port import Filter, SearchRequest
from pinakes.records.base import Struct
from pinakes.web import browse_tabs, errors, labels, links, pages
from pinakes.web.presenters import Anchor
from pinakes.web.subject_trees import address, label, trees, used_of

log = logging.getLogger(__name__)
FEW = 100
"""Headings that one search takes together."""
_totals: Remembered[int] = Remembered(5000)
MOST_TOGETHER = 1000
"""Headings of a branch whose works are counted, each work once."""


class Row(Struct):
    """A heading, or a letter of the top."""

    number: str
    label: str
    href: str
    """Its page; empty when no work has it."""
    count: int
    """Works with it or a heading under it; 0 where these are too many headings to be counted."""
    share: str
    below: int
    """Headings with works under it."""
    below_href: str


@require_safe
def subject_tree(request: HttpRequest, name: str) -> HttpResponseBase:
    """``?at=`` a tree number: what is under it, as far as any work has it."""
    tree = trees().get(name)
    if tree is None:
        raise Http404
    at = request.GET.get("at", "")[:200]
    at = at if at in tree.under or at in tree.headings else ""
    catalogue = conf.current_catalogue()
    try:
        used = used_of(catalogue, name, tree)
        tabs = browse_tabs.tabs(catalogue, browse_tabs.TREE)
        found = rows(catalogue, name, tree, used, at)
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    heading = tree.headings.get(at, "")
    below = used.below.get(at, ())
    context = {
        "name": name,
        "scheme": labels.scheme_name(name),
        "tabs": tabs,
        "title": label(name, tree, at) if at else _("Subjects as a tree"),
        "path": [Anchor(text=label(name, tree, n), href=address(name, n)) for n in tree.path(at)]
        if at
        else [],
        "root_href": address(name, ""),
        "at": at,
        "count": used.works.get(heading, 0),
        "href": links.subject(heading) if used.works.get(heading) else "",
        "elsewhere": [
            Anchor(text=" › ".join(label(name, tree, p) for p in tree.path(n)), href=address(name, n))
            for n in tree.numbers.get(heading, ())
            if n != at
        ],
        "together_href": _together(below) if 1 < len(below) <= FEW else "",
        "together": len(below),
        "rows": found,
    }
    return pages.render(request, "browse_subject_tree.html", context, documents=pages.documents())


def rows(catalogue: Catalogue, name: str, tree: SubjectTree, used: Use, at: str) -> list[Row]:
    """What stands one step below and leads to works. Raises IndexUnavailable."""
    numbers = [n for n in tree.under.get(at, ()) if n in used.below]
    totals = {n: _total(catalogue, used.below[n]) for n in numbers}
    most = max(totals.values(), default=0)
    found = []
    for number in numbers:
        heading = tree.headings.get(number, "")
        own = used.works.get(heading, 0)
        below = len(used.below[number]) - (1 if own else 0)
        found.append(
            Row(
                number=number,
                label=label(name, tree, number),
                href=links.subject(heading) if own else "",
                count=totals[number],
                share=f"{100 * totals[number] / most:.1f}" if most else "0",
                below=below,
                below_href=address(name, number) if below else "",
            )
        )
    return found


def _total(catalogue: Catalogue, headings: tuple[str, ...]) -> int:
    """Works that have any of these, each once."""
    if len(headings) > MOST_TOGETHER:
        return 0
    limit = Filter(field="subject_facet", values=headings)
    index = catalogue.index
    return _totals.get(
        index,
        index.state().snapshot,
        headings,
        lambda: catalogue.find(SearchRequest(filters=(limit,), limit=0)).total,
    )


def _together(headings: tuple[str, ...]) -> str:
    """A search for works that have any of these."""
    limits = tuple(Constraint(facet="subject", value=h) for h in headings)
    return links.search(SearchState(constraints=limits))
