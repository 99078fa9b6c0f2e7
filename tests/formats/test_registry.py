"""Formats are known by their content, never by a name."""

from __future__ import annotations

import pytest

from pinakes.errors import UnknownFormat
from pinakes.formats import registry


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"TY  - JOUR\nTI  - @article{a, title={PMID- 1}}\nER  - ", "ris"),
        (b"PMID- 1\nTI  - TY  - JOUR\n", "nbib"),
        (b"\xef\xbb\xbf\r\n\r\nPMID- 1\r\nOWN - NLM\r\n", "nbib"),
        (b"% TY  - JOUR\n@article{a,\n title = {T}}", "bibtex"),
        (b"\n\n@string{a = {b}}\n@book{x, title=a}", "bibtex"),
        (b'[{"type":"book","title":"@article{a, b}"}]', "csl-json"),
        (b'{"title":"One","local_id":"1"}', "pinakes"),
        (b'{"id":"1","type":"article-journal","title":"T","DOI":"10.1/x"}', "csl-json"),
        (b"<PubmedArticleSet><PubmedArticle>", "pubmed"),
        (b'<?xml version="1.0"?><!-- c --><PubmedArticleSet>', "pubmed"),
        ("TY  - JOUR\r\nTI  - T\r\nER  - ".encode("utf-16"), "ris"),
    ],
)
def test_content_decides(head: bytes, expected: str) -> None:
    assert registry.recognise(head).name == expected


@pytest.mark.parametrize(
    "head",
    [
        b"Dear Sir, write to me@example.org (soon, please)",
        b"<html><body>PMID- 1</body></html>",
        b'{"id":"https://openalex.org/W1","type":"article","title":"T","authorships":[]}',
        b'{"data":{"attributes":{"titles":[]}}}',
        b"@media print { a, b { color: red } }",
        b'{"a": 1}',
        b"%PDF-1.7",
    ],
)
def test_what_is_none_of_them_is_unknown(head: bytes) -> None:
    with pytest.raises(UnknownFormat):
        registry.recognise(head)


def test_nothing_is_unknown() -> None:
    with pytest.raises(UnknownFormat, match="nothing in it"):
        registry.recognise(b"\xef\xbb\xbf \r\n")


def test_an_unknown_name_tells_the_names_that_exist() -> None:
    with pytest.raises(UnknownFormat, match="ris"):
        registry.get("risk")
