"""How results are shown: as a list, or compact with a line or two for each; the address says it, a cookie remembers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from pinakes.discovery.state import SearchState
from pinakes.web.middleware import YEAR

COOKIE = "view"
VIEWS = ("list", "compact")


def is_compact(request: HttpRequest, state: SearchState) -> bool:
    """What the address asks for, else what was chosen last."""
    return (state.view or request.COOKIES.get(COOKIE, "")) == "compact"


def remember(request: HttpRequest, response: HttpResponseBase, state: SearchState) -> None:
    """Keep a view that an address names."""
    if state.view in VIEWS and state.view != (request.COOKIES.get(COOKIE) or VIEWS[0]):
        response.set_cookie(
            COOKIE,
            state.view,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=bool(settings.LANGUAGE_COOKIE_SECURE),
        )
