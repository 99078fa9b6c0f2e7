"""The state of copies now, on pages: one question for a page, stored states where nobody answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.cli import doctor
from pinakes.errors import ConfigurationError
from pinakes.records.record import Holding, HostItem, Item, Record
from pinakes.testing.loopback import Loopback, loopback

HELD = (Holding(location="Stacks", call_number="Z 1", items=(Item(copy="1", status="available"),)),)
BOOKS = [
    Record(source="t", local_id=f"b{n}", title=f"Lamp number {n}", formats=("Book",), holdings=HELD)
    for n in range(3)
]
ARTICLE = Record(
    source="t", local_id="a", title="Lamp article", formats=("Article",), host=HostItem(title="J")
)
Answer = Callable[[str, dict[str, str]], Any]


def daia(_path: str, parameters: dict[str, str]) -> bytes:
    """Every copy is on loan."""
    lent = {"service": "loan", "expected": "2026-12-12", "queue": 1, "href": "https://system.example/queue"}
    item = {"label": "Z 1 now", "storage": {"content": "Level 2"}, "unavailable": [lent]}
    documents = [{"requested": i, "id": f"x:{i}", "item": [item]} for i in parameters["id"].split("|")]
    return json.dumps({"document": documents}).encode()


@pytest.fixture
def system(tmp_path: Path, settings: Any, client: Client) -> Iterator[Callable[[Answer], Loopback]]:
    """Begins a library system that answers as told, and a catalogue that asks it."""
    servers = []
    conf.use_catalogue(catalogue_of([*BOOKS, ARTICLE]))

    def begin(answer: Answer, more: str = "") -> Loopback:
        opened = loopback(answer)
        server = opened.__enter__()
        servers.append(opened)
        text = f'[availability]\ndaia = "{server.url}/daia"\nid = "ppn:{{local_id}}"\nwait = 1.0\n{more}'
        (tmp_path / conf.FILE).write_text(text, encoding="utf-8")
        settings.PINAKES_HOME = tmp_path
        return server

    yield begin
    for server in servers:
        server.__exit__(None, None, None)
    conf.use_catalogue(None)


Begin = Callable[..., Loopback]


def pieces(client: Client, query: str) -> dict[str, dict[str, str]]:
    response = client.get(f"/availability?{query}")
    assert response.status_code == 200
    found: dict[str, dict[str, str]] = response.json()["records"]
    return found


def text(piece: str) -> str:
    return words(html.fromstring(f"<div>{piece}</div>"))


def test_one_question_answers_for_all_hits_of_a_page(client: Client, system: Begin) -> None:
    server = system(daia)
    found = pieces(client, "id=t:b0&id=t:b1&id=t:b2&id=t:a&id=t:never")
    assert set(found) == {"t:b0", "t:b1", "t:b2"}
    assert text(found["t:b0"]["line"]) == "On loan until 12 December 2026 Z 1 now · Level 2"
    assert [p["id"] for p in server.parameters()] == ["ppn:b0|ppn:b1|ppn:b2"]


def test_the_list_says_for_which_hits_it_is_asked(client: Client, system: Begin) -> None:
    server = system(daia)
    page = Page(client.get("/search?q=lamp"))
    assert sorted(e.get("data-live") for e in page.all("//*[@data-live]")) == ["t:b0", "t:b1", "t:b2"]
    assert page.all('//script[contains(@src, "live.js")]')
    assert server.asked == []


def test_nothing_is_asked_where_the_library_names_no_system(client: Client) -> None:
    page = Page(client.get("/search?q=myositis"))
    assert not page.all("//*[@data-live]")
    assert not page.all('//script[contains(@src, "live.js")]')
    assert client.get("/availability?id=pubmed:25473571").status_code == 404


def test_the_page_of_a_record_gets_its_table_and_its_side(client: Client, system: Begin) -> None:
    system(daia)
    found = pieces(client, "id=t:b0&holdings=1")["t:b0"]
    shown = text(found["holdings"])
    assert "Level 2" in shown
    assert "Z 1 now" in shown
    assert "1 person waiting Join the queue" in shown
    assert "Asked from the library system at" in shown
    assert "0 of 1 copy on the shelf" in text(found["side"])


def test_without_script_a_link_asks_before_the_page_is_made(client: Client, system: Begin) -> None:
    server = system(daia)
    stored = Page(client.get("/record/t:b0"))
    assert server.asked == []
    assert "On the shelf" in stored.text('//section[@id="holdings"]')
    assert "As recorded on" in stored.text('//section[@id="holdings"]')
    asked = Page(client.get(stored.one("//*[@data-ask-again]").get("href").partition("#")[0]))
    assert "On loan until 12 December 2026" in asked.text('//section[@id="holdings"]')


@pytest.mark.parametrize(
    "answer", [(500, {}, b""), b"<html>", (200, {}, b'{"document": 3}'), (302, {"Location": "x:"}, b"")]
)
def test_a_silent_system_is_never_taken_for_available(client: Client, system: Begin, answer: Any) -> None:
    system(lambda _path, _query: answer)
    line = pieces(client, "id=t:b0&holdings=1")["t:b0"]
    assert text(line["line"]) == "Status unknown, ask again"
    assert "does not answer. What stands here was recorded on" in text(line["holdings"])
    page = Page(client.get("/record/t:b0?live=1"))
    assert page.status == 200
    assert "The library system does not answer" in page.text('//section[@id="holdings"]')


def test_what_the_system_does_not_know_stays_as_recorded(client: Client, system: Begin) -> None:
    system(lambda _path, _query: b'{"document": []}')
    line = pieces(client, "id=t:b0&holdings=1")["t:b0"]
    assert "On the shelf" in text(line["line"])
    assert "On the shelf" in text(line["holdings"])


def test_markup_in_an_answer_is_text(client: Client, system: Begin) -> None:
    item = {
        "label": "<script>alert(1)</script>",
        "storage": {"content": "<b>x"},
        "available": [{"service": "loan"}],
    }
    body = json.dumps({"document": [{"requested": "ppn:b0", "item": [item]}]}).encode()
    system(lambda _path, _query: body)
    found = pieces(client, "id=t:b0&holdings=1")["t:b0"]
    assert "<script>" not in found["line"] + found["holdings"] + found["side"]
    assert "<script>alert(1)</script>" in text(found["line"])


def test_only_named_sources_are_asked_for(client: Client, system: Begin) -> None:
    server = system(daia, 'sources = ["other"]\n')
    assert pieces(client, "id=t:b0") == {}
    assert server.asked == []


def test_states_are_said_in_the_readers_language(client: Client, system: Begin) -> None:
    system(daia)
    response = client.get("/availability?id=t:b0&lang=de")
    assert "Ausgeliehen bis 12. Dezember 2026" in text(response.json()["records"]["t:b0"]["line"])


@pytest.mark.parametrize(
    ("answer", "fine", "said"),
    [
        (b'{"document": []}', True, "answers in DAIA"),
        ((500, {}, b""), False, "can't be fetched"),
        (b"<html>", False, "no JSON"),
    ],
)
def test_the_check_says_whether_the_system_answers(
    client: Client, system: Begin, answer: Any, fine: bool, said: str
) -> None:
    system(lambda _path, _query: answer)
    (found,) = doctor._library_system(conf.current_home())
    assert found.fine == fine
    assert said in found.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[availability]\ndaia = "system.example.org"',
            "availability.daia is 'system.example.org'; it begins with https://",
        ),
        (
            '[covers]\nprovider = "ftp://x.example/{isbn}"',
            "covers.provider is 'ftp://x.example/{isbn}'; it begins with",
        ),
        ('[covers]\nprovider = "https://x.example/"', "it says with {isbn} where the ISBN stands"),
        ("[covers]\nfoldr = 1", "there is no setting 'foldr' in [covers]. Did you mean 'folder'?"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / conf.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        conf.load(tmp_path)
    assert said in str(raised.value)
