"""What the index is given of stored records: of those that describe one work one document."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pinakes.index import fields
from pinakes.index.port import IndexDocument
from pinakes.records.authority_matching import Known
from pinakes.store.authority_port import AuthorityStore
from pinakes.store.authority_rules import known
from pinakes.store.port import StoredRecord

SOURCE = fields.facet_field("source")


def documents(stored: Iterable[StoredRecord], authorities: AuthorityStore) -> list[IndexDocument]:
    """Of the living that are shown themselves, with the other forms of their names and subjects.

    Authorities that they have are marked as used.
    """
    shown = [s for s in stored if not s.deleted and not s.joined_into]
    also = known(authorities, [s.record for s in shown])
    if used := list(dict.fromkeys(i for k in also for i in k.authorities)):
        authorities.mark_used(used)
    return [document(s, k) for s, k in zip(shown, also, strict=True)]


def document(stored: StoredRecord, also: Known | None = None) -> IndexDocument:
    """Of one record; all the sources that speak in it are its sources."""
    made = fields.document(stored.record, stored.sequence, also)
    if not stored.sources:
        return made
    return msgspec.structs.replace(made, values=made.values | {SOURCE: stored.sources})


def withdrawn(stored: Iterable[StoredRecord]) -> list[str]:
    """Ids that the index must not hold: of tombstones, and of records that another shows."""
    return [s.id for s in stored if s.deleted or s.joined_into]
