"""Secret addresses: signed, so that none has to be kept, and each for one purpose."""

from __future__ import annotations

from django.core import signing

from pinakes.alerts.models import SavedSearch

_FEED, _STOP = "pinakes.alerts.feed", "pinakes.alerts.stop"
STOP, FEED = "/alerts/stop", "/alerts/feed"


def feed_address(search: SavedSearch) -> str:
    """The private feed; "" when there is none."""
    if not search.feed:
        return ""
    return f"{FEED}/{signing.dumps([search.pk, search.feed], salt=_FEED)}"


def feed_of(token: str) -> SavedSearch | None:
    """The search whose feed this is; None for an address that is wrong or was replaced."""
    try:
        number, version = signing.loads(token, salt=_FEED)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return SavedSearch.objects.filter(pk=number, feed=version, feed__gt=0).select_related("reader").first()


def stop_address(search: SavedSearch) -> str:
    """Where mails of a search are turned off without signing in."""
    return f"{STOP}/{signing.Signer(salt=_STOP).sign(str(search.pk))}"


def search_to_stop(token: str) -> int | None:
    """The number of the search; None for an address that is not ours."""
    try:
        return int(signing.Signer(salt=_STOP).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
