"""Saved items survive: deleted, joined or renamed records are found again or shown as what was kept of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils.translation import override

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving, successors
from pinakes.lists.models import ReaderList
from pinakes.records.record import Identifier, Record
from pinakes.store.port import Joined

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from web_catalogue import catalogue_of
from web_page import Page


def numbered(local: str, doi: str, title: str = "Anti-synthetase syndrome") -> Record:
    return Record(
        source="src",
        local_id=local,
        title=title,
        formats=("Article",),
        identifiers=(Identifier(scheme="doi", value=doi, printed=doi),),
    )


@pytest.fixture
def moved(reader: Any) -> Any:
    """A list of three records, saved while all were there; then one is renamed, one withdrawn, one joined."""
    old = [numbered("1", "10.1000/one"), numbered("2", "10.1000/two"), numbered("3", "10.1000/three")]
    before = catalogue_of(old)
    made = ReaderList.objects.create(owner=reader, title="x")
    saving.save(made, before.store.get_many([r.id for r in old]), reader)
    after = catalogue_of(
        [numbered("new", "10.1000/one", "The same, elsewhere"), *old[1:], numbered("lead", "10.1000/three")],
        deleted=["src:2"],
    )
    after.store.joins.join([Joined(id="src:3", into="src:lead"), Joined(id="src:lead")], state=b"")
    conf.use_catalogue(after)
    yield made
    conf.use_catalogue(None)


def signed_in(reader: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(reader)
    return client


def test_a_renamed_record_is_found_by_its_number(moved: ReaderList) -> None:
    found = successors.records(list(moved.entries.all()))
    assert found["src:1"].id == "src:new"


def test_a_joined_record_is_shown_as_the_one_that_leads(moved: ReaderList) -> None:
    found = successors.records(list(moved.entries.all()))
    assert found["src:3"].id == "src:lead"


def test_a_withdrawn_record_keeps_title_and_numbers(moved: ReaderList, reader: Any) -> None:
    page = Page(signed_in(reader).get(moved.address))
    shadow = page.one('//li[@data-record-id="src:2"]')
    text = " ".join(shadow.text_content().split())
    assert "No longer in the catalogue since" in text
    assert "Anti-synthetase syndrome" in text
    assert "DOI 10.1000/two" in text
    assert shadow.xpath('.//a[contains(@href, "/search?")]')


def test_a_successor_is_noted_for_who_may_write(moved: ReaderList, reader: Any) -> None:
    ReaderList.objects.update(visibility="public")
    Client().get(moved.address)
    assert moved.entries.get(record_id="src:1").successor == ""
    signed_in(reader).get(moved.address)
    assert moved.entries.get(record_id="src:1").successor == "src:new"
    assert moved.entries.get(record_id="src:3").successor == "src:lead"
    record = Page(signed_in(reader).get("/record/src:new"))
    assert record.text('//*[@data-field="saved-in"]') == "Saved in: x"


def test_a_record_that_comes_back_is_shown_itself(moved: ReaderList) -> None:
    moved.entries.filter(record_id="src:1").update(successor="src:new")
    conf.use_catalogue(catalogue_of([numbered("1", "10.1000/one"), numbered("new", "10.1000/one")]))
    found = successors.records(list(moved.entries.all()), remember=True)
    assert found["src:1"].id == "src:1"
    assert moved.entries.get(record_id="src:1").successor == ""


def test_a_journals_number_leads_to_no_successor(reader: Any) -> None:
    issn = (Identifier(scheme="issn", value="1234-5679"),)
    article = msgspec.structs.replace(numbered("1", "x"), identifiers=issn)
    before = catalogue_of([article])
    made = ReaderList.objects.create(owner=reader, title="x")
    saving.save(made, before.store.get_many(["src:1"]), reader)
    conf.use_catalogue(catalogue_of([msgspec.structs.replace(article, local_id="other")]))
    try:
        assert successors.records(list(made.entries.all())) == {}
    finally:
        conf.use_catalogue(None)


def test_an_index_that_does_not_answer_hides_no_list(
    moved: ReaderList, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pinakes.errors import IndexUnavailable

    def silent(_self: Catalogue, _request: Any) -> None:
        raise IndexUnavailable("down")

    monkeypatch.setattr(Catalogue, "find", silent)
    assert signed_in(reader).get(moved.address).status_code == 200


def test_whole_lists_cite_and_export_what_took_the_place(moved: ReaderList, reader: Any) -> None:
    where = signed_in(reader).post(f"{moved.address}/act", {"do": "cite", "every": "1"})["Location"]
    assert where == "/cite?id=src%3Anew&id=src%3Alead"


def test_a_tombstone_in_german(moved: ReaderList, reader: Any) -> None:
    client = signed_in(reader)
    with override("de"):
        page = client.get(moved.address, headers={"accept-language": "de"}).content.decode()
    assert "Nicht mehr im Katalog seit" in page
