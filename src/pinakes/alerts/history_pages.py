"""The search history of an account: on or off, what is in it, and how it is emptied."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from pinakes.accounts.permissions import Action, require
from pinakes.alerts import gate, past, search_pages, settings
from pinakes.web import history, labels, pages

ADDRESS = "/account/history"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """A POST turns it ``on`` or ``off`` (and empties it), removes one (``remove``) or all (``clear``)."""
    if not settings.alerts().history or not pages.search_settings().history:
        raise Http404
    if to_sign_in := gate.sign_in(request):
        return to_sign_in
    require(request.user, Action.SAVE_SEARCH)
    if request.method == "POST":
        return _changed(request)
    rows = past.entries(request.user)
    shown = [
        (row.pk, history.view(entry := past.entry_of(row)), labels.timestamp_words(row.at.isoformat()),
         search_pages.save_address(entry.state))
        for row in rows
    ]  # fmt: skip
    context = {"is_on": past.is_on(request.user), "entries": shown, "days": settings.alerts().history_days}
    return pages.render(request, "alerts/history.html", context)


def _changed(request: HttpRequest) -> HttpResponseBase:
    number = request.POST.get("remove", "")
    if "on" in request.POST:
        past.turn_on(request)
    elif "off" in request.POST:
        past.turn_off(request.user)
    elif "clear" in request.POST:
        past.forget(request.user)
    elif number.isascii() and number.isdigit():
        past.forget(request.user, [int(number[:18])])
    return HttpResponseRedirect(ADDRESS)
