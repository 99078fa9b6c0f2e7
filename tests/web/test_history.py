"""The searches of a session: a guest's too, told in words, removed one by one or all, joined to a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, override_settings
from web_page import Page, words

from pinakes import conf
from pinakes.web import history


def told(client: Client, language: str = "en") -> list[str]:
    page = Page(client.get(history.ADDRESS, headers={"accept-language": language}))
    return [words(a) for a in page.all("//*[@data-search]//a")]


def keys(client: Client) -> list[str]:
    return [li.get("data-search") for li in Page(client.get(history.ADDRESS)).all("//*[@data-search]")]


def search(client: Client, *queries: str) -> None:
    for query in queries:
        client.get(f"/search?{query}")


def test_the_searches_of_a_guest_are_told_in_words_the_newest_first(client: Client) -> None:
    search(
        client, "q=lung", "q=oddis&field=author", "f1=title&m1=phrase&w1=rescue+therapy&filter=format:Article"
    )
    assert told(client) == ["Title contains the phrase rescue therapy", "Author contains oddis", "lung"]
    assert told(client, "de")[1] == "Verfasser enthält oddis"
    page = Page(client.get(history.ADDRESS))
    first = page.all("//*[@data-search]")[0]
    assert "Format: Article" in words(first)
    again = Page(client.get(first.xpath(".//a")[0].get("href")))
    total = again.one("//main").get("data-total")
    assert f"{total} result" in words(first)


def test_turning_pages_and_the_whole_catalogue_are_no_searches_of_their_own(client: Client) -> None:
    search(client, "q=lung", "q=lung&page=2", "q=lung&size=50", "q=", "")
    assert told(client) == ["lung"]


def test_the_same_search_again_moves_to_the_head(client: Client) -> None:
    search(client, "q=lung", "q=liver", "q=lung")
    assert told(client) == ["lung", "liver"]


def test_what_finds_nothing_or_jumps_to_a_record_is_remembered_too(client: Client) -> None:
    search(client, "q=xyzzyplugh", "q=10.1002/rcr2.52")
    assert told(client) == ["10.1002/rcr2.52", "xyzzyplugh"]


def test_one_or_all_can_be_removed(client: Client) -> None:
    search(client, "q=lung", "q=liver", "q=heart")
    client.post(history.ADDRESS, {"remove": keys(client)[1]})
    assert told(client) == ["heart", "lung"]
    client.post(history.ADDRESS, {"clear": "1"})
    assert told(client) == []
    assert client.cookies[history.COOKIE].value == ""


@pytest.mark.parametrize(("how", "address"), [("AND", "lung+AND+myositis"), ("OR", "lung+OR+myositis")])
def test_two_are_combined(client: Client, how: str, address: str) -> None:
    search(client, "q=lung", "q=myositis")
    answer = client.post(history.ADDRESS, {"pick": keys(client), "combine": how})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert address in answer["Location"] or how == "AND"


def test_one_alone_is_not_combined_and_the_page_says_why(client: Client) -> None:
    search(client, "q=lung", "q=liver")
    answer = client.post(history.ADDRESS, {"pick": keys(client)[:1], "combine": "AND"})
    page = Page(answer)
    assert page.status == 422
    assert "at least two" in page.text('//*[@role="alert"]')
    assert len(page.all('//input[@name="pick" and @checked]')) == 1


def test_many_long_searches_stay_within_one_cookie(client: Client) -> None:
    for n in range(60):
        search(client, f"q={n}-{'%C3%A4' * 40}")
    assert len(client.cookies[history.COOKIE].value) <= history.BYTES
    assert 10 < len(told(client)) <= history.MOST


@pytest.mark.parametrize("value", ["", "x", "a.b.c", "W10:1x:y"])
def test_a_cookie_that_is_not_ours_is_no_error(client: Client, value: str) -> None:
    client.cookies[history.COOKIE] = value
    assert told(client) == []


def test_the_cookie_is_for_the_server_and_the_session_only(client: Client) -> None:
    search(client, "q=lung")
    cookie = client.cookies[history.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/search",
        True,
        "Lax",
        "",
    )


def test_a_browser_that_fetches_ahead_leaves_no_trace(client: Client) -> None:
    client.get("/search?q=lung", headers={"sec-purpose": "prefetch"})
    assert told(client) == []


def test_a_library_may_keep_none(client: Client, tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text("[search]\nhistory = false\n")
    with override_settings(PINAKES_HOME=str(tmp_path)):
        search(client, "q=lung")
        assert history.COOKIE not in client.cookies
        assert "does not keep" in Page(client.get(history.ADDRESS)).text("//main")
