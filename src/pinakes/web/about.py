"""Help: how searching works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pinakes.web import pages, static_pages


@require_safe
def help_page(request: HttpRequest) -> HttpResponseBase:
    """How words are read, and what the keyboard does."""
    return pages.render(request, "help.html", {"own": static_pages.find("help")}, documents=pages.documents())
