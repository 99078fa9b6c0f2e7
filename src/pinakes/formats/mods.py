"""MODS as a format: how to know it, cut it, read it and write it.

Source: Library of Congress, MODS 3.8 (mods-3-8.xsd) and its mapping from MARC 21.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import envelopes, xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.described import Described
from pinakes.formats.envelopes import Envelopes, text_of
from pinakes.formats.mods_reading import read_into
from pinakes.formats.mods_writing import element
from pinakes.records.record import Record

_HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<modsCollection xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/mods/v3 \
http://www.loc.gov/standards/mods/v3/mods-3-8.xsd">
"""


class ModsReader:
    """Reads MODS of any version 3, alone, in collections, or within OAI-PMH and SRU answers."""

    def __init__(self) -> None:
        self._envelopes = Envelopes("mods")

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return self._envelopes.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root, header = self._envelopes.opened(raw, repairs)
        if header is not None and (gone := envelopes.deletion(header)) is not None:
            return gone
        if root is None:
            raise ReadError("There is no <mods> in it.")
        return record_of(root, repairs, header=header)


def record_of(root: etree._Element, repairs: list[str], header: etree._Element | None = None) -> Record:
    """The record in a <mods>, whose tags have no namespaces. Raises ReadError."""
    draft = Described()
    read_into(root, draft)
    if header is not None:
        draft.source_id = draft.source_id or text_of(header.find("identifier"))
        draft.changed = draft.changed or text_of(header.find("datestamp")).rstrip("Z")
    return draft.record(repairs)


class ModsExporter:
    """Writes a collection that is valid by mods-3-8.xsd."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        out.write(_HEAD)
        for record in records:
            out.write(element(record).encode() + b"\n")
        out.write(b"</modsCollection>\n")


def recognise(head: bytes) -> bool:
    """XML whose first record is a <mods>, not one within METS or another frame."""
    name, _ = envelopes.first_element(head)
    if name in ("mods", "modsCollection"):
        return True
    text = xml_pieces.head_as_utf8(head)
    return name in ("OAI-PMH", "searchRetrieveResponse", "record", "records", "collection") and (
        b"loc.gov/mods/v3" in text and b"loc.gov/METS" not in text
    )


MODS = Format(
    name="mods",
    label="MODS",
    media_type="application/mods+xml",
    extension="xml",
    recognise=recognise,
    reader=ModsReader,
    exporter=ModsExporter,
)
