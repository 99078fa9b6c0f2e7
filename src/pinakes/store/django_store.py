"""The store in SQLite or PostgreSQL, through Django."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.db import DatabaseError, IntegrityError, OperationalError, connections, transaction

from pinakes.errors import StoreBusy, StoreError, StoreFull
from pinakes.formats import native
from pinakes.records.record import Record
from pinakes.store import encoding
from pinakes.store.changes import Known, decide
from pinakes.store.memory import put_report
from pinakes.store.models.records import RecordRow, SequenceCounter
from pinakes.store.models.runs import RunRow
from pinakes.store.models.sources import SourceStateRow
from pinakes.store.port import (
    ApplyReport,
    Outcome,
    PutReport,
    RecordToDelete,
    RecordToStore,
    Run,
    StoredRecord,
)

COUNTER = 1
"""Key of the only row of SequenceCounter."""
_STORED = ("id", "sequence", "datestamp", "deleted", "encoded", "raw_format")
_SELECT = f"SELECT {', '.join(_STORED)} FROM record"  # noqa: S608 - constants
_AT_ONCE = 500
"""Ids in one statement; SQLite before 3.32 takes 999."""
_COLUMNS = (
    "id", "source", "sequence", "datestamp", "deleted", "digest", "superseded", "title", "raw_format", "encoded", "raw",
)  # fmt: skip
# The same text for SQLite and PostgreSQL. bulk_create(update_conflicts=True) does the same for
# 58 µs of CPU a record instead of 12: model instances and 999 parameters a statement.
_UPSERT = (
    f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608 - constants
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS[1:])}"
)
_Change = RecordToStore | RecordToDelete
_Written = dict[str, tuple[_Change, bytes, _Change | None]]
"""Id → the change, the digests that it overtook, and the change of the same batch that it replaces."""


class DjangoStore:
    """Keeps records in the tables of the Django app "store", over the connection ``alias``.

    Durability is the database's: SQLite must run with synchronous=FULL, since NORMAL in WAL mode may
    lose the last transactions in a power cut, and what was reported as stored has to be there after it.
    """

    def __init__(self, alias: str = "default") -> None:
        self._alias = alias

    def get(self, record_id: str) -> StoredRecord | None:
        found = self.get_many([record_id])
        return found[0] if found else None

    def get_many(self, ids: Sequence[str]) -> list[StoredRecord]:
        with _errors():
            wanted = list({i for i in ids if "\0" not in i})
            found: dict[str, StoredRecord] = {}
            # By hand: a queryset takes longer than the database.
            with connections[self._alias].cursor() as cursor:
                for at in range(0, len(wanted), _AT_ONCE):
                    part = wanted[at : at + _AT_ONCE]
                    cursor.execute(f"{_SELECT} WHERE id IN ({', '.join(['%s'] * len(part))})", part)
                    found |= {row[0]: _stored(*row) for row in cursor.fetchall()}
        return [found[i] for i in ids if i in found]

    def raw(self, record_id: str) -> tuple[str, bytes] | None:
        with _errors():
            query = RecordRow.objects.using(self._alias).filter(id=record_id.replace("\0", "\ufffd"))
            row = query.values_list("raw_format", "raw").first()
        return (row[0], encoding.decompress(bytes(row[1]))) if row else None

    def apply(self, changes: Sequence[_Change]) -> ApplyReport:
        if not changes:
            return ApplyReport(last_sequence=self.last_sequence())
        with _errors(), transaction.atomic(using=self._alias):
            counters = SequenceCounter.objects.using(self._alias)
            counter, _ = counters.select_for_update().get_or_create(pk=COUNTER)
            known = self._known({c.id for c in changes})
            lived = sum(not k.deleted for k in known.values())
            outcomes, written = _decide_all(known, changes)
            if not written:
                return ApplyReport(outcomes=outcomes, last_sequence=counter.last)
            sequences = {i: counter.last + n for n, i in enumerate(written, start=1)}
            self._write(written, sequences)
            counter.last += len(written)
            counter.living += sum(not k.deleted for k in known.values()) - lived
            counter.save(using=self._alias)
        return ApplyReport(outcomes=outcomes, sequences=sequences, last_sequence=counter.last)

    def _known(self, ids: Iterable[str]) -> dict[str, Known]:
        rows = RecordRow.objects.using(self._alias).filter(id__in=ids)
        return {
            i: Known(bytes(digest), bytes(superseded), deleted)
            for i, digest, superseded, deleted in rows.values_list("id", "digest", "superseded", "deleted")
        }

    def _write(self, written: _Written, sequences: dict[str, int]) -> None:
        connection = connections[self._alias]
        now = connection.ops.adapt_datetimefield_value(datetime.now(UTC).replace(microsecond=0))
        bare = [
            i
            for i, (change, *_) in written.items()
            if isinstance(change, RecordToDelete) and not change.title
        ]
        old = {s.id: s for s in self.get_many(bare)}
        rows: list[tuple[str | int | bytes | None, ...]] = []
        for i, (c, superseded, replaced) in written.items():
            if isinstance(c, RecordToStore):
                title, kept = c.title, (c.raw_format, c.encoded, c.raw)
            else:
                title, kept = _grave(c, replaced, old.get(i))
            source = c.source or i.partition(":")[0]
            title = title.replace("\0", " ")
            dead = isinstance(c, RecordToDelete)
            rows.append((i, source, sequences[i], now, dead, c.digest, superseded, title, *kept))
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, rows)

    def put_many(self, records: Sequence[RecordToStore]) -> PutReport:
        return put_report(self.apply(records))

    def delete_many(self, ids: Sequence[str]) -> dict[str, int]:
        return self.apply([RecordToDelete(id=i) for i in ids if "\0" not in i]).sequences

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredRecord]:
        with _errors():
            later = RecordRow.objects.using(self._alias).filter(sequence__gt=after).order_by("sequence")
            return [_stored(*row) for row in later.values_list(*_STORED)[:limit]]

    def sequences(self) -> Iterator[tuple[str, int]]:
        with _errors():
            living = RecordRow.objects.using(self._alias).filter(deleted=False)
            yield from living.values_list("id", "sequence").iterator(chunk_size=5000)

    def count(self) -> int:
        with _errors():
            living = (
                SequenceCounter.objects.using(self._alias).filter(pk=COUNTER).values_list("living", flat=True)
            )
            return living.first() or 0

    def last_sequence(self) -> int:
        with _errors():
            last = (
                SequenceCounter.objects.using(self._alias).filter(pk=COUNTER).values_list("last", flat=True)
            )
            return last.first() or 0

    def ids_of(self, source: str) -> Iterator[str]:
        with _errors():
            living = RecordRow.objects.using(self._alias).filter(deleted=False, source=source)
            yield from living.values_list("id", flat=True).iterator(chunk_size=5000)

    def source_state(self, source: str) -> bytes:
        with _errors():
            kept = SourceStateRow.objects.using(self._alias).filter(pk=source).first()
            return kept.state.encode() if kept else b""

    def keep_source_state(self, source: str, state: bytes) -> None:
        with _errors():
            SourceStateRow.objects.using(self._alias).update_or_create(
                pk=source, defaults={"state": state.decode(), "updated": datetime.now(UTC)}
            )

    def start_run(self, what: str, detail: str = "") -> int:
        with _errors():
            row = RunRow.objects.using(self._alias).create(
                what=what, detail=detail, started=datetime.now(UTC)
            )
            return int(row.pk)

    def finish_run(self, run: int, counts: dict[str, int], *, error: str = "") -> None:
        with _errors():
            rows = RunRow.objects.using(self._alias).filter(pk=run)
            rows.update(ended=datetime.now(UTC), counts=counts, error=error)

    def runs(self, *, limit: int = 20) -> list[Run]:
        with _errors():
            return [
                Run(
                    id=int(row.pk),
                    what=row.what,
                    detail=row.detail,
                    started=_iso(row.started),
                    ended=_iso(row.ended) if row.ended else "",
                    counts=row.counts,
                    error=row.error,
                )
                for row in RunRow.objects.using(self._alias).order_by("-pk")[:limit]
            ]

    def close(self) -> None:
        connections[self._alias].close()


def _decide_all(known: dict[str, Known], changes: Sequence[_Change]) -> tuple[tuple[Outcome, ...], _Written]:
    """Outcomes in order and what is to be written, each id once; ``known`` is brought forward."""
    outcomes: list[Outcome] = []
    written: _Written = {}
    for change in changes:
        outcome, superseded = decide(known.get(change.id), change)
        outcomes.append(outcome)
        if outcome in ("added", "changed", "deleted"):
            known[change.id] = Known(change.digest, superseded, outcome == "deleted")
            earlier = written.pop(change.id, None)
            written[change.id] = (change, superseded, earlier[0] if earlier else None)
    return tuple(outcomes), written


def _grave(
    change: RecordToDelete, replaced: _Change | None, old: StoredRecord | None
) -> tuple[str, tuple[str, bytes, bytes]]:
    """Title, and format, encoded and raw of a tombstone.

    The source's last word counts; where it says no title, what was there is kept.
    """
    if change.title:
        return change.title, ("", change.encoded, b"")
    if isinstance(replaced, RecordToStore):
        kept, raw_format = encoding.tombstone(encoding.decode(replaced.encoded)), replaced.raw_format
    elif old is not None:
        kept, raw_format = encoding.tombstone(old.record), old.raw_format
    else:
        return "", ("", change.encoded, b"")
    return kept.title, (raw_format, encoding.compress(native.encode(kept)), b"")


def _stored(
    record_id: str,
    sequence: int,
    datestamp: datetime | str,
    deleted: bool,
    encoded: bytes | memoryview,
    raw_format: str,
) -> StoredRecord:
    record: Record = encoding.decode(bytes(encoded))
    return StoredRecord(
        id=record_id,
        sequence=sequence,
        datestamp=_iso(datestamp),
        deleted=bool(deleted),
        record=record,
        raw_format=raw_format,
    )


def _iso(moment: datetime | str) -> str:
    if isinstance(moment, str):  # SQLite's own, in UTC: "2026-01-31 12:00:00.123456"
        return f"{moment[:10]}T{moment[11:19]}Z"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    """Turn the database's errors into ours, each with a sentence that says what to do."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(f"The database refused a change: {error}.") from error
    except (OperationalError, DatabaseError, sqlite3.Error) as error:
        raise _explained(error) from error


def _explained(error: Exception) -> StoreError:
    said = str(error).strip().rstrip(".")
    low = said.lower()
    if "locked" in low or "lock timeout" in low or "deadlock" in low:
        return StoreBusy(
            f"Another program is writing to this catalogue's database ({said}). Try again when it has ended."
        )
    if any(
        sign in low
        for sign in (
            "disk is full",
            "no space left",
            "disk i/o error",
            "could not extend file",
            "file too large",
        )
    ):
        return StoreFull(
            f"There is no room left for the catalogue's database ({said}). What was reported as stored is safe."
        )
    if "no such table" in low or "does not exist" in low:
        return StoreError(
            f"The catalogue's tables are missing or old ({said}). `pinakes check` says how to mend it."
        )
    if "readonly" in low or "read-only" in low or "unable to open" in low:
        return StoreError(f"The catalogue's database can't be written or opened ({said}).")
    return StoreError(f"The catalogue's database failed: {said}.")
