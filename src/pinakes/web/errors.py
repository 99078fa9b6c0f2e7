"""Pages for what went wrong: one frame, a sentence of what happened, one thing to do; none asks store or index."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.html import escape
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pinakes.web import pages
from pinakes.web.middleware import GetResponse

log = logging.getLogger(__name__)
AGAIN = frozenset({429, 500, 503})
"""What may be better after a while: the page leads to the same address."""


def page(
    request: HttpRequest, status: int, *, title: str, text: str, word: str, reference: str = ""
) -> HttpResponseBase:
    """The page of an error; ``word`` stands small beside the number."""
    again = request.get_full_path() if status in AGAIN and request.method == "GET" else ""
    context = {
        "status": status,
        "title": title,
        "text": text,
        "word": word,
        "reference": reference,
        "again": again,
    }
    return pages.render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """400: what the browser sent does not fit."""
    return page(
        request,
        400,
        word=_("bad request"),
        title=_("This address can’t be understood"),
        text=_("The browser sent something that does not fit this catalogue. A new search will work."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """403: not open to this reader."""
    return page(
        request,
        403,
        word=_("forbidden"),
        title=_("This page is not open to you"),
        text=_("Nothing was changed. The catalogue itself is open: search it above."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """403: a form without a valid token."""
    return page(
        request,
        403,
        word=_("form expired"),
        title=_("This form can’t be sent any more"),
        text=_(
            "Nothing was changed. Go back, load the page again and send the form once more. It needs cookies."
        ),
    )


def not_allowed(request: HttpRequest, methods: str) -> HttpResponseBase:
    """405: a page that was asked to do what it does not do; ``methods`` are those that it knows."""
    response = page(
        request,
        405,
        word=_("not possible"),
        title=_("This address can’t be used that way"),
        text=_("Nothing was changed. Open the page itself, or begin at the start page."),
    )
    response["Allow"] = methods
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404: no page at this address."""
    return page(
        request,
        404,
        word=_("not found"),
        title=_("There is no page at this address"),
        text=_("It may be mistyped or may have moved. Search for what you want, or begin at the start page."),
    )


def record_not_found(request: HttpRequest, record_id: str) -> HttpResponseBase:
    """404: no record of this id, and there was none."""
    shown = record_id if len(record_id) <= 100 else record_id[:99] + "…"
    return page(
        request,
        404,
        word=_("not found"),
        title=_("There is no such record"),
        text=_("This catalogue has no record “%(id)s” and had none. Search for its title or a name.")
        % {"id": shown},
    )


def too_many(request: HttpRequest, seconds: int) -> HttpResponseBase:
    """429: too often; ``seconds`` until it will do again."""
    minutes = max(1, -(-seconds // 60))
    response = page(
        request,
        429,
        word=_("too often"),
        title=_("That was too often in a short time"),
        text=ngettext(
            "Nothing is lost. Try again in %(minutes)s minute.",
            "Nothing is lost. Try again in %(minutes)s minutes.",
            minutes,
        )
        % {"minutes": minutes},
    )
    response["Retry-After"] = str(seconds)
    return response


def unavailable(request: HttpRequest) -> HttpResponseBase:
    """503: the index does not answer."""
    response = page(
        request,
        503,
        word=_("not available"),
        title=_("The search does not answer at the moment"),
        text=_("No record is lost. Try again in a minute."),
    )
    response["Retry-After"] = "30"
    return response


def server_error(request: HttpRequest) -> HttpResponseBase:
    """500, with a reference that is in the log too; shown without store and index."""
    reference = secrets.token_hex(4)
    log.error("Error %s at %s", reference, request.path)
    try:
        return page(
            request,
            500,
            word=_("error"),
            title=_("Something broke on our side"),
            text=_("Nothing of yours is lost. Try again; if it happens once more, tell us the reference."),
            reference=reference,
        )
    except Exception:
        log.exception("The page of error %s can't be shown", reference)
        return _bare(reference)


def _bare(reference: str) -> HttpResponse:
    """The least that a page can be: when the frame itself, or a template of the library, is broken."""
    title = escape(_("Something broke on our side"))
    told = escape(_("Reference: %(reference)s") % {"reference": reference})
    content = (
        f'<!doctype html><html lang="{get_language() or "en"}"><meta charset="utf-8"><title>500 · {title}</title>'
        f'<h1>{title}</h1><p>{told}</p><p><a href="/">{escape(_("Go to the start page"))}</a></p></html>'
    )
    return HttpResponse(content, status=500)


class MethodMiddleware:
    """Gives the bare 405 of Django a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b"-"):
            return not_allowed(request, response.get("Allow", "GET"))
        return response
