"""Gives the index what the store has and it has not: after a crash, a restored backup, another engine."""

from __future__ import annotations

import time
from collections.abc import Sequence

from pinakes.errors import IndexBusy
from pinakes.index.port import IndexWriter, SearchIndex
from pinakes.ingest.documents import documents, withdrawn
from pinakes.ingest.reindex import rebuild
from pinakes.store.authority_port import AuthorityStore
from pinakes.store.port import RecordStore, StoredRecord

BATCH = 2000
PATIENCE = 60.0
"""Seconds that one who will write waits for another process that brings the index up to date."""
PAUSE = 0.1


def catch_up(store: RecordStore, index: SearchIndex, *, patience: float = 0.0) -> int:
    """Bring the index to the store's last change; gives how many changes it lacked.

    An index that is ahead of the store belongs to another history of it and is built anew.
    While another process writes to the index, that one gives it all there is, and a reader has nothing
    to do. Whoever writes afterwards must be sure of it, as his commit says that all before is there:
    he waits so many seconds. Raises IndexBusy when they were not enough.
    """
    until = time.monotonic() + patience
    while (held := index.state().sequence) != (last := store.last_sequence()):
        try:
            return rebuild(store, index) if held > last else _add(store, index, held)
        except IndexBusy:
            if not patience:
                return 0
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE)
    return 0


def _add(store: RecordStore, index: SearchIndex, held: int) -> int:
    done = 0
    with index.writer() as writer:
        while changes := store.changes(held, limit=BATCH):
            put_changes(writer, changes, store.authorities)
            held = changes[-1].sequence
            done += len(changes)
            writer.commit(held)
    return done


def put_changes(writer: IndexWriter, changes: Sequence[StoredRecord], authorities: AuthorityStore) -> None:
    """Write changes of the store to an index; tombstones go, and what another record shows."""
    writer.delete(withdrawn(changes))
    writer.put(documents(changes, authorities))
