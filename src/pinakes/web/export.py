"""Exports as downloads: /record/ID.FORMAT, and /export?id=…&format=… or ?q=…&format=… for a selection or a search."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes.discovery.state import SearchState
from pinakes.errors import FormatError
from pinakes.formats import registry
from pinakes.formats.base import Format
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, links, pages, streaming
from pinakes.web.selection import Chosen, chosen, nothing

log = logging.getLogger(__name__)
LIMIT = 100_000
"""Records of one export; the page says so where a search finds more."""
COMMON = ("ris", "bibtex", "csl-json", "endnote", "mods", "marc", "marcxml", "csv")
"""What reference managers and library systems are fed with most, in this order."""
COPIED = 1000
"""Records that are offered to be copied, not only to be kept as a file."""
_OWN = frozenset({"format", "lang"})
_TEXT = ("json", "xml", "tex", "research-info-systems", "endnote-refer")


@cache
def offered() -> tuple[Format, ...]:
    """The formats of the export menu; one that can't be loaded is left out."""
    found = []
    for name in registry.names():
        try:
            known = registry.get(name)
        except (ImportError, AttributeError) as error:
            log.warning("The format %s can’t be loaded: %s", name, error)
            continue
        if known.exporter is not None:
            found.append(known)
    return tuple(found)


@cache
def common() -> tuple[Format, ...]:
    """Those that most people want, the most wanted first."""
    by_name = {f.name: f for f in offered()}
    return tuple(by_name[name] for name in COMMON if name in by_name)


@cache
def short() -> tuple[Format, ...]:
    """The few that a list of results offers."""
    return common()[:3]


class Link(Struct):
    """A format and where the records are to be had in it."""

    label: str
    href: str
    is_text: bool
    """Whether it can be copied into a text."""


def menu(address: str, *, number: int = 1) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The common formats and the others; ``address`` ends where the format's name belongs."""

    def made(formats: tuple[Format, ...]) -> tuple[Link, ...]:
        return tuple(
            Link(label=f.label, href=address + f.name, is_text=is_text(f) and number <= COPIED)
            for f in formats
        )

    return made(common()), made(tuple(f for f in offered() if f not in common()))


def address_of(request: HttpRequest, own: frozenset[str] = _OWN) -> str:
    """``/export?…&format=`` for what this address chooses; ``own`` are the parameters that don't."""
    kept = [(n, v) for n, values in request.GET.lists() if n not in own for v in values]
    return f"/export?{urlencode([*kept, ('format', '')], errors='replace')}"


def is_text(known: Format) -> bool:
    """Whether its files are text."""
    return known.media_type.startswith("text/") or known.media_type.endswith(_TEXT)


def download(request: HttpRequest, stored: StoredRecord, name: str) -> HttpResponseBase:
    """The record in the format ``name``; 404 when it can't be written in it."""
    known = next((f for f in offered() if f.name == name), None)
    if known is None:
        raise Http404
    return _whole(request, known, [stored], stored.id)


def file_of(request: HttpRequest, name: str, records: list[StoredRecord], stem: str) -> HttpResponseBase:
    """These records in the format ``name`` as a file; 404 when nothing can be written in it."""
    known = next((f for f in offered() if f.name == name), None)
    if known is None:
        raise Http404
    return _whole(request, known, records, stem)


@require_safe
def several(request: HttpRequest) -> HttpResponseBase:
    """A selection or a whole search in a format; without one, the page that offers them all."""
    picked = chosen(request, LIMIT)
    if isinstance(picked, HttpResponseBase):
        return picked
    if not picked.total:
        return nothing(request, _("Nothing was chosen to be exported"))
    name = request.GET.get("format", "")
    if not name:
        return _choice(request, picked)
    known = next((f for f in offered() if f.name == name), None)
    if known is None:
        return errors.page(
            request, 422, word=_("not possible"), title=_("There is no such format"),
            text=_("Records are written as: %(formats)s.")
            % {"formats": ", ".join(f.name for f in offered())},
        )  # fmt: skip
    day = datetime.now(UTC).date().isoformat()
    stem = f"{(picked.words or _('selection'))[:60]} {day}"
    if isinstance(picked.records, list):
        return _whole(request, known, picked.records, picked.records[0].id if picked.total == 1 else stem)
    assert known.exporter is not None
    written = streaming.pulled(known.exporter().write, (s.record for s in picked.records))
    return _named(StreamingHttpResponse(written, content_type=_media_type(known)), stem, known)


def _choice(request: HttpRequest, picked: Chosen) -> HttpResponseBase:
    shown = min(picked.total, picked.limit)
    first, others = menu(address_of(request), number=shown)
    context = {
        "title": ngettext("Export %(shown)s record", "Export %(shown)s records", shown)
        % {"shown": labels.number(shown)},
        "words": picked.words,
        "said": picked.said,
        "first": first,
        "others": others,
        "back": links.search(SearchState.from_query(request.GET)) if picked.words else "",
    }
    return pages.render(request, "export.html", context)


def _whole(request: HttpRequest, known: Format, records: list[StoredRecord], stem: str) -> HttpResponseBase:
    """Few records: at once, so that what can't be written is told on a page."""
    out = io.BytesIO()
    assert known.exporter is not None
    try:
        known.exporter().write([s.record for s in records], out)
    except FormatError as error:
        return errors.page(
            request,
            422,
            word=_("not possible"),
            title=_("This record can’t be written as %(format)s") % {"format": known.label},
            text=str(error),
        )
    return _named(HttpResponse(out.getvalue(), content_type=_media_type(known)), stem, known)


def _media_type(known: Format) -> str:
    plain = "charset" in known.media_type or not is_text(known)
    return known.media_type if plain else f"{known.media_type}; charset=utf-8"


def _named(response: HttpResponseBase, stem: str, known: Format) -> HttpResponseBase:
    response["Content-Disposition"] = disposition(stem, known.extension)
    response["X-Robots-Tag"] = "noindex"
    return response


def disposition(stem: str, extension: str) -> str:
    """A name for the file: plain letters for old browsers, the whole for all others (RFC 6266)."""
    safe = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]+", "-", stem).strip(" .-")[:120] or "record"
    folded = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", folded).strip("-.") or "record"
    return f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(f'{safe}.{extension}', safe='')}"
