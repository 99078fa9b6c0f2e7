"""Which record a work has when the one that was asked for has been withdrawn."""

from __future__ import annotations

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.index.keys import identifier_keys
from pinakes.index.port import Filter, SearchRequest
from pinakes.query.tree import Everything
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord

ONE_WORK = frozenset({"doi", "pmid", "pmcid", "isbn", "oclc", "urn", "handle", "arxiv"})
"""Schemes of numbers that only one work has; two editions do not share an ISBN."""
MOST = 20


def successor(stored: StoredRecord) -> str:
    """Id of the one living record with a number of the withdrawn one; "" when there is none, or more than one."""
    numbers = _numbers(stored.record)
    keys = tuple(dict.fromkeys(k for _, value in numbers for k in identifier_keys(value)))
    if not keys:
        return ""
    catalogue = conf.current_catalogue()
    limit = Filter(field="identifier", values=keys)
    try:
        hits = catalogue.find(
            SearchRequest(query=Everything(), filters=(limit,), sort="title", limit=MOST)
        ).hits
    except IndexError_:
        return ""
    found = catalogue.store.get_many([h.id for h in hits]) if hits else []
    same = {s.joined_into or s.id for s in found if not s.deleted and numbers & _numbers(s.record)}
    return same.pop() if len(same) == 1 else ""


def came_from(asked: str, stored: StoredRecord) -> str:
    """The withdrawn record that an address says one came from, when that is so."""
    if not asked:
        return ""
    before = conf.current_catalogue().store.get(asked)
    if before is None or not before.deleted or not _numbers(before.record) & _numbers(stored.record):
        return ""
    return before.id


def _numbers(record: Record) -> set[tuple[str, str]]:
    return {(i.scheme, i.value.casefold()) for i in record.identifiers if i.valid and i.scheme in ONE_WORK}
