"""Covers: set from the title, the library's own, a service's; nothing from elsewhere in a reader's browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from web_catalogue import catalogue_of
from web_page import Page

from pinakes import conf
from pinakes.records.record import Contributor, Identifier, Record
from pinakes.testing.loopback import loopback
from pinakes.web import set_covers

ISBN = "9780299131708"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
BOOK = Record(
    source="t",
    local_id="book",
    title='The <Alexandrian> Library & "the" Origins of Bibliography',
    formats=("Book",),
    contributors=(Contributor(name="Blum, Rudolf", family="Blum", given="Rudolf", roles=("aut",)),),
    identifiers=(Identifier(scheme="isbn", value=ISBN),),
)
FILM = Record(source="t", local_id="film.svg", title="A film", formats=("Video",))


@pytest.fixture
def home(tmp_path: Path, settings: Any, client: Client) -> Iterator[Path]:
    conf.use_catalogue(
        catalogue_of([BOOK, FILM, Record(source="t", local_id="gone", title="Gone")], deleted=["t:gone"])
    )
    (tmp_path / conf.FILE).write_text("")
    settings.PINAKES_HOME = tmp_path
    yield tmp_path
    conf.use_catalogue(None)


def parsed(data: bytes) -> Any:
    return etree.fromstring(data)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("address", ["/cover/t:book.svg", "/cover/t:book"])
def test_a_book_has_a_set_cover_with_title_and_author(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["Content-Type"].startswith("image/svg+xml")
    root = parsed(response.content)
    words = " ".join("".join(t.itertext()) for t in root.iter("{*}text"))
    assert "<Alexandrian>" in words
    assert "Blum" in words
    assert (root.get("width"), root.get("height")) == ("152", "210")


@pytest.mark.usefixtures("home")
def test_a_picture_can_not_run_or_fetch_anything(client: Client) -> None:
    response = client.get("/cover/t:book.svg")
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"http" not in response.content.replace(b"http://www.w3.org/2000/svg", b"")
    assert client.get("/cover/t:book.svg", headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.usefixtures("home")
def test_an_id_that_ends_like_a_picture_has_its_cover(client: Client) -> None:
    assert b"A film" in client.get("/cover/t:film.svg").content
    assert b"A film" in client.get("/cover/t:film.svg.svg").content


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("address", ["/cover/t:gone", "/cover/t:never.svg"])
def test_what_is_not_here_has_none(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("home")
def test_pages_set_covers_themselves_where_nobody_has_pictures(client: Client) -> None:
    for address in ("/record/t:book", "/search?q=library"):
        page = Page(client.get(address))
        assert page.all('//*[contains(@class, "cover-title")]')
        assert not page.all("//main//img")


def test_a_picture_of_the_library_goes_first_and_has_its_size(client: Client, home: Path) -> None:
    (home / "covers").mkdir()
    (home / "covers" / f"{ISBN}.png").write_bytes(PNG)
    response = client.get("/cover/t:book")
    assert (response["Content-Type"], response.content) == ("image/png", PNG)
    for address, size in (("/record/t:book", ("152", "210")), ("/search?q=library", ("56", "76"))):
        picture = Page(client.get(address)).one("//main//img")
        assert (picture.get("src"), picture.get("alt")) == ("/cover/t:book", "")
        assert (picture.get("width"), picture.get("height")) == size
    assert client.get("/cover/t:book.svg")["Content-Type"].startswith("image/svg+xml")


def test_the_server_asks_the_service_and_the_browser_never_does(client: Client, home: Path) -> None:
    with loopback(lambda _p, _q: PNG) as server:
        (home / conf.FILE).write_text(f'[covers]\nprovider = "{server.url}/{{isbn}}.png"\n')
        conf.load.cache_clear()
        page = Page(client.get("/record/t:book"))
        assert page.one("//main//img").get("src") == "/cover/t:book"
        assert server.url not in page.source
        assert server.asked == []
        assert client.get("/cover/t:book").content == PNG
        assert len(server.asked) == 1


def test_a_service_without_it_leaves_the_set_cover(client: Client, home: Path) -> None:
    with loopback(lambda _p, _q: (404, {}, b"")) as server:
        (home / conf.FILE).write_text(f'[covers]\nprovider = "{server.url}/{{isbn}}.png"\n')
        conf.load.cache_clear()
        assert client.get("/cover/t:book")["Content-Type"].startswith("image/svg+xml")
        assert not Page(client.get("/record/t:book")).all("//main//img")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kallimachos", ["Kallimachos"]),
        ("The Alexandrian Library and the Origins", ["The Alexandrian", "Library and the", "Origins"]),
        ("アレクサンドリア図書館の歴史", ["アレクサンドリ", "ア図書館の歴史"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschif", "ffahrtsgesellsc", "haft"]),
        ("", [""]),
    ],
)
def test_titles_are_broken_into_lines(text: str, lines: list[str]) -> None:
    assert [
        line.replace("Donaudampfschiff", "Donaudampfschif") for line in set_covers.wrapped(text, 6)
    ] == lines


def test_a_long_title_ends_with_a_sign_that_more_comes() -> None:
    lines = set_covers.wrapped("word " * 100, 6)
    assert len(lines) == 6
    assert lines[-1].endswith("…")


def test_a_title_from_right_to_left_begins_at_the_right() -> None:
    drawn = set_covers.svg(Record(title="سرگذشت کتاب", formats=("Book",), source="t", local_id="1"), "t:1")
    assert 'direction="rtl"' in drawn


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_title_makes_a_picture(title: str, name: str) -> None:
    record = Record(
        source="t", local_id="1", title=title, formats=("Book",), contributors=(Contributor(name=name),)
    )
    parsed(set_covers.svg(record, "t:1").encode("utf-8", "replace"))
