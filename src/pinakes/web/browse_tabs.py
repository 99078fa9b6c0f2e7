"""The ways to browse, over each of its pages: those that lead to something in this collection."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.remembering import Remembered
from pinakes.discovery.state import SearchState
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.web import links, subject_trees

_totals: Remembered[dict[str, int]] = Remembered()
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
    return _totals.get(catalogue.index, snapshot, "", lambda: _counted(catalogue))


def _counted(catalogue: Catalogue) -> dict[str, int]:
    index = catalogue.index
    found = {n: index.headings(f, limit=1).total for n, f in fields.HEADINGS.items()}
    classes = catalogue.facet(SearchState(), "classification", size=1)
    found[TREE] = sum(1 for values in classes.facets.values() for v in values if v.value)
    return found


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
        (TREE, _("Classes"), bool(counted[TREE] or subject_trees.trees())),
        ("year", _("Years"), True),
        ("new", _("New"), True),
    )
    found += [
        Tab(name=n, label=text, href=links.browse(n), current=n == current)
        for n, text, there in others
        if there or n == current
    ]
    return found
