"""Keys that are compared whole: identifiers in any form, call numbers, whole titles."""

from __future__ import annotations

import re

from pinakes.index import analysis
from pinakes.index.folding import fold
from pinakes.index.stopwords import ARTICLES
from pinakes.records import identifiers

_LABEL = re.compile(
    r"^\s*(?:https?://(?:dx\.)?(?:doi\.org|orcid\.org|viaf\.org/viaf|d-nb\.info/gnd|pubmed\.ncbi\.nlm\.nih\.gov)/"
    r"|(?:doi|isbn(?:-1[03])?|issn|e-?issn|pmid|pmcid|orcid|lccn|oclc|gnd|viaf|isni|urn|arxiv)\s*:?\s+"
    r"|(?:doi|isbn(?:-1[03])?|issn|pmid|pmcid|orcid|lccn|oclc|gnd|viaf|isni|arxiv)\s*:\s*"
    r"|\([^()]{2,12}\)\s*)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\W_]+")
_OCLC = re.compile(r"^(?:ocm|ocn|on)0*(?=\d{5,})")
_LONE_DOTS = re.compile(r"(?<!\d)\.|\.(?!\d)")
_NEITHER_WORD_NOR_DOT = re.compile(r"[^\w.]+|_")
_SUBTITLE = re.compile(r"\s*[:=/;]\s+|\s+[-–—]\s+")
LONGEST_KEY = 200


def identifier_keys(text: str) -> tuple[str, ...]:
    """The keys of an identifier as printed; the same for all forms of it, both lengths for an ISBN."""
    bare = fold(text if text.isdigit() else _LABEL.sub("", text, count=1))
    if "10." in bare and (doi := identifiers.doi(bare)):
        return (_SIGNS.sub("", doi)[:LONGEST_KEY],)
    key = bare if bare.isalnum() else _SIGNS.sub("", bare)
    if key.startswith("o"):
        key = _OCLC.sub("", key)
    key = key[:LONGEST_KEY]
    found = [key] if key else []
    digits = len(key) if key.isdigit() else sum([sign.isdigit() for sign in key])
    if digits >= 9 and (isbn := identifiers.isbn(bare)):
        found = [isbn]
        if short := identifiers.isbn10(isbn):
            found.append(short.lower())
    elif key.isdigit() and key.startswith("0") and (short := key.lstrip("0")):
        found.append(short)
    return tuple(found)


def call_number_key(text: str) -> str:
    """Letters, digits and the dots between digits: "QA 76.73 .P98" → "qa76.73p98"."""
    folded = _NEITHER_WORD_NOR_DOT.sub("", fold(text))
    return (_LONE_DOTS.sub("", folded) if "." in folded else folded)[:LONGEST_KEY]


def title_keys(title: str, words: list[str] | None = None) -> tuple[str, ...]:
    """A whole title as one key: as it is, without its subtitle, without its leading article.

    ``words`` are its words, where they are known already.
    """
    found: dict[str, None] = {}
    for part in dict.fromkeys((title, _SUBTITLE.split(title, maxsplit=1)[0])):
        if words is None or part is not title:
            words = analysis.words(part)
        if key := whole_key(words):
            found[key] = None
            if len(words) > 1 and words[0] in ARTICLES:
                found[whole_key(words[1:])] = None
    return tuple(found)


def whole_key(words: list[str]) -> str:
    """Words as one key: run together, so that hyphens don't decide."""
    return "".join(words)[:LONGEST_KEY]
