"""VuFind's addresses of favourites and the book bag, led to ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe


@require_safe
def favourites(request: HttpRequest, _number: str = "") -> HttpResponsePermanentRedirect:
    """``/MyResearch/Favorites`` and ``/MyResearch/MyList/N``: the numbers of its lists are not ours."""
    return HttpResponsePermanentRedirect("/lists/")


@require_safe
def cart(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """``/Cart`` and ``/Cart/Home``."""
    return HttpResponsePermanentRedirect("/bag")
