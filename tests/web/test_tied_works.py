"""Works that name another as theirs are shown on its page too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page

from pinakes import conf
from pinakes.records.record import Identifier, Record, Relation


def doi(value: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme="doi", value=value),)


@pytest.fixture
def client(db: None) -> Iterator[Client]:
    tie = Relation(kind="supplement-of", identifiers=doi("10.1000/article"))
    conf.use_catalogue(
        catalogue_of(
            [
                Record(
                    source="a",
                    local_id="1",
                    title="The article",
                    formats=("Article",),
                    identifiers=doi("10.1000/article"),
                ),
                Record(source="a", local_id="2", title="Its data", formats=("DataSet",), relations=(tie,)),
                Record(source="a", local_id="3", title="Something else"),
            ]
        )
    )
    yield Client(headers={"accept-language": "en"})
    conf.use_catalogue(None)


def test_a_data_set_that_names_an_article_is_shown_with_it(client: Client) -> None:
    page = Page(client.get("/record/a:1"))
    (tied,) = page.all("//*[@data-field='tied']")
    assert [a.get("href") for a in tied.xpath(".//a[starts-with(@href, '/record/')]")] == ["/record/a:2"]
    assert page.all("//*[@id='relations']/h2")
    assert Page(client.get("/record/a:2")).all("//*[@data-field='relation-supplement-of']")
    assert not Page(client.get("/record/a:3")).all("//*[@id='relations']")
