"""Who comes in: guests are led to the sign-in; what is another reader's answers 404."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from pinakes.accounts.permissions import Action, require
from pinakes.alerts.models import SavedSearch
from pinakes.web import errors, rates
from pinakes.web.rates import Limit

SAVES = Limit(kind="saved-searches", most=120, seconds=3600)


def sign_in(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the sign-in, and from there back to this page; None for who is signed in."""
    return None if request.user.is_authenticated else redirect_to_login(request.get_full_path())


def too_often(request: HttpRequest) -> HttpResponseBase | None:
    """429 for a reader who does more than people do."""
    seconds = rates.wait(SAVES, f"reader:{request.user.pk}")
    return errors.too_many(request, seconds) if seconds else None


def own(request: HttpRequest, number: int, action: Action) -> SavedSearch:
    """A search of this reader; 404 for any other."""
    search = SavedSearch.objects.select_related("reader").filter(pk=number).first()
    if search is None:
        raise Http404
    require(request.user, action, search)
    return search
