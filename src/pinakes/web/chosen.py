"""/chosen: what is to be done with the ticked records of a list, or with all that a search finds."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pinakes.discovery.state import SearchState
from pinakes.web import errors, links

EVERY = "every"
"""Ticked: all results of the search are meant, not those that are ticked."""


def href_of_all(state: SearchState) -> str:
    """The search as the end of an address: its words and limits, without page, number and view."""
    return urlencode(SearchState.parameters(state.with_(size=20, view="")), errors="replace")


@csrf_exempt  # it changes nothing: it only makes an address of a form
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: HttpRequest) -> HttpResponseBase:
    """To the page that does it: ``do`` is cite, send or export.FORMAT; ``id`` again and again, or ``every``.

    ``search`` is the search that the list shows, as in its address.
    """
    form = request.POST if request.method == "POST" else request.GET
    what, _dot, name = form.get("do", "").partition(".")
    state = SearchState.from_query(QueryDict(form.get("search", "")))
    if what not in ("cite", "send", "export"):
        return HttpResponseRedirect(links.search(state))
    ids = list(dict.fromkeys(form.getlist("id")))
    if EVERY in form:
        query = href_of_all(state)
    elif ids:
        query = urlencode([("id", i) for i in ids], errors="replace")
    else:
        return errors.page(
            request, 422, word=_("not possible"), title=_("Nothing was chosen"),
            text=_("Go back, tick some of the results and try again."),
        )  # fmt: skip
    if what == "export" and name:
        query = f"{query}&{urlencode({'format': name})}"
    elif what == "send":
        query = f"{query}&{urlencode({'next': links.search(state)})}"
    return HttpResponseRedirect(f"/{what}?{query}")
