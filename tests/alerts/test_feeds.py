"""The private feed of a saved search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from lxml import etree
from web_page import Page

from pinakes.alerts.models import SavedSearch

Clients = Callable[..., Client]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def made(client: Client) -> str:
    client.post("/account/searches/save?q=book", {"name": "Books & more", "frequency": ""})
    number = SavedSearch.objects.get().pk
    assert client.post(f"/account/searches/{number}/feed", {"new": "1"}).status_code == 302
    return str(Page(client.get(f"/account/searches/{number}")).one('//*[@id="feed"]//code').text)


def path(address: str) -> str:
    return address.removeprefix("http://testserver")


def titles(client: Client, address: str) -> list[str]:
    tree: Any = etree.fromstring(client.get(path(address)).content)
    return [str(t) for t in tree.xpath("//a:entry/a:title/text()", namespaces=ATOM)]


def test_what_changed_last_comes_first_and_nobody_has_to_sign_in(
    client_of: Clients, put: Callable[..., None]
) -> None:
    address = made(client_of("anna"))
    assert titles(client_of(), address) == ["A book of livers", "The first book of lungs"]
    put(a="The first book of lungs, again", c="Something else")
    assert titles(client_of(), address) == ["The first book of lungs, again", "A book of livers"]
    answer = client_of().get(path(address))
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert answer["X-Robots-Tag"] == "noindex"
    tree: Any = etree.fromstring(answer.content)
    assert tree.xpath("string(/a:feed/a:title)", namespaces=ATOM).startswith("Books & more")
    assert tree.xpath("//a:entry/a:link/@href", namespaces=ATOM)[0] == "http://testserver/record/t:a"


def test_who_has_it_already_gets_304(client_of: Clients) -> None:
    address = path(made(client_of("anna")))
    etag = client_of().get(address)["ETag"]
    assert client_of().get(address, headers={"if-none-match": etag}).status_code == 304


def test_a_new_address_ends_the_old_one_and_off_ends_all(client_of: Clients) -> None:
    anna = client_of("anna")
    first = path(made(anna))
    number = SavedSearch.objects.get().pk
    anna.post(f"/account/searches/{number}/feed", {"new": "1"})
    second = path(str(Page(anna.get(f"/account/searches/{number}")).one('//*[@id="feed"]//code').text))
    assert client_of().get(first).status_code == 404
    assert client_of().get(second).status_code == 200
    anna.post(f"/account/searches/{number}/feed", {"off": "1"})
    assert client_of().get(second).status_code == 404
    anna.post(f"/account/searches/{number}/feed", {"new": "1"})
    assert client_of().get(second).status_code == 404


def test_a_guessed_address_finds_nothing(client_of: Clients) -> None:
    address = path(made(client_of("anna")))
    for wrong in (address + "x", address[:-1], "/alerts/feed/1", "/alerts/feed/WzEsMV0:x:y"):
        assert client_of().get(wrong).status_code == 404
