"""Retractions and corrections over a page and in lists, both ways; other editions of a work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page

from pinakes import conf
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, Identifier, Record, Relation

DOI = (Identifier(scheme="doi", value="10.5555/Trial"),)


def work(local_id: str, title: str, **more: object) -> Record:
    return Record(source="s", local_id=local_id, title=title, **more)  # type: ignore[arg-type]


def edition(local_id: str, year: int, **more: object) -> Record:
    date = PublicationDate(edtf=str(year), first_year=year)
    people = (Contributor(name="Weibel, Ewald R."),)
    return work(
        local_id, "Morphometry of the lung", date=date, contributors=people, formats=("Book",), **more
    )


@pytest.fixture
def served(client: Client) -> Iterator[Client]:
    notice = (Identifier(scheme="doi", value="10.5555/notice"),)
    records = [
        work("trial", "A trial of something", identifiers=DOI),
        work(
            "notice",
            "Retraction: A trial of something",
            relations=(Relation(kind="retracts", identifiers=DOI),),
        ),
        work(
            "told",
            "Another trial",
            relations=(Relation(kind="erratum", title="Thorax 2015", identifiers=notice),),
        ),
        edition("first", 1963),
        edition("second", 1984, edition="2nd ed."),
        edition("third", 2001, edition="3rd ed."),
    ]
    conf.use_catalogue(catalogue_of(records))
    yield client
    conf.use_catalogue(None)


def test_a_retracted_work_says_so_because_a_notice_in_the_catalogue_does(served: Client) -> None:
    page = Page(served.get("/record/s:trial"))
    banner = page.one('//*[@data-correction="retracted"]')
    assert "This work has been retracted." in banner.text_content()
    assert banner.xpath(".//a/@href") == ["/record/s:notice"]


def test_a_work_that_says_it_itself_leads_to_the_notice(served: Client) -> None:
    page = Page(served.get("/record/s:told"))
    banner = page.one('//*[@data-correction="corrected"]')
    assert "Thorax 2015" in banner.text_content()
    assert "10.5555" in banner.xpath(".//a/@href")[0]


def test_the_notice_itself_has_not_been_retracted(served: Client) -> None:
    assert Page(served.get("/record/s:notice")).all("//*[@data-correction]") == []


def test_lists_say_it_and_can_be_narrowed_to_it(served: Client) -> None:
    page = Page(served.get("/search?q=trial&filter=correction:corrected"))
    assert [h.get("data-record-id") for h in page.all("//li[@data-record-id]")] == ["s:told"]
    assert "Corrected" in page.one('//li//*[@data-correction="corrected"]').text_content()
    assert page.all('//*[@data-facet="correction"]//*[@data-value="corrected"]')


def test_the_words_are_german_on_german_pages(served: Client) -> None:
    page = Page(served.get("/record/s:trial?lang=de"))
    assert "Diese Arbeit wurde zurückgezogen." in page.one("//*[@data-correction]").text_content()


def test_other_editions_are_listed_the_newest_first(served: Client) -> None:
    page = Page(served.get("/record/s:second"))
    hrefs = page.all('//*[@data-field="versions"]//a/@href')
    assert hrefs == ["/record/s:third", "/record/s:first"]
    assert "Other editions (2)" in page.text('//*[@id="versions-head"]')
    assert Page(served.get("/record/s:trial")).all('//*[@data-field="versions"]') == []
