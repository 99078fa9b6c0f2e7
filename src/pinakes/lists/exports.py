"""Lists in the export of everything that is kept of a person, and back from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pinakes.accounts import exporting
from pinakes.accounts.exporting import Part, Thing
from pinakes.lists import labels, saving
from pinakes.lists.models import EntryLabel, ListEntry, ReaderList
from pinakes.lists.models.entries import LONGEST_NOTE, ReadingState
from pinakes.lists.models.reader_lists import LONGEST_DESCRIPTION, LONGEST_TITLE, Kind, Order, Visibility
from pinakes.records import filing

_ENTRY = (
    "position",
    "record_id",
    "title",
    "authors",
    "year",
    "identifiers",
    "note",
    "labels",
    "state",
    "added",
)


def register() -> None:
    """Add the parts: lists with all they hold, and what is saved as one table."""
    exporting.register(
        Part(
            name="lists",
            title=lambda: _("Lists"),
            things=_lists,
            columns=("title", "description", "visibility", "order", "created", "changed", "shared_with"),
            take=_take,
            records=_ids,
        )
    )
    exporting.register(
        Part(name="saved", title=lambda: _("Saved records"), things=_saved, columns=("list", *_ENTRY[1:]))
    )


def _own(reader: Any) -> Iterable[ReaderList]:
    return ReaderList.objects.filter(owner=reader).order_by("kind", "created", "pk")


def _lists(reader: Any) -> Iterator[Thing]:
    for reader_list in _own(reader):
        yield {
            "id": reader_list.public_id,
            "kind": reader_list.kind,
            "title": reader_list.title,
            "description": reader_list.description,
            "visibility": reader_list.visibility,
            "order": reader_list.order,
            "reading_states": reader_list.reading_states,
            "created": reader_list.created.isoformat(),
            "changed": reader_list.changed.isoformat(),
            "shared_with": [
                f"{c.reader.get_username()} ({c.rights})"
                for c in reader_list.collaborators.select_related("reader")
            ],
            "entries": [_thing(e) for e in reader_list.entries.prefetch_related("labels")],
        }


def _saved(reader: Any) -> Iterator[Thing]:
    entries = ListEntry.objects.filter(reader_list__owner=reader).select_related("reader_list")
    for entry in entries.prefetch_related("labels").order_by("reader_list__created", "position", "pk"):
        yield {"list": entry.reader_list.title} | _thing(entry)


def _ids(reader: Any) -> Iterator[str]:
    for entry in ListEntry.objects.filter(reader_list__owner=reader).order_by("pk"):
        yield entry.shown_id


def _thing(entry: ListEntry) -> Thing:
    return {
        "position": entry.position,
        "record_id": entry.record_id,
        "title": entry.title,
        "authors": entry.authors,
        "year": entry.year,
        "identifiers": [f"{pair[0]}:{pair[1]}" for pair in entry.identifiers if len(pair) == 2],
        "note": entry.note,
        "labels": [x.text for x in entry.labels.all()],
        "state": entry.state,
        "added": entry.added.isoformat(),
    }


def _take(reader: Any, things: Sequence[Thing]) -> int:
    """Lists come back private: whom they were shared with may be somebody else here."""
    new = 0
    for thing in things[: saving.MOST_LISTS]:
        entries = thing.get("entries")
        with transaction.atomic():
            reader_list, made = _list_of(reader, thing)
            if reader_list is None:
                continue
            new += made
            taken = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
            new += _take_entries(reader, reader_list, taken[: saving.MOST_ENTRIES])
    return new


def _list_of(reader: Any, thing: Thing) -> tuple[ReaderList | None, bool]:
    if thing.get("kind") == Kind.BAG:
        return saving.bag_of(reader), False
    title = _text(thing, "title", LONGEST_TITLE)
    if not title:
        return None, False
    own = ReaderList.objects.filter(owner=reader, kind=Kind.LIST)
    created = _moment(thing.get("created"))
    there = (
        own.filter(public_id=_text(thing, "id", 16)).first()
        or own.filter(title=title, created=created).first()
    )
    if there is not None:
        return there, False
    if own.count() >= saving.MOST_LISTS:
        return None, False
    order = thing.get("order")
    return ReaderList.objects.create(
        owner=reader,
        title=title,
        description=_text(thing, "description", LONGEST_DESCRIPTION),
        visibility=Visibility.PRIVATE,
        order=order if order in Order.values else Order.HAND,
        reading_states=thing.get("reading_states") is True,
        created=created,
    ), True


def _take_entries(reader: Any, reader_list: ReaderList, things: Sequence[Thing]) -> int:
    made: dict[str, tuple[ListEntry, list[str]]] = {}
    for thing in things:
        record_id = _text(thing, "record_id", 1000)
        if not record_id:
            continue
        state = thing.get("state")
        entry = ListEntry(
            record_id=record_id,
            title=_text(thing, "title", 2000),
            authors=_text(thing, "authors", 2000),
            year=_text(thing, "year", 40),
            identifiers=_pairs(thing.get("identifiers")),
            note=_text(thing, "note", LONGEST_NOTE),
            state=state if state in ReadingState.values else "",
            added=_moment(thing.get("added")),
        )
        entry.filing_title = filing.title_key(entry.title)[:300]
        entry.filing_author = filing.sort_key(entry.authors)[:200]
        entry.filing_year = (
            int(entry.year) if entry.year.isascii() and entry.year.isdigit() and len(entry.year) < 5 else None
        )
        named = thing.get("labels")
        texts = [x for x in named if isinstance(x, str)] if isinstance(named, list) else []
        made[record_id] = entry, texts[: labels.MOST]
    saved = saving.save_entries(reader_list, [e for e, _texts in made.values()], reader)
    here = {e.record_id: e for e in reader_list.entries.filter(record_id__in=saved.added)}
    for record_id in saved.added:
        wanted = {labels.folded(t): t.strip()[:64] for t in made[record_id][1] if labels.folded(t)}
        EntryLabel.objects.bulk_create(
            EntryLabel(entry=here[record_id], text=text, folded=folded) for folded, text in wanted.items()
        )
    return len(saved.added)


def _text(thing: Thing, name: str, longest: int) -> str:
    value = thing.get(name)
    return value.replace("\0", "").strip()[:longest] if isinstance(value, str) else ""


def _pairs(value: Any) -> list[list[str]]:
    if not isinstance(value, list):
        return []
    split = [v.replace("\0", "").split(":", 1) for v in value[:20] if isinstance(v, str) and ":" in v]
    return [pair for pair in split if all(pair)]


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else timezone.now()
    except ValueError:
        return timezone.now()
    return found if timezone.is_aware(found) else timezone.make_aware(found)
