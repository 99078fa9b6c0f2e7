"""/lists/ID/feed: the newest records of a public list as Atom; /lists/ID/embed: the list for other people's pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from lxml import etree

from pinakes.accounts.permissions import Action
from pinakes.lists import access, list_page, listing, markdown
from pinakes.lists.models import ReaderList
from pinakes.lists.models.reader_lists import Order
from pinakes.web import pages
from pinakes.web.middleware import CONTENT_SECURITY_POLICY

MOST = 50
ATOM = "http://www.w3.org/2005/Atom"


@require_safe
def feed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Atom (RFC 4287), the last added first."""
    reader_list = _public(request, public_id)
    origin = pages.origin(request)
    entries = list(listing.ordered(reader_list.entries.all(), Order.ADDED).prefetch_related("labels")[:MOST])
    shown = listing.views(entries, private=False)
    names: dict[str | None, str] = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)  # type: ignore[arg-type]

    def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
        made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        made.text = _allowed(text) or None
        return made

    add(root, "id", f"{origin}{reader_list.address}")
    add(root, "title", reader_list.title)
    if reader_list.description:
        add(root, "subtitle", markdown.plain(reader_list.description))
    add(root, "updated", _stamp(reader_list.changed))
    add(add(root, "author"), "name", list_page.name_of(reader_list.owner) or pages.library_settings().name)
    add(root, "link", rel="self", href=f"{origin}{reader_list.address}/feed", type="application/atom+xml")
    add(root, "link", rel="alternate", href=f"{origin}{reader_list.address}", type="text/html")
    for entry, view in zip(entries, shown, strict=True):
        item = add(root, "entry")
        href = f"{origin}{view.hit.href}" if view.hit else f"{origin}{reader_list.address}"
        add(item, "id", f"{origin}{reader_list.address}#{entry.pk}")
        add(item, "title", view.hit.title if view.hit else view.title)
        add(item, "updated", _stamp(entry.added))
        add(item, "link", rel="alternate", href=href, type="text/html")
        if entry.authors:
            add(add(item, "author"), "name", entry.authors)
        if entry.note:
            add(item, "summary", str(view.note), type="html")
        for label in view.labels:
            add(item, "category", term=_allowed(label))
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def embed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The titles of a public list on a page without head and foot, the only one that others may frame."""
    reader_list = _public(request, public_id)
    found = listing.ordered(reader_list.entries.all(), reader_list.order)[:MOST]
    context = {
        "list": reader_list,
        "entries": listing.views(list(found.prefetch_related("labels")), private=False),
        "more": max(0, reader_list.entries.count() - MOST),
    }
    response = pages.render(request, "lists/embed.html", context)
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    )
    # Set, so that the middleware does not set it to DENY; browsers that know frame-ancestors pass it over.
    response["X-Frame-Options"] = "ALLOWALL"
    response["X-Robots-Tag"] = "noindex"
    return response


def _public(request: HttpRequest, public_id: str) -> ReaderList:
    reader_list = access.the_list(request, public_id, Action.VIEW_LIST)
    if not reader_list.is_public:
        raise Http404(_("This list is not public."))
    return reader_list


def _allowed(text: str) -> str:
    """Without characters that XML 1.0 (2.2) has no place for."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
