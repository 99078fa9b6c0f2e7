"""Lists of references in JATS: mixed citations as printed, element citations in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import structs

from pinakes.formats import article_parts as parts
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import HREF, child, inline
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
_BEFORE_SIGN = re.compile(r"\s+(?=[,;:.)])")
_SAID = (*_TITLES, "source", "year", "volume", "fpage", "elocation-id")
_NAMES = frozenset({"person-group", "name", "string-name", "name-alternatives"})
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
        for citation, printed in _works(entry):
            one = _reference(citation, key)
            if printed is not None:
                one = structs.replace(one, text=_printed(printed) or text_of(printed))
            if one.text or one.title or one.host or one.identifiers:
                found.append(one)
    return tuple(found)


def _works(entry: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """Each work of an entry; one that is there as printed and in parts, as SciELO has it, is one."""
    found = list(_citations(entry))
    mixed = [one for one in found if one.tag == "mixed-citation"]
    parted = [one for one in found if one.tag == "element-citation"]
    if len(mixed) == len(parted) and len(mixed) + len(parted) == len(found):
        yield from zip(parted, mixed, strict=True)
    else:
        yield from ((one, None) for one in found)


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
    first: dict[str, etree._Element] = {}
    numbers = parts.Numbers()
    for part in citation:
        first.setdefault(part.tag, part)
        if part.tag == "pub-id":
            if kind := _SCHEMES.get((part.get("pub-id-type") or "").lower()):
                numbers.add(kind, text_of(part))
        elif part.tag in ("ext-link", "uri", "comment"):
            for link in (part,) if part.tag != "comment" else part.findall("ext-link"):
                address = link.get(HREF) or text_of(link)
                if "doi" in address.lower() and (doi := _DOI.search(address)):
                    numbers.add("doi", doi[0])
    said = {tag: text_of(first[tag]) for tag in _SAID if tag in first}
    title = next((said[name] for name in _TITLES if said.get(name)), "")
    source = said.get("source", "")
    return Reference(
        text=_printed(citation),
        title=title or source,
        authors=tuple(_authors(citation)),
        host=source if title and source != title else "",
        year=said.get("year", ""),
        volume=said.get("volume", ""),
        first_page=said.get("fpage") or said.get("elocation-id", ""),
        identifiers=numbers.all,
        key=key,
    )


def _printed(citation: etree._Element) -> str:
    """A citation with punctuation of its own as printed; one of bare elements has no text but its parts."""
    loose = (citation.text or "") + "".join([part.tail or "" for part in citation])
    if len(citation) and not any(c.isalnum() for c in loose) and len("".join(loose.split())) < 3:
        return ""
    return _BEFORE_SIGN.sub("", " ".join("".join(_pieces(citation)).split()))


def _pieces(element: etree._Element) -> Iterator[str]:
    """Text without numbers for machines; a blank where two names, or a name and a title, would run together."""
    yield element.text or ""
    for part in element:
        tag = part.tag
        if tag in _NAMES:
            yield from _pieces(part)
        elif tag != "pub-id":
            text = part.text or ""
            yield f" {text_of(part)} " if text[:1].isspace() or text[-1:].isspace() else text_of(part)
        yield part.tail or (" " if tag in _APART else "")


def _authors(citation: etree._Element) -> Iterator[str]:
    for part in citation:
        if part.tag == "person-group" and part.get("person-group-type", "author") != "author" and len(part):
            continue
        yield from _names(part if part.tag == "person-group" else [part])


def _names(elements: etree._Element | list[etree._Element]) -> Iterator[str]:
    for one in elements:
        if one.tag in ("name", "string-name"):
            said = {part.tag: text_of(part) for part in one}
            yield ", ".join(filter(None, (said.get("surname"), said.get("given-names")))) or inline(one)
        elif one.tag == "collab":
            yield inline(one)
