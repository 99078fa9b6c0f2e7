"""/send?id=…&id=… and /send?q=…: references by e-mail, for one record, a selection or a search.

The text is ours but for a short note, and one address gets it: so that nobody can send anything to anybody.
"""

from __future__ import annotations

import logging
import re
import smtplib
from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import quote, urlencode

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from pinakes import conf
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, links, pages, presenters, rates
from pinakes.web.rates import Limit

log = logging.getLogger(__name__)
ADDRESS = "/send"
HONEYPOT = "homepage"
"""A field that nobody sees: who fills it in is a machine."""
LONGEST_NOTE = 500
LIMITS = (Limit(kind="send", most=10, seconds=3600), Limit(kind="send-all", most=200, seconds=3600))
TO_ONE = Limit(kind="send-to", most=5, seconds=3600)
MAILTO = 1800
"""Letters of a mailto: address that every mail program takes."""
_FORM = frozenset({"to", "reply", "note", "next", HONEYPOT, "csrfmiddlewaretoken", "sent", "lang", "every"})
_WEB_ADDRESS = re.compile(r"(?:https?|ftp)://|\bwww\.", re.IGNORECASE)
_is_address = EmailValidator()


class Filled(Struct):
    """What a reader typed."""

    to: str = ""
    reply: str = ""
    note: str = ""


def href(ids: Iterable[str]) -> str:
    """The form for these records."""
    return f"{ADDRESS}?{urlencode([('id', i) for i in ids], errors='replace')}"


def is_possible() -> bool:
    """Whether this catalogue sends mail; if not, the page helps the reader's own mail program."""
    return bool(settings().sender)


