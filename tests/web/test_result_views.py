"""Results as a list and compact, and what is done with the ticked ones: all of it without script."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from web_page import Page, words

SEED = "pubmed:25473571"


def ids(page: Page) -> list[str]:
    return [li.get("data-record-id") for li in page.all("//ol[contains(@class,'hits')]/li")]


def test_the_compact_view_shows_the_same_hits_without_tiles_and_passages(client: Client) -> None:
    full, compact = (Page(client.get(f"/search?q=tacrolimus{view}")) for view in ("", "&view=compact"))
    assert ids(compact) == ids(full)
    hit = compact.one(f'//li[@data-record-id="{SEED}"]')
    assert words(hit.xpath(".//p[@class='line']")[0]).startswith(
        "Amy L. Rigby, Marshall Plit, Allan R. Glanville · Respirology Case Reports · 2014"
    )
    assert "Full text" in words(hit)
    assert compact.all("//*[contains(@class,'snippet') or contains(@class,'tile')]") == []


def test_the_view_is_remembered_and_the_address_wins(client: Client) -> None:
    def is_compact(address: str) -> bool:
        return bool(Page(client.get(address)).all("//ol[@data-compact]"))

    assert not is_compact("/search?q=lung")
    assert is_compact("/search?q=lung&view=compact")
    assert is_compact("/search?q=liver")
    assert not is_compact("/search?q=liver&view=list")
    assert not is_compact("/search?q=lung")


def test_the_switch_keeps_search_and_page(client: Client) -> None:
    switch = Page(client.get("/search?q=lung&size=10&page=2")).one("//a[@data-view]").get("href")
    assert dict(parse_qsl(urlsplit(switch).query)) == {
        "q": "lung",
        "size": "10",
        "page": "2",
        "view": "compact",
    }


def test_each_hit_can_be_ticked_by_the_name_of_its_title(client: Client) -> None:
    page = Page(client.get("/search?q=tacrolimus"))
    box = page.one(f'//li[@data-record-id="{SEED}"]//input[@type="checkbox"]')
    assert (box.get("name"), box.get("value"), box.get("form")) == ("id", SEED, "chosen")
    assert "Tacrolimus rescue therapy" in page.text(f"//*[@id='{box.get('aria-labelledby')}']")
    assert [
        b.get("value") for b in page.all("//form[@id='chosen']//button[@class='action'][@name='do']")
    ] == ["cite", "send"]


@pytest.mark.parametrize("do", ["cite", "send", "export.ris"])
def test_what_is_done_has_an_address_of_its_own(client: Client, do: str) -> None:
    response = client.post("/chosen", {"do": do, "id": [SEED, "odd:a|b", SEED], "search": "q=x"})
    assert response.status_code == 302
    address = urlsplit(response["Location"])
    assert address.path == "/" + do.partition(".")[0]
    assert [v for n, v in parse_qsl(address.query) if n == "id"] == [SEED, "odd:a|b"]
    assert ("format", "ris") in parse_qsl(address.query) or do != "export.ris"


def test_all_results_are_the_search_not_the_ticks(client: Client) -> None:
    search = "q=lung&filter=format%3AArticle&sort=newest&page=3"
    response = client.post("/chosen", {"do": "cite", "id": SEED, "every": "1", "search": search})
    query = parse_qsl(urlsplit(response["Location"]).query)
    assert query == [("q", "lung"), ("filter", "format:Article"), ("sort", "newest")]
    assert client.get(response["Location"]).status_code == 200


def test_all_is_offered_only_where_there_is_more_than_a_page(client: Client) -> None:
    every = "//form[@id='chosen']//input[@name='every']"
    assert Page(client.get("/search?q=")).all(every)
    assert not Page(client.get("/search?q=tacrolimus&size=100")).all(every)


def test_nothing_ticked_is_said(client: Client) -> None:
    response = client.post("/chosen", {"do": "cite", "search": "q=lung"})
    assert response.status_code == 422
    assert "Nothing was chosen" in Page(response).text("//h1")


@pytest.mark.parametrize("data", [{}, {"do": "explode", "id": SEED}])
def test_an_action_that_there_is_not_leads_back_to_the_results(client: Client, data: dict[str, Any]) -> None:
    assert client.post("/chosen", data | {"search": "q=lung"})["Location"] == "/search?q=lung"


def test_a_form_without_script_gets_a_short_address(client: Client) -> None:
    sent = "/search?q=lung&filter=format:Article&year_from=&year_to=&page=&sort=relevance&size=20"
    assert client.get(sent)["Location"] == "/search?q=lung&filter=format%3AArticle"
    assert client.get("/search?q=lung&page=&lang=de")["Location"] == "/search?q=lung&lang=de"
    for short in ("/search?q=", "/search?q=lung&filter=format:Article", "/search?filter=language:"):
        assert client.get(short).status_code == 200
    unclear = client.get("/search?q=lung&year_from=soon&year_to=")
    assert "year=soon" in Page(unclear).text("//main")


def test_the_switch_for_single_keys_is_kept(client: Client) -> None:
    assert Page(client.get("/")).one("/html").get("data-keys") is None
    client.post("/preferences", {"keys": "0", "view": "compact"})
    page = Page(client.get("/search?q=lung"))
    assert page.one("/html").get("data-keys") == "off"
    assert page.all("//ol[@data-compact]")
