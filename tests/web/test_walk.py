"""From hit to hit without state on the server; an identifier goes to its record and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import QueryDict
from django.test import Client, override_settings
from web_page import Page

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.records.record import HostItem, Identifier, Record
from pinakes.web import walk

DOI = "10.1002/rcr2.52"


def results(client: Client, query: str) -> Page:
    return Page(client.get(f"/search?{query}"))


def hits(page: Page) -> list[str]:
    return [h.get("data-record-id") for h in page.all('//*[@class="hits"]/li')]


def titles(page: Page) -> list[str]:
    return [a.get("href") for a in page.all('//*[@class="hits"]//h2/a')]


def test_one_walks_through_all_hits_and_back_to_the_page_where_one_is(client: Client) -> None:
    query = "q=lung&filter=format:Article&sort=newest&size=10"
    found = results(client, query)
    expected = hits(found) + hits(results(client, query + "&page=2"))
    here, walked = Page(client.get(titles(found)[0])), []
    assert here.all('//nav[@class="walk"]//a[contains(@rel, "prev")]') == []
    while True:
        walked.append(here.one("//main").get("data-record-id"))
        forward = here.all('//nav[@class="walk"]//a[contains(@rel, "next")]')
        if not forward:
            break
        here = Page(client.get(forward[0].get("href")))
    assert walked == expected
    back = here.one('//nav[@class="walk"]/a').get("href")
    assert expected[-1] in hits(Page(client.get(back)))
    total = found.one("//main").get("data-total")
    assert f"{total} of {total}" in here.text('//nav[@class="walk"]')
    backward = here.one('//nav[@class="walk"]//a[contains(@rel, "prev")]').get("href")
    assert Page(client.get(backward)).one("//main").get("data-record-id") == expected[-2]


def test_the_search_of_the_form_is_walked_through_too(client: Client) -> None:
    found = results(client, "m1=any&w1=lung+myositis&g2=NOT&w2=child")
    record = Page(client.get(titles(found)[1]))
    assert record.one("//main").get("data-record-id") == hits(found)[1]
    assert "w2=child" in record.one('//nav[@class="walk"]/a').get("href")


def test_the_box_holds_the_search_that_led_to_the_record(client: Client) -> None:
    record = Page(client.get(titles(results(client, "q=lung&field=title"))[0]))
    assert record.one('//input[@name="q"]').get("value") == "lung"
    assert (
        record.one('//link[@rel="canonical"]')
        .get("href")
        .endswith(hits(results(client, "q=lung&field=title"))[0])
    )


def test_a_record_without_a_search_has_no_way_back(client: Client) -> None:
    assert Page(client.get("/record/pubmed:25473571")).all('//nav[@class="walk"]') == []


@pytest.mark.parametrize("at", ["0", "-1", "x", "99999999999", "²", "", "10001"])
def test_a_wrong_place_is_no_error(client: Client, at: str) -> None:
    page = Page(client.get(f"/record/pubmed:25473571?q=lung&at={at}"))
    assert page.status == 200
    assert page.all('//nav[@class="walk"]') == []


def test_when_the_results_have_changed_only_the_way_back_is_left(client: Client) -> None:
    page = Page(client.get("/record/pubmed:25473571?q=Callimachus&at=1"))
    assert page.one('//nav[@class="walk"]/a').get("href") == "/search?q=Callimachus"
    assert page.all('//nav[@class="walk"]/p') == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (f"https://doi.org/{DOI}", "Found by its DOI."),
        ("PMID: 25473571", "Found by its PubMed number."),
        (f"doi:{DOI.upper()}", "Found by its DOI."),
    ],
)
def test_a_pasted_identifier_goes_to_its_record_and_says_why(
    client: Client, typed: str, sentence: str
) -> None:
    answer = client.get("/search", {"q": typed})
    assert answer.status_code == 302
    page = Page(client.get(answer["Location"]))
    assert page.one("//main").get("data-record-id") == "pubmed:25473571"
    assert page.text("//*[@data-found-by]").startswith(sentence)
    instead = client.get(page.one("//*[@data-found-by]//a").get("href"))
    assert Page(instead).one("//main").get("data-total") == "1"


@pytest.mark.parametrize(
    "query",
    [f"q={DOI}&filter=format:Article", f"q={DOI}&page=2", f"q={DOI}&sort=newest", "q=tacrolimus+rescue"],
)
def test_any_other_search_stays_a_list(client: Client, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200


def test_a_library_may_switch_the_jump_off(client: Client, tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text("[search]\njump = false\n")
    with override_settings(PINAKES_HOME=str(tmp_path)):
        assert client.get("/search", {"q": DOI}).status_code == 200


def test_the_next_hit_costs_one_index_call(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    index = conf.current_catalogue().index
    asked = []
    search = index.search
    monkeypatch.setattr(index, "search", lambda request: asked.append(request) or search(request))
    client.get("/record/pubmed:25473571?q=lung&at=2")
    by_key = [
        r for r in asked if r.filters
    ]  # what stands around the record: versions, citations, its author's
    assert [(r.facets, r.limit) for r in asked if r not in by_key] == [((), 3)]
    assert len(by_key) <= 6
    assert not any(r.facets for r in by_key)


def test_the_number_of_a_journal_is_said_to_be_its_and_not_the_articles(catalogue: Catalogue) -> None:
    issn = Identifier(scheme="issn", value="2051-3380")
    article = Record(title="T", host=HostItem(title="J", identifiers=(issn,)))
    asked = QueryDict("q=2051-3380")
    found = walk.found_by(asked, article)
    assert found is not None
    assert found.text == "Found by the ISSN of the work that it appeared in."
    assert walk.found_by(asked, Record(title="J", identifiers=(issn,))).text == "Found by its ISSN."  # type: ignore[union-attr]
    assert walk.found_by(QueryDict("q=lung"), article) is None
