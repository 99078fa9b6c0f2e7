"""The staff view: the record as it came (fields of MARC, or text) and as the catalogue keeps it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponseBase

from pinakes.errors import ReadError
from pinakes.formats.marc import decoding, marcjson, marcxml
from pinakes.formats.marc.record import MarcRecord
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import labels, links, pages, presenters

SHOWN = 200_000
"""Bytes of the raw record that are shown."""


class MarcField(Struct):
    """A line of the table: tag, indicators, data as (code, text)."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


def view(request: HttpRequest, stored: StoredRecord, raw: tuple[str, bytes] | None) -> HttpResponseBase:
    """All that is known of where the record came from, and its two forms."""
    name, data = raw or ("", b"")
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
    }
    return pages.render(request, "staff.html", context)


def marc_fields(name: str, data: bytes) -> tuple[MarcField, ...]:
    """Leader and fields of a MARC record; nothing when it is another format or can't be read."""
    readers: dict[str, Callable[[bytes], MarcRecord]] = {
        "marc": decoding.record,
        "marcxml": marcxml.parse,
        "marcjson": marcjson.parse,
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
