"""Brings what authorities say into the index: records whose names or subjects have other forms now are indexed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from pinakes.index import fields
from pinakes.index.port import Filter, SearchIndex, SearchRequest
from pinakes.ingest.catching_up import put_changes
from pinakes.ingest.reindex import AUTHORITIES, rebuild
from pinakes.query.tree import Words
from pinakes.records.authority import Authority
from pinakes.records.authority_forms import IDENTIFYING
from pinakes.records.heading_keys import TIE, heading_key
from pinakes.store.authority_port import StoredAuthority
from pinakes.store.port import RecordStore

BATCH = 100
FEW = 1000
"""So many changed authorities, or a twentieth of the records: with more the index is built anew, which is quicker."""
_AT_ONCE = 1000
_SAME = 50
"""Headings of records that are one but for case and marks."""


def heed_authorities(
    store: RecordStore, index: SearchIndex, *, should_stop: Callable[[], bool] = lambda: False
) -> int:
    """Index anew the records that changed authorities concern; gives how many.

    May be ended at any moment and goes on. The index must hold all that the store has; the caller has the
    catalogue's lock. Raises StoreError, IndexBusy, IndexUnavailable.
    """
    done = int(store.source_state(AUTHORITIES) or 0)
    last = store.authorities.last_sequence()
    if done >= last:
        return 0
    documents = index.state().documents
    if documents and last - done > max(FEW, documents // 20):
        return rebuild(store, index)
    count = 0
    while (changes := store.authorities.changes(done, limit=BATCH)) and not should_stop():
        ids = list(dict.fromkeys(_concerned(index, changes))) if documents else []
        count += len(ids)
        for at in range(0, len(ids), _AT_ONCE):
            _index(store, index, ids[at : at + _AT_ONCE])
        done = changes[-1].sequence
        store.keep_source_state(AUTHORITIES, str(done).encode())
    return count


def _index(store: RecordStore, index: SearchIndex, ids: Sequence[str]) -> None:
    found = store.get_many(ids)
    with index.writer() as writer:
        put_changes(writer, found, store.authorities)
        writer.commit(index.state().sequence)


def _concerned(index: SearchIndex, changes: Sequence[StoredAuthority]) -> Iterator[str]:
    """Ids of records that have, or had until now, any of these authorities; perhaps of some others."""
    numbers = [
        f"{i.scheme}:{i.value}" for c in changes for i in c.authority.identifiers if i.scheme in IDENTIFYING
    ]
    yield from _with(index, "authority", [*(c.id for c in changes), *numbers])
    for name in ("author", "subject"):
        field = fields.HEADINGS[name]
        values = dict.fromkeys(
            value for c in changes for text in c.authority.forms for value in _in_use(index, field, text)
        )
        yield from _with(index, field, list(values))
    for c in changes:
        if c.authority.heading.kind == "work":
            yield from _titled(index, c.authority)


def _in_use(index: SearchIndex, field: str, text: str) -> Iterator[str]:
    """Values of a field that differ from a form by case and marks alone."""
    if not (key := heading_key(text)):
        return
    place = f"{key}{TIE}"
    # Mostly there is none or one, and each that is looked at is counted.
    for limit in (2, _SAME):
        found = index.headings(field, place, limit=limit).after
        same = [h.value for h in found if h.place.startswith(place)]
        if len(same) < limit:
            break
    yield from same


def _with(index: SearchIndex, field: str, values: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(values), _AT_ONCE):
        some = tuple(values[at : at + _AT_ONCE])
        yield from _ids(index, SearchRequest(filters=(Filter(field=field, values=some),)))


def _titled(index: SearchIndex, authority: Authority) -> Iterator[str]:
    for heading in (authority.heading, *authority.variants):
        if words := (heading.title or heading.text).split():
            yield from _ids(
                index, SearchRequest(query=Words(text=" ".join(words), field="title", match="phrase"))
            )


def _ids(index: SearchIndex, request: SearchRequest) -> Iterator[str]:
    offset = 0
    while True:
        asked = msgspec.structs.replace(request, sort="title", offset=offset, limit=_AT_ONCE)
        result = index.search(asked)
        yield from (hit.id for hit in result.hits)
        offset += _AT_ONCE
        if offset >= result.total:
            return
