"""What has become of a work: the words over its page and beside it in lists, and the way to the notices."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.index.port import Filter, SearchRequest
from pinakes.query.tree import Everything
from pinakes.records import corrections, labels
from pinakes.records.base import Struct, gettext_noop
from pinakes.records.record import Record, Relation
from pinakes.store.port import StoredRecord
from pinakes.web import links

SENTENCES = {
    corrections.RETRACTED: gettext_noop("This work has been retracted."),
    corrections.CONCERN: gettext_noop("An expression of concern about this work has been published."),
    corrections.CORRECTED: gettext_noop("This work has been corrected."),
}
MOST = 10
"""Notices that are looked for."""


class Notice(Struct):
    """Where it is said."""

    text: str
    href: str = ""


class Banner(Struct):
    """One thing that has become of the work."""

    state: str
    sentence: str
    notices: tuple[Notice, ...] = ()


class Mark(Struct):
    """The same beside a hit."""

    state: str
    label: str


def marks(record: Record) -> tuple[Mark, ...]:
    """What a list says of a record."""
    return tuple(Mark(state=s, label=_(labels.CORRECTION[s])) for s in corrections.states(record))


def banners(stored: StoredRecord) -> tuple[Banner, ...]:
    """The gravest first. Also what a notice in the catalogue says of this work and the work's record does not."""
    record = stored.record
    found = {s: _told(record, s) for s in corrections.states(record)}
    for notice in _notices(stored):
        for state in _said_by(notice.record, record):
            here = Notice(text=notice.record.full_title, href=links.record(notice.id))
            found[state] = (here, *(n for n in found.get(state, ()) if n.text != here.text))
    return tuple(
        Banner(state=s, sentence=_(SENTENCES[s]), notices=found[s]) for s in corrections.STATES if s in found
    )


def _told(record: Record, state: str) -> tuple[Notice, ...]:
    """Where the record itself says that the notices are."""
    of_state = [r for r in record.relations if corrections.suffered(r) == state]
    return tuple(notice for r in of_state if (notice := _notice(r)).text)


def _notice(relation: Relation) -> Notice:
    number = next((i.value for i in relation.identifiers if i.scheme in ("doi", "pmid")), "")
    text = " ".join(filter(None, (relation.title or relation.contributor, relation.number, relation.date)))
    return Notice(text=text or number, href=links.words("identifier", number) if number else "")


def _notices(stored: StoredRecord) -> Sequence[StoredRecord]:
    """Records of the catalogue that speak of this work by its number."""
    numbers = tuple(
        corrections.key(i) for i in stored.record.identifiers if i.scheme in ("doi", "pmid", "pmcid")
    )
    if not numbers:
        return ()
    catalogue = conf.current_catalogue()
    limit = Filter(field="amends", values=numbers)
    try:
        hits = catalogue.find(SearchRequest(query=Everything(), filters=(limit,), limit=MOST)).hits
    except IndexError_:
        return ()
    found = catalogue.store.get_many([h.id for h in hits]) if hits else []
    return [s for s in found if not s.deleted and s.id != stored.id]


def _said_by(notice: Record, record: Record) -> set[str]:
    """What a notice says of this record."""
    mine = {corrections.key(i) for i in record.identifiers}
    return {state for state, work in corrections.amendments(notice) if work in mine}
