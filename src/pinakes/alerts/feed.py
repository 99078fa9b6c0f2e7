"""The private feed of a saved search (Atom, RFC 4287): what is new or changed, under a secret address."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes.alerts import fresh, settings, tokens
from pinakes.errors import IndexError_, QueryError
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, links, pages, presenters, sending

log = logging.getLogger(__name__)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The records that changed last; 304 when the reader's program has them already."""
    search = tokens.feed_of(token)
    if search is None or not search.reader.is_active:
        raise Http404
    try:
        found = fresh.since(search.state, 0, None, limit=settings.alerts().hits)
    except QueryError:
        found = fresh.Fresh(total=0, records=())
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    origin = settings.address(pages.origin(request))
    made = Atom1Feed(
        title=f"{search.name} – {pages.library_settings().name}",
        link=origin + links.search(search.state),
        description=search.note,
        language=labels.language(),
        feed_url=origin + request.path,
        feed_guid=f"tag:pinakes,2026:saved-search-{search.pk}",
    )
    for stored in found.records:
        _add(made, stored, origin)
    content = made.writeString("utf-8").encode()
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response


def _add(made: Atom1Feed, stored: StoredRecord, origin: str) -> None:
    address = origin + links.record(stored.id)
    changed = datetime.fromisoformat(stored.datestamp)
    made.add_item(
        title=stored.record.full_title or _("[untitled]"),
        link=address,
        description=sending.text_of([stored], origin),
        author_name=str(presenters.authors(stored.record)) or None,
        pubdate=changed,
        updateddate=changed,
        unique_id=address,
    )
