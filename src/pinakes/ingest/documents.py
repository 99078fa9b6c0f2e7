"""What the index is given of stored records: of those that describe one work one document."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pinakes.index import fields
from pinakes.index.port import IndexDocument
from pinakes.store.port import StoredRecord

SOURCE = fields.facet_field("source")


def documents(stored: Iterable[StoredRecord]) -> list[IndexDocument]:
    """Of the living that are shown themselves."""
    return [document(s) for s in stored if not s.deleted and not s.joined_into]


def document(stored: StoredRecord) -> IndexDocument:
    """Of one record; all the sources that speak in it are its sources."""
    made = fields.document(stored.record, stored.sequence)
    if not stored.sources:
        return made
    return msgspec.structs.replace(made, values=made.values | {SOURCE: stored.sources})


def withdrawn(stored: Iterable[StoredRecord]) -> list[str]:
    """Ids that the index must not hold: of tombstones, and of records that another shows."""
    return [s.id for s in stored if s.deleted or s.joined_into]
