"""Authorities in memory: the rules of the port in the plainest way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pinakes.records.authority_forms import forms
from pinakes.store import encoding
from pinakes.store.authority_port import (
    AuthorityOutcome,
    AuthorityReport,
    AuthorityToStore,
    CrossReferences,
    FormHolder,
    HeadingList,
    StoredAuthority,
    decoded,
)
from pinakes.store.authority_rules import headed, listed, merged, references, tombstone


class MemoryAuthorities:
    """Keeps them in dictionaries."""

    def __init__(self) -> None:
        self._stored: dict[str, StoredAuthority] = {}
        self._digests: dict[str, bytes] = {}
        self._raw: dict[str, tuple[str, bytes]] = {}
        self._used: set[str] = set()
        self._last = 0

    def apply(self, changes: Sequence[AuthorityToStore]) -> AuthorityReport:
        outcomes = tuple(self._apply(change) for change in changes)
        return AuthorityReport(outcomes=outcomes, last_sequence=self._last)

    def _apply(self, change: AuthorityToStore) -> AuthorityOutcome:
        old = self._stored.get(change.id)
        if change.deleted:
            if old is None or old.deleted:
                return "unchanged"
            self._bury(old)
            return "deleted"
        if old is not None and not old.deleted and self._digests[change.id] == change.digest:
            return "unchanged"
        self._last += 1
        self._digests[change.id] = change.digest
        self._raw[change.id] = (change.raw_format, encoding.decompress(change.raw))
        self._used.discard(change.id)
        self._stored[change.id] = StoredAuthority(
            id=change.id,
            sequence=self._last,
            deleted=False,
            authority=decoded(encoding.decompress(change.encoded)),
            raw_format=change.raw_format,
        )
        return "added" if old is None or old.deleted else "changed"

    def _bury(self, old: StoredAuthority) -> None:
        self._last += 1
        self._used.discard(old.id)
        self._raw[old.id] = (old.raw_format, b"")
        self._stored[old.id] = StoredAuthority(
            id=old.id,
            sequence=self._last,
            deleted=True,
            authority=tombstone(old.authority),
            raw_format=old.raw_format,
        )

    def delete_many(self, ids: Sequence[str]) -> int:
        found = [s for i in dict.fromkeys(ids) if (s := self._stored.get(i)) and not s.deleted]
        for stored in found:
            self._bury(stored)
        return len(found)

    def get_many(self, ids: Sequence[str]) -> list[StoredAuthority]:
        return [self._stored[i] for i in ids if i in self._stored]

    def raw(self, authority_id: str) -> tuple[str, bytes] | None:
        return self._raw.get(authority_id)

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredAuthority]:
        later = (s for s in self._stored.values() if s.sequence > after)
        return sorted(later, key=lambda s: s.sequence)[:limit]

    def last_sequence(self) -> int:
        return self._last

    def count(self) -> int:
        return sum(not s.deleted for s in self._stored.values())

    def ids_of(self, source: str) -> Iterator[str]:
        return iter([s.id for s in self._living() if s.id.startswith(source + ":")])

    def _living(self) -> list[StoredAuthority]:
        return [s for s in self._stored.values() if not s.deleted]

    def holders(self, keys: Sequence[int]) -> dict[int, list[FormHolder]]:
        wanted = set(keys)
        found: dict[int, list[FormHolder]] = {}
        for stored in sorted(self._living(), key=lambda s: s.id):
            for form in forms(stored.authority):
                if form.key in wanted:
                    held = FormHolder(authority=stored.id, role=form.role, year=form.year)
                    found.setdefault(form.key, []).append(held)
        return found

    def headed(self, name: HeadingList, headings: Sequence[str]) -> dict[str, tuple[StoredAuthority, ...]]:
        return headed(self, name, headings)

    def mark_used(self, ids: Sequence[str]) -> None:
        self._used.update(i for i in ids if i in self._stored and not self._stored[i].deleted)

    def references(
        self, name: HeadingList, place: str = "", *, before: int = 0, limit: int = 20
    ) -> CrossReferences:
        rows = sorted(
            (where, text, listed(self._stored[i].authority.heading.text))
            for i in self._used
            for in_list, where, text in references(self._stored[i].authority)
            if in_list == name
        )
        every = merged(rows)
        earlier = [r for r in every if r.place < place]
        return CrossReferences(
            before=tuple(earlier[len(earlier) - before :] if before > 0 else ()),
            after=tuple(every[len(earlier) : len(earlier) + limit]),
        )
