"""The port of the store: where records are kept, with their raw bytes and their history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import msgspec

from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.store.authority_port import AuthorityStore

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
    behind: frozenset[str] = frozenset()
    """Of those that were written: which another record shows, so that the index must not hold them."""


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
    joined_into: str = ""
    """Id of the record that is shown instead, where several sources describe one work."""
    sources: tuple[str, ...] = ()
    """Of a record made of those of several sources: their names, the leading one first."""


class Joined(Struct):
    """How a record stands to others that describe the same work."""

    id: str
    into: str = ""
    """The record that is shown instead of it; empty: it is shown itself."""
    encoded: bytes = b""
    """Of one that leads others: the record made of all, in native JSON, compressed."""
    sources: tuple[str, ...] = ()


class Verdict(Struct):
    """What a person said of two records; it goes before what is found by comparing."""

    first: str
    second: str
    same: bool


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


class JoinStore(Protocol):
    """Keeps which records describe one work.

    A record that changes says only its own until it is joined again, and stays behind the one that shows it.
    """

    def own(self, ids: Sequence[str]) -> list[StoredRecord]:
        """Records as their source has them, whatever they are joined with; those that exist."""
        ...

    def sources(self) -> set[str]:
        """Of all records; it looks at each."""
        ...

    def together(self, ids: Sequence[str]) -> dict[str, str]:
        """Living or not, all that are joined with any of these: id → id of the one that leads them."""
        ...

    def candidates(self, keys: Sequence[int]) -> dict[int, list[str]]:
        """Who has each key; a key that too many have has the id "" among them."""
        ...

    def add_keys(self, pairs: Sequence[tuple[int, str]]) -> None:
        """Note the keys of records; old ones stay and only lead to a comparison more."""
        ...

    def join(self, joined: Sequence[Joined], *, state: bytes) -> None:
        """Note how records stand, and ``state``, both or neither."""
        ...

    def state(self) -> bytes:
        """What ``join`` was given last."""
        ...

    def give_verdict(self, verdict: Verdict) -> None:
        """Keep it in the place of an earlier one on the same two."""
        ...

    def verdicts(self, ids: Sequence[str] | None = None) -> list[Verdict]:
        """Those that concern any of these records, or all."""
        ...


class RecordStore(Protocol):
    """Keeps records. All writes of one call are one transaction; what a call has reported is on the disk."""

    @property
    def joins(self) -> JoinStore:
        """Which records describe one work."""
        ...

    @property
    def authorities(self) -> AuthorityStore:
        """Names and subjects with their other forms."""
        ...

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
        """(id, sequence) of every living record that is shown."""
        ...

    def count(self) -> int:
        """Living records that are shown: of several joined ones one."""
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

    def run(self, number: int) -> Run | None:
        """One of them."""
        ...

    def close(self) -> None: ...
