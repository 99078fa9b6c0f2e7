"""Where an entry's record is now: itself, the one that took its place, or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.errors import IndexError_, QueryError
from pinakes.index.port import SearchRequest
from pinakes.lists.models import ListEntry
from pinakes.query.tree import Or, Words
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord

OF_A_WORK = frozenset({"doi", "pmid", "pmcid", "isbn", "arxiv", "oclc", "lccn", "urn", "handle", "bibcode"})
"""Schemes whose numbers name the work itself, not the journal or series that it is in."""
_AT_ONCE = 40
"""Numbers that are searched for in one page."""


def records(entries: Sequence[ListEntry], *, remember: bool = False) -> dict[str, StoredRecord]:
    """By the entry's record id: the living record to show, or the tombstone; nothing where the store has neither.

    One SELECT; one more when records were joined with others, and one search when some are gone.
    ``remember`` writes a successor down, so that it is found at once the next time.
    """
    catalogue = conf.current_catalogue()
    wanted = [e.shown_id for e in entries]
    wanted += [e.record_id for e in entries if e.successor]
    stored = {s.id: s for s in catalogue.store.get_many(list(dict.fromkeys(wanted)))}
    found: dict[str, StoredRecord] = {}
    joined: dict[str, str] = {}
    lost: list[ListEntry] = []
    for entry in entries:
        # The own record goes before a successor: it may have come back.
        for record_id in dict.fromkeys((entry.record_id, entry.shown_id)):
            one = stored.get(record_id)
            if one is None:
                continue
            if one.joined_into:
                joined[entry.record_id] = one.joined_into
                break
            found[entry.record_id] = one
            if not one.deleted:
                break
        if entry.record_id not in joined and (entry.record_id not in found or found[entry.record_id].deleted):
            lost.append(entry)
    if joined:
        leaders = {s.id: s for s in catalogue.store.get_many(list(dict.fromkeys(joined.values())))}
        found |= {own: leaders[into] for own, into in joined.items() if into in leaders}
    found |= _by_numbers(catalogue, lost, found)
    if remember:
        _remember(entries, found)
    return found


def _by_numbers(
    catalogue: Catalogue, lost: Sequence[ListEntry], found: Mapping[str, StoredRecord]
) -> dict[str, StoredRecord]:
    """Living records that have a number of a lost one."""
    numbers: dict[tuple[str, str], list[str]] = {}
    for entry in lost:
        tombstone = found.get(entry.record_id)
        kept = [tuple(pair) for pair in entry.identifiers if len(pair) == 2]
        if tombstone is not None:
            kept += [(i.scheme, i.value) for i in tombstone.record.identifiers if i.valid]
        for scheme, value in dict.fromkeys(kept):
            if scheme in OF_A_WORK and value:
                numbers.setdefault((scheme, value), []).append(entry.record_id)
    asked = list(numbers)[:_AT_ONCE]
    if not asked:
        return {}
    query = Or(parts=tuple(Words(text=value, field="identifier", match="phrase") for _scheme, value in asked))
    try:
        result = catalogue.find(SearchRequest(query=query, limit=2 * _AT_ONCE))
    except (QueryError, IndexError_):
        return {}
    living = [s for s in catalogue.store.get_many([h.id for h in result.hits]) if not s.deleted]
    heirs: dict[str, StoredRecord] = {}
    for stored in living:
        for scheme, value in _numbers(stored.record):
            for record_id in numbers.get((scheme, value), ()):
                if stored.id != record_id:
                    heirs.setdefault(record_id, stored)
    return heirs


def _numbers(record: Record) -> list[tuple[str, str]]:
    return [(i.scheme, i.value) for i in record.identifiers if i.valid and i.scheme in OF_A_WORK]


def _remember(entries: Sequence[ListEntry], found: Mapping[str, StoredRecord]) -> None:
    for entry in entries:
        stored = found.get(entry.record_id)
        if stored is None or stored.deleted:
            continue
        successor = "" if stored.id == entry.record_id else stored.id
        if successor != entry.successor:
            ListEntry.objects.filter(pk=entry.pk).update(successor=successor)
            entry.successor = successor
