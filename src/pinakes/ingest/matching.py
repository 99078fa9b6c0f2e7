"""Which record of the catalogue a record that comes in is: its source and its local id."""

from __future__ import annotations

import hashlib
import unicodedata

import msgspec

from pinakes.errors import ReadError
from pinakes.formats import native
from pinakes.records import record_ids
from pinakes.records.authority import Authority
from pinakes.records.record import Record


def identified(record: Record, *, source: str = "", default_source: str = "local") -> Record:
    """The record with its source and local id.

    ``source`` (what a person said) goes before the record's own, and that before the default of its
    format. A missing local id is derived. Raises ReadError for a source that can't be one.
    """
    name = _source(source or record.source or default_source)
    local_id = record_ids.local_id(record.local_id) or derived_id(record)
    if name == record.source and local_id == record.local_id:
        return record
    return msgspec.structs.replace(record, source=name, local_id=local_id)


def identified_authority(
    authority: Authority, *, source: str = "", default_source: str = "local", local_id: str = ""
) -> Authority:
    """As ``identified``; ``local_id`` is the one that a source has for it outside the record."""
    name = _source(source or authority.source or default_source)
    found = record_ids.local_id(local_id or authority.local_id)
    if not found:
        told = msgspec.json.encode(authority.heading)
        found = "h-" + hashlib.blake2b(told, digest_size=12).hexdigest()
    return msgspec.structs.replace(authority, source=name, local_id=found)


def _source(name: str) -> str:
    if not record_ids.SOURCE.fullmatch(name):
        raise ReadError(
            f"{name[:80]!r} can't be a source: 1 to 64 letters, digits, points, hyphens and underscores.",
            field="source",
        )
    return name


def derived_id(record: Record) -> str:
    """``h-`` and 24 hexadecimal digits that depend on the description and on nothing else.

    All that tells one work from another goes in, so that two that differ in anything a reader would
    look at stay two; abstract, subjects, notes, links and holdings don't, since they are what changes.
    """
    core = Record(
        title=_plain(record.title),
        subtitle=_plain(record.subtitle),
        contributors=record.contributors,
        formats=record.formats,
        languages=record.languages,
        date=record.date,
        publications=record.publications,
        edition=record.edition,
        version=record.version,
        physical=record.physical,
        extent_pages=record.extent_pages,
        series=record.series,
        host=record.host,
        identifiers=record.identifiers,
    )
    return "h-" + hashlib.blake2b(native.encode(core), digest_size=12).hexdigest()


def _plain(text: str) -> str:
    """Without what differs between two exports of one record: case, blanks, forms of letters, the last point."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(" ./:")
