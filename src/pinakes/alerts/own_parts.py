"""Saved searches and the search history as parts of the export of an account, and back from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from pinakes.accounts.exporting import Part, Thing, register
from pinakes.alerts import past, saving, settings
from pinakes.alerts.models import NOTE_LENGTH, QUERY_LENGTH, PastSearch, SavedSearch
from pinakes.discovery.state import SearchState

if TYPE_CHECKING:
    from pinakes.accounts.models import Reader

_MOST_TAKEN = 2_000


def register_all() -> None:
    """Add the parts to the export."""
    register(SEARCHES)
    register(HISTORY)


def _searches(reader: Reader) -> Iterable[Thing]:
    for row in SavedSearch.objects.filter(reader=reader).order_by("pk"):
        yield {
            "name": row.name,
            "note": row.note,
            "search": row.query,
            "results": row.total,
            "mails": row.frequency,
            "saved": row.created.isoformat(timespec="seconds"),
        }


def _take_searches(reader: Reader, found: Sequence[Thing]) -> int:
    """Mails are not turned on by it: they want a click of the reader, here."""
    taken = 0
    for thing in found[:_MOST_TAKEN]:
        state = _state(thing.get("search"))
        if state is None:
            continue
        name, note, total = thing.get("name"), thing.get("note"), thing.get("results")
        try:
            _made, new = saving.save(
                reader,
                state,
                name=name if isinstance(name, str) else "",
                note=note[:NOTE_LENGTH] if isinstance(note, str) else "",
                total=total if type(total) is int and 0 <= total < 2**62 else 0,
            )
        except saving.TooLong:
            continue
        except saving.Full:
            break
        taken += new
    return taken


def _history(reader: Reader) -> Iterable[Thing]:
    for row in PastSearch.objects.filter(reader=reader).order_by("at", "pk"):
        yield {"search": row.query, "results": row.total, "at": row.at.isoformat(timespec="seconds")}


def _take_history(reader: Reader, found: Sequence[Thing]) -> int:
    """Only into an account that keeps a history."""
    if not past.is_on(reader) or not settings.alerts().history:
        return 0
    there = set(PastSearch.objects.filter(reader=reader).values_list("digest", flat=True))
    taken = 0
    for thing in found[-past.MOST :]:
        state, at, total = _state(thing.get("search")), _moment(thing.get("at")), thing.get("results")
        if state is None or at is None or (digest := saving.digest(state)) in there:
            continue
        there.add(digest)
        PastSearch.objects.create(
            reader=reader,
            query=saving.normalised(state).query_string(),
            digest=digest,
            total=total if type(total) is int and 0 <= total < 2**62 else 0,
            at=at,
        )
        taken += 1
    return taken


def _state(query: object) -> SearchState | None:
    if not isinstance(query, str) or len(query) > QUERY_LENGTH:
        return None
    try:
        state = SearchState.from_query(QueryDict(query))
    except ValueError:
        return None
    return state if saving.is_search(state) else None


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if found is None or found.tzinfo is None or found > timezone.now():
        return None
    return found


SEARCHES = Part(
    name="searches",
    title=lambda: _("Saved searches"),
    things=_searches,
    columns=("name", "note", "search", "results", "mails", "saved"),
    take=_take_searches,
)
HISTORY = Part(
    name="search_history",
    title=lambda: _("Search history of the account"),
    things=_history,
    columns=("search", "results", "at"),
    take=_take_history,
)
