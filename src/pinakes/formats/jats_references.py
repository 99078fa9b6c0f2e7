"""Lists of references in JATS: mixed citations as printed, element citations in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pinakes.formats import article_parts as parts
from pinakes.formats.jats_text import HREF, child, child_text, drop, inline
from pinakes.records.record import Reference

_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "product")
_TITLES = ("article-title", "chapter-title", "part-title", "data-title", "trans-title")
_SCHEMES = {
    "pmid": "pmid",
    "doi": "doi",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "isbn": "isbn",
    "issn": "issn",
    "arxiv": "arxiv",
}
_APART = (
    "surname",
    "given-names",
    "name",
    "string-name",
    "collab",
    "source",
    "year",
    "article-title",
    "volume",
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


def references(article: etree._Element) -> tuple[Reference, ...]:
    """All works in the lists of the back matter; more than one in an entry are each their own."""
    found: list[Reference] = []
    back = child(article, "back")
    for entry in back.iter("ref") if back is not None else ():
        key = entry.get("id", "")
        for citation in _citations(entry):
            one = _reference(citation, key)
            if one.text or one.title or one.host or one.identifiers:
                found.append(one)
    return tuple(found)


def _citations(entry: etree._Element) -> Iterator[etree._Element]:
    for part in entry:
        if part.tag == "citation-alternatives":
            best = next(
                (p for name in ("element-citation", "mixed-citation") for p in part.findall(name)), None
            )
            if best is not None:
                yield best
        elif part.tag in _CITATIONS:
            yield part


def _reference(citation: etree._Element, key: str) -> Reference:
    title = next((text for name in _TITLES if (text := child_text(citation, name))), "")
    source = child_text(citation, "source")
    numbers = parts.Numbers()
    for number in citation.findall("pub-id"):
        kind = _SCHEMES.get((number.get("pub-id-type") or "").lower())
        if kind:
            numbers.add(kind, inline(number))
    for link in (
        *citation.findall("ext-link"),
        *citation.findall("uri"),
        *citation.findall("comment/ext-link"),
    ):
        address = link.get(HREF) or inline(link)
        if "doi" in address.lower() and (doi := _DOI.search(address)):
            numbers.add("doi", doi[0])
    host = source if title and source != title else ""
    return Reference(
        text=_printed(citation),
        title=title or source,
        authors=tuple(_authors(citation)),
        host=host,
        year=child_text(citation, "year"),
        volume=child_text(citation, "volume"),
        first_page=child_text(citation, "fpage") or child_text(citation, "elocation-id"),
        identifiers=numbers.all,
        key=key,
    )


def _printed(citation: etree._Element) -> str:
    """A citation with punctuation of its own as printed; one of bare elements has no text but its parts."""
    loose = (citation.text or "").strip() + "".join((part.tail or "").strip() for part in citation)
    if not re.sub(r"\W", "", loose) and len(citation) and len(loose) < 3:
        return ""
    copy = etree.fromstring(etree.tostring(citation, with_tail=False))
    for number in copy.findall("pub-id"):
        drop(number)
    for part in copy.iter(*_APART):
        part.tail = part.tail or " "
    return re.sub(r"\s+(?=[,;:.)])", "", inline(copy)).strip()


def _authors(citation: etree._Element) -> Iterator[str]:
    for part in citation:
        if part.tag == "person-group" and part.get("person-group-type", "author") != "author" and len(part):
            continue
        yield from _names(part if part.tag == "person-group" else [part])


def _names(elements: etree._Element | list[etree._Element]) -> Iterator[str]:
    for one in elements:
        if one.tag in ("name", "string-name"):
            family, given = child_text(one, "surname"), child_text(one, "given-names")
            yield ", ".join(filter(None, (family, given))) or inline(one)
        elif one.tag == "collab":
            yield inline(one)
