"""What an entry keeps of its record, so that it can be read and found again when the record is gone."""

from __future__ import annotations

from pinakes.lists.models import ListEntry
from pinakes.records import filing
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord
from pinakes.web import presenters

MOST_IDENTIFIERS = 20
_MOST_NAMES = 10


def entry_of(stored: StoredRecord) -> ListEntry:
    """A new entry, not saved yet and in no list."""
    record = stored.record
    people = presenters.makers(record)
    return ListEntry(
        record_id=stored.id,
        title=record.full_title[:2000],
        authors="; ".join(presenters.spoken_name(c) for c in people[:_MOST_NAMES])[:2000],
        year=year(record),
        identifiers=identifiers(record),
        filing_title=filing.title_key(
            record.full_title, language=record.languages[0] if record.languages else ""
        )[:300],
        filing_author=filing.sort_key(people[0].name if people else "")[:200],
        filing_year=record.date.first_year if record.date else None,
    )


def year(record: Record) -> str:
    """The first year, else the date as it is printed."""
    if record.date is None:
        return ""
    return str(record.date.first_year) if record.date.first_year is not None else record.date.printed[:40]


def identifiers(record: Record) -> list[list[str]]:
    """[[scheme, value], …], each once; wrong ones are left out."""
    pairs = dict.fromkeys((i.scheme, i.value) for i in record.identifiers if i.valid and i.value)
    return [list(pair) for pair in pairs][:MOST_IDENTIFIERS]
