"""PubMed XML."""

from __future__ import annotations

import io

import pytest

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.pubmed import PUBMED, PubmedReader
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestPubmedSuite(FormatSuite):
    name = "pubmed"


def article(inside: str) -> Record:
    raw = f"<PubmedArticle><MedlineCitation><PMID>1</PMID>{inside}</MedlineCitation></PubmedArticle>".encode()
    (found,) = read(PUBMED.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def test_the_final_dot_of_an_abbreviation_stays() -> None:
    assert (
        article("<Article><ArticleTitle>On <i>Candida</i> spp.</ArticleTitle></Article>").title
        == "On Candida spp."
    )
    assert (
        article("<Article><ArticleTitle>On four patients.</ArticleTitle></Article>").title
        == "On four patients"
    )


def test_brackets_mark_a_translated_title() -> None:
    found = article("<Article><ArticleTitle>[On lungs].</ArticleTitle></Article>")
    assert (found.title, found.title_language) == ("On lungs", "eng")


def test_entities_are_not_expanded() -> None:
    raw = b'<!DOCTYPE x [<!ENTITY a "aaa">]><PubmedArticle><MedlineCitation>'
    raw += (
        b"<PMID>1</PMID><Article><ArticleTitle>&a;</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )
    (found,) = read(PUBMED.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, ReadFailure) or "aaa" not in found.title


@pytest.mark.parametrize(
    ("pii", "pages", "number"),
    [
        ("e42692", "", "e42692"),
        ("1042", "", "1042"),
        ("S0140-6736(20)30183-5", "", ""),
        ("e42692", "<Pagination><MedlinePgn>70-2</MedlinePgn></Pagination>", ""),
    ],
)
def test_an_article_without_pages_is_found_by_its_publishers_number(
    pii: str, pages: str, number: str
) -> None:
    raw = (
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><Title>Respiration</Title></Journal>"
        f"<ArticleTitle>A title</ArticleTitle>{pages}<ELocationID EIdType='pii'>{pii}</ELocationID></Article>"
        "</MedlineCitation></PubmedArticle>"
    )
    host = PubmedReader().parse(raw.encode()).host
    assert host is not None
    assert host.article_number == number
