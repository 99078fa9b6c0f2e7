"""Results by work: one hit for each, the number of others beside it, filters that count records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records import dates
from pinakes.records.record import Contributor, Record, TitleVariant


def edition(local_id: str, title: str, year: str, *titles: TitleVariant) -> Record:
    return Record(
        source="lib",
        local_id=local_id,
        title=title,
        formats=("Book",),
        contributors=(Contributor(name="Mann, Thomas", roles=("aut",), primary=True),),
        date=dates.from_text(year),
        titles=titles,
    )


@pytest.fixture
def client(db: None) -> Iterator[Client]:
    original = TitleVariant(title="Der Zauberberg", kind="uniform", language="deu")
    conf.use_catalogue(
        catalogue_of(
            [
                edition("1", "Der Zauberberg", "1924"),
                edition("2", "Der Zauberberg", "1974"),
                edition("3", "The magic mountain", "1927", original),
                edition("4", "Buddenbrooks", "1901"),
            ]
        )
    )
    yield Client(headers={"accept-language": "en"})
    conf.use_catalogue(None)


def get(client: Client, query: str) -> Page:
    return Page(client.get(f"/search?{query}"))


def test_a_work_is_one_hit_that_tells_how_many_others_are_found(client: Client) -> None:
    page = get(client, "q=Mann&group=work&sort=oldest")
    results = page.one("//*[@data-total]")
    assert (results.get("data-total"), page.text("//h1")) == ("2", "2 works for “Mann”")
    assert [h.get("data-record-id") for h in page.all("//*[@data-record-id]")] == ["lib:4", "lib:1"]
    (others,) = page.all("//*[@data-others]")
    assert (others.get("data-others"), others.get("href")) == ("2", "/record/lib:1#versions")
    assert words(others) == "Other editions (2)"


def test_facets_count_records_and_the_page_says_so(client: Client) -> None:
    page = get(client, "q=Mann&group=work")
    assert page.one("//*[@data-records]").get("data-records") == "4"
    (book,) = page.all('//*[@data-facet="format"]//*[@data-value="Book"]')
    assert book.get("data-count") == "4"


def test_the_switch_leads_to_and_fro_and_filters_keep_it(client: Client) -> None:
    plain, grouped = get(client, "q=Mann"), get(client, "q=Mann&group=work")
    assert plain.one("//*[@data-group]").get("href") == "/search?q=Mann&group=work"
    assert grouped.one("//*[@data-group]").get("href") == "/search?q=Mann"
    assert plain.all("//*[@data-others]") == []
    (kept,) = grouped.all('//form[@id="filter-form"]//input[@name="group"]')
    assert kept.get("value") == "work"


def test_exports_of_a_search_by_works_hold_every_record(client: Client) -> None:
    answer = client.get("/export?q=Mann&group=work&format=ris")
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content])
    assert text.count(b"TY  - ") == 4


def test_another_grouping_is_said_to_be_unknown(client: Client) -> None:
    assert "group=colour" in get(client, "q=Mann&group=colour").text("//main")
