"""Places on pages that other apps fill."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from markupsafe import Markup

from pinakes.web import slots


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fills", {name: [] for name in slots.Slot.__args__})  # type: ignore[attr-defined]
    monkeypatch.setattr(slots, "_hit_fills", [])


def test_a_place_on_every_page_is_filled(client: Client) -> None:
    slots.fill("header", lambda _request, _subject: Markup("<b id=mine>here</b>"))
    for address in ("/", "/search?q=", "/help"):
        assert "<b id=mine>here</b>" in client.get(address).content.decode()


def test_the_record_of_a_page_is_told(client: Client) -> None:
    slots.fill("record-saved", lambda _request, stored: Markup("<i>about {}</i>").format(stored.id))
    assert "<i>about odd:bare</i>" in client.get("/record/odd:bare").content.decode()


def test_what_stands_beside_hits_is_asked_for_once_a_page(client: Client) -> None:
    asked = []

    def beside(_request: object, ids: list[str]) -> dict[str, Markup]:
        asked.append(list(ids))
        return {ids[0]: Markup("<b id=first></b>")}

    slots.fill_hits(beside)
    page = client.get("/search?q=&size=20").content.decode()
    assert len(asked) == 1
    assert len(asked[0]) == 20
    assert page.count("<b id=first></b>") == 1


def test_several_apps_fill_a_place_in_their_order() -> None:
    slots.fill("footer", lambda _request, _subject: Markup("1"))
    slots.fill("footer", lambda _request, _subject: Markup("2"))
    assert slots.filled(RequestFactory().get("/"), "footer") == "12"
