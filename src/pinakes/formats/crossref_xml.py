"""Crossref's unixref and unixsd XML: answers to queries, content negotiation and OAI-PMH, in the shape of its JSON.

Source: Crossref's schemas unixref1.1.xsd, crossref_query_output3.0.xsd, common5.3.1.xsd, relations.xsd, fundref.xsd,
AccessIndicators.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import crossref, xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.crossref_xml_parts import (
    citations,
    contributors,
    date_parts,
    earliest,
    identifiers,
    programs,
    titles,
)
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import child, child_text
from pinakes.records.record import Record

_PIECES = ("query", "doi_record", "crossref")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:crossref_result|doi_records|crossref)[\s>]")
_CROSSREF = re.compile(rb"crossref\.org/(?:qrschema|xschema|schema)|<doi_record[\s>]|unixref")
_BOOKS = {
    "edited_book": "edited-book",
    "monograph": "monograph",
    "reference": "reference-book",
    "other": "book",
}
_PARTS = {
    "chapter": "book-chapter", "section": "book-section", "part": "book-part", "track": "book-track",
    "reference_entry": "reference-entry", "other": "other",
}  # fmt: skip


class CrossrefXmlReader:
    """Reads the ``query`` or ``doi_record`` elements of a file."""

    def __init__(self) -> None:
        self._parser = xml_pieces.parser()
        self._cutter = xml_pieces.XmlCutter(*_PIECES)

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from self._cutter.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root = xml_pieces.element(raw, self._parser, repairs)
        metadata = root if root.tag == "crossref" else next(root.iter("crossref"), None)
        if metadata is None or len(metadata) == 0:
            message = child_text(root, "msg") or child_text(root, "error")
            raise ReadError(
                f"There is no metadata in it{': ' + message if message else ''}.", field="crossref"
            )
        if metadata[0].tag == "error":
            raise ReadError(f"Crossref says: {text_of(metadata[0])}", field="error")
        item = _item(metadata[0])
        for one in root.findall("crm-item"):
            if one.get("name") == "last-update":
                item["deposited"] = {"date-time": text_of(one)}
        return crossref.record_of(item, repairs)


def _item(work: etree._Element) -> dict[str, Any]:
    """The work in the shape of Crossref's JSON."""
    name = work.tag
    if name == "journal":
        return _journal(work)
    if name in ("book", "report-paper", "conference"):
        return _in_a_book(work)
    if name == "database":
        return _database(work)
    if name == "sa_component":
        inner = next(work.iter("component"), work)
        return {"type": "component", **_common(inner)}
    found = _common(work if name != "standard" else _first(work, "standard_metadata"))
    kinds = {
        "posted_content": "posted-content",
        "dissertation": "dissertation",
        "peer_review": "peer-review",
        "standard": "standard",
    }
    found["type"] = kinds.get(name, "other")
    if name == "posted_content":
        found["subtype"] = work.get("type", "preprint")
        found["posted"] = date_parts(child(work, "posted_date"))
        found["issued"] = found["posted"] or found["issued"]
        found["group-title"] = child_text(work, "group_title")
    if name == "dissertation":
        found["degree"] = [child_text(work, "degree")]
        if not found["author"]:
            found |= contributors(work)
    return found


def _first(work: etree._Element, *names: str) -> etree._Element:
    return next((one for n in names if (one := child(work, n)) is not None), work)


def _common(work: etree._Element) -> dict[str, Any]:
    """What all kinds of works have."""
    dates = {
        one.get("media_type", "print"): date_parts(one) for one in reversed(work.findall("publication_date"))
    }
    others = [
        work.find(n)
        for n in (
            "approval_date",
            "review_date",
            "posted_date",
            "database_date/publication_date",
            "database_date/creation_date",
        )
    ]
    issued = earliest([*dates.values(), *(date_parts(one) for one in others)])
    data = child(work, "doi_data")
    found: dict[str, Any] = {
        "DOI": child_text(data, "doi"),
        "resource": {"primary": {"URL": child_text(data, "resource")}},
        "link": _links(data),
        "language": work.get("language", ""),
        "issued": issued,
        "published-print": dates.get("print"),
        "published-online": dates.get("online"),
        "edition-number": child_text(work, "edition_number"),
        "publisher": child_text(child(work, "publisher"), "publisher_name"),
        "publisher-location": child_text(child(work, "publisher"), "publisher_place"),
        "institution": [
            {"name": child_text(one, "institution_name"), "place": [child_text(one, "institution_place")]}
            for one in work.findall("institution")
        ],
        "isbn-type": [
            {"value": text_of(one), "type": one.get("media_type", "")} for one in work.findall("isbn")
        ],
        "reference": citations(work),
    }
    found |= titles(work) | contributors(child(work, "contributors")) | identifiers(work) | programs(work)
    abstract = child(work, "abstract")
    if abstract is not None:
        found["abstract"] = etree.tostring(abstract, encoding="unicode", with_tail=False)
    first, last = (
        child_text(child(work, "pages"), "first_page"),
        child_text(child(work, "pages"), "last_page"),
    )
    found["page"] = ", ".join(
        filter(None, ("-".join(filter(None, (first, last))), child_text(child(work, "pages"), "other_pages")))
    )
    return found


