"""Lists in the export of an account, and back from it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from pinakes.accounts import exporting
from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving
from pinakes.lists.models import ReaderList


@pytest.fixture
def kept(reader: Any, catalogue: Catalogue) -> ReaderList:
    made = ReaderList.objects.create(owner=reader, title="=HYPERLINK(1)", description="why", order="title")
    books = [s for s in catalogue.store.changes(0, limit=8) if not s.deleted][:3]
    saving.save(made, books, reader)
    saving.label(made, [books[0].id], ["two words"])
    made.entries.filter(record_id=books[0].id).update(note="mine", state="read")
    saving.save(saving.bag_of(reader), books[:1], reader)
    return made


def test_the_zip_holds_lists_as_json_table_and_ris(reader: Any, kept: ReaderList) -> None:
    with zipfile.ZipFile(io.BytesIO(exporting.archive(reader))) as zipped:
        lists = json.loads(zipped.read("lists.json"))
        assert [x["title"] for x in lists if x["kind"] == "list"] == ["=HYPERLINK(1)"]
        rows = list(csv.reader(io.StringIO(zipped.read("saved.csv").decode("utf-8-sig"))))
        assert len(rows) == 1 + 4
        assert {r[0] for r in rows[1:]} >= {"'=HYPERLINK(1)"}
        assert zipped.read("records.ris").count(b"TY  - ") == 3
        assert "why" in zipped.read("index.html").decode()


def test_another_account_takes_it_in_once(reader: Any, other: Any, kept: ReaderList) -> None:
    data = exporting.archive(reader)
    assert exporting.take(other, data)["lists"] == 1 + 3 + 1
    assert exporting.take(other, data)["lists"] == 0
    taken = ReaderList.objects.get(owner=other, kind="list")
    assert (taken.title, taken.description, taken.order) == (kept.title, "why", "title")
    assert taken.public_id != kept.public_id
    first = taken.entries.first()
    assert first
    assert (first.note, first.state, [x.text for x in first.labels.all()]) == ("mine", "read", ["two words"])
    assert saving.bag_of(other).entries.count() == 1


def test_what_was_public_comes_back_private(reader: Any, other: Any, kept: ReaderList) -> None:
    ReaderList.objects.filter(pk=kept.pk).update(visibility="public")
    exporting.take(other, exporting.archive(reader))
    assert ReaderList.objects.get(owner=other, kind="list").visibility == "private"


def test_a_file_that_somebody_made_up_does_no_harm(reader: Any, kept: ReaderList) -> None:
    part = next(p for p in exporting.parts() if p.name == "lists")
    assert part.take
    wild: list[dict[str, Any]] = [
        {}, {"title": 7}, {"title": "", "entries": 3}, {"title": "x\0", "entries": [{}, {"record_id": 4}]},
        {"title": "y", "created": "never", "order": [], "entries": [
            {"record_id": "a:1", "labels": [1, None, " "], "identifiers": ["x", 3, ":"], "year": "²",
             "state": "?", "added": "0"}]},
    ]  # fmt: skip
    assert part.take(reader, wild) == 3
    assert part.take(reader, [{"kind": "bag", "entries": None}]) == 0
