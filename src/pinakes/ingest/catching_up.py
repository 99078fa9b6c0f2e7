"""Gives the index what the store has and it has not: after a crash, a restored backup, another engine."""

from __future__ import annotations

from pinakes.errors import IndexBusy
from pinakes.index import fields
from pinakes.index.port import IndexWriter, SearchIndex
from pinakes.ingest.reindex import rebuild
from pinakes.store.port import RecordStore, StoredRecord

BATCH = 2000


def catch_up(store: RecordStore, index: SearchIndex) -> int:
    """Bring the index to the store's last change; gives how many changes it lacked.

    An index that is ahead of the store belongs to another history of it and is built anew.
    Does nothing while another process is writing to the index: that one gives it all there is.
    """
    last, held = store.last_sequence(), index.state().sequence
    if held == last:
        return 0
    try:
        if held > last:
            return rebuild(store, index)
        return _add(store, index, held)
    except IndexBusy:
        return 0


def _add(store: RecordStore, index: SearchIndex, held: int) -> int:
    done = 0
    with index.writer() as writer:
        while changes := store.changes(held, limit=BATCH):
            put_changes(writer, changes)
            held = changes[-1].sequence
            done += len(changes)
            writer.commit(held)
    return done


def put_changes(writer: IndexWriter, changes: list[StoredRecord]) -> None:
    """Write changes of the store to an index; tombstones go."""
    writer.delete([c.id for c in changes if c.deleted])
    writer.put([fields.document(c.record, c.sequence) for c in changes if not c.deleted])
