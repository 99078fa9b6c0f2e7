"""The store in memory, for tests and trials: the rules of the port in the plainest way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from pinakes.store import encoding
from pinakes.store.changes import Known, decide
from pinakes.store.memory_authorities import MemoryAuthorities
from pinakes.store.memory_joins import MemoryJoins
from pinakes.store.port import (
    ApplyReport,
    Outcome,
    PutReport,
    RecordToDelete,
    RecordToStore,
    Run,
    StoredRecord,
)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class MemoryStore:
    """Keeps records in dictionaries; gone with the process."""

    def __init__(self) -> None:
        self._records: dict[str, StoredRecord] = {}
        self._known: dict[str, Known] = {}
        self._raw: dict[str, tuple[str, bytes]] = {}
        self._runs: list[Run] = []
        self._states: dict[str, bytes] = {}
        self._joins = MemoryJoins(self._records)
        self._authorities = MemoryAuthorities()
        self._last = 0

    @property
    def joins(self) -> MemoryJoins:
        return self._joins

    @property
    def authorities(self) -> MemoryAuthorities:
        return self._authorities

    def get(self, record_id: str) -> StoredRecord | None:
        return next(iter(self.get_many([record_id])), None)

    def get_many(self, ids: Sequence[str]) -> list[StoredRecord]:
        return [self._joins.shown(self._records[i]) for i in ids if i in self._records]

    def raw(self, record_id: str) -> tuple[str, bytes] | None:
        return self._raw.get(record_id)

    def apply(self, changes: Sequence[RecordToStore | RecordToDelete]) -> ApplyReport:
        outcomes: list[Outcome] = []
        sequences: dict[str, int] = {}
        for change in changes:
            outcome, superseded = decide(self._known.get(change.id), change)
            outcomes.append(outcome)
            if outcome in ("added", "changed", "deleted"):
                self._known[change.id] = Known(change.digest, superseded, outcome == "deleted")
                sequences[change.id] = self._write(change)
        behind = frozenset(i for i in sequences if self._joins.behind(i))
        return ApplyReport(
            outcomes=tuple(outcomes), sequences=sequences, last_sequence=self._last, behind=behind
        )

    def _write(self, change: RecordToStore | RecordToDelete) -> int:
        self._last += 1
        deleted = isinstance(change, RecordToDelete)
        raw_format = ""
        if isinstance(change, RecordToStore):
            record, raw_format = encoding.decode(change.encoded), change.raw_format
            self._raw[change.id] = (raw_format, encoding.decompress(change.raw))
        elif change.title or not (old := self._records.get(change.id)):
            record = encoding.decode(change.encoded)
        else:
            record, raw_format = encoding.tombstone(old.record), old.raw_format
        if deleted:
            self._raw[change.id] = (raw_format, b"")
        self._records[change.id] = StoredRecord(
            id=change.id,
            sequence=self._last,
            datestamp=_now(),
            deleted=deleted,
            record=record,
            raw_format=raw_format,
        )
        self._joins.part(change.id)
        return self._last

    def put_many(self, records: Sequence[RecordToStore]) -> PutReport:
        report = self.apply(records)
        return put_report(report)

    def delete_many(self, ids: Sequence[str]) -> dict[str, int]:
        return self.apply([RecordToDelete(id=i) for i in ids]).sequences

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredRecord]:
        later = sorted((r for r in self._records.values() if r.sequence > after), key=lambda r: r.sequence)
        return [self._joins.shown(r) for r in later[:limit]]

    def sequences(self) -> Iterator[tuple[str, int]]:
        shown = map(self._joins.shown, self._records.values())
        return iter([(r.id, r.sequence) for r in shown if not r.deleted and not r.joined_into])

    def count(self) -> int:
        return len(list(self.sequences()))

    def last_sequence(self) -> int:
        return self._last

    def ids_of(self, source: str) -> Iterator[str]:
        return iter([i for i, r in self._records.items() if not r.deleted and i.startswith(source + ":")])

    def source_state(self, source: str) -> bytes:
        return self._states.get(source, b"")

    def keep_source_state(self, source: str, state: bytes) -> None:
        self._states[source] = state

    def start_run(self, what: str, detail: str = "") -> int:
        self._runs.append(Run(id=len(self._runs) + 1, what=what, detail=detail, started=_now()))
        return len(self._runs)

    def finish_run(self, run: int, counts: dict[str, int], *, error: str = "") -> None:
        self._runs[run - 1] = msgspec.structs.replace(
            self._runs[run - 1], ended=_now(), counts=counts, error=error
        )

    def runs(self, *, limit: int = 20) -> list[Run]:
        return self._runs[::-1][:limit]

    def run(self, number: int) -> Run | None:
        return self._runs[number - 1] if 0 < number <= len(self._runs) else None

    def close(self) -> None:
        """Nothing to close; what was stored stays as long as the object."""


def put_report(report: ApplyReport) -> PutReport:
    """A report of ``apply`` as that of ``put_many``; what was superseded has not changed anything."""
    outcomes = report.outcomes
    return PutReport(
        added=outcomes.count("added"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged") + outcomes.count("superseded"),
        sequences=report.sequences,
    )
