"""The record page, its staff view and its exports; which of them an address means is told by the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.formats import registry
from pinakes.records import record_ids
from pinakes.store.port import StoredRecord
from pinakes.web import cite, errors, explain, export, labels, links, pages, presenters, share, similar, staff
from pinakes.web.record_page import identifiers, successors
from pinakes.web.record_page.page import WAS, show
from pinakes.web.record_page.sources import OWN

View = Callable[[HttpRequest, StoredRecord], HttpResponseBase]
VIEWS: dict[str, View] = {
    "/staff": staff.view,
    staff.RAW: staff.raw,
    explain.SUFFIX: explain.view,
    cite.SUFFIX: cite.view,
    share.SUFFIX: share.view,
    similar.SUFFIX: similar.view,
}
SECTIONS = frozenset(
    {
        "holdings", "description", "contents", "parts", "subjects", "identifiers", "notes", "relations", "references",
        "cited-by", "versions", "shelf", "similar", "by-author", "sources", "findings", "tags", "comments",
    }
)  # fmt: skip
"""Parts of the page that have an address of their own: it leads to their place on the page."""


@require_safe
def record(request: HttpRequest, record_id: str) -> HttpResponseBase:
    """``/record/ID``, ``/record/ID/staff`` and other views, ``/record/ID/holdings`` …, ``/record/ID.ris`` ….

    An id may end with any of these endings: a record of exactly this id wins.
    """
    ways = {record_ids.record_id(bare): answer for bare, answer in reversed(list(_readings(record_id)))}
    found = {s.id: s for s in conf.current_catalogue().store.get_many(list(ways))}
    for candidate, answer in reversed(ways.items()):
        if stored := found.get(candidate):
            return withdrawn(request, stored) if stored.deleted else answer(request, stored)
    return errors.record_not_found(request, next(iter(ways)))


def _readings(address: str) -> Iterator[tuple[str, View]]:
    """The ids that an address may mean, the whole first, with what is wanted of the record."""
    yield address, _shown
    base, dot, ending = address.rpartition(".")
    if dot and ending in registry.names():
        yield base, partial(export.download, name=ending)
    base, slash, name = address.rpartition("/")
    if slash and (view := VIEWS.get(f"/{name}")):
        yield base, view
    elif slash and name in SECTIONS:
        yield base, partial(_section, name=name)


def _section(request: HttpRequest, stored: StoredRecord, *, name: str) -> HttpResponseBase:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{links.record(stored.joined_into or stored.id)}{query}#{name}")


def _shown(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """The page of a record, or the way to the one that shows it; ``?own`` asks for what its own source says."""
    if OWN in request.GET:
        own = conf.current_catalogue().store.joins.own([stored.id])
        return show(request, own[0] if own else stored, own=True)
    if stored.joined_into:
        # Not for ever: a librarian may part them again.
        return HttpResponseRedirect(links.record(stored.joined_into))
    return show(request, stored)


def withdrawn(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """The way to the record that the same work has now, where there is exactly one; else 410."""
    if successor := successors.successor(stored):
        response = HttpResponsePermanentRedirect(f"{links.record(successor)}?{urlencode({WAS: stored.id})}")
        # The record may come back: browsers ask again after a day.
        response["Cache-Control"] = "max-age=86400"
        return response
    return gone(request, stored)


def gone(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """410: what is kept of a withdrawn record, and a search for its title."""
    record = stored.record
    context = {
        "record": record,
        "date": labels.timestamp_words(stored.datestamp),
        "lang": presenters.title_language(record),
        "authors": presenters.authors(record),
        "identifiers": identifiers.section(record, ""),
        "title_href": links.words("title", record.title),
    }
    return pages.render(request, "gone.html", context, status=410)
