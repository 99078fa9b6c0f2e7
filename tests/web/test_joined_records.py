"""A record that several sources describe: one page, the way to it, and what each source says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page

from pinakes import conf
from pinakes.ingest.duplicates.joining import join_duplicates
from pinakes.ingest.duplicates.rules import Rules
from pinakes.records.record import Contributor, Identifier, Record

TITLE = "On the harbours of the northern sea"


@pytest.fixture
def joined(client: Client) -> Iterator[None]:
    people = (Contributor(name="Hansen, Inge"), Contributor(name="Berg, Tove"))
    doi = (Identifier(scheme="doi", value="10.5555/harbours"),)
    ours = Record(source="ours", local_id="1", title=TITLE, contributors=people, edition="Ours")
    theirs = Record(
        source="theirs", local_id="7", title=TITLE, contributors=people, identifiers=doi, physical=("9 p.",)
    )
    catalogue = catalogue_of([ours, theirs])
    join_duplicates(catalogue.store, catalogue.index, Rules())
    conf.use_catalogue(catalogue)
    yield
    conf.use_catalogue(None)


@pytest.mark.usefixtures("joined")
def test_results_show_it_once(client: Client) -> None:
    page = Page(client.get("/search?q=harbours"))
    assert [h.get("data-record-id") for h in page.all("//li[@data-record-id]")] == ["ours:1"]


@pytest.mark.usefixtures("joined")
def test_its_page_has_what_all_say_and_names_its_sources(client: Client) -> None:
    page = Page(client.get("/record/ours:1"))
    label, value = page.row("source")
    assert label == "Sources"
    assert "ours" in value
    assert "as theirs has it" in value
    assert "10.5555/harbours" in page.text("//main")


@pytest.mark.usefixtures("joined")
def test_the_address_of_the_other_leads_there(client: Client) -> None:
    answer = client.get("/record/theirs:7")
    assert (answer.status_code, answer["Location"]) == (302, "/record/ours:1")


@pytest.mark.usefixtures("joined")
def test_each_source_can_be_seen_by_itself(client: Client) -> None:
    own = Page(client.get("/record/ours:1?own=1"))
    assert own.status == 200
    assert "10.5555/harbours" not in own.text("//main")
    assert "one of several sources says: ours" in own.text("//main")
    other = Page(client.get("/record/theirs:7?own=1"))
    assert "one of several sources says: theirs" in other.text("//main")
    assert other.one("//p[@data-of-one]//a").get("href") == "/record/ours:1"


@pytest.mark.usefixtures("joined")
def test_an_export_is_of_all_of_it(client: Client) -> None:
    assert b"10.5555/harbours" in client.get("/record/ours:1.ris").content
