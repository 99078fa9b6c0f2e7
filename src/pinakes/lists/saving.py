"""Changes of what lists hold. Each is one transaction that locks the list's row: two windows never lose an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from pinakes.lists import kept, labels
from pinakes.lists.models import EntryLabel, ListEntry, ReaderList, Removal
from pinakes.lists.models.reader_lists import Kind
from pinakes.lists.models.removals import KEPT
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord

MOST_ENTRIES = 5_000
MOST_LISTS = 1_000
_KEPT_FIELDS = (
    "record_id", "position", "title", "authors", "year", "identifiers", "filing_title", "filing_author",
    "filing_year", "successor", "note", "state",
)  # fmt: skip


class Saved(Struct):
    """What became of records that were to be saved."""

    added: tuple[str, ...] = ()
    there: int = 0
    """That were in the list already."""
    refused: int = 0
    """That found no room."""


def locked(pk: int) -> ReaderList:
    """The list, its row locked until the transaction ends; raises ReaderList.DoesNotExist when it is gone."""
    return ReaderList.objects.select_for_update().get(pk=pk)


def touched(reader_list: ReaderList, **changes: Any) -> None:
    """Note that entries changed now."""
    changes["changed"] = timezone.now()
    ReaderList.objects.filter(pk=reader_list.pk).update(**changes)
    for name, value in changes.items():
        setattr(reader_list, name, value)


def save(
    reader_list: ReaderList,
    records: Sequence[StoredRecord],
    by: AbstractBaseUser | None,
    *,
    most: int = MOST_ENTRIES,
) -> Saved:
    """Put records at the end of a list; those that are there already stay where they are."""
    return save_entries(reader_list, [kept.entry_of(s) for s in records], by, most=most)


def save_entries(
    reader_list: ReaderList,
    entries: Iterable[ListEntry],
    by: AbstractBaseUser | None,
    *,
    most: int = MOST_ENTRIES,
) -> Saved:
    """Put entries that are in no list yet at the end of this one."""
    wanted = {e.record_id: e for e in entries}
    with transaction.atomic():
        target = locked(reader_list.pk)
        there = set(target.entries.filter(record_id__in=wanted).values_list("record_id", flat=True))
        new = [e for record_id, e in wanted.items() if record_id not in there]
        room = max(0, most - target.entries.count())
        refused, new = len(new[room:]), new[:room]
        last = target.entries.aggregate(last=Max("position"))["last"] or 0
        for number, entry in enumerate(new, 1):
            entry.pk, entry.reader_list, entry.position = None, target, last + number
            entry.added_by_id = by.pk if by is not None else None
        ListEntry.objects.bulk_create(new)
        if new:
            touched(reader_list, saved_into=timezone.now())
    return Saved(added=tuple(e.record_id for e in new), there=len(there), refused=refused)


def remove(reader_list: ReaderList, record_ids: Iterable[str], by: AbstractBaseUser) -> Removal | None:
    """Take entries out; the removal can be undone for ten minutes. None when none of them was there."""
    with transaction.atomic():
        target = locked(reader_list.pk)
        entries = list(target.entries.filter(record_id__in=set(record_ids)).prefetch_related("labels"))
        if not entries:
            return None
        removal = _remember(by, "entries", {"list": target.pk, "entries": [_as_json(e) for e in entries]})
        target.entries.filter(pk__in=[e.pk for e in entries]).delete()
        touched(reader_list)
    return removal


def delete_list(reader_list: ReaderList, by: AbstractBaseUser) -> Removal:
    """Take a list away with all it holds; it can be had back for ten minutes, at the same address."""
    with transaction.atomic():
        target = locked(reader_list.pk)
        entries = target.entries.prefetch_related("labels")
        own = {
            name: getattr(target, name)
            for name in ("public_id", "title", "description", "visibility", "link", "order", "reading_states")
        }
        payload = {
            "own": own | {"created": target.created.isoformat()},
            "hidden": target.hidden,
            "collaborators": list(target.collaborators.values_list("reader_id", "rights")),
            "entries": [_as_json(e) for e in entries],
        }
        removal = _remember(by, "list", payload)
        target.delete()
    return removal


def can_undo(key: str, by: Any) -> Removal | None:
    """What may still be undone by this reader."""
    if not key or not by.is_authenticated:
        return None
    return Removal.objects.filter(key=key, reader_id=by.pk, made__gt=timezone.now() - KEPT).first()


def undo(removal: Removal) -> ReaderList | None:
    """Put back what was taken out, or take out what was saved; the list, or None when that is gone by now."""
    with transaction.atomic():
        if not Removal.objects.select_for_update().filter(pk=removal.pk).exists():
            return None
        payload = removal.payload
        removal.delete()
        if removal.what == "list":
            return _list_again(removal, payload)
        try:
            target = locked(payload["list"])
        except ReaderList.DoesNotExist:
            return None
        if removal.what == "saved":
            target.entries.filter(record_id__in=payload["ids"]).delete()
        else:
            _entries_again(target, payload["entries"])
        touched(target)
    return target


def remember_saved(reader_list: ReaderList, saved: Saved, by: AbstractBaseUser) -> Removal | None:
    """So that a quick save can be undone."""
    if not saved.added:
        return None
    return _remember(by, "saved", {"list": reader_list.pk, "ids": list(saved.added)})


def bag_of(reader: AbstractBaseUser) -> ReaderList:
    """The reader's book bag; made when there is none."""
    return ReaderList.objects.get_or_create(
        owner_id=reader.pk, kind=Kind.BAG, defaults={"title": "Book bag"}
    )[0]


