"""Who comes in: guests are led to the sign-in, what nobody may change answers 404, too often answers 429."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from pinakes.store.port import StoredRecord
from pinakes.tagging import records
from pinakes.web import errors, rates
from pinakes.web.rates import Limit

HOUR = 3600
TAGS = Limit(kind="tags", most=120, seconds=HOUR)
COMMENTS = Limit(kind="comments", most=20, seconds=HOUR)
REPORTS = Limit(kind="reports", most=20, seconds=HOUR)


def sign_in(request: HttpRequest, back: str) -> HttpResponseBase | None:
    """The way to the sign-in, and from there to ``back``; None for who is signed in."""
    return None if request.user.is_authenticated else redirect_to_login(back)


def too_often(request: HttpRequest, limit: Limit) -> HttpResponseBase | None:
    """429 for a reader who does more than people do."""
    seconds = rates.wait(limit, f"reader:{request.user.pk}")
    return errors.too_many(request, seconds) if seconds else None


def record_or_404(record_id: str) -> StoredRecord:
    """The living record that a form is about."""
    stored = records.find(record_id)
    if stored is None:
        raise Http404
    return stored
