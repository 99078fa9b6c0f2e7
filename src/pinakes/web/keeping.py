"""Filters over new searches: the search box sends them along, and the reader says whether they stay."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from pinakes.discovery.state import SearchState
from pinakes.web import links
from pinakes.web.middleware import YEAR

COOKIE = "keep_filters"


def keeps(request: HttpRequest) -> bool:
    """The reader's choice; filters are kept until somebody says no."""
    return request.COOKIES.get(COOKIE) != "0"


def kept(state: SearchState) -> str:
    """The limits of a search as the box sends them along."""
    return urlencode(state.filter_parameters(), errors="replace")


def settled(request: HttpRequest) -> HttpResponseRedirect | None:
    """For a search from a box with filters beside it: its address with them or without; remembers which."""
    if "kept" not in request.GET:
        return None
    keep = "keep" in request.GET
    query = request.GET.copy()
    if keep:
        limits = QueryDict(str(request.GET.get("kept", "")))
        for name in ("filter", "all"):
            query.setlist(name, [*query.getlist(name), *limits.getlist(name)])
    response = HttpResponseRedirect(links.search(SearchState.from_query(query)))
    # The script sets it too, so it is not HttpOnly.
    response.set_cookie(
        COOKIE,
        "1" if keep else "0",
        max_age=YEAR,
        samesite="Lax",
        secure=bool(settings.LANGUAGE_COOKIE_SECURE),
    )
    return response