def _links(data: etree._Element | None) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for collection in data.findall("collection") if data is not None else ():
        if collection.get("property") not in ("crawler-based", "unspecified"):
            found += (
                {"URL": text_of(resource), "content-type": resource.get("mime_type", "")}
                for resource in collection.iterfind("item/resource")
            )
    return found


def _journal(work: etree._Element) -> dict[str, Any]:
    metadata, issue = child(work, "journal_metadata"), child(work, "journal_issue")
    names = [text_of(one) for one in metadata.findall("full_title")] if metadata is not None else []
    article = child(work, "journal_article")
    kind = "journal-article"
    if article is None:
        article, kind = (
            (issue, "journal-issue") if child(issue, "doi_data") is not None else (metadata, "journal")
        )
    if article is None:
        raise ReadError("There is neither article nor issue nor journal in it.", field="journal")
    found = _common(article)
    found["type"] = kind
    if kind == "journal":
        found["title"] = found.get("title") or names
    else:
        found["container-title"] = names
    abbreviations = [text_of(one) for one in metadata.findall("abbrev_title")] if metadata is not None else []
    found["short-container-title"] = abbreviations
    if metadata is not None:
        found["language"] = article.get("language") or metadata.get("language", "")
        found["issn-type"] = [
            {"value": text_of(one), "type": one.get("media_type", "print")}
            for one in metadata.findall("issn")
        ]
    if issue is not None:
        found["volume"] = child_text(child(issue, "journal_volume"), "volume")
        found["issue"] = child_text(issue, "issue") or child_text(issue, "special_numbering")
        found["issued"] = found["issued"] or earliest(
            [date_parts(one) for one in issue.findall("publication_date")]
        )
    return found


def _in_a_book(work: etree._Element) -> dict[str, Any]:
    """A book, report or proceedings, or the part of it that the record is about."""
    whole = next((one for one in work if one.tag.endswith("_metadata") and one.tag != "event_metadata"), work)
    series = (
        child(whole, "series_metadata")
        if child(whole, "series_metadata") is not None
        else child(whole, "set_metadata")
    )
    series_names = titles(series)["title"] if series is not None else []
    name = (
        [child_text(whole, "proceedings_title")]
        if child_text(whole, "proceedings_title")
        else titles(whole)["title"]
    )
    part = child(work, "conference_paper") if work.tag == "conference" else child(work, "content_item")
    event = child(work, "event_metadata")
    found = _common(part if part is not None else whole)
    above = _common(whole)
    if part is not None:
        found["container-title"] = [*series_names[:1], *name[:1]]
        for key in ("publisher", "publisher-location", "isbn-type"):
            found[key] = found[key] or above[key]
        found["issued"] = found["issued"] or above["issued"]
        found["editor"] = found["editor"] or above["editor"]
        found["type"] = (
            "proceedings-article"
            if work.tag == "conference"
            else _PARTS.get(part.get("component_type", ""), "book-chapter")
        )
        if work.tag == "report-paper":
            found["type"] = "report-component"
    else:
        found["title"], found["container-title"] = name or series_names, series_names[:1] if name else []
        kinds = {"conference": "proceedings", "report-paper": "report"}
        found["type"] = kinds.get(work.tag) or _BOOKS.get(work.get("book_type", ""), "book")
    found["issn-type"] = (
        [{"value": text_of(one), "type": one.get("media_type", "print")} for one in series.findall("issn")]
        if series is not None
        else []
    )
    found["volume"] = child_text(whole, "volume")
    if event is not None:
        found["event"] = {
            "name": child_text(event, "conference_name"),
            "location": child_text(event, "conference_location"),
        }
        if not found["editor"] and not found["author"]:
            found |= contributors(child(work, "contributors"))
    return found


def _database(work: etree._Element) -> dict[str, Any]:
    part, whole = child(work, "dataset"), _first(work, "database_metadata")
    found = _common(part if part is not None else whole)
    found["type"] = "dataset" if part is not None else "database"
    if part is not None:
        found["container-title"] = titles(whole)["title"]
        if description := child_text(part, "description"):
            found["abstract"] = description
    found["publisher"] = found["publisher"] or _common(whole)["publisher"]
    return found


def _recognise(head: bytes) -> bool:
    text = xml_pieces.head_as_utf8(head)
    return text.lstrip()[:1] == b"<" and bool(_ROOT.search(text)) and bool(_CROSSREF.search(text))


CROSSREF_XML = Format(
    name="crossref-xml",
    label="Crossref XML (unixref, unixsd)",
    media_type="application/vnd.crossref.unixref+xml",
    extension="xml",
    recognise=_recognise,
    reader=CrossrefXmlReader,
    source="crossref",
)
