"""Ties to other articles in JATS: corrections, retractions, comments, companions, reviewed works.

Source: JATS 1.3, @related-article-type, and the values of the PMC Tagging Guidelines.
"""

from __future__ import annotations

import re

from lxml import etree

from pinakes.formats import article_parts as parts
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import HREF, inline
from pinakes.records.record import Relation, RelationKind

_KINDS: dict[str, tuple[RelationKind, str]] = {
    "corrected-article": ("corrects", "Correction of"), "correction-forward": ("erratum", "Corrected in"),
    "correction": ("erratum", "Corrected in"), "corrigendum": ("erratum", "Corrected in"),
    "retracted-article": ("retracts", "Retraction of"), "retraction-forward": ("retraction", "Retracted in"),
    "retraction": ("retraction", "Retracted in"), "partial-retraction": ("retracts", "Partial retraction of"),
    "partial-retraction-forward": ("retraction", "Partially retracted in"),
    "addended-article": ("supplement-of", "Addendum to"), "addendum": ("supplement", "Addendum"),
    "object-of-concern": ("related", "Expression of concern for"),
    "expression-of-concern": ("related", "Expression of concern in"),
    "concern-forward": ("related", "Expression of concern in"),
    "commentary-article": ("related", "Comment on"), "commentary": ("related", "Comment in"),
    "letter": ("related", "Letter"), "letter-reply": ("related", "Reply"), "reply": ("related", "Reply"),
    "authors-reply": ("related", "Reply"), "companion": ("related", "Companion article"),
    "peer-reviewed-article": ("review-of", "Peer review of"), "peer-review": ("reviewed-in", "Peer review"),
    "reviewed-article": ("review-of", "Review of"), "referee-report": ("reviewed-in", "Peer review"),
    "preprint": ("other-edition", "Preprint"), "version-of-record": ("other-edition", "Version of record"),
    "republished-article": ("other-edition", "Republished from"), "updated-article": ("earlier", "Update of"),
    "update": ("later", "Updated in"), "alt-language": ("translation", "In another language"),
    "translated-article": ("original", "Translation of"), "translation": ("translation", "Translation"),
    "concurrent-pub": ("other-edition", "Published concurrently in"),
    "article-reference": ("related", "Related article"),
    "data": ("data", "Data"), "dataset": ("data", "Data"),
}  # fmt: skip
_SCHEMES = {
    "doi": "doi",
    "pmid": "pmid",
    "pubmed": "pmid",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "uri": "uri",
    "url": "uri",
    "issn": "issn",
}
_LABEL_AFTER_NUMBER = re.compile(r"^\s*\(?(?:doi|pmid)?:?\s*10\.\S+\)?\s*$", re.IGNORECASE)


def relations(meta: etree._Element, front: etree._Element | None) -> tuple[Relation, ...]:
    """Ties that the front matter declares, and the works that the article reviews (``product``)."""
    elements = [*meta.findall("related-article"), *meta.findall("related-object")]
    elements += meta.findall("abstract/p/related-article")
    if front is not None:
        elements += front.findall("notes//related-article")
    found = [made for one in elements if (made := _relation(one))]
    found += (
        Relation(kind="review-of", label="Review of", title=title)
        for product in meta.findall("product")
        if (title := inline(product))
    )
    return tuple(dict.fromkeys(found))


def _relation(element: etree._Element) -> Relation | None:
    name = (
        element.get("related-article-type") or element.get("document-type") or element.get("link-type") or ""
    ).lower()
    kind, label = _KINDS.get(name, ("related", name.replace("-", " ").capitalize() or "Related"))
    scheme = _SCHEMES.get(
        (
            element.get("ext-link-type")
            or element.get("document-id-type")
            or element.get("object-id-type")
            or ""
        ).lower(),
        "",
    )
    number = element.get(HREF) or element.get("document-id") or element.get("object-id") or ""
    if not scheme and number:
        scheme = "doi" if "10." in number else "uri" if number.startswith("http") else ""
    title = text_of(element)
    if _LABEL_AFTER_NUMBER.match(title) or title == number:
        title = ""
    if not title and not (scheme and number):
        volume, page = element.get("vol", ""), element.get("page", "")
        where = (
            element.get("journal-id", ""),
            f"vol. {volume}" if volume else "",
            f"p. {page}" if page else "",
        )
        title = ", ".join(filter(None, where))
    return parts.relation(kind, label, scheme=scheme, number=number, title=title)
