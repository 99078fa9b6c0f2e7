"""What was said stays when a record is withdrawn or joined with another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.formats import native
from pinakes.records.record import Record
from pinakes.store import encoding
from pinakes.store.port import Joined
from pinakes.tagging.models import Rating

Clients = Callable[..., Client]
ONE, TWO, GONE = "a:1", "b:2", "c:3"


@pytest.fixture
def catalogue(db: None) -> Iterator[Catalogue]:
    """Three works of its own: tests withdraw and join them."""
    made = catalogue_of(
        [
            Record(source=s, local_id=n, title=f"Title of {s}{n}", formats=("Book",))
            for s, n in (("a", "1"), ("b", "2"), ("c", "3"))
        ]
    )
    conf.use_catalogue(made)
    yield made
    conf.use_catalogue(None)


def join(catalogue: Catalogue) -> None:
    both = encoding.compress(native.encode(catalogue.record(ONE).record))
    joins = [Joined(id=ONE, encoded=both, sources=("a", "b")), Joined(id=TWO, into=ONE)]
    catalogue.store.joins.join(joins, state=b"x")


def tags(client: Client, record: str) -> list[str]:
    return [words(b) for b in Page(client.get(f"/record/{record}")).all('//*[@id="tags"]//li//bdi')]


def test_tags_of_joined_records_stand_on_one_page(client_of: Clients, catalogue: Catalogue) -> None:
    anna = client_of("anna")
    anna.post("/tagging/tags", {"record": ONE, "tags": "both one"})
    anna.post("/tagging/tags", {"record": TWO, "tags": "both two"})
    anna.post("/tagging/comments", {"record": TWO, "text": "Of the second"})
    join(catalogue)
    assert sorted(tags(anna, ONE)) == ["both", "one", "two"]
    assert "Of the second" in Page(anna.get(f"/record/{ONE}")).text('//*[@id="comments"]')
    for key in ("both", "two"):
        page = Page(anna.get(f"/tags/{key}"))
        assert [li.get("data-record-id") for li in page.all("//li[@data-record-id]")] == [ONE]
    anna.post("/tagging/tags", {"record": TWO, "tags": "TWO new"})
    assert sorted(tags(anna, ONE)) == ["both", "new", "one", "two"]
    for key in ("both", "two"):
        anna.post("/tagging/tags/remove", {"record": ONE, "tag": key})
    assert sorted(tags(anna, ONE)) == ["new", "one"]


def test_one_reader_rates_a_joined_work_once(
    client_of: Clients, catalogue: Catalogue, settings_of: Callable[[str], None]
) -> None:
    settings_of("[community]\nratings = true\n")
    anna = client_of("anna")
    anna.post("/tagging/rating", {"record": ONE, "stars": 1})
    anna.post("/tagging/rating", {"record": TWO, "stars": 5})
    join(catalogue)
    anna.post("/tagging/rating", {"record": TWO, "stars": 4})
    assert [(r.record_id, r.stars) for r in Rating.objects.all()] == [(ONE, 4)]


def test_a_withdrawn_record_keeps_its_tags_and_says_that_it_is_withdrawn(
    client_of: Clients, catalogue: Catalogue
) -> None:
    anna = client_of("anna")
    anna.post("/tagging/tags", {"record": GONE, "tags": "kept"})
    catalogue.store.delete_many([GONE])
    page = Page(anna.get("/tags/kept"))
    assert page.text('//li[contains(@class, "gone")]') == "Withdrawn: Title of c3"
    assert page.one('//li[contains(@class, "gone")]//a').get("href") == f"/record/{GONE}"


def test_a_record_that_was_never_in_this_catalogue_is_named_by_what_was_kept(
    client_of: Clients, catalogue: Catalogue
) -> None:
    from pinakes.accounts.models import Reader
    from pinakes.tagging.models import RecordTag

    client = client_of("anna")
    RecordTag.objects.create(
        reader=Reader.objects.get(), record_id="old:9", title="An old one", tag="kept", key="kept"
    )
    page = Page(client.get("/tags/kept"))
    assert page.text('//li[contains(@class, "gone")]') == "Withdrawn: An old one"
    assert page.all('//li[contains(@class, "gone")]//a') == []
