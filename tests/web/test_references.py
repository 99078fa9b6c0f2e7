"""What a work cites and what cites it, linked to records of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, HostItem, Identifier, Record, Reference, Relation
from pinakes.web.record_page import references

DOI, PMID = Identifier(scheme="doi", value="10.5555/cited.one"), Identifier(scheme="pmid", value="20000001")
CITED = Record(
    source="t", local_id="cited", title="Cited work", formats=("Article",), identifiers=(DOI, PMID)
)
CITING = Record(
    source="t",
    local_id="citing",
    title="Citing work",
    formats=("Article",),
    contributors=(Contributor(name="Lamp, Ann", family="Lamp", given="Ann", primary=True),),
    host=HostItem(title="Journal of Light"),
    date=PublicationDate(edtf="2020", first_year=2020),
    references=(
        Reference(
            text="Lamp A. Cited work. J Light 2010;1:1.",
            identifiers=(Identifier(scheme="doi", value="10.5555/CITED.one"),),
        ),
        Reference(title="A thing elsewhere", authors=("Nobody N",), host="J", year="1999", volume="3", first_page="7",
                  identifiers=(Identifier(scheme="doi", value="10.5555/elsewhere"),)),
        Reference(text="An old book without a number"),
        Reference(),
    ),
)  # fmt: skip
NEWER = Record(
    source="t",
    local_id="newer",
    title="Newer work",
    date=PublicationDate(edtf="2024", first_year=2024),
    relations=(Relation(kind="cites", title="Cited work", identifiers=(PMID,)),),
)


@pytest.fixture
def pages(client: Client) -> Iterator[Client]:
    conf.use_catalogue(catalogue_of([CITED, CITING, NEWER]))
    yield client
    conf.use_catalogue(None)


def test_a_reference_leads_to_its_record_here_and_to_its_number_elsewhere(pages: Client) -> None:
    page = Page(pages.get("/record/t:citing"))
    lines = page.all('//section[@id="references"]//li')
    assert [words(li) for li in lines] == [
        "Lamp A. Cited work. J Light 2010;1:1. 10.5555/CITED.one",
        "Nobody N: A thing elsewhere. J 3 (1999), 7 10.5555/elsewhere",
        "An old book without a number",
    ]
    assert [[a.get("href") for a in li.xpath(".//a")] for li in lines] == [
        ["/record/t:cited", "https://doi.org/10.5555/CITED.one"],
        ["https://doi.org/10.5555/elsewhere"],
        [],
    ]
    assert "1 of them is in this catalogue." in page.text('//section[@id="references"]')


def test_works_that_cite_it_are_listed_the_newest_first(pages: Client) -> None:
    page = Page(pages.get("/record/t:cited"))
    found = page.all('//section[@id="cited-by"]//li/a')
    assert [a.get("href") for a in found] == ["/record/t:newer", "/record/t:citing"]
    assert page.all('//nav[@aria-label="Sections"]//a[@href="#cited-by"]')


def test_what_cites_it_is_a_search_like_any_other(pages: Client) -> None:
    page = Page(pages.get("/record/t:cited"))
    href = page.one('//section[@id="cited-by"]//p/a').get("href")
    assert parse_qs(urlsplit(href).query)["sort"] == ["newest"]
    found = Page(pages.get(href))
    assert {h.get("data-record-id") for h in found.all("//li[@data-record-id]")} == {"t:citing", "t:newer"}
    typed = Page(pages.get("/search", {"q": "cites:10.5555/cited.one lamp"}))
    assert [h.get("data-record-id") for h in typed.all("//li[@data-record-id]")] == ["t:citing"]


def test_works_that_are_named_as_cited_stand_among_the_references(pages: Client) -> None:
    page = Page(pages.get("/record/t:newer"))
    assert page.one('//section[@id="references"]//li/a[1]').get("href") == "/record/t:cited"
    assert not page.all('//*[@data-field="relation-cites"]')


def test_a_work_that_cites_nothing_says_nothing(pages: Client) -> None:
    page = Page(pages.get("/record/t:cited"))
    assert not page.all('//section[@id="references"]')


def test_long_lists_fold_and_go_on_counting(client: Client) -> None:
    many = Record(
        source="t", local_id="m", title="M", references=tuple(Reference(text=f"Work {n}") for n in range(300))
    )
    conf.use_catalogue(catalogue_of([many]))
    page = Page(client.get("/record/t:m"))
    first, rest = page.all('//section[@id="references"]//ol')
    assert (len(first), len(rest), rest.get("start")) == (20, 280, "21")
    assert page.text('//section[@id="references"]//summary') == "and 280 others"
    conf.use_catalogue(None)


def test_one_question_finds_all_references(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cited = [
        Record(
            source="t",
            local_id=f"c{n}",
            title=f"C{n}",
            identifiers=(Identifier(scheme="doi", value=f"10.5555/c.{n}"),),
        )
        for n in range(30)
    ]
    whole = Record(
        source="t", local_id="w", title="Whole",
        references=tuple(Reference(text=f"Work {n}", identifiers=r.identifiers) for n, r in enumerate(cited)),
    )  # fmt: skip
    catalogue = catalogue_of([*cited, whole])
    conf.use_catalogue(catalogue)
    asked = []
    find = catalogue.find
    monkeypatch.setattr(catalogue, "find", lambda request: (asked.append(request), find(request))[1])
    page = Page(client.get("/record/t:w"))
    assert len(page.all('//section[@id="references"]//li[@class="here"]')) == 30
    assert len([r for r in asked if r.filters and r.filters[0].field == "identifier"]) == 1
    conf.use_catalogue(None)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (Reference(title="T", year="1999"), "T. (1999)"),
        (Reference(host="J", volume="3"), "J 3"),
        (Reference(identifiers=(DOI,)), "10.5555/cited.one"),
        (Reference(authors=tuple("ABCDEFGH"), title="T"), "A; B; C; D; E; F …: T"),
        (Reference(), ""),
    ],
)
def test_a_reference_in_parts_is_put_into_words(reference: Reference, said: str) -> None:
    assert references.words(reference) == said
