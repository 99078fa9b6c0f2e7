"""The reader's language and light or dark, kept in two cookies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from pinakes.web import pages
from pinakes.web.middleware import YEAR, remember_language


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def preferences(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it sends; wrong values change nothing."""
    if request.method != "POST":
        return pages.render(request, "preferences.html", {"next": _next(request.GET.get("next", ""))})
    response = HttpResponseRedirect(_next(request.POST.get("next", "")))
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES):
        remember_language(response, language)
    if theme in pages.THEMES:
        # The script reads it to change the page at once, so it is not HttpOnly.
        response.set_cookie(
            pages.THEME_COOKIE,
            theme,
            max_age=YEAR,
            samesite="Lax",
            secure=bool(settings.LANGUAGE_COOKIE_SECURE),
        )
    return response


def _next(address: str) -> str:
    return pages.local(address) or "/"
