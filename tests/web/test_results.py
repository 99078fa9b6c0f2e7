"""The results page: hits, facets, chips, pages, and what stands there when nothing is found."""

from __future__ import annotations

import gzip
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_page import Page, words

from pinakes.discovery.catalogue import Catalogue


def get(client: Client, query: str, **headers: str) -> Page:
    return Page(client.get(f"/search?{query}", headers=headers or None))


def test_the_results_say_their_number_and_each_hit_its_record(client: Client) -> None:
    page = get(client, "q=tacrolimus+rescue")
    results = page.one("//*[@data-total]")
    assert int(results.get("data-total")) >= 1
    assert "pubmed:25473571" in [hit.get("data-record-id") for hit in page.all("//*[@data-record-id]")]
    assert page.text("//h1").startswith(("1 result for “", f"{results.get('data-total')} results for “"))


def test_an_empty_query_lists_everything_20_to_a_page(client: Client, catalogue: Catalogue) -> None:
    page = get(client, "q=")
    assert int(page.one("//*[@data-total]").get("data-total")) == catalogue.store.count()
    assert len(page.all("//*[@data-record-id]")) == 20


def test_each_value_of_a_facet_carries_its_count(client: Client) -> None:
    page = get(client, "q=")
    values = page.all('//*[@data-facet="format"]//*[@data-value]')
    assert all(int(v.get("data-count")) > 0 for v in values)
    book = next(v for v in values if v.get("data-value") == "Book")
    narrowed = get(client, "q=&filter=format:Book")
    assert narrowed.one("//*[@data-total]").get("data-total") == book.get("data-count")


def test_years_are_bars_with_counts_and_two_fields(client: Client) -> None:
    page = get(client, "q=&year_from=2000&year_to=2010")
    assert page.all('//*[@data-facet="year"]//*[@data-value and @data-count]')
    assert page.one('//input[@name="year_from"]').get("value") == "2000"
    assert "2000–2010" in page.text('//ul[@class="chips"]')


def test_a_ticked_value_stays_ticked_and_has_a_chip_that_takes_it_away(client: Client) -> None:
    page = get(client, "q=&filter=format:Book&filter=format:Article")
    ticked = [i.get("value") for i in page.all('//*[@data-facet="format"]//input[@checked]')]
    assert sorted(ticked) == ["format:Article", "format:Book"]
    chip = page.one('//li[contains(@class, "chip")]')
    assert words(chip).startswith("Format: Book or Article")
    assert "filter" not in dict(parse_qsl(urlsplit(chip.find("a").get("href")).query))


def test_an_excluded_value_is_struck_and_can_be_let_in_again(client: Client) -> None:
    page = get(client, "q=&filter=-language:eng")
    row = page.one('//*[@data-facet="language"]//li[contains(@class, "excluded")]')
    assert row.xpath(".//input")[0].get("value") == "-language:eng"
    assert "excluded" in words(row)
    assert not [h for h in page.all("//*[@data-record-id]") if h.get("data-record-id") == "pubmed:25473571"]


def test_links_that_narrow_are_not_for_robots(client: Client) -> None:
    page = get(client, "q=&filter=format:Book")
    for link in page.all('//*[@data-facet]//a | //ul[@class="chips"]//a'):
        assert "nofollow" in (link.get("rel") or "")
    assert "noindex" in page.one('//meta[@name="robots"]').get("content")


def test_the_pager_turns_and_keeps_the_search(client: Client) -> None:
    page = get(client, "q=&filter=format:Book&size=10&page=2")
    following = dict(parse_qsl(urlsplit(page.one('//nav//a[@rel="next"]').get("href")).query))
    assert following == {"filter": "format:Book", "size": "10", "page": "3"}
    assert page.one('//nav//a[@aria-current="page"]').text_content() == "2"
    assert page.one("//ol[@class='hits']").get("start") == "11"


def test_a_page_behind_the_last_says_so(client: Client) -> None:
    page = get(client, "q=&page=9999")
    assert page.status == 200
    assert "There is no page 9,999" in page.text("//main")


