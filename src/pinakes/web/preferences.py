"""The reader's language, light or dark, view of results and keys, kept in cookies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from pinakes.web import pages, views
from pinakes.web.middleware import YEAR, remember_language


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def preferences(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it sends; wrong values change nothing."""
    if request.method != "POST":
        context = {
            "next": _next(request.GET.get("next", "")),
            "view": request.COOKIES.get(views.COOKIE) or views.VIEWS[0],
        }
        return pages.render(request, "preferences.html", context)
    response = HttpResponseRedirect(_next(request.POST.get("next", "")))
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES):
        remember_language(response, language)
    # The script reads theme and keys to change the page at once, so they are not HttpOnly.
    for name, value, allowed in (
        (pages.THEME_COOKIE, theme, pages.THEMES),
        (pages.KEYS_COOKIE, request.POST.get("keys", ""), ("0", "1")),
        (views.COOKIE, request.POST.get("view", ""), views.VIEWS),
    ):
        if value in allowed:
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", secure=bool(settings.LANGUAGE_COOKIE_SECURE)
            )
    return response


def _next(address: str) -> str:
    return pages.local(address) or "/"
