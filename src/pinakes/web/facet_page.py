"""All values of a facet within a search: a box to find one, by number or alphabet, page by page; trees whole,
years as a table."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.index import fields, hierarchy
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.records.filing import sort_key
from pinakes.web import errors, facets, labels, links, pages
from pinakes.web.facet_rows import FacetRow, Tree, make_rows

PAGE = 100
FEW = 3
"""Trees with so many trunks show at once what is under them."""
MOST = 5000
"""Values that are looked through by letter or word."""
NAMED = frozenset({"format", "language", "year", "access", "correction", *hierarchy.TREES})
"""Facets of few values, which are found by what the reader sees, wherever in it."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ordered: OrderedDict[tuple[str, ...], tuple[FacetValue, ...]] = OrderedDict()
_REMEMBERED = 64


class Asked(Struct):
    """What the page is asked for beside the search."""

    find: str = ""
    letter: str = ""
    order: str = "count"
    start: int = 0
    under: str = ""
    """The branch that is to be open."""

    @classmethod
    def from_query(cls, name: str, query: QueryDict) -> Asked:
        """Wrong parameters are taken for absent ones."""
        letter = query.get("letter", "").strip()[:1].upper()
        number = query.get("from", "")
        return cls(
            # A letter that is chosen takes the place of what was typed before.
            find="" if letter else query.get("find", "").strip()[:100],
            letter=letter,
            order="value" if query.get("order") == "value" or letter or name == "year" else "count",
            start=min(int(number), MOST) if number.isascii() and number.isdigit() and len(number) < 6 else 0,
            under=query.get("under", "")[:1000],
        )


class Listed(Struct):
    """The values, and of how many records."""

    values: tuple[FacetValue, ...]
    missing: tuple[FacetValue, ...]
    total: int
    """Records without the facet's own limits: those that are counted."""
    chosen: int
    """Records with them."""


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponseBase:
    """``/search/facet/NAME?find=&letter=&order=&from=&under=&clear=`` and the search's own parameters."""
    if name not in fields.FACETS:
        raise Http404
    state = SearchState.from_query(request.GET)
    if "clear" in request.GET:
        state = state.remove(name)
    asked = Asked.from_query(name, request.GET)
    try:
        listed = _listed(conf.current_catalogue(), state, name, asked)
    except QueryError:
        listed = Listed(values=(), missing=(), total=0, chosen=0)
    except IndexError_:
        return errors.unavailable(request)
    return pages.render(
        request, "facet.html", _context(state, name, asked, listed), state=state, documents=pages.documents()
    )


def _context(state: SearchState, name: str, asked: Asked, listed: Listed) -> dict[str, object]:
    rows, shown = _rows(state, name, asked, listed)
    on_page = {v.value for v in shown}
    address = {
        "find": asked.find,
        "letter": asked.letter,
        "order": asked.order if asked.order == "value" else "",
    }
    first = state.with_(page=1)
    whole_tree = name in hierarchy.TREES and not asked.find
    return {
        "name": name,
        "label": labels.facet_names(name),
        "state": state,
        "total": listed.total,
        "chosen": listed.chosen,
        "rows": rows,
        "years": [(row, links.search(state.remove("year").add("year", row.value))) for row in rows]
        if name == "year"
        else (),
        "hidden": [
            *((n, v) for n, v in first.parameters() if n not in ("filter", "all", "q")),
            *(("filter", str(c)) for c in state.constraints if not (c.facet == name and c.value in on_page)),
            *(("all", f) for f in state.every if f != name),
        ],
        "several": name in fields.SEVERAL,
        "every": name in state.every,
        "limited": any(c.facet == name for c in state.constraints),
        "chips": facets.chips(state, address=partial(links.facet, name), only=name),
        "asked": asked,
        "orders": (("count", _("Number")), ("value", _("A–Z"))),
        "letters": () if name in NAMED else LETTERS,
        "all_href": links.facet(name, state),
        "page_href": links.facet(name, state, **address, **{"from": asked.start}),
        "start": asked.start + 1,
        "end": min(asked.start + len(shown), len(listed.values)),
        "count": 0 if whole_tree else len(listed.values),
        "more": len(listed.values) >= MOST,
        "tree": whole_tree,
        "previous": asked.start and not whole_tree,
        "previous_start": max(0, asked.start - PAGE),
        "next": asked.start + PAGE < len(listed.values) and not whole_tree,
        "next_start": asked.start + PAGE,
        "back_href": links.search(state),
        "browsing": not state.q and not state.constraints and not state.advanced,
    }


def _rows(
    state: SearchState, name: str, asked: Asked, listed: Listed
) -> tuple[Sequence[FacetRow], Sequence[FacetValue]]:
    """The rows, and the values that they show."""
    whole = max((v.count for v in listed.values), default=0)
    if name in hierarchy.TREES and not asked.find:
        tree = Tree(state, name, listed.values)
        opened = {asked.under, *hierarchy.ancestors(name, asked.under)} if asked.under else set()
        if len(tree.roots) <= FEW:
            opened |= {root.value for root in tree.roots}
        rows = tree.rows(whole, opened=opened, everything=True)
        return [*rows, *make_rows(state, name, listed.missing, whole)], (*listed.values, *listed.missing)
    shown = list(listed.values[asked.start : asked.start + PAGE])
    if asked.start + PAGE >= len(listed.values) and not asked.find and not asked.letter:
        shown += listed.missing
    return make_rows(state, name, shown, whole), shown


def _listed(catalogue: Catalogue, state: SearchState, name: str, asked: Asked) -> Listed:
    result = catalogue.facet(
        state,
        name,
        size=MOST,
        prefix="" if name in NAMED else asked.find,
        order=asked.order,
        initial=asked.letter,
        missing=name in facets.MISSING,
    )
    total = result.total
    if any(c.facet == name for c in state.constraints):
        total = catalogue.page(state.remove(name), facets={}, window=(0, 0)).total
    values = result.facets.get(fields.facet_field(name), ())
    key = (
        result.snapshot,
        labels.language(),
        name,
        asked.find,
        asked.letter,
        asked.order,
        state.query_string(),
    )
    ordered = _ordered.get(key)
    if ordered is None:
        found = _matching(name, [v for v in values if v.value], asked)
        if asked.order == "value" and name in NAMED:
            # The index orders codes; readers see names.
            found.sort(key=lambda v: _place(name, v.value))
        ordered = _ordered[key] = tuple(found)
        while len(_ordered) > _REMEMBERED:
            _ordered.popitem(last=False)
    missing = tuple(v for v in values if not v.value and (v.count or state.has(name, "")))
    return Listed(values=ordered, missing=missing, total=total, chosen=result.total)


def _matching(name: str, values: list[FacetValue], asked: Asked) -> list[FacetValue]:
    if name in NAMED and asked.find:
        words = _plain(asked.find).split()
        return [v for v in values if all(w in _plain(labels.facet_value(name, v.value)) for w in words)]
    return values


def _place(name: str, value: str) -> tuple[int, str]:
    if name == "year":
        return (-int(value) if value.lstrip("-").isdigit() else 0, "")
    return (0, sort_key(labels.facet_value(name, value)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lstrip("\"'“”„«([ ")
