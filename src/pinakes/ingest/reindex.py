"""Builds the index anew beside the old one, and compares the index with the store."""

from __future__ import annotations

from collections.abc import Callable

from pinakes.index.port import SearchIndex
from pinakes.ingest.documents import documents
from pinakes.records.base import Struct
from pinakes.store.port import RecordStore

BATCH = 1000
AUTHORITIES = "~authorities"
"""Under which the store keeps up to where authorities are in the index; no source may be called so."""
SHOWN = 10
"""Ids of each kind of difference that are named."""


def rebuild(store: RecordStore, index: SearchIndex, *, progress: Callable[[int], None] | None = None) -> int:
    """A new index of all that the store holds; readers see the old one until it is whole. Gives the count."""
    done, held = 0, 0
    last, named = store.last_sequence(), store.authorities.last_sequence()
    with index.rebuild() as writer:
        while changes := store.changes(held, limit=BATCH):
            living = documents(changes, store.authorities)
            writer.put(living)
            held = changes[-1].sequence
            done += len(living)
            if progress:
                progress(done)
        writer.commit(max(held, last))
    if named:
        store.keep_source_state(AUTHORITIES, str(named).encode())
    return done


class Comparison(Struct, omit_defaults=False):
    """Where store and index differ; ids are named up to ten of a kind, the numbers are whole."""

    records: int
    documents: int
    store_sequence: int
    index_sequence: int
    missing: int = 0
    """In the store, not in the index."""
    surplus: int = 0
    """In the index, not in the store."""
    outdated: int = 0
    """In both, but the index has another version."""
    examples: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether the index says what the store says."""
        return not (
            self.missing or self.surplus or self.outdated or self.index_sequence != self.store_sequence
        )


def compare(store: RecordStore, index: SearchIndex) -> Comparison:
    """Every living record against every document, by id and sequence number."""
    held = dict(index.sequences())
    documents = len(held)
    missing: list[str] = []
    outdated: list[str] = []
    counts = [0, 0]
    records = 0
    for record_id, sequence in store.sequences():
        records += 1
        found = held.pop(record_id, None)
        if found is None:
            counts[0] += 1
            missing += [record_id] if counts[0] <= SHOWN else []
        elif found != sequence:
            counts[1] += 1
            outdated += [record_id] if counts[1] <= SHOWN else []
    surplus = [i for _, i in zip(range(SHOWN), held, strict=False)]
    return Comparison(
        records=records,
        documents=documents,
        store_sequence=store.last_sequence(),
        index_sequence=index.state().sequence,
        missing=counts[0],
        surplus=len(held),
        outdated=counts[1],
        examples=(
            *(f"missing {i}" for i in missing),
            *(f"outdated {i}" for i in outdated),
            *(f"surplus {i}" for i in surplus),
        ),
    )
