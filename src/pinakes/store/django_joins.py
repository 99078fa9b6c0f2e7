"""Which records describe one work, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from django.db import connections, transaction
from django.db.models import Q

from pinakes.store.database_errors import database_errors
from pinakes.store.models.joins import VerdictRow
from pinakes.store.models.records import RecordRow
from pinakes.store.models.sources import SourceStateRow
from pinakes.store.port import Joined, StoredRecord, Verdict
from pinakes.store.rows import OWN, stored

_T = TypeVar("_T")
AT_ONCE = 500
"""Values in one statement."""
STATE = "~joins"
"""Key of the state in the table of sources; no source may be called so."""


class DjangoJoins:
    """Keeps them in the tables of the Django app "store", over the connection ``alias``."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def own(self, ids: Sequence[str]) -> list[StoredRecord]:
        found: dict[str, StoredRecord] = {}
        with database_errors(), connections[self._alias].cursor() as cursor:
            for part in _parts(list(dict.fromkeys(i for i in ids if "\0" not in i))):
                cursor.execute(f"{OWN} WHERE id IN ({_marks(part)})", part)
                found |= {row[0]: stored(*row) for row in cursor.fetchall()}
        return [found[i] for i in ids if i in found]

    def sources(self) -> set[str]:
        with database_errors():
            return set(RecordRow.objects.using(self._alias).values_list("source", flat=True).distinct())

    def together(self, ids: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        rows = RecordRow.objects.using(self._alias)
        with database_errors():
            leaders: set[str] = set()
            for part in _parts(ids):
                leaders |= {
                    into or i for i, into in rows.filter(pk__in=part).values_list("pk", "joined_into")
                }
                leaders.update(part)
            for part in _parts(sorted(leaders)):
                members = rows.filter(joined_into__in=part).values_list("pk", "joined_into")
                found |= dict(members)
        return found | {leader: leader for leader in set(found.values())}

    def candidates(self, keys: Sequence[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        with database_errors(), connections[self._alias].cursor() as cursor:
            for part in _parts(list(dict.fromkeys(keys))):
                cursor.execute(f"SELECT key, record_id FROM record_key WHERE key IN ({_marks(part)})", part)  # noqa: S608
                for key, record_id in cursor.fetchall():
                    found.setdefault(key, []).append(record_id)
        return found

    def add_keys(self, pairs: Sequence[tuple[int, str]]) -> None:
        with (
            database_errors(),
            transaction.atomic(using=self._alias),
            connections[self._alias].cursor() as cursor,
        ):
            cursor.executemany(
                "INSERT INTO record_key (key, record_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                sorted(pairs),
            )

    def join(self, joined: Sequence[Joined], *, state: bytes) -> None:
        rows = [(j.into, " ".join(j.sources), j.encoded, j.id) for j in joined]
        with database_errors(), transaction.atomic(using=self._alias):
            with connections[self._alias].cursor() as cursor:
                cursor.executemany(
                    "UPDATE record SET joined_into = %s, joined_sources = %s, joined = %s WHERE id = %s", rows
                )
            SourceStateRow.objects.using(self._alias).update_or_create(
                pk=STATE, defaults={"state": state.decode(), "updated": datetime.now(UTC)}
            )

    def state(self) -> bytes:
        with database_errors():
            kept = SourceStateRow.objects.using(self._alias).filter(pk=STATE).first()
            return kept.state.encode() if kept else b""

    def give_verdict(self, verdict: Verdict) -> None:
        first, second = sorted((verdict.first, verdict.second))
        with database_errors():
            VerdictRow.objects.using(self._alias).update_or_create(
                first=first, second=second, defaults={"same": verdict.same, "given": datetime.now(UTC)}
            )

    def verdicts(self, ids: Sequence[str] | None = None) -> list[Verdict]:
        with database_errors():
            rows = VerdictRow.objects.using(self._alias).order_by("pk")
            found: dict[tuple[str, str], Verdict] = {}
            for part in _parts(list(ids)) if ids is not None else [None]:
                some = rows if part is None else rows.filter(Q(first__in=part) | Q(second__in=part))
                for row in some:
                    found[row.first, row.second] = Verdict(first=row.first, second=row.second, same=row.same)
            return list(found.values())


def _parts(values: Sequence[_T]) -> list[Sequence[_T]]:
    return [values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE)]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
