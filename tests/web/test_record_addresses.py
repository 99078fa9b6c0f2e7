"""Addresses of a record: its sections, the short one, the page to share it, raw bytes, ids that are gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import html
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.record import Identifier, Record
from pinakes.web import record as view
from pinakes.web import share

SEED = "/record/pubmed:25473571"
DOI = (Identifier(scheme="doi", value="10.5555/lamps"),)


@pytest.fixture
def moved(client: Client) -> Iterator[Client]:
    """A withdrawn record, and others that are or are not the same work."""
    records = [
        Record(source="t", local_id="old", title="On lamps", identifiers=DOI),
        Record(source="t", local_id="new", title="On lamps, again", identifiers=DOI),
        Record(
            source="t",
            local_id="lost",
            title="On nothing",
            identifiers=(Identifier(scheme="local", value="7"),),
        ),
        Record(source="t", local_id="7", title="Another seven"),
        Record(
            source="t", local_id="two", title="Twins", identifiers=(Identifier(scheme="pmid", value="99"),)
        ),
        Record(source="t", local_id="a", title="Twin", identifiers=(Identifier(scheme="pmid", value="99"),)),
        Record(source="t", local_id="b", title="Twin", identifiers=(Identifier(scheme="pmid", value="99"),)),
    ]
    conf.use_catalogue(catalogue_of(records, deleted=["t:old", "t:lost", "t:two"]))
    yield client
    conf.use_catalogue(None)


@pytest.mark.parametrize("name", sorted(view.SECTIONS))
def test_a_section_has_an_address_that_leads_to_its_place(client: Client, name: str) -> None:
    response = client.get(f"{SEED}/{name}?q=lung")
    assert (response.status_code, response["Location"]) == (302, f"{SEED}?q=lung#{name}")


def test_every_entry_of_the_page_has_its_place_and_its_address(client: Client) -> None:
    page = Page(client.get(SEED))
    names = [a.get("href")[1:] for a in page.all('//nav[@aria-label="Sections"]//a')]
    assert names[0] == "description"
    for name in names:
        assert page.all(f'//section[@id="{name}"]'), name
        assert client.get(f"{SEED}/{name}").status_code == 302


def test_a_record_whose_id_ends_like_a_section_is_shown(client: Client) -> None:
    conf.use_catalogue(
        catalogue_of(
            [
                Record(source="t", local_id="x/holdings", title="Mine"),
                Record(source="t", local_id="x", title="Not"),
            ]
        )
    )
    assert Page(client.get("/record/t:x/holdings")).text("//h1") == "Mine"
    conf.use_catalogue(None)


@pytest.mark.parametrize("local_id", ["a/b/c", "50% of it", "日本", "?q=1&x", "ends/"])
def test_the_short_address_leads_to_the_record_for_ever(client: Client, local_id: str) -> None:
    from pinakes.web import links

    response = client.get(links.short(f"odd:{local_id}"))
    assert (response.status_code, response["Location"]) == (301, links.record(f"odd:{local_id}"))


def test_the_page_to_share_has_both_addresses_a_code_and_the_way_to_send(client: Client) -> None:
    page = Page(client.get(SEED + "/share"))
    assert page.row("permanent-link")[1] == "http://testserver/record/pubmed:25473571"
    assert page.row("short-link")[1] == "http://testserver/r/pubmed:25473571"
    assert page.all('//*[@data-field="qr-code"]//*[local-name()="svg"]')
    sending = page.one('//a[starts-with(@href, "/send?")]').get("href")
    assert (
        words(html.fromstring(client.get(sending).content.decode()).xpath("//main")[0]).find("Tacrolimus") > 0
    )
    assert page.one("//*[@data-share]").get("hidden") is not None
    assert Page(client.get(SEED)).all(f'//a[@href="{SEED}/share"]')


def test_a_code_is_drawn_dark_on_light_and_only_of_addresses_that_a_phone_reads() -> None:
    drawn = share.qr_code("https://catalogue.example.org/record/pubmed:25473571")
    assert 'fill="#ffffff"' in drawn or 'fill="#fff"' in drawn
    assert 'aria-hidden="true"' in drawn
    assert share.qr_code("https://catalogue.example.org/" + "x" * 5000) == ""


def test_what_was_withdrawn_leads_to_the_record_of_the_same_work(moved: Client) -> None:
    response = moved.get("/record/t:old")
    assert (response.status_code, response["Location"]) == (301, "/record/t:new?was=t%3Aold")
    page = Page(moved.get(response["Location"]))
    assert page.text("//*[@data-was]") == "The record t:old was withdrawn. This is the same work."
    assert page.one('//link[@rel="canonical"]').get("href") == "http://testserver/record/t:new"


@pytest.mark.parametrize(
    "address", ["/record/t:lost", "/record/t:two", "/record/t:lost.ris", "/record/t:lost/staff"]
)
def test_what_has_no_one_successor_stays_gone(moved: Client, address: str) -> None:
    assert moved.get(address).status_code == 410


@pytest.mark.parametrize("was", ["t:new", "t:never", "t:lost", "<b>words of somebody</b>"])
def test_an_address_can_not_claim_what_is_not_so(moved: Client, was: str) -> None:
    page = Page(moved.get("/record/t:new", {"was": was}))
    assert page.status == 200
    assert not page.all("//*[@data-was]")


def test_bytes_come_as_a_file_and_never_as_a_page(client: Client) -> None:
    response = client.get(SEED + "/raw")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert b"Tacrolimus" in response.content


def test_the_staff_view_says_how_it_is_indexed(client: Client) -> None:
    page = Page(client.get(SEED + "/staff"))
    table = page.all('//table[contains(@class, "indexed")]/tbody/tr')
    rows = {words(r[0]): (words(r[1]), words(r[2])) for r in table}
    assert rows["format"] == ("keyword", "Article CaseReport")
    assert rows["year"] == ("integer", "2014")
    assert page.row("source")[1] == "pubmed"
    assert page.all(f'//a[@href="{SEED}/raw"]')


def test_a_page_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    etag = client.get(SEED)["ETag"]
    again = client.get(SEED, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    german = client.get(SEED, headers={"if-none-match": etag, "accept-language": "de"})
    assert german.status_code == 200


@pytest.mark.parametrize(
    ("tab", "ours"),
    [
        ("", ""),
        ("/Holdings", "#holdings"),
        ("/TOC", "#contents"),
        ("/Details", "/staff"),
        ("/Cite", "/cite"),
        ("/Email", "/share"),
    ],
)
def test_tabs_and_actions_of_vufind_lead_to_their_places(client: Client, tab: str, ours: str) -> None:
    response = client.get(f"/Record/pubmed:25473571{tab}")
    assert (response.status_code, response["Location"]) == (301, SEED + ours)
