"""Abstracts of JATS with their sections, kinds and languages, those of translations too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lxml import etree

from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import LANGUAGE, child, inline
from pinakes.records import languages
from pinakes.records.record import Abstract, Section

_Kind = Literal["abstract", "summary", "review", "plain-language", "content-advice"]
_HEADINGS_OF_ALL = frozenset(
    {"abstract", "summary", "zusammenfassung", "resumen", "résumé", "resumo", "riassunto"}
)
_DOI_ALONE = re.compile(r"(?:DOI:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+")
_NOT_TEXT = ("fig", "graphic", "object-id", "table-wrap", "fn-group")


def abstracts(meta: etree._Element, language: str) -> tuple[Abstract, ...]:
    """The abstract first, then those for others: plain language, the editor's summary, translations."""
    found: list[Abstract] = []
    for element in (*meta.findall("abstract"), *meta.findall("trans-abstract")):
        kind = (element.get("abstract-type") or "").lower()
        if kind in ("graphical", "visual-abstract") and not any(text_of(p) for p in element.iter("p")):
            continue
        own = languages.code(element.get(LANGUAGE, ""))
        if element.tag == "abstract" and own == language:
            own = ""
        if one := _abstract(element, kind, own):
            found.append(one)
    return tuple(sorted(found, key=lambda a: bool(a.label) or a.kind != "abstract"))


def translations(article: etree._Element) -> tuple[Abstract, ...]:
    """Abstracts in the translations of the article that stand in the same file."""
    found: list[Abstract] = []
    for part in article.findall("sub-article"):
        if part.get("article-type") != "translation":
            continue
        for element in (*part.findall("front-stub/abstract"), *part.findall("front/article-meta/abstract")):
            own = languages.code(element.get(LANGUAGE) or part.get(LANGUAGE) or "")
            if one := _abstract(element, "", own):
                found.append(one)
    return tuple(found)


def _abstract(element: etree._Element, kind: str, language: str) -> Abstract | None:
    sections = list(_sections(element, ""))
    if not sections:
        return None
    title = child(element, "title")
    label = text_of(title).strip(" .:") if title is not None else ""
    if label.casefold() in _HEADINGS_OF_ALL:
        label = ""
    ours: _Kind = "abstract"
    if "plain" in kind or "lay" in kind or "non-technical" in kind:
        ours = "plain-language"
    elif kind in (
        "executive-summary",
        "editor",
        "teaser",
        "toc",
        "short",
        "precis",
        "key-points",
        "web-summary",
    ):
        ours = "summary"
    if ours == "summary" and not label:
        label = kind.replace("-", " ").capitalize()
    labelled = any(s.label for s in sections)
    return Abstract(
        text=" ".join(s.text for s in sections), language=language, label=label, kind=ours,
        sections=tuple(sections) if labelled else (),
    )  # fmt: skip


def _sections(element: etree._Element, label: str) -> Iterator[Section]:
    """Paragraphs under one label are one section; a paragraph may begin with its label in bold."""
    texts: list[str] = []
    current = label
    for part in element:
        if part.tag == "sec":
            if texts:
                yield Section(label=current, text=" ".join(texts))
            texts, current = [], label
            heading = child(part, "title")
            own = inline(heading).rstrip(" .:") if heading is not None else label
            if not own.casefold().startswith(("electronic supplementary", "supplementary information")):
                yield from _sections(part, own)
        elif part.tag not in ("title", "label", *_NOT_TEXT):
            own, text = _labelled(part)
            if own == "DOI" or _DOI_ALONE.fullmatch(text):
                continue
            if own:
                if texts:
                    yield Section(label=current, text=" ".join(texts))
                texts, current = [], own
            if text:
                texts.append(text)
    if texts:
        yield Section(label=current, text=" ".join(texts))


def _labelled(paragraph: etree._Element) -> tuple[str, str]:
    """("Background", rest) for a paragraph that begins with "<bold>Background:</bold>"."""
    text = inline(paragraph)
    if len(paragraph) and not (paragraph.text or "").strip() and paragraph[0].tag in ("bold", "italic"):
        own = text_of(paragraph[0])
        behind = (paragraph[0].tail or "").lstrip()
        if (
            len(own) <= 60
            and (own.endswith(":") or behind.startswith(":"))
            and text.startswith(own.rstrip(":"))
        ):
            return own.rstrip(" .:"), re.sub(r"^[\s:.]+", "", text[len(own.rstrip(":")) :])
    return "", text
