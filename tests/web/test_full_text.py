"""Ways to the text: their order, the link resolver by OpenURL, the proxy, and what the reader may expect."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pinakes import conf
from pinakes.conf import FullTextSettings
from pinakes.errors import ConfigurationError
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, Holding, HostItem, Identifier, Link, Record
from pinakes.web import full_text, openurl

OPEN = Link(url="https://repository.example.org/1.pdf", kind="fulltext", access="open", label="Repository")
PAID = Link(url="https://journals.example.com/1", kind="fulltext", access="subscription")
ARTICLE = Record(
    title="On lists",
    contributors=(Contributor(name="Blum, Rudolf", family="Blum", given="Rudolf", roles=("aut",)),),
    formats=("Article",),
    date=PublicationDate(edtf="1991-05", first_year=1991),
    host=HostItem(
        title="Journal of Lists",
        volume="2",
        issue="3",
        first_page="70",
        last_page="72",
        identifiers=(Identifier(scheme="issn", value="2051-3380"),),
    ),
    identifiers=(Identifier(scheme="doi", value="10.1000/x"),),
    links=(PAID, OPEN),
)
RESOLVER = FullTextSettings(resolver="https://resolver.example.org/?sid=us")
PROXY = "https://proxy.example.org/login?url="


def kinds(record: Record, chosen: FullTextSettings) -> list[str]:
    return [way.kind for way in full_text.ways(record, chosen)]


def test_a_free_copy_comes_first_and_the_resolver_last() -> None:
    assert kinds(ARTICLE, RESOLVER) == ["open", "link", "doi", "resolver"]


def test_the_library_chooses_the_order_and_what_is_left_out() -> None:
    chosen = FullTextSettings(order=("resolver", "open"), resolver="https://resolver.example.org/")
    assert kinds(ARTICLE, chosen) == ["resolver", "open"]


def test_a_doi_that_a_link_has_already_is_not_offered_twice() -> None:
    link = Link(url="https://doi.org/10.1000/X", kind="fulltext")
    assert kinds(
        Record(title="x", host=ARTICLE.host, identifiers=ARTICLE.identifiers, links=(link,)), RESOLVER
    ) == [
        "link",
        "resolver",
    ]


def test_what_stands_on_the_shelf_needs_no_resolver() -> None:
    assert kinds(Record(title="x", holdings=(Holding(location="Stacks"),)), RESOLVER) == []


def test_the_proxy_goes_before_what_needs_a_licence_only() -> None:
    found = {way.kind: way.href for way in full_text.ways(ARTICLE, FullTextSettings(proxy=PROXY))}
    assert found["open"] == OPEN.url
    assert found["link"] == PROXY + PAID.url
    assert found["doi"] == PROXY + "https://doi.org/10.1000/x"


def test_the_proxy_can_be_limited_to_hosts() -> None:
    chosen = FullTextSettings(proxy=PROXY, proxy_hosts=("example.com",))
    assert full_text.proxied(PAID.url, chosen) == PROXY + PAID.url
    assert full_text.proxied("https://notexample.com/", chosen) == "https://notexample.com/"


def test_a_proxy_that_wants_its_address_encoded_gets_it_so() -> None:
    chosen = FullTextSettings(proxy="https://proxy.example.org/login?qurl=")
    assert full_text.proxied("https://a.example/?x=1&y=2", chosen).endswith(
        "qurl=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y%3D2"
    )


def test_a_reader_is_told_what_to_expect() -> None:
    first = full_text.ways(ARTICLE, FullTextSettings())[0]
    assert (first.expect, first.where) == ("PDF, free to read", "Repository")


def test_the_resolver_is_asked_by_openurl() -> None:
    address = full_text.ways(ARTICLE, RESOLVER)[-1].href
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith("https://resolver.example.org/?sid=us&")
    expected = {
        "sid": ["us"], "url_ver": ["Z39.88-2004"], "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft.genre": ["article"], "rft.atitle": ["On lists"], "rft.jtitle": ["Journal of Lists"], "rft.volume": ["2"],
        "rft.issue": ["3"], "rft.spage": ["70"], "rft.epage": ["72"], "rft.issn": ["2051-3380"],
        "rft.date": ["1991-05"], "rft.aulast": ["Blum"], "rft_id": ["info:doi/10.1000/x"],
    }  # fmt: skip
    assert {name: asked[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Record(formats=("Book",)), "book"),
        (Record(formats=("Thesis", "Book")), "dissertation"),
        (Record(formats=("Chapter",), host=HostItem(title="A book")), "book"),
        (Record(formats=("Journal",)), "journal"),
        (Record(formats=("Map",)), "dc"),
        (Record(formats=("DataSet",)), "dc"),
    ],
)
def test_each_kind_has_the_matrix_that_is_registered_for_it(record: Record, expected: str) -> None:
    assert openurl.metadata_format(record) == expected


def test_a_resolver_that_is_no_web_address_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text('[fulltext]\nresolver = "resolver.example.org"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"fulltext\.resolver .* begins with https://"):
        conf.load(tmp_path)
