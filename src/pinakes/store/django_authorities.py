"""Authorities in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from django.db import connections, transaction

from pinakes.records.authority import Authority
from pinakes.records.authority_forms import forms
from pinakes.store import encoding
from pinakes.store.authority_port import (
    AuthorityOutcome,
    AuthorityReport,
    AuthorityToStore,
    CrossReference,
    CrossReferences,
    FormHolder,
    HeadingList,
    StoredAuthority,
    decoded,
    encoded,
)
from pinakes.store.authority_rules import headed, listed, merged, references, tombstone
from pinakes.store.database_errors import database_errors
from pinakes.store.models.authorities import AuthorityFormRow, AuthorityRow, CrossReferenceRow
from pinakes.store.models.records import SequenceCounter

COUNTER = 2
"""Key of the row of SequenceCounter that counts changes of authorities."""
_AT_ONCE = 500
_COLUMNS = (
    "id", "source", "sequence", "datestamp", "deleted", "used", "kind", "heading", "digest", "raw_format", "encoded",
    "raw",
)  # fmt: skip
_UPSERT = (
    f"INSERT INTO authority ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608 - constants
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS[1:])}"
)
_SHOWN = "SELECT id, sequence, deleted, encoded, raw_format FROM authority"
_FORM = (
    "INSERT INTO authority_form (key, authority, role, year) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


class DjangoAuthorities:
    """Keeps them in the tables of the Django app "store", over the connection ``alias``."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def apply(self, changes: Sequence[AuthorityToStore]) -> AuthorityReport:
        if not changes:
            return AuthorityReport(last_sequence=self.last_sequence())
        with database_errors(), transaction.atomic(using=self._alias):
            counter, _ = (
                SequenceCounter.objects.using(self._alias).select_for_update().get_or_create(pk=COUNTER)
            )
            known = self._known([c.id for c in changes])
            lived = sum(alive for _, alive in known.values())
            outcomes: list[AuthorityOutcome] = []
            written: dict[str, AuthorityToStore] = {}
            for change in changes:
                outcome = _outcome(known.get(change.id), change)
                outcomes.append(outcome)
                if outcome != "unchanged":
                    known[change.id] = (change.digest, not change.deleted)
                    written.pop(change.id, None)
                    written[change.id] = change
            if written:
                self._write(written.values(), counter.last)
                counter.last += len(written)
                counter.living += sum(alive for _, alive in known.values()) - lived
                counter.save(using=self._alias)
        return AuthorityReport(outcomes=tuple(outcomes), last_sequence=counter.last)

    def _known(self, ids: Sequence[str]) -> dict[str, tuple[bytes, bool]]:
        found: dict[str, tuple[bytes, bool]] = {}
        for part in _parts(list(dict.fromkeys(ids))):
            rows = AuthorityRow.objects.using(self._alias).filter(pk__in=part)
            for i, digest, deleted in rows.values_list("id", "digest", "deleted"):
                found[i] = (bytes(digest), not deleted)
        return found

    def _write(self, changes: Iterable[AuthorityToStore], last: int) -> None:
        connection = connections[self._alias]
        now = connection.ops.adapt_datetimefield_value(datetime.now(UTC).replace(microsecond=0))
        changes = list(changes)
        ids = [c.id for c in changes]
        old = {s.id: s for s in self.get_many([c.id for c in changes if c.deleted])}
        rows: list[tuple[Any, ...]] = []
        held: list[tuple[int, str, str, str]] = []
        for number, c in enumerate(changes, last + 1):
            if c.deleted:
                kept = tombstone(
                    old[c.id].authority if c.id in old else decoded(encoding.decompress(c.encoded))
                )
                blobs = (encoding.compress(encoded(kept)), b"")
            else:
                kept = decoded(encoding.decompress(c.encoded))
                blobs = (c.encoded, c.raw)
                held += [(f.key, c.id, f.role, f.year) for f in forms(kept)]
            shown = (kept.heading.kind, kept.heading.text.replace("\0", " "))
            rows.append(
                (c.id, c.source, number, now, c.deleted, False, *shown, c.digest, c.raw_format, *blobs)
            )
        for part in _parts(ids):
            AuthorityFormRow.objects.using(self._alias).filter(authority__in=part).delete()
            CrossReferenceRow.objects.using(self._alias).filter(authority__in=part).delete()
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, rows)
            cursor.executemany(_FORM, held)

    def delete_many(self, ids: Sequence[str]) -> int:
        with database_errors():
            known = self._known([i for i in ids if "\0" not in i])
        living = [i for i, (_, alive) in known.items() if alive]
        graves = [
            AuthorityToStore(
                id=s.id, source=s.authority.source, digest=b"", encoded=b"", raw=b"", raw_format=s.raw_format,
                deleted=True,
            )
            for s in self.get_many(living)
        ]  # fmt: skip
        return self.apply(graves).outcomes.count("deleted")

    def get_many(self, ids: Sequence[str]) -> list[StoredAuthority]:
        found: dict[str, StoredAuthority] = {}
        with database_errors(), connections[self._alias].cursor() as cursor:
            for part in _parts(list(dict.fromkeys(i for i in ids if "\0" not in i))):
                cursor.execute(f"{_SHOWN} WHERE id IN ({_marks(part)})", part)
                found |= {row[0]: _stored(*row) for row in cursor.fetchall()}
        return [found[i] for i in ids if i in found]

    def raw(self, authority_id: str) -> tuple[str, bytes] | None:
        with database_errors():
            query = AuthorityRow.objects.using(self._alias).filter(id=authority_id.replace("\0", "\ufffd"))
            row = query.values_list("raw_format", "raw").first()
        return (row[0], encoding.decompress(bytes(row[1]))) if row else None

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredAuthority]:
        with database_errors(), connections[self._alias].cursor() as cursor:
            cursor.execute(f"{_SHOWN} WHERE sequence > %s ORDER BY sequence LIMIT %s", [after, limit])
            return [_stored(*row) for row in cursor.fetchall()]

    def last_sequence(self) -> int:
        return self._counted("last")

    def count(self) -> int:
        return self._counted("living")

    def _counted(self, what: Literal["last", "living"]) -> int:
        with database_errors():
            rows = SequenceCounter.objects.using(self._alias).filter(pk=COUNTER)
            return rows.values_list(what, flat=True).first() or 0

    def ids_of(self, source: str) -> Iterator[str]:
        with database_errors():
            living = AuthorityRow.objects.using(self._alias).filter(deleted=False, source=source)
            yield from living.values_list("id", flat=True).iterator(chunk_size=5000)

    def holders(self, keys: Sequence[int]) -> dict[int, list[FormHolder]]:
        found: dict[int, list[FormHolder]] = {}
        with database_errors(), connections[self._alias].cursor() as cursor:
            for part in _parts(list(dict.fromkeys(keys))):
                cursor.execute(
                    f"SELECT key, authority, role, year FROM authority_form WHERE key IN ({_marks(part)}) "  # noqa: S608
                    "ORDER BY authority",
                    part,
                )
                for key, authority, role, year in cursor.fetchall():
                    found.setdefault(key, []).append(FormHolder(authority=authority, role=role, year=year))
        return found

    def headed(self, name: HeadingList, headings: Sequence[str]) -> dict[str, tuple[StoredAuthority, ...]]:
        return headed(self, name, headings)

    def mark_used(self, ids: Sequence[str]) -> None:
        with database_errors(), transaction.atomic(using=self._alias):
            rows = AuthorityRow.objects.using(self._alias)
            for part in _parts(list(dict.fromkeys(ids))):
                new = list(rows.filter(pk__in=part, used=False, deleted=False).values_list("pk", flat=True))
                if not new:
                    continue
                rows.filter(pk__in=new).update(used=True)
                leading = CrossReferenceRow.objects.using(self._alias)
                leading.bulk_create(r for s in self.get_many(new) for r in _rows(s.id, s.authority))

    def references(
        self, name: HeadingList, place: str = "", *, before: int = 0, limit: int = 20
    ) -> CrossReferences:
        if not self.last_sequence():
            return CrossReferences()
        at = place.encode("utf-8", "replace")
        earlier = self._references(name, "<", "DESC", at, before)
        return CrossReferences(
            before=tuple(earlier), after=tuple(self._references(name, ">=", "ASC", at, limit))
        )

    def _references(
        self, name: HeadingList, sign: str, order: str, at: bytes, limit: int
    ) -> list[CrossReference]:
        """References on one side of a place, in filing order."""
        if limit <= 0:
            return []
        # Places first: one form may lead to several headings.
        places = (
            f"SELECT DISTINCT place FROM cross_reference WHERE list = %s AND place {sign} %s "  # noqa: S608 - constants
            f"ORDER BY place {order} LIMIT %s"
        )
        with database_errors(), connections[self._alias].cursor() as cursor:
            cursor.execute(places, [name, at, limit])
            wanted = [bytes(row[0]) for row in cursor.fetchall()]
            rows: list[tuple[str, str, str]] = []
            for part in _parts(wanted):
                cursor.execute(
                    f"SELECT place, text, see FROM cross_reference WHERE list = %s AND place IN ({_marks(part)})",  # noqa: S608
                    [name, *part],
                )
                rows += [(bytes(p).decode("utf-8", "replace"), t, see) for p, t, see in cursor.fetchall()]
        return merged(sorted(rows))


def _outcome(known: tuple[bytes, bool] | None, change: AuthorityToStore) -> AuthorityOutcome:
    alive = known is not None and known[1]
    if change.deleted:
        return "deleted" if alive else "unchanged"
    if not alive:
        return "added"
    return "unchanged" if known is not None and known[0] == change.digest else "changed"


def _rows(authority_id: str, authority: Authority) -> Iterator[CrossReferenceRow]:
    for name, place, text in references(authority):
        yield CrossReferenceRow(
            list=name,
            place=place.encode("utf-8", "replace"),
            authority=authority_id,
            text=text.replace("\0", " "),
            see=listed(authority.heading.text).replace("\0", " "),
        )


def _stored(
    authority_id: str, sequence: int, deleted: bool, data: bytes | memoryview, raw_format: str
) -> StoredAuthority:
    return StoredAuthority(
        id=authority_id,
        sequence=sequence,
        deleted=bool(deleted),
        authority=decoded(encoding.decompress(bytes(data))),
        raw_format=raw_format,
    )


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE)]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
