"""Deletes records by hand: tombstones in the store, nothing in the index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pinakes.index.port import SearchIndex
from pinakes.ingest.authorities import heed_authorities
from pinakes.ingest.catching_up import PATIENCE, catch_up
from pinakes.ingest.duplicates.joining import join_duplicates
from pinakes.ingest.duplicates.rules import Rules
from pinakes.ingest.locking import writing
from pinakes.ingest.pipeline import recorded
from pinakes.ingest.report import Counts
from pinakes.records import record_ids
from pinakes.store.port import RecordStore


def delete(
    ids: Sequence[str],
    store: RecordStore,
    index: SearchIndex,
    *,
    home: Path | None = None,
    rules: Rules | None = None,
) -> tuple[int, list[str]]:
    """How many were deleted, and the ids that no living record or authority has. Raises StoreBusy, StoreFull.

    With ``rules`` others of the same work take the place of what was deleted.
    """
    wanted = {i: record_ids.record_id(i) for i in ids}
    with writing(home), recorded(store, "delete", "\n".join(wanted.values())[:10_000]) as note:
        counts = Counts()
        note(counts)
        catch_up(store, index, patience=PATIENCE)
        deleted = set(store.delete_many(list(dict.fromkeys(wanted.values()))))
        catch_up(store, index, patience=PATIENCE)
        if store.authorities.last_sequence():
            deleted |= _authorities([i for i in wanted.values() if i not in deleted], store)
            heed_authorities(store, index)
        counts.note(["deleted"] * len(deleted))
        if rules:
            join_duplicates(store, index, rules)
    return len(deleted), [i for i, kept in wanted.items() if kept not in deleted]


def _authorities(ids: Sequence[str], store: RecordStore) -> set[str]:
    living = {s.id for s in store.authorities.get_many(ids) if not s.deleted}
    store.authorities.delete_many(sorted(living))
    return living
