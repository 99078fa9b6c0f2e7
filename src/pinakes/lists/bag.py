"""The book bag: in the session for guests, a list of its own kind for readers; it comes along at sign-in."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pinakes.lists import kept, saving
from pinakes.lists.access import person
from pinakes.lists.models import ListEntry
from pinakes.lists.models.reader_lists import Kind
from pinakes.lists.models.removals import KEPT
from pinakes.lists.saving import Saved
from pinakes.lists.settings import lists
from pinakes.store.port import StoredRecord

SESSION = "bag"
GONE = "bag_gone"
_FIELDS = ("record_id", "title", "authors", "year", "identifiers")


def of_guest(request: HttpRequest) -> list[dict[str, Any]]:
    """What the session holds; nothing is asked of the database where the browser has no session."""
    session = getattr(request, "session", None)
    if session is None or (settings.SESSION_COOKIE_NAME not in request.COOKIES and not session.modified):
        return []
    held: list[dict[str, Any]] = session.get(SESSION) or []
    return held


def entries(request: HttpRequest) -> list[ListEntry]:
    """The entries, the first first; those of guests are in no table."""
    user = person(request)
    if not user.is_authenticated:
        return [_entry(e, n) for n, e in enumerate(of_guest(request), 1)]
    found = ListEntry.objects.filter(reader_list__owner=user, reader_list__kind=Kind.BAG)
    return list(found.prefetch_related("labels"))


def ids(request: HttpRequest) -> list[str]:
    """The records of the bag."""
    user = person(request)
    if not user.is_authenticated:
        return [e["record_id"] for e in of_guest(request)]
    found = ListEntry.objects.filter(reader_list__owner=user, reader_list__kind=Kind.BAG)
    return list(found.values_list("record_id", flat=True))


def add(request: HttpRequest, records: Sequence[StoredRecord]) -> Saved:
    """Put records into the bag, as long as there is room."""
    user = person(request)
    if user.is_authenticated:
        return saving.save(saving.bag_of(user), records, user, most=lists().bag)
    held = of_guest(request)
    there = {e["record_id"] for e in held}
    new = list({s.id: s for s in records if s.id not in there}.values())
    room = max(0, lists().bag - len(held))
    kept_now = new[:room]
    request.session[SESSION] = [*held, *(_plain(kept.entry_of(s)) for s in kept_now)]
    request.session.set_expiry(0)
    return Saved(
        added=tuple(s.id for s in kept_now),
        there=len({s.id for s in records} & there),
        refused=len(new) - len(kept_now),
    )


def remove(request: HttpRequest, record_ids: Iterable[str]) -> tuple[int, str]:
    """Take records out: how many, and the key of the undoing."""
    wanted = set(record_ids)
    user = person(request)
    if user.is_authenticated:
        removal = saving.remove(saving.bag_of(user), wanted, user)
        return (len(removal.payload["entries"]), removal.key) if removal else (0, "")
    held = of_guest(request)
    gone = [(at, e) for at, e in enumerate(held) if e["record_id"] in wanted]
    if not gone:
        return 0, ""
    key = secrets.token_urlsafe(12)
    request.session[SESSION] = [e for e in held if e["record_id"] not in wanted]
    request.session[GONE] = {"key": key, "at": time.time(), "entries": gone}
    return len(gone), key


def undo(request: HttpRequest, key: str) -> bool:
    """Put back what a guest took out within the last ten minutes."""
    gone = request.session.get(GONE) or {}
    if not key or gone.get("key") != key or time.time() - gone["at"] > KEPT.total_seconds():
        return False
    held = of_guest(request)
    there = {e["record_id"] for e in held}
    for at, entry in gone["entries"]:
        if entry["record_id"] not in there and len(held) < lists().bag:
            held.insert(at, entry)
    request.session[SESSION] = held
    del request.session[GONE]
    return True


def forget(request: HttpRequest) -> None:
    """Empty the bag of a guest."""
    request.session.pop(SESSION, None)
    request.session.pop(GONE, None)


def come_along(sender: object, request: HttpRequest | None, user: Any, **_more: object) -> None:
    """At sign-in: what a guest put into the bag is in the reader's from now on."""
    saving.forget_removals()
    if request is None or not hasattr(request, "session"):
        return
    held = request.session.get(SESSION) or []
    if held:
        request.session.set_expiry(None)
        saving.save_entries(
            saving.bag_of(user), [_entry(e, n) for n, e in enumerate(held)], user, most=lists().bag
        )
    forget(request)


def _plain(entry: ListEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _FIELDS} | {
        "filing": [entry.filing_title, entry.filing_author, entry.filing_year]
    }


def _entry(held: dict[str, Any], position: int) -> ListEntry:
    title, author, year = held.get("filing") or ("", "", None)
    return ListEntry(
        position=position,
        filing_title=title,
        filing_author=author,
        filing_year=year,
        **{name: held[name] for name in _FIELDS},
    )
