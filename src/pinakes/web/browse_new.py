"""``/browse/new``: what came into the catalogue or was changed in it, the newest first, by day."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.records.base import Struct
from pinakes.store.port import RecordStore, StoredRecord
from pinakes.web import browse_tabs, errors, labels, links, pages
from pinakes.web import works as shown

PAGE = 30
_WINDOW = 60
"""Changes that are looked through at a time; where most were changed again later it grows."""
_LOOKS = 12


class Day(Struct):
    """What came on one day."""

    label: str
    works: tuple[shown.WorkLine, ...]


@require_safe
def new(request: HttpRequest) -> HttpResponseBase:
    """``?before=`` the number of a change: what came before it."""
    catalogue = conf.current_catalogue()
    asked = request.GET.get("before", "")
    last = catalogue.store.last_sequence()
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else last + 1
    records, older = newest(catalogue.store, min(before, last + 1))
    try:
        tabs = browse_tabs.tabs(catalogue, "new")
    except IndexError_:
        return errors.unavailable(request)
    context = {
        "tabs": tabs,
        "days": [
            Day(label=label, works=tuple(shown.lines(some)))
            for label, some in groupby(records, key=lambda s: labels.timestamp_words(s.datestamp))
        ],
        "older": links.browse("new", before=str(records[-1].sequence)) if older and records else "",
        "newest": links.browse("new") if asked else "",
    }
    return pages.render(request, "browse_new.html", context, documents=pages.documents())


def newest(store: RecordStore, before: int, *, size: int = PAGE) -> tuple[list[StoredRecord], bool]:
    """Living records whose last change is before a number, the newest first; whether there may be more."""
    found: list[StoredRecord] = []
    window = _WINDOW
    for _look in range(_LOOKS):
        if before <= 1 or len(found) > size:
            break
        after = max(0, before - 1 - window)
        some = [s for s in store.changes(after, limit=window) if s.sequence < before]
        found += (s for s in reversed(some) if not s.deleted and not s.joined_into)
        before, window = after + 1, window * 4
    return found[:size], len(found) > size or before > 1
