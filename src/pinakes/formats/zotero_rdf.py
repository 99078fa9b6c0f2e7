"""Zotero RDF: items with the journals, notes and attachments that stand beside them.

Source: Zotero's translator "Zotero RDF" and the vocabularies that it uses (bib, dcterms, foaf, prism, vcard, z).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import table_types, written_names
from pinakes.formats.base import Format
from pinakes.formats.inline_markup import text_of_html
from pinakes.formats.reference_draft import Draft
from pinakes.formats.xml_pieces import MAX_RECORD, XmlCutter, element, head_as_utf8, parser
from pinakes.records.record import Contributor, Licence, Record

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ITEMS = (
    "Article", "Book", "BookSection", "Document", "Thesis", "Letter", "Manuscript", "Interview", "MotionPicture",
    "Illustration", "Image", "Legislation", "Report", "Patent", "Recording", "Data", "Description", "CourtDecision",
    "Performance", "Slides", "Map", "UserItem", "Quotation", "Proceedings", "ReferenceSource", "Chapter", "Webpage",
)  # fmt: skip
_BESIDE = (
    "Journal",
    "Periodical",
    "Newspaper",
    "Magazine",
    "Series",
    "Memo",
    "Attachment",
    "Collection",
    "Website",
)
_CUTTER = XmlCutter(*_ITEMS, *_BESIDE)
_NAME = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_ABOUT = re.compile(rb"""\srdf:about\s*=\s*["']([^"']*)["']""")
_RESOURCE = re.compile(
    rb"""<(?:[\w.-]+:)?(?:isPartOf|isReferencedBy|link)\s+rdf:resource\s*=\s*["']([^"']*)["']"""
)
MAX_WAITING = 64 * 1024 * 1024
"""Bytes of items that wait for what stands beside them, and as many of that."""
_ROLES: dict[str, str] = {
    "authors": "aut", "editors": "edt", "translators": "trl", "contributors": "ctb", "seriesEditors": "pbd",
    "bookAuthors": "bkp", "directors": "drt", "composers": "cmp", "inventors": "inv", "programmers": "prg",
    "performers": "prf", "interviewers": "ivr", "interviewees": "ive", "artists": "art", "cartographers": "ctg",
    "podcasters": "hst", "scriptwriters": "aus", "producers": "pro", "presenters": "spk", "sponsors": "spn",
    "reviewedAuthors": "rev", "commenters": "cwt", "castMembers": "act", "wordsBy": "lyr", "guests": "spk",
    "recipients": "rcp", "counsels": "law",
}  # fmt: skip
_NUMBER = re.compile(r"(DOI|ISSN|ISBN|PMID|PMCID|arXiv)[:\s]\s*(\S.*)", re.IGNORECASE)


class ZoteroRdfReader:
    """Reads items; each piece brings the nodes that it refers to."""

    def __init__(self) -> None:
        self._parser = parser()

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        waiting: list[bytes] = []
        beside: dict[bytes, bytes] = {}
        size = held = 0
        for piece in _CUTTER.cut(stream):
            name = _NAME.match(piece)
            if name is not None and name[1].decode("ascii", "replace") in _BESIDE:
                about = _ABOUT.search(piece, 0, 4096)
                if about and held < MAX_WAITING:
                    beside[about[1]] = piece
                    held += len(piece)
                continue
            waiting.append(piece)
            size += len(piece)
            if size > MAX_WAITING:
                yield from (_bundle(one, beside) for one in waiting)
                waiting, size = [], 0
                beside, held = {}, 0
        # What an item refers to stands after it, and often at the end of the file.
        yield from (_bundle(one, beside) for one in waiting)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        bundle = element(raw, self._parser, repairs)
        if bundle.tag != "bundle":
            bundle, inner = etree.Element("bundle"), bundle
            bundle.append(inner)
        if not len(bundle):
            raise ReadError("There is no item in it.")
        item, *others = bundle
        nodes = {node.get(f"{_RDF}about", ""): node for node in others}
        return _record(item, nodes, repairs)


def _bundle(item: bytes, beside: dict[bytes, bytes]) -> bytes:
    found = [beside[key] for key in dict.fromkeys(_RESOURCE.findall(item)) if key in beside]
    if len(item) + sum(map(len, found)) > MAX_RECORD:
        found = []
    return b"<bundle>" + b"".join((item, *found)) + b"</bundle>"


def _record(item: etree._Element, nodes: dict[str, etree._Element], repairs: list[str]) -> Record:
    kind = _text(item, "itemType")
    codes = table_types.codes(kind)
    if kind and not codes:
        repairs.append(f"Zotero has no item type {kind[:40]!r}; it was read as other material.")
    draft = Draft(formats=codes or ("Other",))
    draft.title = text_of_html(_text(item, "title"))
    for name, role in _ROLES.items():
        for one in item.iterfind(f"{name}//Person"):
            draft.people += _person(one, role)
    containers = [_resolved(part, nodes) for part in item.iterfind("isPartOf")]
    _container(draft, item, [c for c in containers if c is not None])
    draft.dated(_text(item, "date"))
    organisation = item.find("publisher//Organization")
    draft.publisher = _text(organisation, "name") if organisation is not None else _text(item, "publisher")
    locality = item.find("publisher//locality")
    draft.place = _clean(locality.text) if locality is not None else ""
    draft.edition, draft.extent = _text(item, "edition"), _text(item, "numPages") if not draft.host else ""
    draft.version = _text(item, "version")
    for node in (item, *(c for c in containers if c is not None)):
        _numbers(draft, node)
    _texts(draft, item, nodes)
    return draft.record(repairs)


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())


def _text(node: etree._Element, name: str) -> str:
    return _clean(node.findtext(name))


def _person(one: etree._Element, role: str) -> Iterator[Contributor]:
    family, given = _text(one, "surname"), _text(one, "givenName") or _text(one, "givenname")
    found = (
        written_names.person(family, given, "", role) if given else written_names.contributor(family, role)
    )
    if found:
        yield found


def _resolved(part: etree._Element, nodes: dict[str, etree._Element]) -> etree._Element | None:
    if len(part):
        return part[0]
    return nodes.get(part.get(f"{_RDF}resource", ""))


def _container(draft: Draft, item: etree._Element, containers: list[etree._Element]) -> None:
    for node in containers:
        if node.tag == "Series":
            draft.series.append((_text(node, "title"), _text(node, "identifier") or _text(node, "number")))
            continue
        draft.host, draft.host_short = _text(node, "title"), _text(node, "alternative")
        draft.volume = _text(node, "volume")
        # Of a book the number is that in its series.
        draft.issue = _text(node, "number") if node.tag != "Book" else ""
        for inner in node.iterfind("isPartOf/Series"):
            draft.series.append((_text(inner, "title"), _text(inner, "number") or _text(node, "number")))
    if not draft.host:
        draft.host = (
            _text(item, "publicationTitle") or _text(item, "proceedingsTitle") or _text(item, "bookTitle")
        )
    draft.volume = draft.volume or _text(item, "volume")
    draft.issue = draft.issue or _text(item, "number")
    if draft.host:
        draft.first_page = _text(item, "pages")
    elif draft.series and not draft.series[0][1]:
        draft.series[0] = (draft.series[0][0], _text(item, "number") or draft.volume)
    for conference in item.iterfind("presentedAt//Conference"):
        draft.add_note(_text(conference, "title"), "event")


def _numbers(draft: Draft, node: etree._Element) -> None:
    for one in node.iterfind("identifier"):
        for value in one.iterfind("URI/value"):
            draft.urls.append((_clean(value.text), "other"))
        if match := _NUMBER.fullmatch(_clean(one.text)):
            draft.numbers.append((match[1].lower(), match[2]))


def _texts(draft: Draft, item: etree._Element, nodes: dict[str, etree._Element]) -> None:
    draft.add_abstract(text_of_html(_text(item, "abstract")))
    for subject in item.iterfind("subject"):
        values = [v.text for v in subject.iterfind("*/value")] or [subject.text]
        draft.keywords += map(_clean, values)
    draft.languages += re.split(r"[;,]", _text(item, "language"))
    for line in (item.findtext("description") or "").split("\n"):  # Zotero's "Extra"
        if number := _NUMBER.fullmatch(_clean(line)):
            draft.numbers.append((number[1].lower(), number[2]))
        else:
            draft.add_note(line)
    draft.types.append(_text(item, "type"))
    if rights := _text(item, "rights"):
        url = re.search(r"https?://\S+", rights)
        if url or rights.upper().startswith("CC"):
            draft.licences.append(Licence(name=rights if not url else "", url=url[0] if url else ""))
        else:
            draft.add_note(rights, "use")
    draft.call_numbers += [t for t in (_text(item, "callNumber"), _text(item, "coverage")) if t][:1]
    draft.other.append(_text(item, "libraryCatalog"))
    for tie in (*item.iterfind("isReferencedBy"), *item.iterfind("link")):
        node = nodes.get(tie.get(f"{_RDF}resource", ""))
        if node is not None and node.tag == "Memo":
            draft.add_note(text_of_html(node.findtext("value") or ""))
        elif node is not None:
            draft.urls += [(_clean(v.text), "fulltext") for v in node.iterfind("identifier/URI/value")]


def _recognise(head: bytes) -> bool:
    text = head_as_utf8(head)
    return (
        text.lstrip()[:1] == b"<" and b"http://www.zotero.org/namespaces/export#" in text and b"RDF" in text
    )


ZOTERO_RDF = Format(
    name="zotero-rdf",
    label="Zotero RDF",
    media_type="application/rdf+xml",
    extension="rdf",
    recognise=_recognise,
    reader=ZoteroRdfReader,
)
