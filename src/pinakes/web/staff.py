"""The staff view: the record as it came (fields of MARC, or text) and as the catalogue keeps it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from pinakes import conf
from pinakes.errors import ReadError
from pinakes.formats import registry
from pinakes.formats.marc import decoding, marcjson, marcxml
from pinakes.formats.marc.record import MarcRecord
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import errors, export, labels, links, pages, presenters

RAW = "/raw"
VALUES = 12
"""Values of a field of the index that are shown."""
SHOWN = 200_000
"""Bytes of the raw record that are shown."""


class MarcField(Struct):
    """A line of the table: tag, indicators, data as (code, text)."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


class IndexField(Struct):
    """How the record stands in one field of the index."""

    name: str
    kind: str
    values: tuple[str, ...]
    more: int = 0
    """Values that are not shown."""


def view(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """All that is known of where the record came from, its two forms, and how it is indexed."""
    name, data = conf.current_catalogue().store.raw(stored.id) or ("", b"")
    native = msgspec.json.format(msgspec.json.encode(stored.record), indent=2).decode()
    context = {
        "id": stored.id,
        "record": stored.record,
        "address": links.record(stored.id),
        "lang": presenters.title_language(stored.record),
        "stored": stored,
        "changed": labels.timestamp_words(stored.datestamp),
        "format": name,
        "size": len(data),
        "marc": marc_fields(name, data),
        "raw": data[:SHOWN]
        .decode("utf-8", "replace")
        .replace("\x1d", "␝")
        .replace("\x1e", "␞\n")
        .replace("\x1f", "‡"),
        "whole": len(data) <= SHOWN,
        "native": native,
        "indexed": indexed(stored),
        "source_href": links.limited("source", stored.record.source),
        "shown_href": links.record(stored.joined_into) if stored.joined_into else "",
    }
    return pages.render(request, "staff.html", context)


def raw(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """``/record/ID/raw``: the bytes as they came, to be saved; they are never shown as a page."""
    found = conf.current_catalogue().store.raw(stored.id)
    if found is None or not found[1]:
        return errors.not_found(request)
    name, data = found
    extension = registry.get(name).extension if name in registry.names() else "txt"
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = export.disposition(stored.id, extension)
    response["X-Robots-Tag"] = "noindex"
    return response


def indexed(stored: StoredRecord) -> tuple[IndexField, ...]:
    """Fields with their values as the index is given them, in the order of their declaration."""
    values = fields.document(stored.record, stored.sequence).values
    return tuple(
        IndexField(
            name=field.name,
            kind=field.kind,
            values=tuple(presenters.cut(str(v), 300)[0] for v in found[:VALUES]),
            more=max(0, len(found) - VALUES),
        )
        for field in fields.FIELDS
        if (found := values.get(field.name, ()))
    )


def marc_fields(name: str, data: bytes) -> tuple[MarcField, ...]:
    """Leader and fields of a MARC record; nothing when it is another format or can't be read."""
    readers: dict[str, Callable[[bytes], MarcRecord]] = {
        "marc": decoding.record,
        "marcxml": marcxml.parse,
        "marcjson": marcjson.parse,
        "unimarc": decoding.record,
    }
    if name not in readers or not data:
        return ()
    try:
        record = readers[name](data)
    except ReadError:
        return ()
    found = [MarcField(tag="LDR", indicators="", subfields=(("", record.leader),))]
    found += [MarcField(tag=tag, indicators="", subfields=(("", value),)) for tag, value in record.control]
    found += [
        MarcField(tag=f.tag, indicators=f"{f.ind1}{f.ind2}", subfields=tuple(f.subfields))
        for f in record.fields
    ]
    return tuple(found)
