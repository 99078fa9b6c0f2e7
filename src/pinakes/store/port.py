"""The port of the store: where records are kept, with their raw bytes and their history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from pinakes.records.base import Struct
from pinakes.records.record import Record


class RecordToStore(Struct):
    """A record on its way in. ``encoded`` is the record in the native JSON, so it is encoded once."""

    id: str
    source: str
    title: str
    digest: bytes
    """BLAKE2b-128 of the raw bytes, their format and the reader's version: equal means unchanged."""
    encoded: bytes
    """The record in native JSON, compressed (zstd)."""
    raw: bytes
    """The bytes as they came, compressed (zstd)."""
    raw_format: str


class StoredRecord(Struct):
    """A record as it lies in the store. A deleted one (tombstone) keeps title and identifiers."""

    id: str
    sequence: int
    datestamp: str
    """UTC, ISO 8601 to the second, of the change."""
    deleted: bool
    record: Record
    """Of a tombstone: source, local id, title, contributors, date and identifiers."""
    raw_format: str = ""


class PutReport(Struct):
    """What a batch did. ``changed_ids`` holds added and changed ones with their new sequence numbers."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    sequences: dict[str, int] = {}


class RecordStore(Protocol):
    """Keeps records. All writes of one call are one transaction."""

    def get(self, record_id: str) -> StoredRecord | None: ...

    def get_many(self, ids: Sequence[str]) -> list[StoredRecord]:
        """Those that exist, in the order of ``ids``; one SELECT."""
        ...

    def raw(self, record_id: str) -> tuple[str, bytes] | None:
        """(format, bytes as they came)."""
        ...

    def put_many(self, records: Sequence[RecordToStore]) -> PutReport:
        """Add, replace, or leave alone what has the same digest. Raises StoreBusy, StoreFull."""
        ...

    def delete_many(self, ids: Sequence[str]) -> dict[str, int]:
        """Turn into tombstones; id → sequence for those that were there and not deleted yet."""
        ...

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredRecord]:
        """Changes with a sequence > ``after``, in order; each record once, at its last change."""
        ...

    def sequences(self) -> Iterator[tuple[str, int]]:
        """(id, sequence) of every living record."""
        ...

    def count(self) -> int:
        """Living records."""
        ...

    def last_sequence(self) -> int: ...

    def close(self) -> None: ...
