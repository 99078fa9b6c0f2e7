"""No hits or few: only what finds something is offered, in the reader's words, and it keeps its promise."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings
from web_page import Page, words

from pinakes import conf


def page(client: Client, **query: str | list[str]) -> Page:
    return Page(client.get(f"/search?{urlencode(query, doseq=True)}"))


def test_each_proposal_leads_to_as_many_as_it_says(client: Client) -> None:
    found = page(client, q='"tacrolimus" "lung" "xyzzy"', filter=["format:Article", "language:lat"])
    proposals = found.all("//*[@data-proposal]")
    assert {"without-word", "any-word", "subject"} <= {p.get("data-proposal") for p in proposals}
    for proposal in proposals:
        total = words(proposal.xpath(".//*[@class='count']")[0]).split()[0]
        led_to = Page(client.get(proposal.xpath(".//a")[0].get("href")))
        assert led_to.one("//main").get("data-total") == total


def test_each_word_says_what_it_finds_alone(client: Client) -> None:
    found = page(client, q='"tacrolimus" "xyzzy"', filter="format:Map")
    alone = {e.get("data-word"): words(e) for e in found.all("//*[@data-word]")}
    assert alone['"xyzzy"'].endswith("in no record 0 results")
    assert "only without the limits" in alone['"tacrolimus"']


def test_a_form_that_finds_nothing_says_which_row_to_leave_out_and_can_be_edited(client: Client) -> None:
    found = page(client, f1=["title", "author"], m1=["all", "all"], w1=["tacrolimus", "xyzzy"])
    assert words(found.one('//*[@data-proposal="without-row"]')).startswith("Without row 2 of the form")
    assert "/search/advanced?" in found.one("//*[@data-edit]").get("href")


def test_beside_few_hits_another_spelling_stands_with_its_number(client: Client) -> None:
    found = page(client, q="tacrolimus antisyntetase")
    suggestion = found.one("//main//*[@data-suggestion]")
    assert suggestion.get("data-suggestion") == "tacrolimus antisynthetase"
    assert words(suggestion.xpath(".//em")[0]) == "antisynthetase"
    total = words(suggestion.getparent().xpath(".//*[@class='count']")[0]).strip("()").split()[0]
    assert Page(client.get(suggestion.get("href"))).one("//main").get("data-total") == total


@pytest.mark.parametrize("q", ["lung", "tacrolimus", "Callimachus"])
def test_a_search_that_is_spelled_right_gets_no_suggestion(client: Client, q: str) -> None:
    assert page(client, q=q).all("//*[@data-suggestion]") == []


def test_other_catalogues_are_asked_for_the_same_words(client: Client, tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text(
        '[library]\nemail = "ask@example.org"\n'
        '[search]\nelsewhere = {"Union catalogue" = "https://example.org/?q={words}", "Bad" = "javascript:{words}"}\n'
    )
    with override_settings(PINAKES_HOME=str(tmp_path)):
        found = page(client, q="xyzzy & plugh")
    hrefs = [a.get("href") for a in found.all('//*[@class="elsewhere"]//a')]
    assert hrefs == ["https://example.org/?q=xyzzy+%26+plugh", "mailto:ask@example.org"]


def test_beside_the_nearest_stands_what_each_word_finds(client: Client) -> None:
    found = page(client, q="tacrolimus xyzzyplugh")
    assert found.all("//*[@data-relaxed]")
    alone = {e.get("data-word"): words(e) for e in found.all("//*[@data-word]")}
    assert alone["xyzzyplugh"] == "xyzzyplugh 0"
    assert alone["tacrolimus"].split()[1] == found.one("//main").get("data-total")
    assert page(client, q="tacrolimus lung").all("//*[@data-word]") == []
