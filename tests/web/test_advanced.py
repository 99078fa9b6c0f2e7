"""The advanced form: nothing typed is lost, the address holds all, the server says what will be searched."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_page import Page, words

FORM = "/search/advanced"


def page(client: Client, query: str = "", **headers: str) -> Page:
    return Page(client.get(f"{FORM}?{query}", headers=headers))


def rows(page: Page) -> list[tuple[str, str, str]]:
    """Field, match and words of every row."""
    found = []
    for line in page.all("//*[@data-row]"):
        field, match = (s.xpath("string(option[@selected]/@value)") for s in line.xpath(".//select"))
        found.append((field, match, line.xpath("string(.//input/@value)")))
    return found


def test_the_empty_form_has_a_group_of_rows_and_says_what_it_would_do(client: Client) -> None:
    found = page(client)
    assert [row[0] for row in rows(found)] == ["all", "title", "author"]
    assert found.text('//*[@id="will-search"]').startswith("Will search for all records")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("add=row.1", [("title", "phrase", "a b"), ("title", "all", ""), ("all", "none", "c")]),
        ("add=group", [("title", "phrase", "a b"), ("all", "none", "c"), ("all", "all", "")]),
        ("remove=row.1.1", [("all", "all", ""), ("all", "none", "c")]),
        ("remove=group.1", [("all", "none", "c")]),
    ],
)
def test_a_row_or_group_more_or_less_loses_nothing(
    client: Client, change: str, expected: list[tuple[str, str, str]]
) -> None:
    query = "g1=OR&f1=title&m1=phrase&w1=a+b&g2=NOT&f2=all&m2=none&w2=c&filter=format:Book&year_from=19x"
    found = page(client, f"{query}&{change}")
    assert rows(found) == expected
    assert found.one('//input[@name="filter" and @value="format:Book"]').get("checked") is not None
    assert found.one('//input[@name="year_from"]').get("value") == "19x"
    assert len(found.all("//*[@autofocus]")) == 1


@pytest.mark.parametrize(
    "change", ["add=row.99", "add=row", "remove=row.1.77", "remove=group.x", "add=", "remove=row.²"]
)
def test_a_change_that_does_not_fit_changes_nothing(client: Client, change: str) -> None:
    assert rows(page(client, f"f1=title&m1=all&w1=lung&{change}")) == [("title", "all", "lung")]


def test_the_form_leads_to_results_whose_address_holds_it_and_back(client: Client) -> None:
    sent = [
        ("go", "1"), ("join", "AND"), ("g1", "OR"), ("f1", "title"), ("m1", "phrase"), ("w1", "rescue therapy"),
        ("f1", "all"), ("m1", "all"), ("w1", ""), ("g2", "NOT"), ("f2", "title"), ("m2", "all"), ("w2", "liver"),
        ("filter", "format:Article"), ("year_from", "2000"), ("year_to", ""),
    ]  # fmt: skip
    answer = client.get(f"{FORM}?{urlencode(sent)}")
    assert answer.status_code == 302
    results = Page(client.get(answer["Location"]))
    assert int(results.one("//main").get("data-total")) >= 1
    assert "w1=&" not in answer["Location"]
    sentence = results.text('//*[@class="reading"]')
    assert "Title contains the phrase rescue therapy" in sentence
    assert "Title does not contain liver" in sentence
    assert len(results.all('//form[@id="filter-form"]//input[@name="w2"]')) == 1
    edited = Page(client.get(results.one("//*[@data-edit]").get("href")))
    assert rows(edited) == [("title", "phrase", "rescue therapy"), ("title", "all", "liver")]
    assert edited.one('//input[@name="filter" and @checked]').get("value") == "format:Article"
    assert edited.one('//input[@name="year_from"]').get("value") == "2000"


def test_a_single_group_of_not_works(client: Client) -> None:
    def total(query: str) -> int:
        return int(Page(client.get(f"/search?{query}")).one("//main").get("data-total"))

    assert total("g1=NOT&f1=all&m1=any&w1=lung") + total("m1=any&w1=lung") == total("q=")


def test_a_typed_search_becomes_rows(client: Client) -> None:
    found = page(client, urlencode({"q": 'title:lung -author:smith "rescue therapy"', "sort": "newest"}))
    assert rows(found) == [
        ("title", "all", "lung"),
        ("author", "none", "smith"),
        ("all", "phrase", "rescue therapy"),
    ]
    assert found.one('//input[@name="sort"]').get("value") == "newest"


@pytest.mark.parametrize(
    "text", ["year:1990..2000 lung", "(a OR b) (c OR (d e))", "format:Book x", '"a b"~5']
)
def test_what_has_no_rows_of_its_own_becomes_one_row(client: Client, text: str) -> None:
    found = page(client, urlencode({"q": text}))
    assert rows(found) == [("all", "all", text)] or len(rows(found)) > 1
    assert "Will search for" in found.text('//*[@id="will-search"]')


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [("2024", "1999", "The first year must not be after the last."), ("MMXX", "", "is no year")],
)
def test_an_error_in_the_years_is_said_between_label_and_field(
    client: Client, low: str, high: str, sentence: str
) -> None:
    found = page(client, urlencode({"go": "1", "w1": "lung", "year_from": low, "year_to": high}))
    assert found.status == 422
    assert found.text("//title").startswith("Error: ")
    assert sentence in found.text('//*[@role="alert"]')
    field = found.one('//input[@name="year_from"]')
    assert (field.get("value"), field.get("aria-invalid")) == (low, "true")
    assert sentence in found.text(f'//*[@id="{field.get("aria-describedby")}"]')
    assert rows(found)[0][2] == "lung"


def test_limits_without_a_list_are_kept_as_ticks(client: Client) -> None:
    found = page(client, urlencode([("filter", "author:Oddis, Chester V."), ("filter", "-format:Book")]))
    ticked = {e.get("value"): words(e.getparent()) for e in found.all("//input[@name='filter' and @checked]")}
    assert ticked["author:Oddis, Chester V."] == "Author: Oddis, Chester V."
    assert ticked["-format:Book"] == "not Format: Book"


def test_a_search_that_is_too_large_is_said_in_a_sentence(client: Client) -> None:
    found = page(client, urlencode({"w1": "ab* " * 21}))
    assert found.status == 200
    assert "too many words with" in found.text('//*[@id="will-search"]')


def test_the_sentence_says_how_many_records_that_is(client: Client) -> None:
    query = urlencode({"w1": "lung", "m1": "any", "filter": "format:Article"})
    told = page(client, query).one('//*[@id="will-search"]//*[@data-count]').get("data-count")
    assert told == Page(client.get(f"/search?{query}")).one("//main").get("data-total") != "0"


def test_the_sentence_has_an_address_of_its_own(client: Client) -> None:
    answer = client.get(f"{FORM}/sentence?m1=any&w1=lung+liver", headers={"accept-language": "de"})
    text = answer.content.decode()
    assert "Gesucht werden Einträge" in text
    assert "<html" not in text


@pytest.mark.parametrize("path", ["/", "/search?q=lung&filter=format:Book", "/help"])
def test_every_search_box_leads_to_the_form_with_what_it_holds(client: Client, path: str) -> None:
    found = Page(client.get(path))
    href = found.one(
        '//*[@class="search-band" or @class="tries"]//a[contains(@href, "/search/advanced")]'
    ).get("href")
    assert Page(client.get(href)).status == 200
    assert ("w1" in href or "q=lung" in href) == ("lung" in path)


def test_trees_are_ticked_where_they_stand(client: Client) -> None:
    found = page(client)
    tree = found.one('//*[@data-facet="place"]')
    roots = tree.xpath("./ul/li")
    assert len(roots) == 1
    under = roots[0].xpath("./details/ul/li")
    assert "Film room" in [words(li.find("label")) for li in under]
    assert roots[0].xpath("./details/@open") == []
    chosen = under[0].get("data-value")
    again = page(client, urlencode({"filter": chosen}))
    branch = again.one('//*[@data-facet="place"]/ul/li/details')
    assert branch.get("open") is not None
    assert branch.xpath(".//input[@checked]/@value") == [chosen]
    assert again.all('//fieldset[legend="Further limits"]') == []


NAMES = [
    "q",
    "field",
    "join",
    "g1",
    "f1",
    "m1",
    "w1",
    "g2",
    "w2",
    "filter",
    "all",
    "year_from",
    "year_to",
    "add",
    "remove",
    "sort",
    "go",
]
TEXTS = st.one_of(
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace").decode()),
    st.sampled_from(
        [
            "AND",
            "OR",
            "NOT",
            "row.1",
            "row.1.1",
            "group.1",
            "title",
            "none",
            "phrase",
            "year:..1999",
            "place:",
            '"',
            "(",
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=12))
def test_whatever_stands_in_the_address_the_form_comes(
    client: Client, parameters: list[tuple[str, str]]
) -> None:
    query = urlencode(parameters)
    answer = client.get(f"{FORM}?{query}")
    assert answer.status_code in (200, 302, 422)
    assert client.get(f"{FORM}/sentence?{query}").status_code == 200
    assert client.get(f"/search?{query}").status_code in (200, 302)
    assert client.get(f"/record/pubmed:25473571?{query}&at=2").status_code == 200
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code in (200, 302)
