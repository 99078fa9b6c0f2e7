"""METS with MODS or Dublin Core inside: a record for each document, with its structure and links to its files.

Source: Library of Congress, METS 1.12; DFG-Viewer, METS application profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree
from msgspec import structs

from pinakes.errors import ReadError
from pinakes.formats import article_parts, envelopes, xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.dublin_core import of_element
from pinakes.formats.envelopes import Envelopes, text_of
from pinakes.formats.mods import record_of
from pinakes.formats.mods_words import attribute, title_of
from pinakes.records.record import ContentsEntry, Link, Record

_TEXT_GROUPS = frozenset({"DOWNLOAD", "PDF", "FULLTEXT DOWNLOAD", "ORIGINAL", "CONTENT", "ORE"})
MAX_CONTENTS = 2_000


class MetsReader:
    """Reads METS, alone or within OAI-PMH."""

    def __init__(self) -> None:
        self._envelopes = Envelopes("mets")

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return self._envelopes.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root, header = self._envelopes.opened(raw, repairs)
        if header is not None and (gone := envelopes.deletion(header)) is not None:
            return gone
        if root is None:
            raise ReadError("There is no <mets> in it.")
        sections = {s.get("ID") or "": s for s in root.iterchildren("dmdSec")}
        top = _top(root, sections)
        section = (
            next((sections[i] for i in (top.get("DMDID") or "").split() if i in sections), None)
            if top is not None
            else None
        )
        found = _described(
            section if section is not None else next(iter(sections.values()), None), repairs, root
        )
        identifier = text_of(header.find("identifier")) if header is not None else ""
        return structs.replace(
            found,
            local_id=found.local_id or root.get("OBJID") or identifier,
            deleted=_is_deleted(root),
            contents=found.contents or tuple(_contents(top, sections)),
            links=tuple(dict.fromkeys((*found.links, *_links(root, found)))),
            record_changed=found.record_changed or _changed(root),
        )


def _top(root: etree._Element, sections: dict[str, etree._Element]) -> etree._Element | None:
    """The outermost division of the logical structure that a section describes."""
    maps = sorted(root.iterchildren("structMap"), key=lambda m: (m.get("TYPE") or "").upper() != "LOGICAL")
    for one in maps:
        for division in one.iter("div"):
            if any(i in sections for i in (division.get("DMDID") or "").split()):
                return division
    return next((d for one in maps for d in one.iterchildren("div")), None)


def _described(section: etree._Element | None, repairs: list[str], root: etree._Element) -> Record:
    """The record of the section; without one that can be read, the label of the document."""
    if section is not None:
        for mods in section.iter("mods"):
            return record_of(mods, repairs)
        for wrapped in section.iter("xmlData"):
            if len(wrapped):
                return of_element(wrapped[0] if len(wrapped) == 1 and len(wrapped[0]) else wrapped, repairs)
    if label := (root.get("LABEL") or "").strip():
        return Record(title=label, formats=("Other",), repairs=tuple(repairs))
    raise ReadError("There is neither MODS nor Dublin Core nor a label in it.", field="dmdSec")


def _contents(top: etree._Element | None, sections: dict[str, etree._Element]) -> Iterator[ContentsEntry]:
    """The divisions below by their titles, else labels."""
    if top is None:
        return
    for count, division in enumerate(d for d in top.iter("div") if d is not top):
        if count >= MAX_CONTENTS:
            return
        title = (division.get("LABEL") or "").strip()
        for number in (division.get("DMDID") or "").split():
            info = next(sections[number].iter("titleInfo"), None) if number in sections else None
            if info is not None and (found := title_of(info).line):
                title = found
        if title:
            yield ContentsEntry(title=title, page=(division.get("ORDERLABEL") or "").strip())


def _links(root: etree._Element, record: Record) -> Iterator[Link]:
    known = {link.url for link in record.links}
    for element in root.iter("presentation", "reference"):  # links of the DFG viewer
        url = text_of(element)
        if article_parts.is_web_address(url) and url not in known:
            known.add(url)
            yield Link(url=url, kind="fulltext" if element.tag == "presentation" else "other")
    for group in root.iter("fileGrp"):
        if (group.get("USE") or "").upper() not in _TEXT_GROUPS:
            continue
        for file in group.iterchildren("file"):
            place = file.find("FLocat")
            url = attribute(place, "href") if place is not None else ""
            if article_parts.is_web_address(url) and url not in known:
                known.add(url)
                yield Link(url=url, kind="fulltext", media_type=file.get("MIMETYPE") or "")
                break  # the first file of a group; the others are its pages


def _header(root: etree._Element) -> etree._Element | None:
    return root.find("metsHdr")


def _is_deleted(root: etree._Element) -> bool:
    header = _header(root)
    return header is not None and (header.get("RECORDSTATUS") or "").lower() in ("deleted", "d")


def _changed(root: etree._Element) -> str:
    header = _header(root)
    found = (header.get("LASTMODDATE") or header.get("CREATEDATE") or "") if header is not None else ""
    return found[:19] if re.match(r"\d{4}-\d\d-\d\dT", found) else ""


def recognise(head: bytes) -> bool:
    """A <mets>, alone or within an answer of OAI-PMH."""
    name, _ = envelopes.first_element(head)
    if name == "mets":
        return True
    text = xml_pieces.head_as_utf8(head)
    return name in ("OAI-PMH", "record", "collection", "records") and bool(
        re.search(rb"<(?:[\w.-]+:)?mets[\s>]", text)
    )


METS = Format(
    name="mets",
    label="METS with MODS",
    media_type="application/mets+xml",
    extension="xml",
    recognise=recognise,
    reader=MetsReader,
)
