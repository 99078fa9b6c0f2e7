"""/record/ID/share: the addresses of a record, its QR code, the way to send it; /r/ID is the short address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe
from markupsafe import Markup

from pinakes.records import record_ids
from pinakes.store.port import StoredRecord
from pinakes.web import links, pages, presenters, sending

SUFFIX = "/share"
LONGEST_QR = 1200
"""Letters of an address that a phone still reads from a screen."""


def view(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """The page; the sheet of the reader's own system is offered by script where it is there."""
    record = stored.record
    permanent = request.build_absolute_uri(links.record(stored.id))
    context = {
        "record": record,
        "title": record.full_title,
        "lang": presenters.title_language(record),
        "address": links.record(stored.id),
        "permanent": permanent,
        "short": request.build_absolute_uri(links.short(stored.id)),
        "qr": qr_code(permanent),
        "send_href": sending.href([stored.id]),
    }
    return pages.render(request, "share.html", context)


@require_safe
def short(request: HttpRequest, record_id: str) -> HttpResponsePermanentRedirect:
    """``/r/ID`` leads to the record: nothing has to be kept for it, so it never ends."""
    return HttpResponsePermanentRedirect(links.record(record_ids.record_id(record_id)))


def qr_code(text: str) -> Markup:
    """SVG for a page, dark on light in every scheme: not all readers take the reverse. Empty for what is too long."""
    import segno  # only this page needs it

    if len(text) > LONGEST_QR:
        return Markup("")
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(
        scale=4, border=4, dark="#000000", light="#ffffff", omitsize=True, svgclass="qr", lineclass=None
    )
    # segno writes what it computed, never the text.
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704
