"""See and see also in lists and on pages of headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.authority import Authority, Heading, RelatedHeading
from pinakes.records.record import Contributor, Record, Subject
from pinakes.testing.authority_suite import person, to_store


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    names = ("Aesop", "Clemens, Samuel Langhorne", "Homer", "Snodgrass, Quintus Curtius", "Zola")
    catalogue = catalogue_of(
        Record(
            source="t",
            local_id=str(n),
            title=f"Title {n}",
            contributors=(Contributor(name=name),),
            subjects=(Subject(parts=("Lung diseases",)),),
        )
        for n, name in enumerate(names)
    )
    pen = RelatedHeading(heading=Heading(text="Snodgrass, Quintus Curtius", kind="person"))
    twain = person("Clemens, Samuel Langhorne", "Twain, Mark", "Твен, Марк", gnd="118624822", related=(pen,))
    lungs = Authority(
        source="names",
        local_id="2",
        heading=Heading(text="Lung diseases"),
        variants=(Heading(text="Pulmonary diseases"),),
        related=(RelatedHeading(heading=Heading(text="Diseases"), relationship="broader"),),
        notes=("Here are works on all of them.",),
    )
    catalogue.store.authorities.apply([to_store(twain), to_store(lungs)])
    catalogue.store.authorities.mark_used(["names:1", "names:2"])
    conf.use_catalogue(catalogue)
    yield Client(headers={"accept-language": "en"})
    conf.use_catalogue(None)


def rows(page: Page) -> dict[str, str]:
    found = page.all('//ol[contains(@class, "browse-list")]/li')
    return {str(li.get("data-value")): words(li.xpath('.//*[@class="other"]')[0]) for li in found}


def test_a_form_that_is_not_used_leads_to_the_one_that_is(client: Client) -> None:
    page = Page(client.get("/browse/author"))
    found = rows(page)
    assert list(found)[-3:] == ["Twain, Mark", "Zola", "Твен, Марк"]
    assert found["Twain, Mark"] == "see Clemens, Samuel Langhorne"
    row = page.one('//li[@data-value="Twain, Mark"]')
    assert [a.get("href") for a in row.xpath(".//a")] == ["/browse/author?from=Clemens%2C+Samuel+Langhorne"]


def test_beside_a_name_stand_its_other_forms_and_where_else_to_look(client: Client) -> None:
    found = rows(Page(client.get("/browse/author")))
    assert found["Clemens, Samuel Langhorne"] == (
        "also Twain, Mark · Твен, Марк see also Snodgrass, Quintus Curtius"
    )


def test_what_is_typed_may_fit_a_form_that_is_not_used(client: Client) -> None:
    page = Page(client.get("/browse/author?from=twain"))
    assert page.one('//*[@id="here"]').get("data-value") == "Twain, Mark"


def test_a_page_of_a_name_knows_what_the_authority_says(client: Client) -> None:
    page = Page(client.get("/author/Clemens,%20Samuel%20Langhorne"))
    assert "Твен, Марк" in page.text('//*[@class="forms"]')
    assert "GND 118624822" in page.text('//ul[@class="numbers"]')
    assert [words(a) for a in page.all('//section[@aria-labelledby="see-also"]//a')] == [
        "Snodgrass, Quintus Curtius"
    ]


def test_a_page_of_a_subject_knows_what_is_broader(client: Client) -> None:
    page = Page(client.get("/subject/Lung%20diseases"))
    assert [words(a) for a in page.all('//section[@aria-labelledby="broader"]//a')] == ["Diseases"]
    assert "Here are works on all of them." in page.text('//*[contains(@class, "heading-head")]')
    assert "Pulmonary diseases" in page.text('//*[@class="forms"]')


def test_lists_without_authorities_ask_for_none(client: Client) -> None:
    assert list(rows(Page(client.get("/browse/title")))) == [f"Title {n}" for n in range(5)]
