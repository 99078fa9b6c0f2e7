"""Services that answer page by page, each by a server on loopback that answers as its documentation says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from pinakes.errors import SourceError
from pinakes.sources.base import Checkpoint, RawRecord
from pinakes.sources.crossref import Crossref
from pinakes.sources.datacite import DataCite
from pinakes.sources.doaj import Doaj
from pinakes.sources.europepmc import EuropePmc
from pinakes.sources.http import HttpClient
from pinakes.sources.openalex import OpenAlex
from pinakes.sources.paging import Paged, PagingState, Service
from pinakes.sources.pubmed import PubMed
from pinakes.sources.settings import (
    CrossrefSource,
    DataCiteSource,
    DoajSource,
    EuropePmcSource,
    OpenAlexSource,
    PubMedSource,
    SruSource,
)
from pinakes.sources.sru import Sru
from pinakes.testing.loopback import Loopback, loopback

MARCXML = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">Work {}</subfield></datafield></record>'
)
ITEMS = 5
"""Records of each search; a page holds two."""


def crossref(p: dict[str, str]) -> bytes:
    start = 0 if p["cursor"] == "*" else int(p["cursor"].removeprefix("c/+"))
    items = [{"DOI": f"10.5555/{n}"} for n in range(start, min(start + 2, ITEMS))]
    return json.dumps(
        {
            "status": "ok",
            "message": {"total-results": ITEMS, "items": items, "next-cursor": f"c/+{start + 2}"},
        }
    ).encode()


def openalex(p: dict[str, str]) -> bytes:
    start = 0 if p["cursor"] == "*" else int(p["cursor"])
    found = [{"id": f"https://openalex.org/W{n}"} for n in range(start, min(start + 2, ITEMS))]
    following = str(start + 2) if found else None
    return json.dumps({"meta": {"count": ITEMS, "next_cursor": following}, "results": found}).encode()


def europepmc(p: dict[str, str]) -> bytes:
    start = 0 if p["cursorMark"] == "*" else int(p["cursorMark"])
    found = [{"id": str(n), "source": "MED"} for n in range(start, min(start + 2, ITEMS))]
    mark = str(start + 2) if start + 2 < ITEMS else p["cursorMark"]
    return json.dumps(
        {"version": "6.9", "hitCount": ITEMS, "nextCursorMark": mark, "resultList": {"result": found}}
    ).encode()


def datacite(p: dict[str, str]) -> bytes:
    start = 0 if p["page[cursor]"] == "1" else int(p["page[cursor]"])
    data = [{"id": f"10.5072/{n}", "type": "dois"} for n in range(start, min(start + 2, ITEMS))]
    links = {"self": "x"} | (
        {"next": f"https://elsewhere.example/dois?page%5Bcursor%5D={start + 2}&page%5Bsize%5D=2"}
        if start + 2 < ITEMS
        else {}
    )
    return json.dumps({"data": data, "meta": {"total": ITEMS}, "links": links}).encode()


def doaj(p: dict[str, str]) -> bytes:
    start = (int(p["page"]) - 1) * 2
    found = [{"id": str(n)} for n in range(start, min(start + 2, ITEMS))]
    # The service counts in hundreds; so that two a page are enough for a test, it says so many.
    return json.dumps({"total": ITEMS * 50, "page": int(p["page"]), "results": found}).encode()


def sru(p: dict[str, str]) -> bytes:
    start = int(p["startRecord"])
    shown = range(start, min(start + 2, ITEMS + 1))
    records = "".join(
        f"<record><recordSchema>marcxml</recordSchema><recordPacking>xml</recordPacking>"
        f"<recordData>{MARCXML.format(n)}</recordData></record>"
        for n in shown
    )
    return (
        '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><version>1.1</version>'
        f"<numberOfRecords>{ITEMS}</numberOfRecords><records>{records}</records></searchRetrieveResponse>"
    ).encode()


CASES: dict[str, tuple[Callable[[str], Service], Callable[[dict[str, str]], bytes]]] = {
    "crossref": (
        lambda url: Crossref(CrossrefSource(url=url, query="lung", filter="issn:2051-3380")),
        crossref,
    ),
    "openalex": (lambda url: OpenAlex(OpenAlexSource(url=url, filter="type:article", api_key="k")), openalex),
    "europepmc": (lambda url: EuropePmc(EuropePmcSource(url=url, query="lung OR heart")), europepmc),
    "datacite": (lambda url: DataCite(DataCiteSource(url=url, query="lung")), datacite),
    "doaj": (lambda url: Doaj(DoajSource(url=url, query="lung/heart")), doaj),
    "sru": (lambda url: Sru(SruSource(url=url, query="dc.title=lung")), sru),
}


def paged(service: Service, server: Loopback, **options: Any) -> Paged:
    return Paged(
        service, url=server.url, client=HttpClient(pause=lambda seconds: None, attempts=2), **options
    )


@pytest.fixture(params=CASES)
def case(
    request: pytest.FixtureRequest,
) -> tuple[Callable[[str], Service], Callable[[dict[str, str]], bytes]]:
    return CASES[request.param]


def test_every_page_is_asked_for_and_only_where_the_configuration_says(case: Any) -> None:
    make, say = case
    with loopback(lambda path, p: say(p)) as server:
        source = paged(make(server.url), server)
        pieces = list(source.read())
        records = [p for p in pieces if isinstance(p, RawRecord)]
        assert len({p.data for p in records}) == len(records) == ITEMS
        assert source.total_bytes >= ITEMS
        assert isinstance(pieces[-1], Checkpoint)
        assert dict(paged(make(server.url), server).describe())["finds"].endswith("records")


def test_a_harvest_that_broke_off_goes_on_with_the_page_that_came_next(case: Any) -> None:
    make, say = case
    with loopback(lambda path, p: say(p)) as server:
        state = next(p for p in paged(make(server.url), server).read() if isinstance(p, Checkpoint))
        rest = list(paged(make(server.url), server, state=state.state).read())
    assert len([p for p in rest if isinstance(p, RawRecord)]) == ITEMS - 2


def test_a_cursor_that_was_forgotten_begins_the_search_again(case: Any) -> None:
    make, say = case
    gone: list[bool] = []
    with loopback(lambda path, p: (404, {}, b"no such cursor") if gone and gone.pop() else say(p)) as server:
        state = next(p for p in paged(make(server.url), server).read() if isinstance(p, Checkpoint)).state
        gone.append(True)
        pieces = list(paged(make(server.url), server, state=state).read())
    assert len([p for p in pieces if isinstance(p, RawRecord)]) == ITEMS


def test_what_is_no_answer_is_said_with_its_beginning(case: Any) -> None:
    make, _ = case
    with (
        loopback(lambda path, p: b"<html>Down for maintenance</html>") as server,
        pytest.raises(SourceError, match="answer"),
    ):
        list(paged(make(server.url), server).read())


@pytest.mark.parametrize(
    ("name", "parameter", "said"),
    [
        ("crossref", "filter", "issn:2051-3380,from-index-date:2026-05-01"),
        ("openalex", "filter", "type:article,from_updated_date:2026-05-01"),
        ("europepmc", "query", "(lung OR heart) AND UPDATE_DATE:[2026-05-01 TO 3000-12-31]"),
        ("datacite", "query", "(lung) AND updated:[2026-05-01 TO *]"),
    ],
)
def test_only_what_has_changed_is_asked_for_the_next_time(name: str, parameter: str, said: str) -> None:
    make, say = CASES[name]
    with loopback(lambda path, p: say(p)) as server:
        list(
            paged(make(server.url), server, state=msgspec.json.encode(PagingState(done="2026-05-01"))).read()
        )
        assert server.parameters()[0][parameter] == said


def test_doaj_is_asked_under_the_query_and_for_changes_by_their_field() -> None:
    make, say = CASES["doaj"]
    with loopback(lambda path, p: say(p)) as server:
        list(
            paged(make(server.url), server, state=msgspec.json.encode(PagingState(done="2026-05-01"))).read()
        )
        assert server.asked[0][0] == (
            "/search/articles/%28lung%2Fheart%29%20AND%20last_updated%3A%5B2026-05-01%20TO%20%2A%5D"
        )


def test_a_search_that_doaj_does_not_give_whole_is_refused_with_the_way_out() -> None:
    with (
        loopback(lambda path, p: b'{"total": 1001, "results": [{}]}') as server,
        pytest.raises(SourceError, match="oai-pmh"),
    ):
        list(paged(CASES["doaj"][0](server.url), server).read())


def test_the_same_page_again_and_again_is_noticed() -> None:
    body = json.dumps({"message": {"items": [{"DOI": "1"}], "next-cursor": "x", "total-results": 9}}).encode()
    with (
        loopback(lambda path, p: body) as server,
        pytest.raises(SourceError, match="again and again"),
    ):
        list(paged(CASES["crossref"][0](server.url), server).read())


def test_sru_2_is_asked_without_operation_and_records_may_be_packed_as_text() -> None:
    body = (
        b'<r:searchRetrieveResponse xmlns:r="http://docs.oasis-open.org/ns/search-ws/sruResponse"><r:numberOfRecords>1'
        b"</r:numberOfRecords><r:records><r:record><r:recordData>&lt;record xmlns=&quot;http://www.loc.gov/MARC21/slim"
        b"&quot;/&gt;</r:recordData></r:record></r:records></r:searchRetrieveResponse>"
    )
    with loopback(lambda path, p: body) as server:
        (record, _) = paged(Sru(SruSource(url=server.url, query="x", version="2.0")), server).read()
        assert "operation" not in server.parameters()[0]
    assert isinstance(record, RawRecord)
    assert (record.format, record.data) == ("marcxml", b'<record xmlns="http://www.loc.gov/MARC21/slim"/>')


def test_the_diagnostic_of_an_sru_server_is_in_the_error() -> None:
    body = (
        b'<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>0</numberOfRecords><diagnostics>'
        b'<diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/66</uri><message>Unknown'
        b" schema</message></diagnostic></diagnostics></searchRetrieveResponse>"
    )
    with loopback(lambda path, p: body) as server, pytest.raises(SourceError, match="Unknown schema"):
        list(paged(CASES["sru"][0](server.url), server).read())


class Entrez:
    """ESearch and EFetch over articles that were entered on days of 2020."""

    def __init__(self, articles: int) -> None:
        self.articles = articles

    def __call__(self, path: str, p: dict[str, str]) -> bytes:
        if path.endswith("/esearch.fcgi"):
            low, high = (int(p[k].replace("/", "")) for k in ("mindate", "maxdate"))
            found = [n for n in range(self.articles) if low <= self.day(n) <= high]
            count = len(found)
            self.held = {**getattr(self, "held", {}), f"env{low}-{high}": found}
            return (
                f"<eSearchResult><Count>{count}</Count><RetMax>0</RetMax><QueryKey>1</QueryKey>"
                f"<WebEnv>env{low}-{high}</WebEnv></eSearchResult>"
            ).encode()
        found = self.held[p["WebEnv"]][int(p["retstart"]) :][: int(p["retmax"])]
        articles = "".join(
            f"<PubmedArticle><MedlineCitation><PMID>{n}</PMID><Article><ArticleTitle>T</ArticleTitle></Article>"
            "</MedlineCitation></PubmedArticle>"
            for n in found
        )
        return f"<?xml version='1.0'?><PubmedArticleSet>{articles}</PubmedArticleSet>".encode()

    @staticmethod
    def day(n: int) -> int:
        return 20200101 + 100 * (n % 12) + n % 28


@pytest.mark.parametrize("articles", [0, 1, 400, 401, 12_345])
def test_pubmed_gives_every_article_once_however_many_there_are(articles: int) -> None:
    with loopback(Entrez(articles)) as server:
        service = PubMed(
            PubMedSource(url=server.url, query="tacrolimus", contact="a@example.org", api_key="k")
        )
        pieces = list(paged(service, server).read())
        asked = server.parameters()
    records = [p.data for p in pieces if isinstance(p, RawRecord)]
    assert len(records) == len(set(records)) == articles
    assert all(
        p["tool"] == "pinakes" and p["email"] == "a@example.org" and p["api_key"] == "k" for p in asked
    )
    assert all(int(p["retstart"]) < 9_999 for p in asked if "retstart" in p)


def test_pubmed_is_asked_for_what_was_modified() -> None:
    with loopback(Entrez(1)) as server:
        service = PubMed(PubMedSource(url=server.url, query="a OR b"))
        list(paged(service, server, state=msgspec.json.encode(PagingState(done="2026-05-01"))).read())
        assert server.parameters()[0]["term"] == "(a OR b) AND 2026/05/01:3000[mdat]"


def test_what_pubmed_says_of_the_query_is_in_the_error() -> None:
    body = b"<eSearchResult><ERROR>Invalid db name</ERROR></eSearchResult>"
    with loopback(lambda path, p: body) as server, pytest.raises(SourceError, match="Invalid db name"):
        list(paged(PubMed(PubMedSource(url=server.url, query="x")), server).read())
