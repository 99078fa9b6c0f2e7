"""``/browse/tree``: classes, collections and locations as trees with counts."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_
from pinakes.index import fields, hierarchy
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.records.filing import sort_key
from pinakes.web import browse_tabs, errors, labels, links, pages, subject_trees
from pinakes.web.presenters import Anchor

log = logging.getLogger(__name__)
MOST = 5000
TREES = ("classification", "collection", "place")


class Branch(Struct):
    """A value of a tree with what is under it."""

    value: str
    label: str
    href: str
    count: int
    share: str
    under: tuple[Branch, ...] = ()


class TreeView(Struct):
    """One tree."""

    name: str
    label: str
    branches: tuple[Branch, ...]


@require_safe
def tree(request: HttpRequest) -> HttpResponseBase:
    """All trees that have values; shelf order within classes, the alphabet elsewhere."""
    catalogue = conf.current_catalogue()
    found = []
    try:
        tabs = browse_tabs.tabs(catalogue, browse_tabs.TREE)
        for name in TREES:
            result = catalogue.facet(SearchState(), name, size=MOST)
            values = [v for v in result.facets.get(fields.facet_field(name), ()) if v.value]
            if values:
                found.append(
                    TreeView(name=name, label=labels.facet_names(name), branches=branches(name, values))
                )
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    subjects = [
        Anchor(text=labels.scheme_name(name), href=subject_trees.address(name, ""))
        for name in subject_trees.trees()
    ]
    context = {"tabs": tabs, "trees": found, "subjects": subjects}
    return pages.render(request, "browse_tree.html", context, documents=pages.documents())


def branches(name: str, values: Sequence[FacetValue]) -> tuple[Branch, ...]:
    """Values under those that they belong to; a full rule is that of the most frequent of all below the top."""
    known = {v.value for v in values}
    under: dict[str, list[FacetValue]] = {}
    for v in values:
        over = hierarchy.parent(name, v.value)
        under.setdefault(over if over in known else "", []).append(v)
    most = max((v.count for v in values if hierarchy.parent(name, v.value)), default=0)
    most = most or max((v.count for v in values), default=1)

    def grown(over: str) -> tuple[Branch, ...]:
        here = sorted(under.get(over, ()), key=lambda v: sort_key(labels.facet_value(name, v.value)))
        return tuple(
            Branch(
                value=v.value,
                label=labels.facet_step(name, v.value),
                href=links.limited(name, v.value),
                count=v.count,
                share=f"{100 * min(v.count, most) / most:.1f}",
                under=grown(v.value),
            )
            for v in here
        )

    return grown("")
