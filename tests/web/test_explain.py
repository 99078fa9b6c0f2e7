"""Why is this here: a hit's score taken apart on a page."""

from __future__ import annotations

import pytest
from django.test import Client
from web_page import Page, words

WHY = "/record/pubmed:25473571/why"


def test_the_page_names_what_was_found_where_and_its_share(client: Client) -> None:
    page = Page(client.get(WHY, {"q": "tacrolimus rigby 2014"}))
    assert page.status == 200
    told = {(words(row[0]), words(row[1])) for row in page.all("//table//tbody/tr")}
    assert ("the word “rigby”", "Author") in told
    assert ("the word “tacrolimus”", "Title") in told
    assert ("the word “2014”", "Year of publication") in told
    shares = [float(meter.get("value")) for meter in page.all("//table//meter")]
    assert sum(shares) == pytest.approx(100, abs=len(shares) / 2 + 0.5)


def test_the_page_is_german_for_germans(client: Client) -> None:
    page = Page(client.get(WHY, {"q": "tacrolimus"}, headers={"accept-language": "de"}))
    assert "das Wort „tacrolimus“" in page.source
    assert "Warum steht das hier?" in page.source


def test_words_that_were_not_required_can_be_required_from_here(client: Client) -> None:
    question = "what is known about tacrolimus for lung disease in patients with an unheardof syndrome"
    page = Page(client.get(WHY, {"q": question}))
    assert "unheardof" in page.text("//*[@data-missing]")
    assert page.one("//*[@data-required]").xpath(".//a")[0].get("href").startswith("/search?q=")


def test_a_record_that_is_not_found_says_so(client: Client) -> None:
    page = Page(client.get(WHY, {"q": "quokka"}))
    assert "This search does not find this record." in page.source
    assert not page.all("//table")


def test_without_a_question_one_can_be_asked(client: Client) -> None:
    page = Page(client.get(WHY))
    assert page.status == 200
    assert page.one("//form[contains(@class, 'why-form')]").get("action") == WHY


def test_a_question_that_is_too_long_gets_a_sentence(client: Client) -> None:
    page = Page(client.get(WHY, {"q": "x" * 6000}))
    assert page.status == 200
    assert "too long" in page.source


def test_only_records_that_are_there_have_the_page(client: Client) -> None:
    assert client.get("/record/nope:1/why", {"q": "x"}).status_code == 404
    assert client.get("/record/odd:withdrawn/why", {"q": "x"}).status_code == 410


def test_staff_find_the_page_from_the_staff_view(client: Client) -> None:
    assert Page(client.get("/record/pubmed:25473571/staff")).all(f'//a[@href="{WHY}"]')


def test_each_hit_leads_to_the_page_with_its_search(client: Client) -> None:
    hits = Page(client.get("/search", {"q": "tacrolimus", "filter": "format:Article"}))
    link = hits.one('//*[@data-record-id="pubmed:25473571"]//a[contains(@class, "why-link")]')
    assert link.get("rel") == "nofollow"
    assert Page(client.get(link.get("href"))).all("//table[@data-score]")
