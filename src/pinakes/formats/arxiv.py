"""arXiv: records of OAI-PMH (arXiv, arXivRaw) and entries of the API's Atom feeds.

Source: http://arxiv.org/OAI/arXiv.xsd, http://arxiv.org/OAI/arXivRaw.xsd, arXiv API User's Manual, section 5.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats import issue_dates, latex_text, xml_pieces
from pinakes.formats.arxiv_authors import listed
from pinakes.formats.base import Format
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import child_text
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Classification,
    Contributor,
    Identifier,
    Link,
    Note,
    Publication,
    Record,
    Relation,
    Subject,
)

_PIECES = ("arXiv", "arXivRaw", "entry")
_NAMESPACES = re.compile(rb"arxiv\.org/(?:OAI/arXiv|schemas/atom|api/)", re.IGNORECASE)
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(?:arXiv|arXivRaw|entry)[\s>]")
_ATOM = re.compile(rb"<(?:[\w.-]+:)?(?:feed|entry)[\s>]")
_VERSION = re.compile(r"v(\d+)$")
_CLASS = re.compile(r"[^\s,;()]+(?=[\s,;()]|$)")


class ArxivReader:
    """Reads ``arXiv``, ``arXivRaw`` and Atom's ``entry`` elements."""

    def __init__(self) -> None:
        self._parser = xml_pieces.parser()
        self._cutter = xml_pieces.XmlCutter(*_PIECES)

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from self._cutter.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root = xml_pieces.element(raw, self._parser, repairs)
        if root.tag == "entry":
            return _atom(root, repairs)
        people = listed(child_text(root, "authors")) if root.tag == "arXivRaw" else _authors(root)
        versions = [(one.get("version", ""), child_text(one, "date")) for one in root.findall("version")]
        created = parts.day(child_text(root, "created")) or (_posted(versions[0][1]) if versions else None)
        changed = child_text(root, "updated")
        if len(versions) > 1 and (last := _posted(versions[-1][1])):
            changed = last.edtf
        return _record(
            root, child_text(root, "id"), people=people, created=created, changed=changed, repairs=repairs,
            abstract=child_text(root, "abstract"), comments=child_text(root, "comments"),
            journal=child_text(root, "journal-ref"), doi=child_text(root, "doi"),
            categories=child_text(root, "categories").split(), version=versions[-1][0] if versions else "",
        )  # fmt: skip


def _atom(root: etree._Element, repairs: list[str]) -> Record:
    address = child_text(root, "id")
    if "/api/errors" in address:
        raise ReadError(f"arXiv says: {child_text(root, 'summary') or 'error'}", field="entry")
    named = (
        parts.full_name(
            latex(child_text(one, "name")),
            "aut",
            affiliations=[latex(text_of(a)) for a in one.findall("affiliation")],
        )
        for one in root.findall("author")
    )
    people = [made for made in named if made]
    primary = [one.get("term", "") for one in root.findall("primary_category")]
    categories = dict.fromkeys(primary + [one.get("term", "") for one in root.findall("category")])
    number = re.sub(r"^https?://arxiv\.org/abs/", "", address)
    version = _VERSION.search(number)
    return _record(
        root, number, people=tuple(people), created=parts.day(child_text(root, "published")), repairs=repairs,
        changed=child_text(root, "updated"), abstract=child_text(root, "summary"),
        comments=child_text(root, "comment"),
        journal=child_text(root, "journal_ref"), doi=child_text(root, "doi"), categories=list(filter(None, categories)),
        version=version[0] if version else "",
    )  # fmt: skip