def copy_entries(entries: Iterable[ListEntry], target: ReaderList, by: AbstractBaseUser) -> Saved:
    """Put copies at the end of another list, with notes, states and labels."""
    originals = {e.record_id: e for e in entries}
    with transaction.atomic():
        saved = save_entries(target, [_fresh(e) for e in originals.values()], by)
        copies = {e.record_id: e for e in target.entries.filter(record_id__in=saved.added)}
        EntryLabel.objects.bulk_create(
            EntryLabel(entry=copies[record_id], text=label.text, folded=label.folded)
            for record_id in saved.added
            for label in originals[record_id].labels.all()
        )
    return saved


def move_entries(
    source: ReaderList, target: ReaderList, record_ids: Iterable[str], by: AbstractBaseUser
) -> Saved:
    """Put entries of one list at the end of another; what the other has already only leaves the first."""
    with transaction.atomic():
        for pk in sorted(
            {source.pk, target.pk}
        ):  # always in this order: two movers never wait for each other
            locked(pk)
        entries = list(source.entries.filter(record_id__in=set(record_ids)).prefetch_related("labels"))
        saved = copy_entries(entries, target, by)
        gone = [e.pk for e in entries] if not saved.refused else _that_are_in(target, entries)
        ListEntry.objects.filter(pk__in=gone).delete()
        touched(source)
    return saved


def _that_are_in(target: ReaderList, entries: Iterable[ListEntry]) -> list[int]:
    there = set(target.entries.values_list("record_id", flat=True))
    return [e.pk for e in entries if e.record_id in there]


def place(reader_list: ReaderList, record_id: str, *, before: str | None) -> bool:
    """Put an entry before another one, or at the end; False when one of them is not there any more."""
    with transaction.atomic():
        target = locked(reader_list.pk)
        moved = target.entries.filter(record_id=record_id).first()
        if moved is None or record_id == before:
            return False
        if before is None:
            moved.position = (target.entries.aggregate(last=Max("position"))["last"] or 0) + 1
        else:
            follower = target.entries.filter(record_id=before).first()
            if follower is None:
                return False
            # All from there on go down by one; equal positions can't be, but would be told apart by id.
            target.entries.filter(position__gte=follower.position).update(position=F("position") + 1)
            moved.position = follower.position
        moved.save(update_fields=["position"])
        touched(reader_list)
    return True


