"""Saved searches and the search history leave with their reader and come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pinakes.accounts import exporting
from pinakes.accounts.models import Reader
from pinakes.alerts import own_parts
from pinakes.alerts.models import HistoryChoice, PastSearch, SavedSearch

Clients = Callable[..., Client]


@pytest.fixture
def anna(client_of: Clients) -> Reader:
    client = client_of("anna")
    query = "q=lungs&filter=format:Book"
    client.post(f"/account/searches/save?{query}", {"name": "Lungs", "note": "n", "frequency": "weekly"})
    client.post("/account/history", {"on": "1"})
    client.get("/search?q=livers")
    return Reader.objects.get(username="anna")


def test_an_export_comes_back_once_and_turns_no_mails_on(anna: Reader, people: Callable[..., Reader]) -> None:
    archive, ben = exporting.archive(anna), people("ben")
    assert exporting.take(ben, archive)["search_history"] == 0
    HistoryChoice.objects.create(reader=ben)
    assert exporting.take(ben, archive)["search_history"] == 1
    assert exporting.take(ben, archive) | {"searches": 0, "search_history": 0} == exporting.take(ben, archive)
    saved = SavedSearch.objects.get(reader=ben)
    assert (saved.name, saved.note, saved.frequency) == ("Lungs", "n", "")
    assert saved.digest == SavedSearch.objects.get(reader=anna).digest
    assert PastSearch.objects.get(reader=ben).query == "q=livers"


@pytest.mark.parametrize(
    "thing",
    [
        {},
        {"search": 5},
        {"search": "q="},
        {"search": "q=x&" * 2000},
        {"search": "q=x", "at": "yesterday"},
        {"search": "q=x", "at": "2999-01-01T00:00:00+00:00"},
    ],
)
def test_what_anybody_may_have_written_is_dropped(
    people: Callable[..., Reader], thing: dict[str, Any]
) -> None:
    ben = people("ben")
    HistoryChoice.objects.create(reader=ben)
    assert own_parts.HISTORY.take
    assert own_parts.HISTORY.take(ben, [thing]) == 0


def test_the_administration_shows_mails_but_no_searches(client_of: Clients, anna: Reader) -> None:
    from pinakes.alerts.models import AlertMail

    search = SavedSearch.objects.get()
    AlertMail.objects.create(search=search, after=1, until=2, hits=1, message_id="<x@y>", state="sending")
    root = client_of("root", moderator=True)
    Reader.objects.filter(username="root").update(is_staff=True, is_superuser=True)
    page = root.get("/admin/alerts/alertmail/").content.decode()
    assert "anna" in page
    assert "Lungs" not in page
    assert root.get("/admin/alerts/savedsearch/").status_code == 404
