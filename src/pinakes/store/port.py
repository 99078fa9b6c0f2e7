"""The port of the store: where records are kept, with their raw bytes and their history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import msgspec

from pinakes.records.base import Struct
from pinakes.records.record import Record

Outcome = Literal["added", "changed", "unchanged", "deleted", "superseded"]
"""What became of a change. ``superseded``: left alone, because another record of the same id came
after it when this source was last read whole, and won."""


class RecordToStore(Struct):
    """A record on its way in. ``encoded`` is the record in the native JSON, so it is encoded once."""

    id: str
    source: str
    title: str
    digest: bytes
    """BLAKE2b-128 of the raw bytes, their format and the record made of them (``encoding.digest``):
    equal means unchanged, and a reader that has learned something makes its records change."""
    encoded: bytes
    """The record in native JSON, compressed (zstd)."""
    raw: bytes
    """The bytes as they came, compressed (zstd)."""
    raw_format: str
    repeats: bool = False
    """A record of this id came earlier in the same run; the loser's digest is remembered."""
    final: bool = False
    """No later record of this id came: store it even if it lost the last time."""


class RecordToDelete(Struct):
    """A withdrawal on its way in. Of a record that was never there a tombstone is made of ``encoded``."""

    id: str
    source: str = ""
    title: str = ""
    digest: bytes = b""
    """As in RecordToStore; empty when a person deletes."""
    encoded: bytes = b""
    """The tombstone in native JSON, compressed; empty: only what is there can be deleted."""
    repeats: bool = False
    final: bool = False


class ApplyReport(Struct):
    """What a batch of changes did: one outcome for each, in order."""

    outcomes: tuple[Outcome, ...] = ()
    sequences: dict[str, int] = msgspec.field(default_factory=dict)
    """Ids that were written, with their new sequence numbers: living ones and tombstones."""
    last_sequence: int = 0


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
    """What a batch did. ``sequences`` holds added and changed ids with their new sequence numbers."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    sequences: dict[str, int] = msgspec.field(default_factory=dict)


class Run(Struct):
    """One import, harvest or deletion: when, what, and what it did."""

    id: int
    what: str
    """"import", "harvest" …"""
    started: str
    """UTC, ISO 8601 to the second."""
    ended: str = ""
    """Empty while it runs, and for ever when it was killed."""
    detail: str = ""
    """What was read: paths, or the name of a source."""
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    error: str = ""


class RecordStore(Protocol):
    """Keeps records. All writes of one call are one transaction; what a call has reported is on the disk."""

    def get(self, record_id: str) -> StoredRecord | None: ...

    def get_many(self, ids: Sequence[str]) -> list[StoredRecord]:
        """Those that exist, in the order of ``ids``; one SELECT."""
        ...

    def raw(self, record_id: str) -> tuple[str, bytes] | None:
        """(format, bytes as they came)."""
        ...

    def apply(self, changes: Sequence[RecordToStore | RecordToDelete]) -> ApplyReport:
        """Store and delete in this order; an id may come more than once. Raises StoreBusy, StoreFull."""
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

    def ids_of(self, source: str) -> Iterator[str]:
        """Ids of the living records of one source."""
        ...

    def source_state(self, source: str) -> bytes:
        """What was kept for a source, else b""."""
        ...

    def keep_source_state(self, source: str, state: bytes) -> None:
        """Keep JSON for a source; b"" forgets it. To be called when the records it speaks of are stored."""
        ...

    def start_run(self, what: str, detail: str = "") -> int:
        """Note that a run begins; gives its number."""
        ...

    def finish_run(self, run: int, counts: dict[str, int], *, error: str = "") -> None: ...

    def runs(self, *, limit: int = 20) -> list[Run]:
        """The last runs, the newest first."""
        ...

    def close(self) -> None: ...
