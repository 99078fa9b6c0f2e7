"""Which records describe one work, in memory: the rules of the port in the plainest way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pinakes.store import encoding
from pinakes.store.port import Joined, StoredRecord, Verdict


class MemoryJoins:
    """Keeps them beside the records of a store."""

    def __init__(self, records: Mapping[str, StoredRecord]) -> None:
        self._records = records
        self._joined: dict[str, Joined] = {}
        self._keys: dict[int, list[str]] = {}
        self._verdicts: dict[tuple[str, str], Verdict] = {}
        self._state = b""

    def shown(self, stored: StoredRecord) -> StoredRecord:
        """The record as it is shown: with what others say of the same work."""
        joined = self._joined.get(stored.id)
        if joined is None:
            return stored
        record = encoding.decode(joined.encoded) if joined.encoded else stored.record
        return msgspec.structs.replace(stored, record=record, joined_into=joined.into, sources=joined.sources)

    def part(self, record_id: str) -> None:
        """A record that has changed says only its own, and stays where it stands."""
        if joined := self._joined.get(record_id):
            self._joined[record_id] = Joined(id=record_id, into=joined.into)

    def behind(self, record_id: str) -> bool:
        """Whether another record shows it."""
        return bool(record_id in self._joined and self._joined[record_id].into)

    def own(self, ids: Sequence[str]) -> list[StoredRecord]:
        found = [self._records[i] for i in ids if i in self._records]
        none = Joined(id="")
        return [
            msgspec.structs.replace(
                r,
                joined_into=self._joined.get(r.id, none).into,
                sources=self._joined.get(r.id, none).sources,
            )
            for r in found
        ]

    def sources(self) -> set[str]:
        return {i.partition(":")[0] for i in self._records}

    def together(self, ids: Sequence[str]) -> dict[str, str]:
        into = {j.id: j.into for j in self._joined.values() if j.into}
        leaders = {into.get(i, i) for i in ids}
        found = {i: leader for i, leader in into.items() if leader in leaders}
        return found | {leader: leader for leader in found.values()}

    def candidates(self, keys: Sequence[int]) -> dict[int, list[str]]:
        return {k: list(self._keys[k]) for k in keys if k in self._keys}

    def add_keys(self, pairs: Sequence[tuple[int, str]]) -> None:
        for key, record_id in pairs:
            holders = self._keys.setdefault(key, [])
            if record_id not in holders:
                holders.append(record_id)

    def join(self, joined: Sequence[Joined], *, state: bytes) -> None:
        self._joined |= {j.id: j for j in joined}
        self._state = state

    def state(self) -> bytes:
        return self._state

    def give_verdict(self, verdict: Verdict) -> None:
        first, second = sorted((verdict.first, verdict.second))
        self._verdicts[first, second] = Verdict(first=first, second=second, same=verdict.same)

    def verdicts(self, ids: Sequence[str] | None = None) -> list[Verdict]:
        return [v for v in self._verdicts.values() if ids is None or {v.first, v.second} & set(ids)]