def test_wrong_parameters_are_named_and_left_out(client: Client) -> None:
    page = get(client, "q=&sort=sideways&filter=colour:red")
    assert page.status == 200
    assert "sort=sideways" in page.text("//main")
    assert "filter=colour:red" in page.text("//main")


def test_a_slip_of_the_pen_is_proposed_in_its_right_spelling(client: Client) -> None:
    page = get(client, "q=tacrolimsu+antisinthetase")
    suggested = page.all("//*[@data-suggestion]")
    assert [s.get("data-suggestion") for s in suggested][:1] == ["tacrolimus antisynthetase"]


def test_nothing_found_proposes_only_what_finds_something(client: Client) -> None:
    page = get(client, "q=tacrolimus+xyzzyplugh&filter=format:Map")
    assert page.one("//*[@data-total]").get("data-total") == "0"
    proposals = page.all('//ul[@class="proposals"]//a')
    assert proposals
    for link in proposals:
        found = Page(client.get(link.get("href")))
        assert int(found.one("//*[@data-total]").get("data-total")) > 0


@pytest.mark.parametrize(
    "text", ["(" * 5000, '"', "\x00", "AND OR NOT", "!?.,;", "the", "a" * 100_000, "\ud7ff", "*"]
)
def test_no_text_of_any_kind_gives_an_error_page(client: Client, text: str) -> None:
    page = Page(client.get("/search", {"q": text}))
    assert page.status == 200
    assert page.all("//*[@data-total]")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=60), limit=st.text(max_size=30), page=st.text(max_size=6))
def test_whatever_stands_in_the_address_a_page_comes(client: Client, q: str, limit: str, page: str) -> None:
    q = q.encode("utf-8", "replace").decode()
    sent = {"q": q, "filter": f"subject:{limit}", "page": page}
    assert client.get("/search", sent, follow=True).status_code == 200


def test_markup_in_a_question_is_text(client: Client) -> None:
    page = Page(client.get("/search", {"q": '<script>alert(1)</script>"onload=x'}))
    assert "<script>alert(1)" not in page.source


def test_a_results_page_is_one_index_call_and_one_select(
    client: Client, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for owner, name in ((catalogue.index, "search"), (catalogue.store, "get_many"), (catalogue.store, "get")):
        original = getattr(owner, name)
        monkeypatch.setattr(
            owner, name, lambda *a, _n=name, _o=original, **k: (calls.append(_n), _o(*a, **k))[1]
        )
    assert client.get("/search?q=tacrolimus").status_code == 200
    assert sorted(calls) == ["get_many", "search"]


def test_a_page_of_20_hits_is_light(client: Client) -> None:
    assert len(gzip.compress(client.get("/search?q=").content)) < 30 * 1024


def test_the_same_page_again_is_304(client: Client) -> None:
    first = client.get("/search?q=tacrolimus")
    again = client.get("/search?q=tacrolimus", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert client.get("/search?q=lung", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_all_values_of_a_facet_have_a_page_with_a_box_to_find_one(client: Client) -> None:
    page = Page(client.get("/search/facet/author?q=&find=rigby"))
    assert [v.get("data-value") for v in page.all("//*[@data-value]")] == ["Rigby, Amy L."]
    page = Page(client.get("/search/facet/author?q=&letter=G"))
    assert all(v.get("data-value").upper().startswith("G") for v in page.all("//*[@data-value]"))


def test_the_page_of_a_facet_keeps_what_was_chosen_before(client: Client) -> None:
    page = Page(client.get("/search/facet/author?q=lung&filter=format:Article&filter=author:Nobody"))
    kept = {
        i.get("value")
        for i in page.all(
            '//form[@class="facet-form"]//input[@name="filter" and (@type="hidden" or @checked)]'
        )
    }
    assert {"format:Article", "author:Nobody"} <= kept


def test_coded_facets_are_found_by_what_the_reader_sees(client: Client) -> None:
    page = Page(client.get("/search/facet/language?q=&find=deut&lang=de"))
    assert [v.get("data-value") for v in page.all("//*[@data-value]")] == ["deu"]


def test_a_facet_that_does_not_exist_is_404(client: Client) -> None:
    assert client.get("/search/facet/colour").status_code == 404
