"""Rows of the table of records as values."""

from __future__ import annotations

from datetime import UTC, datetime

from pinakes.records.record import Record
from pinakes.store import encoding
from pinakes.store.port import StoredRecord

# The order of ``stored``'s arguments. Of one that leads others the record made of all is what is shown.
SHOWN = (
    "SELECT id, sequence, datestamp, deleted, CASE WHEN LENGTH(joined) > 0 THEN joined ELSE encoded END, "
    "raw_format, joined_into, joined_sources FROM record"
)
OWN = "SELECT id, sequence, datestamp, deleted, encoded, raw_format, joined_into, joined_sources FROM record"


def stored(
    record_id: str,
    sequence: int,
    datestamp: datetime | str,
    deleted: bool,
    encoded: bytes | memoryview,
    raw_format: str,
    joined_into: str,
    joined_sources: str,
) -> StoredRecord:
    """A row as it leaves the store. Raises ReadError when it is damaged."""
    record: Record = encoding.decode(bytes(encoded))
    return StoredRecord(
        id=record_id,
        sequence=sequence,
        datestamp=iso(datestamp),
        deleted=bool(deleted),
        record=record,
        raw_format=raw_format,
        joined_into=joined_into,
        sources=tuple(joined_sources.split()),
    )


def iso(moment: datetime | str) -> str:
    """UTC, ISO 8601 to the second."""
    if isinstance(moment, str):  # SQLite's own, in UTC: "2026-01-31 12:00:00.123456"
        return f"{moment[:10]}T{moment[11:19]}Z"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
