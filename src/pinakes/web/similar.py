"""/record/ID/more-like-this: up to forty works with like words and subjects, the nearest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.index import fields
from pinakes.store.port import StoredRecord
from pinakes.web import errors, links, pages, presenters

SUFFIX = "/more-like-this"
MOST = 40


def view(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """The page; 503 when the index is silent."""
    catalogue = conf.current_catalogue()
    try:
        ids = catalogue.index.more_like(fields.document(stored.record), limit=MOST)
    except IndexError_:
        return errors.unavailable(request)
    found = catalogue.store.get_many(list(ids)) if ids else []
    record = stored.record
    context = {
        "title": record.full_title,
        "lang": presenters.title_language(record),
        "address": links.record(stored.id),
        "hits": [presenters.hit(s.record, s.id, n) for n, s in enumerate(found, 1) if not s.deleted],
    }
    return pages.render(request, "similar.html", context)
