"""What stands beside a book on the shelf."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.record import Holding, Item, Record

NUMBERS = ("Z 5", "Z 40", "Z 41", "Z 300", "Z 310", "Z 320", "QA 76.9")
BOOKS = [
    Record(
        source="t",
        local_id=number.replace(" ", "-"),
        title=f"Book at {number}",
        formats=("Book",),
        holdings=(Holding(location="Stacks", items=(Item(call_number=number),)),),
    )
    for number in NUMBERS
]
ELSEWHERE = Record(source="t", local_id="none", title="Without a number", formats=("Book",))
TWIN = Record(
    source="t", local_id="twin", title="Twin", formats=("Book",), holdings=(Holding(call_number="Z 41"),)
)


@pytest.fixture
def pages(client: Client) -> Iterator[Client]:
    conf.use_catalogue(catalogue_of([*BOOKS, ELSEWHERE, TWIN]))
    yield client
    conf.use_catalogue(None)


def shelf(client: Client, local_id: str) -> list[str]:
    page = Page(client.get(f"/record/t:{local_id}"))
    return [words(li.xpath("./span[@class='note']")[0]) for li in page.all('//section[@id="shelf"]//li')]


def test_two_numbers_stand_on_each_side_in_the_order_of_the_shelf(pages: Client) -> None:
    assert shelf(pages, "Z-41") == ["Z 5", "Z 40", "Z 41", "Z 300", "Z 310"]


def test_other_copies_of_the_record_do_not_take_the_places_beside_it(client: Client) -> None:
    copies = tuple(Item(call_number=n) for n in ("Z 41", "Z 42", "Z 43", "Z 39"))
    many = Record(source="t", local_id="many", title="Many", holdings=(Holding(items=copies),))
    conf.use_catalogue(catalogue_of([*BOOKS, many]))
    assert shelf(client, "many") == ["Z 5", "Z 40", "Z 41", "Z 300", "Z 310"]
    conf.use_catalogue(None)


def test_the_record_itself_is_in_the_middle_and_no_link(pages: Client) -> None:
    page = Page(pages.get("/record/t:Z-41"))
    here = page.one('//section[@id="shelf"]//li[@class="here"]')
    assert words(here.xpath("./b")[0]) == "Book at Z 41"
    assert not here.xpath(".//a")
    assert page.one('//section[@id="shelf"]//p/a').get("href").startswith("/browse/callnumber?")


def test_the_ends_of_the_shelf_have_fewer(pages: Client) -> None:
    assert shelf(pages, "Z-320") == ["Z 300", "Z 310", "Z 320"]


def test_what_has_no_call_number_stands_on_no_shelf(pages: Client) -> None:
    assert shelf(pages, "none") == []


def test_a_lone_book_has_no_shelf(client: Client) -> None:
    conf.use_catalogue(catalogue_of(BOOKS[:1]))
    assert shelf(client, "Z-5") == []
    conf.use_catalogue(None)
