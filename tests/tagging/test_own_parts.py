"""Tags, comments and ratings leave with their reader and come back."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pinakes.accounts import exporting
from pinakes.accounts.models import Reader
from pinakes.tagging import own_parts
from pinakes.tagging.models import Comment, Rating, RecordTag

Clients = Callable[..., Client]
SEED = "pubmed:25473571"


@pytest.fixture
def anna(client_of: Clients, settings_of: Callable[[str], None]) -> Reader:
    settings_of("[community]\nratings = true\n")
    client = client_of("anna")
    client.post("/tagging/tags", {"record": SEED, "tags": 'lung "three words"'})
    client.post("/tagging/comments", {"record": SEED, "text": "=HYPERLINK *well*"})
    client.post(f"/tagging/comments/{Comment.objects.get().pk}/edit", {"text": "=HYPERLINK *better*"})
    client.post("/tagging/rating", {"record": SEED, "stars": 4})
    return Reader.objects.get(username="anna")


def file_of(archive: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        return zipped.read(name).decode("utf-8-sig")


def test_everything_is_in_the_export_with_its_records(anna: Reader) -> None:
    archive = exporting.archive(anna)
    tags = json.loads(file_of(archive, "tags.json"))
    assert [(t["record"], t["tag"]) for t in tags] == [(SEED, "lung"), (SEED, "three words")]
    assert tags[0]["title"].startswith("Tacrolimus rescue therapy")
    (comment,) = json.loads(file_of(archive, "comments.json"))
    assert comment["earlier"][0]["text"] == "=HYPERLINK *well*"
    assert "'=HYPERLINK *better*" in file_of(archive, "comments.csv")
    assert json.loads(file_of(archive, "ratings.json"))[0]["stars"] == 4
    assert "DO  - 10.1002/rcr2.52" in file_of(archive, "records.ris")
    assert "three words" in file_of(archive, "index.html")


def test_an_export_comes_back_once(anna: Reader, people: Callable[..., Reader]) -> None:
    archive, ben = exporting.archive(anna), people("ben")
    for expected in (2, 0):
        taken = exporting.take(ben, archive)
        assert (taken["tags"], taken["comments"], taken["ratings"]) == (
            expected,
            expected // 2,
            expected // 2,
        )
    assert sorted(RecordTag.objects.filter(reader=ben).values_list("tag", flat=True)) == [
        "lung",
        "three words",
    ]
    assert Comment.objects.get(reader=ben).text == "=HYPERLINK *better*"


@pytest.mark.parametrize(
    "thing",
    [
        {},
        {"record": 5, "tag": "x", "text": "x", "stars": 3},
        {"record": "no:such", "tag": "x", "text": "x", "stars": 3},
        {"record": SEED, "tag": ["x"], "text": None, "stars": "3"},
        {"record": SEED, "tag": "x" * 100, "text": "x" * 5000, "stars": 6},
        {"record": SEED, "tag": '" "', "text": " ", "stars": True},
    ],
)
def test_what_anybody_may_have_written_is_dropped(
    client_of: Clients,
    people: Callable[..., Reader],
    settings_of: Callable[[str], None],
    thing: dict[str, Any],
) -> None:
    settings_of("[community]\nratings = true\n")
    ben = people("ben")
    for part in (own_parts.TAGS, own_parts.COMMENTS, own_parts.RATINGS):
        assert part.take
        assert part.take(ben, [thing]) == 0
    assert not (RecordTag.objects.exists())
    assert not (Comment.objects.exists())
    assert not (Rating.objects.exists())


def test_an_import_is_no_way_around_review(
    anna: Reader, people: Callable[..., Reader], settings_of: Callable[[str], None]
) -> None:
    archive = exporting.archive(anna)
    settings_of('[community]\nreview = "all"\n')
    exporting.take(people("ben"), archive)
    assert set(RecordTag.objects.filter(reader__username="ben").values_list("state", flat=True)) == {
        "waiting"
    }
    assert Comment.objects.get(reader__username="ben").state == "waiting"


@pytest.mark.parametrize("keep", [True, False])
def test_who_leaves_takes_the_name_or_the_comments_along(anna: Reader, keep: bool) -> None:
    Comment.objects.create(reader=anna, record_id=SEED, text="Unseen", state="waiting")
    assert own_parts.COMMENTS.leave
    own_parts.COMMENTS.leave(anna, keep)
    anna.delete()
    assert [(c.text, c.reader) for c in Comment.objects.all()] == (
        [("=HYPERLINK *better*", None)] if keep else []
    )
    assert not RecordTag.objects.exists()
