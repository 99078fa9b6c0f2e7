"""Stopping the mails of a search, by the link in each of them: nobody has to sign in for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pinakes.alerts import tokens
from pinakes.alerts.models import Frequency, SavedSearch
from pinakes.web import pages


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """A page with a button; a POST stops the mails, also that of a mail program (RFC 8058), which has no cookie.

    A GET changes nothing: programs that look into mails follow all links. The secret of the address is what
    protects it, and all that it can do is stop the mails of one search.
    """
    number = tokens.search_to_stop(token)
    if number is None:
        raise Http404
    search = SavedSearch.objects.filter(pk=number).first()
    if request.method == "POST":
        SavedSearch.objects.filter(pk=number).update(frequency=Frequency.NEVER)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=204)
    stopped = request.method == "POST" or search is None or not search.frequency
    return pages.render(request, "alerts/stop.html", {"search": search, "stopped": stopped})
