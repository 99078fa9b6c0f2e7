"""Kinds of articles in JATS: @article-type and headings of the journal, in our codes."""

from __future__ import annotations

import re

from lxml import etree

from pinakes.formats.inline_markup import text_of

_FORMATS: dict[str, tuple[str, ...]] = {
    "case-report": ("CaseReport", "Article"), "review-article": ("Review", "Article"),
    "systematic-review": ("Review", "Article"), "meta-analysis": ("Review", "Article"),
    "editorial": ("Letter", "Article"), "letter": ("Letter", "Article"), "reply": ("Letter", "Article"),
    "article-commentary": ("Letter", "Article"), "discussion": ("Letter", "Article"),
    "meeting-report": ("ConferencePaper",), "abstract": ("ConferencePaper",), "proceedings": ("ConferenceProceedings",),
    "dissertation": ("Thesis",), "preprint": ("Preprint",), "books-received": ("Article",),
}  # fmt: skip
# Headings that say it where the type is only "research-article" or "other".
_HEADINGS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(
            r"(?:clinical |rare |short |brief |surgical )?case (?:reports?|studies|study|series|presentations?)\b.*",
            re.IGNORECASE,
        ),
        ("CaseReport", "Article"),
    ),
    (
        re.compile(
            r"(?:mini-?|systematic |clinical |invited )?reviews?(?: articles?)?|meta-analys[ie]s",
            re.IGNORECASE,
        ),
        ("Review", "Article"),
    ),
    (
        re.compile(
            r"editorials?|letters?(?: to the editors?)?|correspondence|commentar(?:y|ies)", re.IGNORECASE
        ),
        ("Letter", "Article"),
    ),
    (re.compile(r"preprints?", re.IGNORECASE), ("Preprint",)),
)


def headings(meta: etree._Element) -> tuple[str, ...]:
    """Headings under which the journal prints the article ("Research Article")."""
    found = []
    for group in meta.findall("article-categories/subj-group"):
        if (
            group.get("subj-group-type", "heading") == "heading"
            or len(meta.findall("article-categories/subj-group")) == 1
        ):
            found += [words for one in group.findall("subject") if (words := text_of(one))]
    return tuple(dict.fromkeys(found))


def formats(article: etree._Element, meta: etree._Element) -> tuple[str, ...]:
    """Codes of formats, the most telling first."""
    kind = article.get("article-type", "")
    if found := _FORMATS.get(kind):
        return found
    for heading in headings(meta):
        for pattern, codes in _HEADINGS:
            if pattern.fullmatch(heading):
                return codes
    return ("Article",)


def publication_types(article: etree._Element, meta: etree._Element) -> tuple[str, ...]:
    """@article-type and the headings, each once ("case-report" and "Case Report" are the same)."""
    found: dict[str, str] = {}
    for words in (*headings(meta), article.get("article-type", "")):
        if words:
            found.setdefault(words.casefold().replace("-", " ").rstrip("s"), words)
    return tuple(found.values())
