"""Pages of authors, journals, subjects and series."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Contributor,
    HostItem,
    Identifier,
    Publication,
    Record,
    Relation,
    Series,
    Subject,
)

ORCID = Identifier(scheme="orcid", value="0000-0002-1825-0097")
ISSN = Identifier(scheme="issn", value="2051-3380")


def article(n: int, *, volume: str = "2", issue: str = "1", year: int = 2014, issn: bool = True) -> Record:
    return Record(
        source="t",
        local_id=f"a{n}",
        title=f"Article {n}",
        formats=("Article",),
        contributors=(
            Contributor(name="Rigby, Amy L.", roles=("aut",), primary=True, identifiers=(ORCID,)),
            Contributor(name="Glanville, Allan", roles=("aut",)),
        ),
        subjects=(Subject(parts=("Lungs", "Diseases"), scheme="mesh"),),
        date=PublicationDate(edtf=str(year), first_year=year),
        host=HostItem(
            title="Lung reports",
            volume=volume,
            issue=issue,
            first_page=str(n),
            identifiers=(ISSN,) if issn else (),
        ),
    )


def records() -> Iterator[Record]:
    yield from (article(n) for n in (9, 10, 100))
    yield article(1, issue="2")
    yield article(5, volume="1", year=2013, issn=False)
    yield Record(
        source="t",
        local_id="serial",
        title="Lung reports",
        formats=("Journal",),
        identifiers=(ISSN,),
        publications=(Publication(places=("Hoboken",), publishers=("Wiley",)),),
        relations=(Relation(kind="earlier", title="Old lung reports"),),
    )
    yield Record(
        source="t",
        local_id="edited",
        title="A book",
        contributors=(
            Contributor(name="Rigby, Amy L.", roles=("edt",), alternate="Ригби, Эми", dates="1970-"),
            Contributor(name="Rigby, A.", roles=("ctb",)),
            Contributor(name="Rigby, A. L.", identifiers=(ORCID,)),
            Contributor(name="Rigby, Anne"),
        ),
    )
    other = HostItem(
        title="Letters / notes?", volume="1", identifiers=(Identifier(scheme="issn", value="0028-0836"),)
    )
    yield Record(source="t", local_id="other", title="Elsewhere", host=other)
    for n, (number, heading) in enumerate((("10", "Lungs"), ("9", "lungs"), ("", "Libraries"))):
        yield Record(
            source="t",
            local_id=f"book{n}",
            title=f"Volume {number or 'x'}",
            subjects=(Subject(parts=(heading,), scheme="lcsh", alternate="Лёгкие" if n == 0 else ""),),
            series=(Series(title="Studies / in order", number=number),),
        )
    nameless = HostItem(title="Without / a number?")
    yield Record(
        source="t", local_id="bare", title="Bare", host=nameless, contributors=(Contributor(name="A/B: c?"),)
    )


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    conf.use_catalogue(catalogue_of(records()))
    yield Client(headers={"accept-language": "en"})
    conf.use_catalogue(None)


def author(client: Client, name: str) -> Page:
    return Page(client.get(f"/author/{quote(name, safe='')}"))


def titles(page: Page, path: str) -> list[str]:
    return [words(a) for a in page.all(f'{path}//*[@class="work-title"]/a')]


def test_works_stand_by_what_someone_did(client: Client) -> None:
    page = author(client, "Rigby, Amy L.")
    assert [s.get("data-role") for s in page.all("//section[@data-role]")] == ["aut", "edt"]
    assert len(titles(page, '//section[@data-role="aut"]')) == 5
    assert titles(page, '//section[@data-role="edt"]') == ["A book"]


def test_other_forms_dates_and_numbers_of_a_person_are_shown(client: Client) -> None:
    page = author(client, "Rigby, Amy L.")
    assert "Ригби, Эми" in page.text('//*[@class="forms"]')
    assert "1970-" in page.text('//*[contains(@class, "heading-head")]/*[@class="kind"]')
    assert page.one('//ul[@class="numbers"]//a').get("href") == f"https://orcid.org/{ORCID.value}"


def test_a_name_with_the_same_number_is_the_same_and_initials_only_perhaps(client: Client) -> None:
    page = author(client, "Rigby, Amy L.")
    assert [words(a) for a in page.all('//section[@aria-labelledby="same"]//a')] == ["Rigby, A. L."]
    assert [words(a) for a in page.all('//section[@aria-labelledby="see-also"]//a')] == ["Rigby, A."]


def test_people_that_someone_worked_with_are_counted(client: Client) -> None:
    page = author(client, "Rigby, Amy L.")
    counts = {
        li.get("data-value"): li.get("data-count")
        for li in page.all('//section[@aria-labelledby="people"]//li')
    }
    assert counts["Glanville, Allan"] == "5"
    assert "Rigby, Amy L." not in counts


def test_bars_of_the_plot_lead_to_the_works_of_their_years(client: Client) -> None:
    page = author(client, "Rigby, Amy L.")
    bars = page.all('//*[local-name()="svg"]//a[@aria-label]')
    assert [b.get("aria-label") for b in bars] == ["2013: 1 work", "2014: 4 works"]
    found = Page(client.get(bars[1].get("href")))
    assert found.one("//*[@data-total]").get("data-total") == "4"


def test_a_name_may_hold_any_sign(client: Client) -> None:
    assert titles(author(client, "A/B: c?"), "//main") == ["Bare"]


def test_a_name_without_works_leads_into_the_list(client: Client) -> None:
    assert client.get("/author/Nobody").headers["Location"] == "/browse/author?from=Nobody"


def test_a_journal_has_its_articles_by_volume_and_issue_in_the_order_of_pages(client: Client) -> None:
    page = Page(client.get("/journal/2051-3380"))
    assert [words(h) for h in page.all("//section[@data-volume]/h2")] == [
        "Volume 2 (2014) 4",
        "Volume 1 (2013) 1",
    ]
    assert [words(h) for h in page.all("//section[@data-volume][1]/h3")] == ["Issue 1", "Issue 2"]
    assert titles(page, "//section[@data-volume][1]") == [
        "Article 9",
        "Article 10",
        "Article 100",
        "Article 1",
    ]
    assert titles(page, "//section[@data-volume][2]") == ["Article 5"]


def test_a_volume_and_an_issue_have_addresses_of_their_own(client: Client) -> None:
    page = Page(client.get("/journal/2051-3380?volume=2&year=2014"))
    assert len(titles(page, "//main")) == 4
    page = Page(client.get("/journal/2051-3380?volume=2&year=2014&issue=2"))
    assert titles(page, "//main") == ["Article 1"]
    assert page.text("//section[@data-volume]/h2").startswith("Volume 2 (2014), Issue 2")


def test_a_journal_says_what_its_own_record_says(client: Client) -> None:
    page = Page(client.get("/journal/2051-3380"))
    said = page.text('//ul[@class="numbers"]')
    assert "ISSN 2051-3380" in said
    assert "Hoboken: Wiley" in said
    assert "Earlier title: Old lung reports" in said
    assert page.one('//ul[@class="numbers"]//a[contains(text(), "record")]').get("href") == "/record/t:serial"
    assert page.one("//main").get("data-total") == "5"


def test_a_title_leads_to_the_number_and_without_one_is_a_page_itself(client: Client) -> None:
    assert client.get("/journal/Lung%20reports").headers["Location"] == "/journal/2051-3380"
    page = Page(client.get(f"/journal/{quote('Without / a number?', safe='')}"))
    assert page.text("//h1") == "Without / a number?"
    assert "say nothing of volumes" in page.text("//main")


def test_a_journal_that_is_not_here_leads_into_the_list(client: Client) -> None:
    assert client.get("/journal/1234-5679").headers["Location"] == "/browse/journal?from=1234-5679"


@pytest.mark.parametrize(
    "query",
    [
        "volume=9",
        "volume=2&year=x",
        "volume=2&year=2014&issue=77",
        "volume=2&year=2014&page=-1",
        "page=99999999",
    ],
)
def test_a_part_that_is_not_there_is_taken_for_what_is(client: Client, query: str) -> None:
    assert titles(Page(client.get(f"/journal/2051-3380?{query}")), "//main")


def test_a_long_volume_is_turned_page_by_page(client: Client) -> None:
    conf.use_catalogue(catalogue_of(article(n) for n in range(1, 451)))
    page = Page(client.get("/journal/2051-3380"))
    assert (titles(page, "//main")[0], titles(page, "//main")[-1]) == ("Article 1", "Article 200")
    page = Page(client.get(page.one('//nav[@class="turning"]//a').get("href")))
    page = Page(client.get(page.all('//nav[@class="turning"]//a')[-1].get("href")))
    assert titles(page, "//main")[-1] == "Article 450"
    conf.use_catalogue(catalogue_of(records()))


def subject(client: Client, heading: str) -> Page:
    return Page(client.get(f"/subject/{quote(heading, safe='')}"))


def test_a_subject_names_its_scheme_other_forms_and_works(client: Client) -> None:
    page = subject(client, "Lungs")
    assert page.one("//main").get("data-total") == "6"
    said = page.text('//*[contains(@class, "heading-head")]')
    assert "LCSH" in said
    assert "MeSH" in said
    assert "Лёгкие" in said
    assert "Volume 10" in titles(page, "//main")


def test_what_is_under_a_subject_and_over_it_are_led_to(client: Client) -> None:
    page = subject(client, "Lungs")
    narrower = page.one('//section[@aria-labelledby="narrower"]//a')
    assert narrower.get("href") == f"/subject/{quote('Lungs › Diseases', safe='')}"
    below = Page(client.get(narrower.get("href")))
    assert below.text("//h1") == "Diseases"
    assert below.one('//nav[@class="steps"]//a').get("href") == "/subject/Lungs"
    assert below.one("//main").get("data-total") == "5"


def test_the_same_words_in_other_writing_are_named(client: Client) -> None:
    page = subject(client, "Lungs")
    assert [words(a) for a in page.all('//section[@aria-labelledby="alike"]//a')] == ["lungs"]


def test_a_subject_without_works_leads_into_the_list(client: Client) -> None:
    assert client.get("/subject/Nothing").headers["Location"] == "/browse/subject?from=Nothing"


def test_works_of_a_series_stand_by_their_number(client: Client) -> None:
    page = Page(client.get(f"/series/{quote('Studies / in order', safe='')}"))
    assert titles(page, "//main") == ["Volume x", "Volume 9", "Volume 10"]
    assert client.get("/series/Nothing").headers["Location"] == "/browse/series?from=Nothing"
