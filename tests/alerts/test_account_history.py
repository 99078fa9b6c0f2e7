"""The search history of an account: only for who wants it, emptied by one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from web_page import Page, words

from pinakes.alerts import past
from pinakes.alerts.models import PastSearch

Clients = Callable[..., Client]
HISTORY = "/account/history"


def told(client: Client) -> list[str]:
    return [words(li.xpath(".//a")[0]) for li in Page(client.get(HISTORY)).all("//*[@data-search]")]


def test_nothing_is_kept_unless_the_reader_wants_it(client_of: Clients) -> None:
    anna = client_of("anna")
    anna.get("/search?q=lungs")
    assert not PastSearch.objects.exists()
    assert "does not keep" in Page(anna.get(HISTORY)).text("//main")


def test_turned_on_it_takes_over_the_session_and_keeps_what_comes(client_of: Clients) -> None:
    anna = client_of("anna")
    anna.get("/search?q=before")
    anna.post(HISTORY, {"on": "1"})
    anna.get("/search?q=lungs&filter=format:Book")
    anna.get("/search?q=lungs&filter=format:Book&page=2")
    assert told(anna) == ["lungs · Format: Book", "before"]
    assert told(client_of("anna")) == ["lungs · Format: Book", "before"]
    assert told(client_of("ben")) == []


def test_one_all_or_the_whole_history_can_be_forgotten(client_of: Clients) -> None:
    anna, ben = client_of("anna"), client_of("ben")
    for reader in (anna, ben):
        reader.post(HISTORY, {"on": "1"})
        for word in ("lungs", "livers", "hearts"):
            reader.get(f"/search?q={word}")
    number = Page(anna.get(HISTORY)).all("//*[@data-search]")[1].get("data-search")
    ben.post(HISTORY, {"remove": number})
    assert told(anna) == ["hearts", "livers", "lungs"]
    anna.post(HISTORY, {"remove": number})
    assert told(anna) == ["hearts", "lungs"]
    anna.post(HISTORY, {"clear": "1"})
    assert told(anna) == []
    anna.get("/search?q=again")
    anna.post(HISTORY, {"off": "1"})
    anna.get("/search?q=unseen")
    assert told(anna) == []
    assert PastSearch.objects.count() == 3


def test_old_searches_are_forgotten_by_themselves(
    client_of: Clients, settings_of: Callable[[str], None]
) -> None:
    settings_of("[alerts]\nhistory_days = 10\n")
    anna = client_of("anna")
    anna.post(HISTORY, {"on": "1"})
    anna.get("/search?q=lungs")
    PastSearch.objects.update(at=timezone.now() - timedelta(days=11))
    assert told(anna) == []
    assert past.expire(timezone.now()) == 1


def test_a_library_may_offer_none(client_of: Clients, settings_of: Callable[[str], None]) -> None:
    settings_of("[alerts]\nhistory = false\n")
    assert client_of("anna").get(HISTORY).status_code == 404
    assert HISTORY not in client_of("anna").get("/search/history").content.decode()


def test_guests_are_led_to_the_sign_in(client_of: Clients) -> None:
    assert client_of().get(HISTORY).status_code == 302
