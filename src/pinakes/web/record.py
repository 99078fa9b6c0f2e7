"""The record page, its staff view and its exports; which of them an address means is told by the store."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.formats import registry
from pinakes.records import record_ids
from pinakes.store.port import StoredRecord
from pinakes.web import cite, errors, explain, export, labels, links, pages, presenters, staff
from pinakes.web.record_page import identifiers
from pinakes.web.record_page.page import show
from pinakes.web.record_page.sources import OWN

STAFF = "/staff"


@require_safe
def record(request: HttpRequest, record_id: str) -> HttpResponseBase:
    """``/record/ID``, ``/record/ID/staff``, ``/record/ID/why?q=…``, ``/record/ID.FORMAT``.

    An id may end with any of these endings: a record of exactly this id wins.
    """
    kept = record_ids.record_id
    whole = kept(record_id)
    candidates = [whole]
    base, dot, ending = record_id.rpartition(".")
    if dot and ending in registry.names():
        candidates.append(kept(base))
    suffixes = (suffix for suffix in (STAFF, explain.SUFFIX, cite.SUFFIX) if record_id.endswith(suffix))
    candidates += [kept(record_id.removesuffix(suffix)) for suffix in suffixes]
    catalogue = conf.current_catalogue()
    found = {s.id: s for s in catalogue.store.get_many(candidates)}
    for candidate in candidates:
        stored = found.get(candidate)
        if stored is None:
            continue
        if stored.deleted:
            return gone(request, stored)
        if candidate == whole:
            return _shown(request, stored)
        if record_id.endswith(explain.SUFFIX):
            return explain.view(request, stored)
        if record_id.endswith(cite.SUFFIX):
            return cite.view(request, stored)
        if record_id.endswith(STAFF):
            return staff.view(request, stored, catalogue.store.raw(stored.id))
        return export.download(request, stored, ending)
    return errors.record_not_found(request, candidates[-1])


def _shown(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """The page of a record, or the way to the one that shows it; ``?own`` asks for what its own source says."""
    if OWN in request.GET:
        own = conf.current_catalogue().store.joins.own([stored.id])
        return show(request, own[0] if own else stored, own=True)
    if stored.joined_into:
        # Not for ever: a librarian may part them again.
        return HttpResponseRedirect(links.record(stored.joined_into))
    return show(request, stored)


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
