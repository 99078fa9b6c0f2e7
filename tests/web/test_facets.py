"""Facets and narrowing: trees, records without a value, any or all, what was chosen and finds nothing, chips."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_page import Page, words

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.state import SearchState
from pinakes.index import fields, hierarchy
from pinakes.web import keeping


def get(client: Client, query: str) -> Page:
    return Page(client.get(f"/search?{query}"))


def total(page: Page) -> int:
    return int(page.one("//*[@data-total]").get("data-total"))


def counts(page: Page, facet: str) -> dict[str, int]:
    rows = page.all(f'//*[@data-facet="{facet}"]//*[@data-value]')
    return {row.get("data-value"): int(row.get("data-count")) for row in rows}


@pytest.mark.parametrize("facet", [n for n in fields.FACETS if n != "year"])
def test_each_number_is_what_a_tick_finds(client: Client, facet: str) -> None:
    found = counts(get(client, "q=the"), facet)
    assert found
    for value, number in found.items():
        page = Page(client.get("/search", {"q": "the", "filter": f"{facet}:{value}"}))
        assert total(page) == number, value


def test_each_facet_whole_has_the_numbers_of_the_records(client: Client, catalogue: Catalogue) -> None:
    records = [s.record for s in catalogue.everything(SearchState())]
    for facet in fields.FACETS:
        page = Page(client.get(f"/search/facet/{facet}?q="))
        extract = fields.field(fields.facet_field(facet)).extract
        for value, number in list(counts(page, facet).items())[:60]:
            truth = [r for r in records if (value in map(str, extract(r)) if value else not extract(r))]
            assert len(truth) == number, (facet, value)


def test_records_that_say_nothing_have_a_row_of_their_own(client: Client) -> None:
    page = get(client, "q=")
    row = page.one('//*[@data-facet="author"]//li[@data-value=""]')
    assert words(row).startswith("not stated, ")
    page = get(client, "q=&filter=author:")
    assert total(page) == int(row.get("data-count"))
    assert "Author: not stated" in page.text('//ul[@class="chips"]')
    assert get(client, "q=&filter=-author:").text('//ul[@class="chips"]').startswith("Not Author: not stated")


def test_any_or_all_of_the_chosen_is_asked_from_two_on(client: Client) -> None:
    assert not get(client, "q=&filter=format:Article").all('//*[@class="mode"]')
    either = get(client, "q=&filter=format:Article&filter=format:CaseReport")
    link = either.one('//*[@data-facet="format"]//p[@class="mode"]/a')
    assert words(link) == "all of them"
    both = Page(client.get(link.get("href")))
    assert total(both) < total(either)
    assert both.one('//input[@type="hidden" and @name="all"]').get("value") == "format"
    assert "Article and Case report or series" in both.text('//ul[@class="chips"]')
    back = both.one('//*[@data-facet="format"]//p[@class="mode"]/a')
    assert total(Page(client.get(back.get("href")))) == total(either)


def test_a_journal_has_no_all(client: Client) -> None:
    page = get(client, "q=&filter=journal:Nature&filter=journal:Science&all=journal")
    assert not page.all('//*[@data-facet="journal"]//*[@class="mode"]')
    assert total(page) == sum(counts(page, "journal")[name] for name in ("Nature", "Science"))


def test_what_was_chosen_and_finds_nothing_stays_with_0(client: Client) -> None:
    page = get(client, "q=lung&filter=language:eng&filter=language:vol&filter=author:Nobody+Atall")
    assert total(page) == 0
    assert counts(page, "author")["Nobody Atall"] == 0
    assert counts(page, "language")["vol"] == 0
    ticked = [i.get("value") for i in page.all("//*[@data-facet]//input[@checked]")]
    assert sorted(ticked) == ["author:Nobody Atall", "language:eng", "language:vol"]


def test_a_branch_counts_what_is_under_it_and_opens_where_something_is_chosen(client: Client) -> None:
    page = get(client, "q=&filter=classification:lcc:QA")
    row = page.one('//*[@data-facet="classification"]//li[@data-value="lcc:QA"]')
    assert row.xpath("./label/input/@checked")
    parents = [r for r in row.iterancestors("li") if r.get("data-value")]
    assert [p.get("data-value") for p in parents] == ["lcc:Q", "lcc"]
    for over in parents:
        assert int(over.get("data-count")) >= int(row.get("data-count"))
        assert over.xpath("./button[@class='twig']/@aria-expanded") == ["true"]
        assert "chosen in part" in words(over.find("label"))
    closed = page.one('//*[@data-facet="classification"]//li[@data-value="ddc"]')
    assert closed.xpath("./button[@class='twig']/@aria-expanded") == ["false"]
    assert not closed.xpath("./ul")


def test_without_script_a_branch_leads_to_the_whole_tree_with_the_ticks_kept(client: Client) -> None:
    page = get(client, "q=&filter=format:Book")
    twig = page.all('//*[@data-facet="classification"]//button[@class="twig"]')[0]
    assert twig.get("formaction") == "/search/facet/classification"
    tree = Page(client.get(f"/search/facet/classification?q=&filter=format:Book&under={twig.get('value')}"))
    assert tree.one(f'//li[@data-value="{twig.get("value")}"]/button/@aria-expanded') == "true"
    assert tree.all('//form[@action="/search"]//input[@name="filter" and @value="format:Book"]')


def test_class_captions_are_in_the_readers_language(client: Client) -> None:
    page = Page(client.get("/search/facet/classification?q=&lang=de"))
    assert "QA Mathematik, Informatik" in words(page.one('//li[@data-value="lcc:QA"]'))
    assert "ohne Angabe" in words(page.one('//li[@data-value=""]'))


def test_a_place_shows_its_last_step_and_a_chip_the_whole_path(client: Client) -> None:
    value = "Kestrel Institute Library › Music room"
    page = Page(client.get("/search", {"q": "", "filter": f"place:{value}"}))
    assert words(page.one(f'//li[@data-value="{value}"]/label')).startswith("Music room, ")
    assert value in page.text('//ul[@class="chips"]')


def test_a_row_is_heard_as_value_and_number(client: Client) -> None:
    label = get(client, "q=lung").one('//*[@data-facet="format"]//li[@data-value="Book"]/label')
    number = label.getparent().get("data-count")
    assert words(label) == f"Book, {number} {'result' if number == '1' else 'results'}"


def test_chips_take_away_one_value_or_all_of_a_facet(client: Client) -> None:
    page = get(client, "q=&filter=format:Book&filter=format:Map&sort=newest&size=50")
    one, both = (a.get("href") for a in page.all('//ul[@class="chips"]/li[1]//a')[1:])
    assert parse_qsl(urlsplit(one).query) == [("filter", "format:Book"), ("sort", "newest"), ("size", "50")]
    assert parse_qsl(urlsplit(both).query) == [("sort", "newest"), ("size", "50")]


def test_years_keep_limits_that_two_fields_cannot_show(client: Client) -> None:
    page = get(client, "q=&filter=year:2001&filter=year:2003&filter=-year:1990..1999")
    hidden = {i.get("value") for i in page.all('//*[@data-facet="year"]//input[@type="hidden"]')}
    assert hidden == {"year:2001", "year:2003", "-year:1990..1999"}
    assert page.one('//input[@name="year_from"]').get("value") == ""


def test_years_are_a_table_too(client: Client) -> None:
    page = Page(client.get("/search/facet/year?q=lung&filter=format:Article"))
    row = page.all("//table//tr[@data-value]")[0]
    found = Page(client.get(row.find("th/a").get("href")))
    assert total(found) == int(row.get("data-count"))
    assert page.text("//table/caption") == "Years of publication"


def test_the_page_of_a_facet_turns_and_finds_with_the_ticks_kept(client: Client) -> None:
    page = Page(client.get("/search/facet/author?q=&filter=author:Einstein,+Albert&from=100"))
    assert page.one('//input[@type="hidden" and @name="filter"]').get("value") == "author:Einstein, Albert"
    assert page.one('//button[@name="from" and @value="200"]').get("formaction") == "/search/facet/author"
    assert words(page.one('//button[@data-apply]/span[@class="with-script"]')) == "Show 6 results"
    assert page.text("//h1").startswith("Authors in these 384 results")
    cleared = Page(client.get("/search/facet/author?q=&filter=author:Einstein,+Albert&clear=1"))
    assert not cleared.all("//input[@checked and @type='checkbox']")


def test_the_page_of_a_facet_is_the_same_search_when_all_are_wanted(client: Client) -> None:
    query = "q=&filter=subject:Myositis&filter=subject:Tacrolimus&all=subject"
    page = Page(client.get(f"/search/facet/subject?{query}"))
    assert page.one('//input[@type="radio" and @value="subject"]').get("checked") is not None
    assert counts(page, "subject")["Myositis"] == total(get(client, query))


def test_robots_are_kept_off_and_told_the_address(client: Client) -> None:
    page = Page(client.get("/search/facet/author?q=lung&find=x&order=value"))
    assert "noindex" in page.one('//meta[@name="robots"]').get("content")
    assert page.one('//link[@rel="canonical"]').get("href").endswith("/search/facet/author?q=lung")
    assert "Disallow: /search" in client.get("/robots.txt").text


# Filters over new searches


def test_the_box_sends_the_filters_along_and_keeps_them_if_wanted(client: Client) -> None:
    page = get(client, "q=lung&filter=format:Article&filter=format:CaseReport&all=format&size=50")
    sent = {
        i.get("name"): i.get("value") for i in page.all('//input[@form="search-form" and @type="hidden"]')
    }
    assert page.one('//input[@name="keep"]').get("checked") is not None
    kept = client.get("/search", {"q": "heart", "size": "50", "keep": "1", **sent})
    assert parse_qs(urlsplit(kept["Location"]).query) == {
        "q": ["heart"],
        "filter": ["format:Article", "format:CaseReport"],
        "all": ["format"],
        "size": ["50"],
    }
    gone = client.get("/search", {"q": "heart", "size": "50", **sent})
    assert parse_qs(urlsplit(gone["Location"]).query) == {"q": ["heart"], "size": ["50"]}


def test_the_choice_is_remembered(client: Client) -> None:
    client.get("/search", {"q": "x", "kept": "filter=format:Book"})
    assert client.cookies[keeping.COOKIE].value == "0"
    assert get(client, "q=&filter=format:Book").one('//input[@name="keep"]').get("checked") is None
    client.get("/search", {"q": "x", "kept": "filter=format:Book", "keep": "1"})
    assert get(client, "q=&filter=format:Book").one('//input[@name="keep"]').get("checked") is not None


def test_without_filters_there_is_nothing_to_keep(client: Client) -> None:
    assert not get(client, "q=lung").all('//input[@name="keep"]')


def test_every_tree_is_a_facet() -> None:
    assert set(fields.FACETS) >= hierarchy.TREES
    assert set(fields.FACETS) >= fields.SEVERAL


ODD = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(list(fields.FACETS)),
    values=st.dictionaries(
        st.sampled_from(
            ["find", "letter", "order", "from", "under", "clear", "filter", "all", "q", "kept", "keep"]
        ),
        st.one_of(
            ODD,
            st.sampled_from(["lcc:", "classification:", "-year:", "year:..", "place: › ", "ddc:999", "-1"]),
        ),
    ),
)
def test_no_parameter_breaks_a_page(client: Client, name: str, values: dict[str, str]) -> None:
    assert client.get(f"/search/facet/{name}", values).status_code in (200, 400)
    assert client.get("/search", values, follow=True).status_code in (200, 400)
