"""Lists to leaf through."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.record import Classification, Contributor, HostItem, Record, Subject


def rows(page: Page) -> list[str]:
    return [str(li.get("data-value")) for li in page.all('//ol[contains(@class, "browse-list")]/li')]


def records() -> Iterator[Record]:
    for n in range(65):
        yield Record(
            source="t",
            local_id=str(n),
            title=f"The title {n:02}",
            title_language="eng",
            contributors=(
                Contributor(name=f"Name {n:02}"),
                Contributor(name="Müller, Eva" if n % 2 else "Zola"),
            ),
            subjects=(Subject(parts=("Libraries", f"Place {n % 3}")),),
            classifications=(Classification(scheme="lcc", number=f"QA{n + 1}", item=".B5"),),
            host=HostItem(title="The Journal / of things") if n < 5 else None,
        )
    yield Record(source="t", local_id="el", title="Αίτια", contributors=(Contributor(name="Καλλίμαχος"),))
    yield Record(
        source="t", local_id="same", title="The Title 00!", contributors=(Contributor(name="Иванов"),)
    )


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    conf.use_catalogue(catalogue_of(records()))
    yield Client(headers={"accept-language": "en"})
    conf.use_catalogue(None)


def test_a_list_is_turned_in_both_directions_without_gaps(client: Client) -> None:
    walked, address = [], "/browse/author"
    pages = []
    while address:
        page = Page(client.get(address))
        walked += rows(page)
        pages.append(rows(page))
        following = page.all('//nav[@class="turning"]//a[contains(@rel, "next")]')
        address = following[0].get("href") if following else ""
    assert walked == [
        "Müller, Eva", *(f"Name {n:02}" for n in range(65)), "Zola", "Καλλίμαχος", "Иванов",
    ]  # fmt: skip
    previous = page.one('//nav[@class="turning"]//a[contains(@rel, "prev")]').get("href")
    assert rows(Page(client.get(previous))) == pages[-2]


def test_what_is_typed_is_marked_with_what_stands_before_it(client: Client) -> None:
    page = Page(client.get("/browse/author?from=name+3"))
    assert rows(page)[:4] == ["Name 00", "Name 01", "Name 02", "Name 03"]
    assert page.one('//*[@id="here"]').get("data-value") == "Name 03"
    page = Page(client.get("/browse/author?from=mueller"))
    assert page.one('//*[@id="here"]').get("data-value") == "Müller, Eva"


def test_behind_the_last_heading_the_end_of_the_list_is_shown(client: Client) -> None:
    page = Page(client.get("/browse/author?from=ю"))
    assert rows(page)[-1] == "Иванов"
    assert "end of the list" in page.text('//*[contains(@class, "message")]')


def test_other_scripts_have_their_own_letters_and_ways_to_each_other(client: Client) -> None:
    page = Page(client.get("/browse/author"))
    assert [words(a) for a in page.all('//nav[@class="strip"]//a')][-2:] == ["Α–Ω", "А–Я"]
    page = Page(client.get(f"/browse/author?from={quote('κ')}"))
    assert words(page.one('//nav[@class="strip"]//a[@aria-current]')) == "Κ"


def test_titles_stand_without_their_article_and_lead_to_their_record(client: Client) -> None:
    page = Page(client.get("/browse/title?from=the+title+01"))
    here = page.one('//*[@id="here"]')
    assert here.get("data-value") == "The title 01"
    assert here.xpath(".//a/@href")[0] == "/record/t:1"


def test_works_of_one_title_are_named_beside_it(client: Client) -> None:
    page = Page(client.get("/browse/title?from=title+00"))
    here = page.one('//*[@id="here"]')
    assert here.get("data-count") == "2"
    assert set(here.xpath('.//*[@class="other"]//a/@href')) == {"/record/t:0", "/record/t:same"}


def test_call_numbers_stand_as_on_the_shelf_with_their_works(client: Client) -> None:
    page = Page(client.get("/browse/lcc?from=qa9"))
    assert rows(page)[3:6] == ["QA9 .B5", "QA10 .B5", "QA11 .B5"]
    assert "The title 08" in words(page.one('//*[@id="here"]'))


def test_every_step_of_a_heading_is_counted(client: Client) -> None:
    page = Page(client.get("/browse/subject"))
    counts = {li.get("data-value"): li.get("data-count") for li in page.all("//ol/li")}
    assert counts == {
        "Libraries": "65", "Libraries › Place 0": "22", "Libraries › Place 1": "22", "Libraries › Place 2": "21",
    }  # fmt: skip


def test_only_lists_with_something_in_them_have_a_tab(client: Client) -> None:
    tabs = [words(a) for a in Page(client.get("/browse/author")).all('//nav[@class="tabs"]//a')]
    assert {"Library of Congress", "Journals"} <= set(tabs)
    assert "Dewey" not in tabs


@pytest.mark.parametrize(
    "typed", ["\0", "%", "'\"<b>", "x" * 5000, " ", "\ud800".encode("utf-8", "replace").decode()]
)
def test_anything_may_be_typed(client: Client, typed: str) -> None:
    for name in ("author", "title", "lcc", "ddc"):
        assert client.get(f"/browse/{name}", {"from": typed}).status_code == 200
        assert client.get(f"/browse/{name}", {"at": typed}).status_code == 200


def test_there_is_no_other_list(client: Client) -> None:
    assert client.get("/browse/nothing").status_code == 404