def settings() -> conf.MailSettings:
    """[mail] of the catalogue that is served."""
    return conf.current_settings().mail


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def send(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it sends: 422 with the fields that are wrong, 429 when it was too often."""
    asked = request.POST if request.method == "POST" else request.GET
    try:
        records, over = _records(asked)
    except QueryError as error:
        return errors.page(
            request, 422, word=_("not possible"), title=_("This can’t be searched"), text=str(error)
        )
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    if not records:
        return errors.page(
            request, 422, word=_("not possible"), title=_("Nothing was chosen to be sent"),
            text=_("Choose records in a list of results first."),
        )  # fmt: skip
    if request.method != "POST":
        return _page(request, records, Filled(), {}, over=over)
    if not is_possible():
        return errors.not_found(request)
    filled = Filled(
        to=request.POST.get("to", "").strip(),
        reply=request.POST.get("reply", "").strip(),
        note=request.POST.get("note", "").strip(),
    )
    if problems := _problems(filled):
        return _page(request, records, filled, problems, over=over)
    if not request.POST.get(HONEYPOT):
        seconds = _wait(request, filled)
        if seconds:
            return errors.too_many(request, seconds)
        try:
            _message(request, records, filled).send()
        except (OSError, smtplib.SMTPException):
            log.exception("The mail server does not take a mail")
            return errors.page(
                request, 503, word=_("not available"), title=_("The mail could not be sent"),
                text=_("The mail server does not answer. Nothing was sent; try again later."),
            )  # fmt: skip
    kept = [*_kept(asked), *((n, v) for n in ("next",) if (v := request.POST.get(n, ""))), ("sent", "1")]
    return HttpResponseRedirect(f"{ADDRESS}?{urlencode(kept, errors='replace')}")


def text_of(records: Sequence[StoredRecord], origin: str) -> str:
    """The references as plain text: number, title, people, where it appeared, address."""
    found = []
    for number, stored in enumerate(records, 1):
        hit = presenters.hit(stored.record, stored.id, number)
        where = " · ".join(filter(None, (hit.host, hit.place)))
        doi = next(iter(stored.record.values("doi")), "")
        lines = [hit.title, presenters.authors(stored.record), where, f"https://doi.org/{doi}" if doi else ""]
        lines.append(origin + hit.href)
        start = f"{number}. " if len(records) > 1 else ""
        found.append(start + ("\n" + " " * len(start)).join(" ".join(x.split()) for x in lines if x))
    return "\n\n".join(found)


def _records(query: QueryDict) -> tuple[list[StoredRecord], bool]:
    """The records that are asked for, and whether there are more than may be sent."""
    most = settings().records
    catalogue = conf.current_catalogue()
    ids = list(dict.fromkeys(query.getlist("id")))
    if ids and "every" not in query:
        found = {s.id: s for s in catalogue.store.get_many(ids[:most]) if not s.deleted}
        return [found[i] for i in ids[:most] if i in found], len(ids) > most
    if not ("q" in query or "filter" in query or any(n.startswith("w") for n in query)):
        return [], False
    first = list(islice(catalogue.everything(SearchState.from_query(query)), most + 1))
    return first[:most], len(first) > most


def _problems(filled: Filled) -> dict[str, str]:
    found = {}
    for name, value in (("to", filled.to), ("reply", filled.reply)):
        try:
            if value or name == "to":
                _is_address(value)
        except ValidationError:
            found[name] = _("One e-mail address is needed here, like name@example.org.")
    if len(filled.note) > LONGEST_NOTE:
        found["note"] = _("The note may have %(most)s letters; it has %(has)s.") % {
            "most": labels.number(LONGEST_NOTE), "has": labels.number(len(filled.note)),
        }  # fmt: skip
    elif _WEB_ADDRESS.search(filled.note):
        found["note"] = _("The note can’t hold addresses of web pages: this keeps advertising out.")
    return found


def _wait(request: HttpRequest, filled: Filled) -> int:
    mine, everybody = LIMITS
    return (
        rates.wait(mine, rates.reader(request))
        or rates.wait(TO_ONE, filled.to.casefold())
        or rates.wait(everybody, "")
    )


def _message(request: HttpRequest, records: Sequence[StoredRecord], filled: Filled) -> EmailMessage:
    library = pages.library_settings().name
    parts = [filled.note] if filled.note else []
    parts.append(text_of(records, pages.origin(request)))
    parts.append(
        "-- \n"
        + _("Somebody sent you this from the catalogue of %(library)s. Who it was is not checked.")
        % {"library": library}
    )
    return EmailMessage(
        subject=_subject(records, library),
        body="\n\n".join(parts) + "\n",
        from_email=settings().sender,
        to=[filled.to],
        reply_to=[filled.reply] if filled.reply else None,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _subject(records: Sequence[StoredRecord], library: str) -> str:
    if len(records) == 1:
        title = presenters.cut(records[0].record.full_title or _("[untitled]"), 90)[0]
        return f"{title} · {library}"
    counted = ngettext(
        "%(shown)s record from %(library)s", "%(shown)s records from %(library)s", len(records)
    )
    return " ".join((counted % {"shown": labels.number(len(records)), "library": library}).split())


def _kept(query: QueryDict) -> list[tuple[str, str]]:
    """What says which records are meant."""
    names = ("id",) if "id" in query and "every" not in query else ()
    return [
        (n, v) for n in (names or query) if n not in _FORM and (names or n != "id") for v in query.getlist(n)
    ]


def _page(
    request: HttpRequest,
    records: Sequence[StoredRecord],
    filled: Filled,
    problems: dict[str, str],
    *,
    over: bool,
) -> HttpResponseBase:
    query = request.POST if request.method == "POST" else request.GET
    origin = pages.origin(request)
    body = text_of(records, origin)
    if len(quote(body)) > MAILTO:
        body = "\n".join(origin + links.record(s.id) for s in records)
    subject = _subject(records, pages.library_settings().name)
    mailto = f"mailto:?subject={quote(subject)}&body={quote(body)}"
    only = links.record(records[0].id) if len(records) == 1 else ""
    context = {
        "records": [presenters.hit(s.record, s.id, n) for n, s in enumerate(records, 1)],
        "filled": filled,
        "problems": problems,
        "kept": _kept(query),
        "next": pages.local(query.get("next", "")) or only or _search_href(query),
        "mailto": mailto if len(mailto) <= 2 * MAILTO else "",
        "possible": is_possible(),
        "sent": bool(request.GET.get("sent")),
        "over": over,
        "limit": settings().records,
        "longest": LONGEST_NOTE,
        "honeypot": HONEYPOT,
    }
    return pages.render(request, "send.html", context, status=422 if problems else 200)


def _search_href(query: QueryDict) -> str:
    return links.search(SearchState.from_query(query)) if "q" in query or "filter" in query else ""
