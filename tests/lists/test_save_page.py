"""Saving one record or many, with and without script."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving
from pinakes.lists.models import ReaderList

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from web_page import Page

AS_DATA = {"accept": "application/json"}


@pytest.fixture
def books(catalogue: Catalogue) -> list[Any]:
    return [s for s in catalogue.store.changes(0, limit=8) if not s.deleted][:5]


def ids(reader_list: ReaderList) -> list[str]:
    return [e.record_id for e in reader_list.entries.all()]


def test_a_quick_save_goes_where_one_saved_last(client: Client, books: list[Any], reader: Any) -> None:
    old = ReaderList.objects.create(owner=reader, title="Old")
    last = ReaderList.objects.create(owner=reader, title="To read")
    saving.save(old, books[1:2], reader)
    saving.save(last, books[1:2], reader)
    answer = client.post("/lists/save", {"id": books[0].id, "quick": "1"}, headers=AS_DATA).json()
    assert answer["said"] == "Saved in “To read”."
    assert answer["pressed"]
    assert ids(last) == [books[1].id, books[0].id]
    client.post("/lists/undo", {"key": answer["undo"]})
    assert ids(last) == [books[1].id]


def test_the_first_save_makes_a_list(client: Client, books: list[Any], reader: Any) -> None:
    client.post("/lists/save", {"id": books[0].id, "quick": "1"})
    made = ReaderList.objects.get(owner=reader)
    assert (made.title, made.visibility, ids(made)) == ("My list", "private", [books[0].id])


def test_one_record_goes_into_several_lists_and_out_of_others(
    client: Client, books: list[Any], reader: Any
) -> None:
    a, b, c = (ReaderList.objects.create(owner=reader, title=t) for t in "abc")
    saving.save(a, books[:1], reader)
    page = Page(client.get(f"/lists/save?id={books[0].id}"))
    assert [i.get("value") for i in page.all('//input[@name="was"]')] == [a.public_id]
    # While the form is open, another window saves into c.
    saving.save(c, books[:1], reader)
    form = {
        "id": books[0].id,
        "list": [b.public_id, "bag"],
        "was": [a.public_id],
        "new": "New",
        "note": "why",
    }
    client.post("/lists/save", form)
    made = ReaderList.objects.get(title="New")
    assert (ids(a), ids(b), ids(c), ids(made)) == ([], [books[0].id], [books[0].id], [books[0].id])
    assert made.entries.get().note == "why"
    assert ids(saving.bag_of(reader)) == [books[0].id]


def test_a_page_of_hits_is_saved_at_once(client: Client, catalogue: Catalogue, reader: Any) -> None:
    target = ReaderList.objects.create(owner=reader, title="x")
    found = [s.id for s in catalogue.store.changes(0, limit=40) if not s.deleted][:20]
    page = Page(client.get("/lists/save", {"id": found, "search": "q=lung"}))
    assert len(page.all('//form[@data-save-form]//input[@name="id"]')) == 20
    assert page.one('//p[@class="back"]/a').get("href") == "/search?q=lung"
    client.post("/lists/save", {"id": found, "list": target.public_id})
    assert ids(target) == found


def test_all_that_a_search_finds_is_saved(client: Client, reader: Any) -> None:
    form = {"search": "q=tacrolimus", "every": "1", "id": "odd:bare"}
    page = Page(client.get("/lists/save", form))
    named = [i.get("value") for i in page.all('//form[@data-save-form]//input[@name="id"]')]
    assert len(named) > 3
    assert "odd:bare" not in named


def test_what_is_saved_already_is_counted(client: Client, books: list[Any], reader: Any) -> None:
    target = ReaderList.objects.create(owner=reader, title="x")
    saving.save(target, books[:2], reader)
    page = Page(client.get("/lists/save", {"id": [b.id for b in books]}))
    assert "2 of 5 are in it" in page.text("//fieldset")
    assert not page.all('//input[@name="was"]')


def test_one_saves_into_lists_that_one_may_write_only(
    client: Client, stranger: Client, books: list[Any], reader: Any, other: Any
) -> None:
    target = ReaderList.objects.create(owner=reader, title="x")
    form = {"id": books[0].id, "list": target.public_id}
    assert stranger.post("/lists/save", form).status_code == 404
    target.collaborators.create(reader=other, rights="read")
    assert stranger.post("/lists/save", form).status_code == 403
    target.collaborators.update(rights="write")
    assert stranger.post("/lists/save", form).status_code == 302
    assert target.entries.get().added_by == other


def test_results_have_a_button_for_ticked_ones(client: Client) -> None:
    page = Page(client.get("/search?q="))
    button = page.one("//button[@data-save-ticked]")
    assert (button.get("formaction"), button.get("formmethod")) == ("/lists/save", "get")


def test_without_script_a_guest_comes_to_a_page_and_back(guest: Client, books: list[Any]) -> None:
    page = Page(guest.get(f"/lists/save?id={books[0].id}&back=/search%3Fq%3Dlung"))
    form = page.one("//form[@data-save-form]")
    assert form.xpath('.//input[@name="next"]')[0].get("value") == "/search?q=lung"
    where = guest.post("/lists/save", {"id": books[0].id, "next": "/search?q=lung"})["Location"]
    assert where == "/search?q=lung"


def test_nobody_is_led_to_another_site(client: Client, books: list[Any]) -> None:
    for address in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        where = client.post("/lists/save", {"id": books[0].id, "quick": "1", "next": address})["Location"]
        assert where == f"/record/{books[0].id}"


def test_titles_of_lists_are_text(client: Client, books: list[Any], reader: Any) -> None:
    target = ReaderList.objects.create(owner=reader, title="<img src=x onerror=alert(1)>")
    form = {"id": books[0].id, "list": target.public_id}
    answer = client.post("/lists/save", form, headers=AS_DATA).json()
    assert "<img" not in answer["places"]
    for address in (f"/record/{books[0].id}", target.address, "/lists/", "/search?q="):
        assert "<img src=x" not in client.get(address).content.decode()
