"""/availability?id=…&id=…: the state of copies now, as pieces of pages; a list asks once for all its hits."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.records.record import Record
from pinakes.sources.availability import CopyState
from pinakes.store.port import StoredRecord
from pinakes.web import availability, errors, labels, links, presenters
from pinakes.web.availability import Live
from pinakes.web.presenters import Access, Anchor
from pinakes.web.record_page import holdings
from pinakes.web.record_page.holdings import Copy, Holdings, Place

MOST = 100
"""Records of one question: a page of results."""
PARAMETER = "live"
"""On the page of a record: ask before it is made, for readers without script."""


@require_safe
def states(request: HttpRequest) -> HttpResponseBase:
    """JSON: by id ``line`` (for a list), with ``holdings=1`` also ``holdings`` and ``side`` of the record's page."""
    if not availability.is_on():
        return errors.not_found(request)
    ids = list(dict.fromkeys(request.GET.getlist("id")))[:MOST]
    found = {s.id: s for s in conf.current_catalogue().store.get_many(ids) if not s.deleted}
    said = availability.ask((s.record for s in found.values()), again="again" in request.GET)
    whole = "holdings" in request.GET
    pieces = {i: _pieces(found[i], live, whole=whole) for i, live in said.items() if i in found}
    response = JsonResponse({"records": pieces})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _pieces(stored: StoredRecord, live: Live, *, whole: bool) -> dict[str, str]:
    module = get_template("pinakes/parts/record_parts.html").template.module  # type: ignore[attr-defined]
    found = {"line": str(module.line(line(stored.record, stored.id, live)))}
    if whole:
        held = merged(stored.record, live)
        found["holdings"] = str(module.places(held)) + str(module.asked_line(note(stored, live)))
        found["side"] = str(module.get_it(held))
        found["said"] = note(stored, live).text
    return found


def line(record: Record, record_id: str, live: Live) -> Access:
    """The one line of a list: the best copy, or that nobody knows."""
    if live.silent:
        return unknown(record_id)
    states = [(state(c), c) for c in live.work.copies]
    if not states:
        return presenters.access(record)[0]
    best, copy = min(states, key=lambda pair: {"ok": 0, "warn": 1}.get(pair[0].state, 2))
    detail = " · ".join(filter(None, (copy.call_number, copy.department or copy.storage)))
    return Access(icon=best.icon, state=best.state, text=best.text, detail=detail)


def unknown(record_id: str) -> Access:
    """Never "available" when the system says nothing."""
    href = f"{links.record(record_id)}?{PARAMETER}=1#holdings"
    return Access(icon="clock", state="", text=_("Status unknown, ask again"), href=href)


def state(copy: CopyState) -> Access:
    """What one copy's state means, in words."""
    words = {
        "available": ("circle-check", "ok", _("On the shelf")),
        "reading-room": ("circle-check", "ok", _("In the reading room")),
        "online": ("lock-open", "ok", _("Online")),
        "unavailable": ("clock", "warn", _("Not available")),
        "unknown": ("clock", "", _("Status unknown")),
    }
    if copy.state == "on-loan":
        until = labels.timestamp_words(copy.due)
        text = _("On loan until %(date)s") % {"date": until} if until else _("On loan")
        return Access(icon="clock", state="warn", text=text)
    icon, colour, text = words[copy.state]
    return Access(icon=icon, state=colour, text=text)


def merged(record: Record, live: Live) -> Holdings:
    """The copies as the system has them now, else as the record says; what the record says of runs of volumes stays."""
    stored = holdings.stored(record)
    if live.silent or not live.work.copies:
        return stored
    grouped: dict[tuple[str, str], list[Copy]] = {}
    for copy in live.work.copies:
        place = (copy.storage or copy.department, copy.department if copy.storage else "")
        grouped.setdefault(place, []).append(_copy(copy))
    now = tuple(
        Place(name=name or _("In the library"), institution=department, copies=tuple(copies))
        for (name, department), copies in grouped.items()
    )
    return Holdings(places=(*now, *(p for p in stored.places if not p.copies)))


def _copy(copy: CopyState) -> Copy:
    waiting = (
        ngettext("%(shown)s person waiting", "%(shown)s people waiting", copy.queue)
        % {"shown": labels.number(copy.queue)}
        if copy.queue
        else ""
    )
    free = copy.state in ("available", "reading-room", "online")
    return Copy(
        call_number=copy.call_number,
        href=holdings.shelf_href(copy.call_number),
        copy=copy.chronology,
        state=state(copy),
        note=" · ".join(filter(None, (*copy.limitations, waiting))),
        action=Anchor(text=_("Request") if free else _("Join the queue"), href=copy.action) if copy.action else None,
    )  # fmt: skip


def note(stored: StoredRecord, live: Live | None) -> Anchor:
    """When the state was asked for, or since when the stored one is known; it leads to asking again."""
    href = f"{links.record(stored.id)}?{PARAMETER}=1#holdings"
    if live is None or (not live.silent and not live.work.asked):
        text = _("As recorded on %(date)s.") % {"date": labels.timestamp_words(stored.datestamp)}
    elif live.silent:
        text = _("The library system does not answer. What stands here was recorded on %(date)s.") % {
            "date": labels.timestamp_words(stored.datestamp)
        }
    else:
        at = timezone.localtime(datetime.fromisoformat(live.work.asked))
        text = _("Asked from the library system at %(time)s.") % {"time": f"{at:%H:%M}"}
    return Anchor(text=text, href=href)
