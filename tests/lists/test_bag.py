"""The book bag: for everybody, with a limit, and along at sign-in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving
from pinakes.lists.models import ReaderList

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from web_page import Page, words


@pytest.fixture
def books(catalogue: Catalogue) -> list[Any]:
    return [s for s in catalogue.store.changes(0, limit=8) if not s.deleted][:5]


def shown(client: Client) -> list[str]:
    return [e.get("data-record-id") for e in Page(client.get("/bag")).all("//li[@data-record-id]")]


def sign_in(client: Client, reader: Any) -> None:
    client.force_login(reader)


@pytest.fixture(params=["guest", "reader"])
def anybody(request: pytest.FixtureRequest, guest: Client, reader: Any) -> Client:
    if request.param == "reader":
        sign_in(guest, reader)
    return guest


def test_records_are_put_in_and_taken_out(anybody: Client, books: list[Any]) -> None:
    anybody.post("/bag/add", {"id": [books[0].id, books[1].id]})
    anybody.post("/bag/add", {"id": [books[1].id, books[2].id]})
    assert shown(anybody) == [b.id for b in books[:3]]
    anybody.post("/bag/act", {"one": f"remove {books[1].id}"})
    assert shown(anybody) == [books[0].id, books[2].id]
    anybody.post("/bag/act", {"do": "remove", "id": books[0].id})
    anybody.post("/bag/act", {"do": "empty"})
    assert shown(anybody) == []


def test_what_was_taken_out_is_had_back_in_its_place(anybody: Client, books: list[Any]) -> None:
    anybody.post("/bag/add", {"id": [b.id for b in books]})
    page = Page(anybody.post("/bag/act", {"do": "remove", "id": [books[1].id, books[3].id]}, follow=True))
    anybody.post("/lists/undo", {"key": page.one('//button[@name="key"]').get("value")})
    assert shown(anybody) == [b.id for b in books]


def test_a_guest_cannot_undo_what_was_not_removed(guest: Client) -> None:
    assert guest.post("/lists/undo", {"key": "x"}).status_code == 302
    assert guest.post("/lists/undo").status_code == 302


def test_a_bag_has_a_limit_and_says_so(
    anybody: Client, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(conf, "current_settings", lambda: conf.Settings(lists=conf.ListsSettings(bag=3)))
    (tmp_path / conf.FILE).write_text("")
    monkeypatch.setattr(conf, "current_home", lambda: tmp_path)
    ids = [s.id for s in catalogue.store.changes(0, limit=9) if not s.deleted][:5]
    page = Page(anybody.post("/bag/add", {"id": ids}, follow=True))
    assert shown(anybody) == ids[:3]
    assert "The book bag holds 3 records." in page.text('//form[contains(@class, "said")]')


def test_the_bag_comes_along_at_sign_in_and_stays(guest: Client, books: list[Any], reader: Any) -> None:
    saving.save(saving.bag_of(reader), books[2:4], reader)
    guest.post("/bag/add", {"id": [books[0].id, books[2].id]})
    sign_in(guest, reader)
    assert shown(guest) == [books[2].id, books[3].id, books[0].id]
    guest.logout()
    assert shown(guest) == []
    sign_in(guest, reader)
    assert len(shown(guest)) == 3


def test_a_sign_in_without_a_page_harms_nobody(reader: Any) -> None:
    user_logged_in.send(type(reader), request=None, user=reader)


def test_the_same_can_be_done_as_with_lists(anybody: Client, books: list[Any]) -> None:
    anybody.post("/bag/add", {"id": [books[0].id, books[1].id]})
    where = [
        anybody.post("/bag/act", {"do": do, "every": "1"})["Location"] for do in ("cite", "send", "export")
    ]
    assert [w.partition("?")[0] for w in where] == ["/cite", "/send", "/export"]
    assert anybody.get(where[0]).status_code == 200
    file = anybody.post("/bag/act", {"do": "export.csv", "every": "1"})
    assert file["Content-Type"].startswith("text/csv")
    assert anybody.post("/bag/act", {"do": "cite"}).status_code == 422


def test_a_bag_becomes_a_list(client: Client, books: list[Any], reader: Any) -> None:
    client.post("/bag/add", {"id": [books[0].id, books[1].id]})
    client.post("/bag/act", {"do": "save", "every": "1", "new": "Seminar"})
    made = ReaderList.objects.get(owner=reader, title="Seminar")
    assert [e.record_id for e in made.entries.all()] == [books[0].id, books[1].id]
    assert len(shown(client)) == 2


def test_a_guest_who_wants_a_list_is_led_to_sign_in(guest: Client, books: list[Any]) -> None:
    guest.post("/bag/add", {"id": books[0].id})
    where = guest.post("/bag/act", {"do": "save", "every": "1", "next": "/bag"})["Location"]
    assert where == "/account/sign-in?next=%2Fbag"
    assert guest.get("/lists/new")["Location"] == "/account/sign-in?next=%2Flists%2Fnew"


def test_results_and_records_show_what_is_in_the_bag(anybody: Client, books: list[Any]) -> None:
    anybody.post("/bag/add", {"id": books[0].id})
    record = Page(anybody.get(f"/record/{books[0].id}"))
    assert record.text('//*[@data-field="saved-in"]') == "Saved in: Book bag"
    hit = Page(anybody.get("/search?q=&size=50")).one(f'//li[@data-record-id="{books[0].id}"]')
    assert words(hit.xpath(".//*[@data-places]")[0]) == "Saved in: Book bag"
    assert Page(anybody.get("/")).text('//header//a[@href="/bag"]') == "Book bag 1"


def test_a_script_is_told_what_was_done(guest: Client, books: list[Any]) -> None:
    as_data = {"accept": "application/json"}
    form = {"id": books[0].id, "toggle": "1"}
    first = guest.post("/bag/add", form, headers=as_data).json()
    assert (first["pressed"], first["count"]) == (True, 1)
    assert "Book bag" in first["places"]
    second = guest.post("/bag/add", form, headers=as_data).json()
    assert (second["pressed"], second["places"], second["count"]) == (False, "", 0)
    assert guest.post("/lists/undo", {"key": second["undo"]}, headers=as_data).json()["ok"]
    assert shown(guest) == [books[0].id]


def test_guests_without_a_bag_cost_no_query(guest: Client) -> None:
    guest.get("/search?q=")
    with CaptureQueriesContext(connection) as found:
        guest.get("/search?q=")
        guest.get("/record/odd:bare")
        guest.get("/bag")
    assert [q["sql"] for q in found if "list" in q["sql"] or "session" in q["sql"]] == []


def test_a_record_that_left_stays_in_the_bag_as_a_shadow(guest: Client, books: list[Any]) -> None:
    guest.post("/bag/add", {"id": books[0].id})
    session = guest.session
    held = session["bag"]
    held[0] |= {"record_id": "gone:1", "identifiers": [["pmid", "99900021"]]}
    session["bag"] = held
    session.save()
    page = Page(guest.get("/bag"))
    assert page.one("//li[@data-record-id]").get("class") == "hit entry gone"
    assert "99900021" in page.text("//li[@data-record-id]")


def test_nothing_chosen_is_said(anybody: Client) -> None:
    for address in ("/bag/add", "/lists/save"):
        assert anybody.post(address, {"id": "no:such"}).status_code == 422
        assert anybody.post(address).status_code == 422
    assert anybody.get("/lists/save").status_code == 422


def test_what_cannot_be_undone_any_more_is_forgotten_at_the_next_sign_in(
    client: Client, books: list[Any], reader: Any, other: Any
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from pinakes.lists.models import Removal

    client.post("/bag/add", {"id": books[0].id})
    client.post("/bag/act", {"do": "empty"})
    sign_in(Client(), other)
    assert Removal.objects.count() == 1
    Removal.objects.update(made=timezone.now() - timedelta(minutes=11))
    sign_in(Client(), other)
    assert Removal.objects.count() == 0
