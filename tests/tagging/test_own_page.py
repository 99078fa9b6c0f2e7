"""A reader's own tags and comments on one page."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from web_page import Page, words

Clients = Callable[..., Client]
SEED = "pubmed:25473571"


def test_ones_own_tags_and_comments_are_found_again(
    client_of: Clients, settings_of: Callable[[str], None]
) -> None:
    settings_of('[community]\nreview = "all"\n')
    anna, ben = client_of("anna"), client_of("ben")
    for record in (SEED, "odd:bare"):
        anna.post("/tagging/tags", {"record": record, "tags": '"To read" Lung'})
    ben.post("/tagging/tags", {"record": "odd:%", "tags": "lung"})
    anna.post("/tagging/comments", {"record": SEED, "text": "Not seen by others"})
    page = Page(anna.get("/account/tags"))
    assert [words(li) for li in page.all("//li[@data-tag]")] == ["Lung 2 records", "To read 2 records"]
    assert "waiting for review" in page.text("//*[@data-comment]/p")
    mine = Page(anna.get(page.all("//li[@data-tag]/a")[0].get("href")))
    assert mine.text("//h1") == "2 records that you tagged “Lung”"
    assert {li.get("data-record-id") for li in mine.all("//li[@data-record-id]")} == {SEED, "odd:bare"}
    assert client_of().get("/tags/lung?mine=1").status_code == 404
    assert ben.get("/tags/to%20read?mine=1").status_code == 404
    assert Page(ben.get("/account/tags")).all("//*[@data-comment]") == []
    assert client_of().get("/account/tags").status_code == 302
    assert "/account/tags" in anna.get("/account").content.decode()


def test_vufinds_address_of_a_tag_leads_to_ours(client_of: Clients) -> None:
    answer = client_of().get("/Tag/Home?lookfor=Case+Report")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/case%20report")
    assert client_of().get("/Tag/Home")["Location"] == "/tags"
