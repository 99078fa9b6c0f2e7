"""The store in SQLite or PostgreSQL, through Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.db import connections, transaction

from pinakes.formats import native
from pinakes.store import encoding
from pinakes.store.changes import Known, decide
from pinakes.store.database_errors import database_errors
from pinakes.store.django_authorities import DjangoAuthorities
from pinakes.store.django_joins import DjangoJoins
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
from pinakes.store.rows import SHOWN, iso, stored

COUNTER = 1
"""Key of the only row of SequenceCounter."""
_AT_ONCE = 500
"""Ids in one statement; SQLite before 3.32 takes 999."""
_COLUMNS = (
    "id", "source", "sequence", "datestamp", "deleted", "digest", "superseded", "title", "raw_format", "encoded", "raw",
    "joined_sources", "joined", "joined_into",
)  # fmt: skip
# The same text for SQLite and PostgreSQL. bulk_create(update_conflicts=True) does the same for
# 58 µs of CPU a record instead of 12: model instances and 999 parameters a statement.
_UPSERT = (
    f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608 - constants
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS[1:-1])}"
)
_ALONE = ("", b"", "")
"""A new record stands alone. One that has changed says only its own until it has been compared again, but stays
behind the one that shows it (joined_into is left alone), so that it does not come and go."""
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
        self._joins = DjangoJoins(alias)
        self._authorities = DjangoAuthorities(alias)

    @property
    def joins(self) -> DjangoJoins:
        return self._joins

    @property
    def authorities(self) -> DjangoAuthorities:
        return self._authorities

    def get(self, record_id: str) -> StoredRecord | None:
        found = self.get_many([record_id])
        return found[0] if found else None

    def get_many(self, ids: Sequence[str]) -> list[StoredRecord]:
        with database_errors():
            wanted = list({i for i in ids if "\0" not in i})
            found: dict[str, StoredRecord] = {}
            # By hand: a queryset takes longer than the database.
            with connections[self._alias].cursor() as cursor:
                for at in range(0, len(wanted), _AT_ONCE):
                    part = wanted[at : at + _AT_ONCE]
                    cursor.execute(f"{SHOWN} WHERE id IN ({', '.join(['%s'] * len(part))})", part)
                    found |= {row[0]: stored(*row) for row in cursor.fetchall()}
        return [found[i] for i in ids if i in found]

    def raw(self, record_id: str) -> tuple[str, bytes] | None:
        with database_errors():
            query = RecordRow.objects.using(self._alias).filter(id=record_id.replace("\0", "\ufffd"))
            row = query.values_list("raw_format", "raw").first()
        return (row[0], encoding.decompress(bytes(row[1]))) if row else None

    def apply(self, changes: Sequence[_Change]) -> ApplyReport:
        if not changes:
            return ApplyReport(last_sequence=self.last_sequence())
        with database_errors(), transaction.atomic(using=self._alias):
            counters = SequenceCounter.objects.using(self._alias)
            counter, _ = counters.select_for_update().get_or_create(pk=COUNTER)
            known, behind = self._known({c.id for c in changes})
            lived = sum(not k.deleted for k in known.values())
            outcomes, written = _decide_all(known, changes)
            if not written:
                return ApplyReport(outcomes=outcomes, last_sequence=counter.last)
            sequences = {i: counter.last + n for n, i in enumerate(written, start=1)}
            self._write(written, sequences)
            counter.last += len(written)
            counter.living += sum(not k.deleted for k in known.values()) - lived
            counter.save(using=self._alias)
        return ApplyReport(
            outcomes=outcomes,
            sequences=sequences,
            last_sequence=counter.last,
            behind=frozenset(behind & sequences.keys()),
        )

    def _known(self, ids: Iterable[str]) -> tuple[dict[str, Known], set[str]]:
        """What decides about changes of these, and which of them another record shows."""
        rows = RecordRow.objects.using(self._alias).filter(id__in=ids)
        known: dict[str, Known] = {}
        behind: set[str] = set()
        for i, digest, superseded, deleted, into in rows.values_list(
            "id", "digest", "superseded", "deleted", "joined_into"
        ):
            known[i] = Known(bytes(digest), bytes(superseded), deleted)
            if into:
                behind.add(i)
        return known, behind

    def _write(self, written: _Written, sequences: dict[str, int]) -> None:
        connection = connections[self._alias]
        now = connection.ops.adapt_datetimefield_value(datetime.now(UTC).replace(microsecond=0))
        bare = [
            i
            for i, (change, *_) in written.items()
            if isinstance(change, RecordToDelete) and not change.title
        ]
        old = {s.id: s for s in self.joins.own(bare)}
        rows: list[tuple[str | int | bytes | None, ...]] = []
        for i, (c, superseded, replaced) in written.items():
            if isinstance(c, RecordToStore):
                title, kept = c.title, (c.raw_format, c.encoded, c.raw)
            else:
                title, kept = _grave(c, replaced, old.get(i))
            source = c.source or i.partition(":")[0]
            title = title.replace("\0", " ")
            dead = isinstance(c, RecordToDelete)
            rows.append((i, source, sequences[i], now, dead, c.digest, superseded, title, *kept, *_ALONE))
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, rows)

    def put_many(self, records: Sequence[RecordToStore]) -> PutReport:
        return put_report(self.apply(records))

    def delete_many(self, ids: Sequence[str]) -> dict[str, int]:
        return self.apply([RecordToDelete(id=i) for i in ids if "\0" not in i]).sequences

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredRecord]:
        with database_errors(), connections[self._alias].cursor() as cursor:
            cursor.execute(f"{SHOWN} WHERE sequence > %s ORDER BY sequence LIMIT %s", [after, limit])
            return [stored(*row) for row in cursor.fetchall()]

    def sequences(self) -> Iterator[tuple[str, int]]:
        with database_errors():
            living = RecordRow.objects.using(self._alias).filter(deleted=False, joined_into="")
            yield from living.values_list("id", "sequence").iterator(chunk_size=5000)

    def count(self) -> int:
        with database_errors():
            living = (
                SequenceCounter.objects.using(self._alias).filter(pk=COUNTER).values_list("living", flat=True)
            )
            hidden = RecordRow.objects.using(self._alias).filter(joined_into__gt="", deleted=False)
            return (living.first() or 0) - hidden.count()

    def last_sequence(self) -> int:
        with database_errors():
            last = (
                SequenceCounter.objects.using(self._alias).filter(pk=COUNTER).values_list("last", flat=True)
            )
            return last.first() or 0

    def ids_of(self, source: str) -> Iterator[str]:
        with database_errors():
            living = RecordRow.objects.using(self._alias).filter(deleted=False, source=source)
            yield from living.values_list("id", flat=True).iterator(chunk_size=5000)

    def source_state(self, source: str) -> bytes:
        with database_errors():
            kept = SourceStateRow.objects.using(self._alias).filter(pk=source).first()
            return kept.state.encode() if kept else b""

    def keep_source_state(self, source: str, state: bytes) -> None:
        with database_errors():
            SourceStateRow.objects.using(self._alias).update_or_create(
                pk=source, defaults={"state": state.decode(), "updated": datetime.now(UTC)}
            )

    def start_run(self, what: str, detail: str = "") -> int:
        with database_errors():
            row = RunRow.objects.using(self._alias).create(
                what=what, detail=detail, started=datetime.now(UTC)
            )
            return int(row.pk)

    def finish_run(self, run: int, counts: dict[str, int], *, error: str = "") -> None:
        with database_errors():
            rows = RunRow.objects.using(self._alias).filter(pk=run)
            rows.update(ended=datetime.now(UTC), counts=counts, error=error)

    def runs(self, *, limit: int = 20) -> list[Run]:
        with database_errors():
            rows = RunRow.objects.using(self._alias).order_by("-pk")[:limit]
            return [_run(row) for row in rows]

    def run(self, number: int) -> Run | None:
        with database_errors():
            row = RunRow.objects.using(self._alias).filter(pk=number).first() if 0 < number < 2**63 else None
        return _run(row) if row else None

    def close(self) -> None:
        connections[self._alias].close()


def _run(row: RunRow) -> Run:
    return Run(
        id=int(row.pk),
        what=row.what,
        detail=row.detail,
        started=iso(row.started),
        ended=iso(row.ended) if row.ended else "",
        counts=row.counts,
        error=row.error,
    )


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
