"""The ways to browse, over each of its pages: those that lead to something in this collection."""

from __future__ import annotations

from collections import OrderedDict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.state import SearchState
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.web import links

_totals: OrderedDict[str, dict[str, int]] = OrderedDict()
_REMEMBERED = 4
TREE = "tree"


class Tab(Struct):
    """One way to browse."""

    name: str
    label: str
    href: str
    current: bool
    total: int = 0
    """Headings of a list."""


def totals(catalogue: Catalogue, snapshot: str) -> dict[str, int]:
    """How many headings each list has, and whether there are classes: counted once for each state of the index."""
    if snapshot not in _totals:
        index = catalogue.index
        counted = {n: index.headings(f, limit=1).total for n, f in fields.HEADINGS.items()}
        classes = catalogue.facet(SearchState(), "classification", size=1)
        counted[TREE] = sum(len(values) for values in classes.facets.values())
        _totals[snapshot] = counted
        while len(_totals) > _REMEMBERED:
            _totals.popitem(last=False)
    return _totals[snapshot]


def label(name: str) -> str:
    """What a list is called."""
    return {
        "author": _("Authors"),
        "title": _("Titles"),
        "subject": _("Subjects"),
        "journal": _("Journals"),
        "series": pgettext("plural", "Series"),
        "callnumber": _("Call numbers"),
        "lcc": _("Library of Congress"),
        "ddc": _("Dewey"),
    }[name]


def tabs(catalogue: Catalogue, current: str, snapshot: str = "") -> list[Tab]:
    """Lists with headings, then the other ways."""
    counted = totals(catalogue, snapshot or catalogue.index.state().snapshot)
    found = [
        Tab(name=n, label=label(n), href=links.browse(n), current=n == current, total=total)
        for n, total in counted.items()
        if n != TREE and (total or n == current)
    ]
    others = (
        (TREE, _("Classes"), bool(counted[TREE])),
        ("year", _("Years"), True),
        ("new", _("New"), True),
    )
    found += [
        Tab(name=n, label=text, href=links.browse(n), current=n == current)
        for n, text, there in others
        if there or n == current
    ]
    return found
