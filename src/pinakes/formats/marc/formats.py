"""The three forms of MARC 21 as formats: how to know, read and write them.

The mapping between MARC and the model is loaded when the first reader or exporter is made: to recognise a file
needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from pinakes.formats.base import Format
from pinakes.formats.marc import decoding, encoding, iso2709, json_objects, marcjson, marcxml
from pinakes.formats.marc.record import MarcRecord
from pinakes.formats.xml_pieces import head_as_utf8
from pinakes.records.authority import Authority
from pinakes.records.record import Record

_XML_LEADER = re.compile(rb"<(?:[\w.-]+:)?leader\b[^<>]*>[^<]{6}z")
_JSON_LEADER = re.compile(rb'"leader"\s*:\s*"[^"]{6}z')


class _Reader:
    def __init__(self) -> None:
        from pinakes.formats.marc.reading import record_from_marc

        self._record: Callable[[MarcRecord], Record] = record_from_marc
        self._authority: Callable[[MarcRecord], Authority] | None = None

    def _made(self, marc: MarcRecord) -> Authority | None:
        """The authority in a record whose leader looks like one's."""
        if marc.leader[6:7] != "z":
            return None
        if self._authority is None:
            from pinakes.formats.marc.authorities import authority_from_marc

            self._authority = authority_from_marc
        return self._authority(marc)


class _Exporter:
    def __init__(self) -> None:
        from pinakes.formats.marc.writing import marc_from_record

        self._marc: Callable[[Record], MarcRecord] = marc_from_record


class MarcReader(_Reader):
    """Reads ISO 2709 in UTF-8, MARC-8 or what else its bytes are."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return iso2709.split(stream)

    def parse(self, raw: bytes) -> Record:
        return self._record(decoding.record(raw))

    def authority(self, raw: bytes) -> Authority | None:
        return self._made(decoding.record(raw)) if raw[6:7] == b"z" else None


class MarcExporter(_Exporter):
    """Writes ISO 2709 in UTF-8."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            out.write(encoding.encode(self._marc(record)))


class MarcXmlReader(_Reader):
    """Reads MARCXML, also within OAI-PMH and SRU answers."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return marcxml.split(stream)

    def parse(self, raw: bytes) -> Record:
        return self._record(marcxml.parse(raw))

    def authority(self, raw: bytes) -> Authority | None:
        return self._made(marcxml.parse(raw)) if _XML_LEADER.search(raw, 0, 2000) else None


class MarcXmlExporter(_Exporter):
    """Writes a MARCXML collection."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        marcxml.write(map(self._marc, records), out)


class MarcJsonReader(_Reader):
    """Reads MARC-in-JSON: an array, lines, or an object around them."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return json_objects.split(stream)

    def parse(self, raw: bytes) -> Record:
        return self._record(marcjson.parse(raw))

    def authority(self, raw: bytes) -> Authority | None:
        return self._made(marcjson.parse(raw)) if _JSON_LEADER.search(raw) else None


class MarcJsonExporter(_Exporter):
    """Writes an array of MARC-in-JSON, a record a line."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        marcjson.write(map(self._marc, records), out)


_PROLOG = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL)
_RECORD = re.compile(rb"<(?:[\w.-]+:)?record[\s>]")
_FIELD = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]")
_NAMESPACE = re.compile(rb"<(?:[\w.-]+:)?(?:collection|record)\b[^<>]*(?:MARC21/slim|marcxchange)")
_SRU_STRING = re.compile(
    rb"&lt;(?:[\w.-]+:)?record\b.*?&lt;(?:[\w.-]+:)?(?:leader|controlfield|datafield)\b", re.DOTALL
)
_JSON_RECORD = re.compile(
    rb'\{\s*"leader"\s*:\s*"[^"]{0,40}"\s*,\s*"(?:fields|controlfield)"\s*:'
    rb'|\{\s*"fields"\s*:\s*\[\s*\{\s*"[0-9A-Za-z]{3}"\s*:'
)
_DIRECTORY = re.compile(rb"[0-9A-Za-z]{3}[0-9]{9}")


def recognise_marc(head: bytes) -> bool:
    """A leader with its directory at the beginning; a damaged one when terminators follow it."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t\x00\x1a")
    if iso2709.LEADER.match(start):
        return True
    if start[:1] in (b"<", b"{", b"[") or b"\x1e" not in start:
        return False
    return bool(
        iso2709.LEADER.search(start)
        or (b"\x1f" in start and _DIRECTORY.search(start, 0, start.find(b"\x1e")))
    )


def recognise_marcxml(head: bytes) -> bool:
    """XML that holds a record with a field of MARC, at once or in an envelope, or an empty collection."""
    text = head_as_utf8(head)
    prolog = _PROLOG.match(text)
    root = prolog.end() if prolog else 0
    if text[root : root + 1] != b"<":
        return False
    if _RECORD.search(text, root) and _FIELD.search(text, root):
        return True
    return bool(_NAMESPACE.match(text, root) or _SRU_STRING.search(text, root))


def recognise_marcjson(head: bytes) -> bool:
    """JSON with an object that has a leader and fields."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text[:1] in (b"{", b"[") and bool(_JSON_RECORD.search(text))


MARC = Format(
    name="marc",
    label="MARC 21 (ISO 2709)",
    media_type="application/marc",
    extension="mrc",
    recognise=recognise_marc,
    reader=MarcReader,
    exporter=MarcExporter,
)
MARCXML = Format(
    name="marcxml",
    label="MARCXML",
    media_type="application/marcxml+xml",
    extension="xml",
    recognise=recognise_marcxml,
    reader=MarcXmlReader,
    exporter=MarcXmlExporter,
)
MARCJSON = Format(
    name="marcjson",
    label="MARC-in-JSON",
    media_type="application/marc-in-json",
    extension="json",
    recognise=recognise_marcjson,
    reader=MarcJsonReader,
    exporter=MarcJsonExporter,
)
