"""What lists hold: each record once, in an order by hand, with what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving
from pinakes.lists.models import EntryLabel, ListEntry, ReaderList, Removal


@pytest.fixture
def books(catalogue: Catalogue) -> list[Any]:
    return [s for s in catalogue.store.changes(0, limit=8) if not s.deleted][:5]


@pytest.fixture
def one(reader: Any) -> ReaderList:
    return ReaderList.objects.create(owner=reader, title="One")


def ids(reader_list: ReaderList) -> list[str]:
    return list(reader_list.entries.values_list("record_id", flat=True))


def test_a_record_is_saved_once(one: ReaderList, books: list[Any], reader: Any) -> None:
    first = saving.save(one, books[:2], reader)
    again = saving.save(one, books[:3], reader)
    assert len(first.added) == 2
    assert (again.added, again.there) == ((books[2].id,), 2)
    assert ids(one) == [b.id for b in books[:3]]


def test_an_entry_keeps_what_tells_the_work(one: ReaderList, books: list[Any], reader: Any) -> None:
    saving.save(one, books[:1], reader)
    entry, record = one.entries.get(), books[0].record
    assert entry.title == record.full_title
    assert {tuple(i) for i in entry.identifiers} == {
        (i.scheme, i.value) for i in record.identifiers if i.valid
    }
    assert entry.year == str(record.date.first_year)


def test_a_full_list_says_how_many_found_no_room(one: ReaderList, books: list[Any], reader: Any) -> None:
    assert saving.save(one, books, reader, most=3).refused == 2
    assert one.entries.count() == 3


def test_what_was_removed_can_be_had_back_with_note_and_labels(
    one: ReaderList, books: list[Any], reader: Any
) -> None:
    saving.save(one, books, reader)
    one.entries.filter(record_id=books[1].id).update(note="mine", state="read")
    saving.label(one, [books[1].id], ["Köln", "two words"])
    removal = saving.remove(one, [books[1].id, books[2].id], reader)
    assert removal
    assert ids(one) == [books[0].id, books[3].id, books[4].id]
    assert saving.can_undo(removal.key, reader) == removal
    saving.undo(removal)
    assert ids(one) == [b.id for b in books]
    entry = one.entries.get(record_id=books[1].id)
    assert (entry.note, entry.state) == ("mine", "read")
    assert [x.text for x in entry.labels.all()] == ["Köln", "two words"]


def test_an_undo_is_for_ten_minutes_and_for_who_removed(
    one: ReaderList, books: list[Any], reader: Any, other: Any
) -> None:
    saving.save(one, books, reader)
    removal = saving.remove(one, [books[0].id], reader)
    assert removal
    assert saving.can_undo(removal.key, other) is None
    Removal.objects.update(made=removal.made - timedelta(minutes=11))
    assert saving.can_undo(removal.key, reader) is None


def test_undoing_twice_does_it_once(one: ReaderList, books: list[Any], reader: Any) -> None:
    saving.save(one, books, reader)
    removal = saving.remove(one, [books[0].id], reader)
    assert removal
    again = Removal.objects.get(pk=removal.pk)
    assert saving.undo(removal)
    assert saving.undo(again) is None
    assert len(ids(one)) == 5


def test_a_deleted_list_comes_back_at_its_address(
    one: ReaderList, books: list[Any], reader: Any, other: Any
) -> None:
    saving.save(one, books, reader)
    one.collaborators.create(reader=other, rights="write")
    removal = saving.delete_list(one, reader)
    assert not ReaderList.objects.exists()
    back = saving.undo(removal)
    assert back
    assert (back.public_id, back.title, back.key) == (one.public_id, "One", one.key)
    assert ids(back) == [b.id for b in books]
    assert back.collaborators.get().rights == "write"


def test_an_entry_goes_up_down_and_before_another(one: ReaderList, books: list[Any], reader: Any) -> None:
    saving.save(one, books, reader)
    a, b, c, d, e = (x.id for x in books)
    assert saving.step(one, c, up=True)
    assert ids(one) == [a, c, b, d, e]
    assert saving.step(one, a, up=False)
    assert ids(one) == [c, a, b, d, e]
    assert saving.step(one, d, up=False)
    assert ids(one) == [c, a, b, e, d]
    assert saving.place(one, d, before=c)
    assert saving.place(one, c, before=None)
    assert ids(one) == [d, a, b, e, c]
    assert not saving.step(one, d, up=True)
    assert not saving.step(one, c, up=False)
    assert not saving.place(one, d, before="no:such")


def test_moving_to_another_list_takes_notes_along(one: ReaderList, books: list[Any], reader: Any) -> None:
    two = ReaderList.objects.create(owner=reader, title="Two")
    saving.save(one, books, reader)
    saving.save(two, books[:1], reader)
    one.entries.filter(record_id=books[1].id).update(note="mine")
    saving.label(one, [books[1].id], ["x"])
    saving.move_entries(one, two, [books[0].id, books[1].id], reader)
    assert ids(one) == [b.id for b in books[2:]]
    assert ids(two) == [books[0].id, books[1].id]
    moved = two.entries.get(record_id=books[1].id)
    assert (moved.note, moved.labels.get().text) == ("mine", "x")


def test_labels_that_differ_in_case_are_one(one: ReaderList, books: list[Any], reader: Any) -> None:
    saving.save(one, books, reader)
    all_ids = [b.id for b in books]
    assert saving.label(one, all_ids, ["Straße", "STRASSE"]) == 5
    assert saving.label(one, all_ids, ["strasse"]) == 0
    assert saving.label(one, all_ids[:2], ["STRASSE"], off=True) == 2
    assert EntryLabel.objects.count() == 3


def test_the_bag_is_one_for_each_reader(reader: Any) -> None:
    assert saving.bag_of(reader) == saving.bag_of(reader)


def test_a_saving_can_be_undone(one: ReaderList, books: list[Any], reader: Any) -> None:
    saving.save(one, books[:1], reader)
    removal = saving.remember_saved(one, saving.save(one, books[:2], reader), reader)
    assert removal
    saving.undo(removal)
    assert ids(one) == [books[0].id]
    assert ListEntry.objects.count() == 1
