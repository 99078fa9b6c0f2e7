"""Dublin Core as formats: simple (oai_dc) and qualified (DCMI terms), read and written.

Source: DCMI Metadata Terms (2020); OAI-PMH 2.0, oai_dc; DCMI, "Guidelines for implementing Dublin Core in XML".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import envelopes, xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.described import Described
from pinakes.formats.dublin_core_elements import HANDLERS, Element, dated, of_dspace
from pinakes.formats.dublin_core_writing import SIMPLE, TERMS, Writer
from pinakes.formats.envelopes import Envelopes, text_of
from pinakes.records.record import Record

ROOTS = ("dc", "qualifieddc", "dcterms", "dcx", "Description", "metadata", "dim", "thesis", "qdc")
_NAMESPACES = re.compile(rb"purl\.org/dc/(?:elements/1\.[01]|terms)/?|dspace\.org/xmlns/dspace/dim")
_TERMS = re.compile(rb"purl\.org/dc/terms/?|dspace\.org/xmlns/dspace/dim")
_FOREIGN = re.compile(
    rb"zotero\.org|lido-schema|loc\.gov/mods|loc\.gov/METS|pinakes|datacite|w3\.org/2005/Atom"
)
_BARE = re.compile(rb"<(?:oai_dc:|srw_dc:)?dc[\s>]")
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(?:title|creator|identifier|subject|description|date|type|dc)[\s>]")
_ROOT_NAMES = frozenset(
    {*ROOTS, "records", "collection", "OAI-PMH", "searchRetrieveResponse", "RDF", "record", "dcCollection"}
)


class DublinCoreReader:
    """Reads simple and qualified Dublin Core, also DSpace's DIM, alone or within OAI-PMH, SRU and RDF."""

    def __init__(self) -> None:
        self._envelopes = Envelopes(*ROOTS)

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return self._envelopes.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root, header = self._envelopes.opened(raw, repairs)
        if header is not None and (gone := envelopes.deletion(header)) is not None:
            return gone
        if root is None:  # a plain <record> around the elements
            root = xml_pieces.element(raw, xml_pieces.parser(), [])
        elif root.tag == "metadata" and len(root) == 1 and len(root[0]):
            root = root[0]
        draft = _draft(root)
        if header is not None:
            draft.source_id = text_of(header.find("identifier"))
            draft.changed = text_of(header.find("datestamp")).rstrip("Z")
        if not draft.title and not draft.other and not draft.numbers:
            raise ReadError("There are no elements of Dublin Core in it.")
        return draft.record(repairs)


def of_element(root: etree._Element, repairs: list[str]) -> Record:
    """The record that the elements within ``root`` describe. Raises ReadError."""
    return _draft(root).record(repairs)


def _draft(root: etree._Element) -> Described:
    draft = Described()
    for element in _elements(root):
        handler = HANDLERS.get(element.name)
        if handler is None:
            draft.other.append(element.text)
        else:
            handler(draft, element)
    dated(draft)
    return draft


def _elements(root: etree._Element) -> Iterator[Element]:
    """Each element with text, under its name; DSpace's fields under that of Dublin Core."""
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = child.tag
        if name == "field":
            name = of_dspace(child.get("element") or "", child.get("qualifier") or "")
        text = text_of(child) or (child.get("resource") or child.get("about") or "").strip()
        language = scheme = ""
        for key, value in child.items():
            local = str(key).rpartition("}")[2]
            if local == "lang":
                language = str(value)
            elif local in ("type", "scheme", "datatype"):
                scheme = str(value).rpartition(":")[2].rpartition("/")[2]
        if text and name:
            yield Element(name, text, language, scheme)


class DublinCoreExporter:
    """Writes simple Dublin Core in oai_dc elements within one <records>."""

    writer: Writer = SIMPLE

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<records>\n')
        for record in records:
            out.write(self.writer.element(record).encode() + b"\n")
        out.write(b"</records>\n")


class TermsExporter(DublinCoreExporter):
    """Writes qualified Dublin Core."""

    writer = TERMS


def element(record: Record, *, qualified: bool = False) -> str:
    """One record as an element with its namespaces, as OAI-PMH and unAPI give it."""
    return (TERMS if qualified else SIMPLE).element(record)


def _is_dublin_core(head: bytes) -> bool:
    name, _ = envelopes.first_element(head)
    if name not in _ROOT_NAMES:
        return False
    text = xml_pieces.head_as_utf8(head)
    if _FOREIGN.search(text):
        return False
    fields = b":field" in text and b"mdschema" in text
    bare = name in ("OAI-PMH", "dc") and bool(_BARE.search(text))
    return fields or bare or bool(_NAMESPACES.search(text) and _ELEMENT.search(text))


def recognise_terms(head: bytes) -> bool:
    """Dublin Core with elements or attributes of the DCMI terms, or DSpace's fields."""
    text = xml_pieces.head_as_utf8(head)
    return bool(_TERMS.search(text)) and _is_dublin_core(head)


DUBLIN_CORE = Format(
    name="dc",
    label="Dublin Core (oai_dc)",
    media_type="application/xml",
    extension="xml",
    recognise=_is_dublin_core,
    reader=DublinCoreReader,
    exporter=DublinCoreExporter,
)
TERMS_FORMAT = Format(
    name="dcterms",
    label="Dublin Core, qualified (DCMI terms)",
    media_type="application/xml",
    extension="xml",
    recognise=recognise_terms,
    reader=DublinCoreReader,
    exporter=TermsExporter,
)