def step(reader_list: ReaderList, record_id: str, *, up: bool) -> bool:
    """Put an entry one place up or down; False at the end of the list."""
    with transaction.atomic():
        target = locked(reader_list.pk)
        ids = list(target.entries.values_list("record_id", flat=True))
        if record_id not in ids:
            return False
        at = ids.index(record_id)
        if up:
            return at > 0 and place(reader_list, record_id, before=ids[at - 1])
        if at == len(ids) - 1:
            return False
        return place(reader_list, record_id, before=ids[at + 2] if at + 2 < len(ids) else None)


def label(
    reader_list: ReaderList, record_ids: Iterable[str], texts: Iterable[str], *, off: bool = False
) -> int:
    """Put labels on entries or take them off; how many labels that changed."""
    wanted = {labels.folded(t): t for t in texts if labels.folded(t)}
    with transaction.atomic():
        target = locked(reader_list.pk)
        entries = list(target.entries.filter(record_id__in=set(record_ids)))
        there = EntryLabel.objects.filter(entry__in=entries, folded__in=wanted)
        if off:
            changed = there.delete()[0]
        else:
            has = set(there.values_list("entry_id", "folded"))
            new = [
                EntryLabel(entry=e, text=text, folded=folded)
                for e in entries
                for folded, text in wanted.items()
                if (e.pk, folded) not in has
            ]
            changed = len(EntryLabel.objects.bulk_create(new))
        if changed:
            touched(reader_list)
    return changed


def set_state(reader_list: ReaderList, record_ids: Iterable[str], state: str) -> int:
    """Say how far the reader is with entries; how many were there."""
    return reader_list.entries.filter(record_id__in=set(record_ids)).update(
        state=state, version=F("version") + 1
    )


def _fresh(entry: ListEntry) -> ListEntry:
    return ListEntry(**{name: getattr(entry, name) for name in _KEPT_FIELDS if name != "position"})


def _as_json(entry: ListEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _KEPT_FIELDS} | {
        "added": entry.added.isoformat(),
        "added_by": entry.added_by_id,
        "labels": [[x.text, x.folded] for x in entry.labels.all()],
    }


def _entries_again(target: ReaderList, entries: Sequence[dict[str, Any]]) -> None:
    there = set(target.entries.values_list("record_id", flat=True))
    wanted = [e for e in entries if e["record_id"] not in there]
    made = ListEntry.objects.bulk_create(
        ListEntry(
            reader_list=target,
            added=datetime.fromisoformat(e["added"]),
            added_by_id=e["added_by"],
            **{name: e[name] for name in _KEPT_FIELDS},
        )
        for e in wanted
    )
    EntryLabel.objects.bulk_create(
        EntryLabel(entry=entry, text=text, folded=folded)
        for entry, e in zip(made, wanted, strict=True)
        for text, folded in e["labels"]
    )


def _list_again(removal: Removal, payload: dict[str, Any]) -> ReaderList:
    own = payload["own"]
    target = ReaderList.objects.create(
        owner_id=removal.reader_id,
        hidden=payload["hidden"],
        **own | {"created": datetime.fromisoformat(own["created"])},
    )
    for reader_id, rights in payload["collaborators"]:
        target.collaborators.create(reader_id=reader_id, rights=rights)
    _entries_again(target, payload["entries"])
    return target


def forget_removals() -> None:
    """What can't be undone any more is kept no longer than until the next removal or sign-in of anybody."""
    Removal.objects.filter(made__lt=timezone.now() - KEPT).delete()


def _remember(by: AbstractBaseUser, what: str, payload: dict[str, Any]) -> Removal:
    forget_removals()
    return Removal.objects.create(reader_id=by.pk, what=what, payload=payload)
