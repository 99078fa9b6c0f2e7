"""Records that tags and comments are about: those of one work stand together, and a withdrawn one keeps its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pinakes import conf
from pinakes.records import record_ids
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord


class About(Struct):
    """A record that something was said of."""

    id: str
    """Of the one that is shown: it leads where several describe one work."""
    title: str
    deleted: bool
    stored: StoredRecord


def ids_of(stored: StoredRecord) -> list[str]:
    """All ids under which something may have been said of what this page shows."""
    if len(stored.sources) < 2 and not stored.joined_into:
        return [stored.id]
    return list({stored.id: None} | dict.fromkeys(conf.current_catalogue().store.joins.together([stored.id])))


def marks(ids: Sequence[str]) -> str:
    """Places of ids in a statement."""
    return ", ".join(["%s"] * len(ids))


def find(record_id: str) -> StoredRecord | None:
    """The record that a form is about; the leading one of its work; None when there is none, or no more."""
    store = conf.current_catalogue().store
    stored = store.get(record_ids.record_id(record_id)) if record_id else None
    if stored and stored.joined_into:
        stored = store.get(stored.joined_into)
    return None if stored is None or stored.deleted else stored


def about(ids: Sequence[str]) -> dict[str, About]:
    """What each id stands for now: one SELECT, and a second when some were joined into others."""
    store = conf.current_catalogue().store
    found = {s.id: s for s in store.get_many(list(dict.fromkeys(ids)))}
    leaders = {s.joined_into for s in found.values() if s.joined_into} - found.keys()
    found |= {s.id: s for s in (store.get_many(sorted(leaders)) if leaders else ())}
    shown = ((i, found.get(found[i].joined_into, found[i])) for i in ids if i in found)
    return {i: About(id=s.id, title=s.record.full_title, deleted=s.deleted, stored=s) for i, s in shown}


def titles(ids: Iterable[str]) -> dict[str, str]:
    """Titles to keep beside what is said."""
    return {i: a.title for i, a in about(list(ids)).items()}
