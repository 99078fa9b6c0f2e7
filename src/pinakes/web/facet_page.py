"""All values of a facet within a search: a box to find one, by number or alphabet, page by page."""

from __future__ import annotations

import unicodedata

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.index import fields
from pinakes.index.port import FacetValue
from pinakes.records.filing import sort_key
from pinakes.web import errors, facets, labels, links, pages

PAGE = 100
MOST = 5000
"""Values that are looked through by letter or word."""
CODED = frozenset({"format", "language", "year"})
"""Facets whose values are codes: few, and searched by what the reader sees."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponseBase:
    """``/search/facet/NAME?find=&letter=&order=&from=`` and the search's own parameters."""
    if name not in fields.FACETS:
        raise Http404
    state = SearchState.from_query(request.GET)
    find = request.GET.get("find", "").strip()[:100]
    letter = request.GET.get("letter", "").strip()[:1].upper()
    order = "value" if request.GET.get("order") == "value" or letter or name == "year" else "count"
    number = request.GET.get("from", "")
    start = min(int(number), MOST) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    try:
        total, values = _values(state, name, find or letter, order)
    except QueryError:
        total, values = 0, []
    except IndexError_:
        return errors.unavailable(request)
    values = _matching(name, values, find, letter)
    if order == "value":
        values.sort(key=lambda v: _place(name, v.value))
    shown = values[start : start + PAGE]
    whole = max((v.count for v in values), default=0)
    rows = facets.make_rows(state, name, shown, whole, add_missing=False)
    on_page = {v.value for v in shown}
    address = {"find": find, "letter": letter, "order": order if order == "value" else ""}
    context = {
        "name": name,
        "label": labels.facet_names(name),
        "state": state,
        "total": total,
        "rows": rows,
        "kept": [c for c in state.constraints if not (c.facet == name and c.value in on_page)],
        "constraints": state.constraints,
        "find": find,
        "letter": letter,
        "order": order,
        "orders": (("count", _("Number")), ("value", _("A–Z"))),
        "letters": () if name in CODED else tuple((a, links.facet(name, state, letter=a)) for a in LETTERS),
        "all_href": links.facet(name, state),
        "start": start + 1,
        "end": start + len(shown),
        "count": len(values),
        "more": len(values) >= MOST,
        "previous": links.facet(name, state, **address, **{"from": max(0, start - PAGE)}) if start else "",
        "next": links.facet(name, state, **address, **{"from": start + PAGE})
        if start + PAGE < len(values)
        else "",
        "back_href": links.search(state),
        "browsing": not state.q and not state.constraints,
    }
    return pages.render(request, "facet.html", context, state=state, documents=pages.documents())


def _values(state: SearchState, name: str, prefix: str, order: str) -> tuple[int, list[FacetValue]]:
    result = conf.current_catalogue().facet(
        state, name, size=MOST, prefix="" if name in CODED else prefix, order=order
    )
    return result.total, list(result.facets.get(fields.facet_field(name), ()))


def _matching(name: str, values: list[FacetValue], find: str, letter: str) -> list[FacetValue]:
    if name in CODED and find:
        wanted = _plain(find)
        return [v for v in values if wanted in _plain(labels.facet_value(name, v.value))]
    if letter:
        return [v for v in values if _plain(v.value)[:1].upper() == letter]
    return values


def _place(name: str, value: str) -> tuple[int, str]:
    if name == "year":
        return (-int(value) if value.lstrip("-").isdigit() else 0, "")
    return (0, sort_key(labels.facet_value(name, value)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lstrip("\"'“”„«([ ")
