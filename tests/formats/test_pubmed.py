"""PubMed XML."""

from __future__ import annotations

import io

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.pubmed import PUBMED
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
