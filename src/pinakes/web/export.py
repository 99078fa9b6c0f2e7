"""/record/ID.FORMAT: the record in every format that can be written, as a download."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from functools import cache
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from pinakes.errors import FormatError
from pinakes.formats import registry
from pinakes.formats.base import Format
from pinakes.store.port import StoredRecord
from pinakes.web import errors

log = logging.getLogger(__name__)


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
def short() -> tuple[Format, ...]:
    """The few that a list of results offers."""
    return tuple(f for f in offered() if f.name in ("ris", "bibtex", "csl-json"))


def download(request: HttpRequest, stored: StoredRecord, name: str) -> HttpResponseBase:
    """The record in the format ``name``; 404 when it can't be written in it."""
    known = next((f for f in offered() if f.name == name), None)
    if known is None or known.exporter is None:
        raise Http404
    out = io.BytesIO()
    try:
        known.exporter().write([stored.record], out)
    except FormatError as error:
        return errors.page(
            request,
            422,
            word=_("not possible"),
            title=_("This record can’t be written as %(format)s") % {"format": known.label},
            text=str(error),
        )
    text = known.media_type.startswith("text/") or known.media_type.endswith(("json", "xml"))
    media_type = (
        f"{known.media_type}; charset=utf-8"
        if text and "charset" not in known.media_type
        else known.media_type
    )
    response = HttpResponse(out.getvalue(), content_type=media_type)
    response["Content-Disposition"] = _disposition(stored.id, known.extension)
    response["X-Robots-Tag"] = "noindex"
    return response


def _disposition(record_id: str, extension: str) -> str:
    """A name for the file: plain letters for old browsers, the id as it is for all others (RFC 6266)."""
    safe = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]+", "-", record_id).strip(" .-")[:120] or "record"
    folded = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", folded).strip("-.") or "record"
    return f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(f'{safe}.{extension}', safe='')}"