def _record(
    root: etree._Element, number: str, *, people: tuple[Contributor, ...], created: PublicationDate | None,
    changed: str, abstract: str, comments: str, journal: str, doi: str, categories: list[str], version: str,
    repairs: list[str],
) -> Record:  # fmt: skip
    title = without_final_dot(latex(child_text(root, "title")))
    if not title:
        raise ReadError("There is no title.", field="title")
    number = _VERSION.sub("", number)
    if not number:
        raise ReadError("There is no identifier.", field="id")
    numbers = parts.Numbers()
    numbers.add("arxiv", number)
    numbers.add("doi", f"10.48550/arxiv.{number}")
    for report in re.split(r"\s*[,;]\s*", child_text(root, "report-no")):
        numbers.add("report", report)
    said = latex(abstract)
    licence = child_text(root, "license")
    return Record(
        local_id=number,
        title=title,
        contributors=people,
        formats=("Preprint",),
        publication_types=("Preprint",),
        date=created,
        publications=(Publication(publishers=("arXiv",)),),
        version=version,
        identifiers=numbers.all,
        subjects=tuple(_subjects(categories)),
        classifications=_classes(root),
        abstracts=(Abstract(text=said),) if said else (),
        notes=(Note(text=latex(comments)),) if comments else (),
        links=_links(number, numbers.all),
        relations=_published(doi, journal),
        licences=(parts.licence(licence),) if licence else (),
        open_access=True,
        record_changed=changed,
        repairs=tuple(repairs),
    )


def latex(text: str) -> str:
    """Text without LaTeX; a text that has neither commands nor formulas stays as it is."""
    return latex_text.plain(text) if "\\" in text or "$" in text else " ".join(text.split())


def _authors(root: etree._Element) -> tuple[Contributor, ...]:
    found: list[Contributor] = []
    for one in root.iterfind("authors/author"):
        family, given = latex(child_text(one, "keyname")), latex(child_text(one, "forenames"))
        places = [latex(text_of(a)) for a in one.findall("affiliation")]
        if "collaboration" in family.lower() and not given:
            made = parts.body(family, "aut", affiliations=places)
        else:
            made = parts.person(family, given, "aut", suffix=child_text(one, "suffix"), affiliations=places)
        if made:
            found.append(made)
    return tuple(found)


def _posted(text: str) -> PublicationDate | None:
    """The day in "Mon, 2 Apr 2007 19:18:42 GMT"."""
    match = re.search(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})", text)
    return issue_dates.date_of(match[3], match[2], match[1]) if match else None


def _subjects(categories: list[str]) -> Iterator[Subject]:
    for place, code in enumerate(categories):
        # Atom lists classes of MSC and ACM among the categories, several in one term.
        if not re.search(r"[\s,;]|^\d", code):
            yield Subject(parts=(code,), scheme="arxiv", major=place == 0)


def _classes(root: etree._Element) -> tuple[Classification, ...]:
    found: list[Classification] = []
    for scheme in ("msc", "acm"):
        numbers = _CLASS.findall(child_text(root, f"{scheme}-class"))
        found += (Classification(scheme=scheme, number=n) for n in numbers if re.search(r"\d", n))
    for one in root.findall("category"):
        term = one.get("term", "")
        if re.match(r"\d\d[A-Z-]", term):
            found += (
                Classification(scheme="msc", number=n) for n in _CLASS.findall(term) if re.search(r"\d", n)
            )
    return tuple(dict.fromkeys(found))


def _links(number: str, numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = parts.Ways(numbers)
    found.fulltext(f"https://arxiv.org/abs/{number}", access="open", media_type="text/html", label="arXiv")
    found.fulltext(
        f"https://arxiv.org/pdf/{number}", access="open", media_type="application/pdf", label="arXiv"
    )
    return found.all


def _published(doi: str, journal: str) -> tuple[Relation, ...]:
    """The article that the preprint became; more than one DOI may stand in the field."""
    found = [
        parts.relation(
            "other-edition",
            "Published as",
            scheme="doi",
            number=one,
            title=latex(journal) if place == 0 else "",
        )
        for place, one in enumerate(doi.split() or [""])
    ]
    return tuple(r for r in found if r)


def _recognise(head: bytes) -> bool:
    text = xml_pieces.head_as_utf8(head)
    if text.lstrip()[:1] != b"<" or not _NAMESPACES.search(text):
        return False
    return bool(_ELEMENT.search(text) or _ATOM.search(text))


ARXIV = Format(
    name="arxiv",
    label="arXiv XML (OAI, Atom)",
    media_type="application/xml",
    extension="xml",
    recognise=_recognise,
    reader=ArxivReader,
    source="arxiv",
)
