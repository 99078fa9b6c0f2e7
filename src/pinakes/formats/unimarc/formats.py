"""UNIMARC as a format: how to know it beside MARC 21, cut it and read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pinakes.formats.base import Format
from pinakes.formats.first_bytes import peek
from pinakes.formats.marc import decoding, iso2709, marcxml
from pinakes.formats.marc.formats import recognise_marcxml
from pinakes.formats.marc.record import MarcRecord
from pinakes.formats.xml_pieces import head_as_utf8
from pinakes.records.authority import Authority
from pinakes.records.record import Record

_TAG = re.compile(rb"""<(?:[\w.-]+:)?datafield\b[^<>]*?\btag\s*=\s*["'](\w{3})["']""")
_SAYS = re.compile(rb"""<[^<>]*\bformat\s*=\s*["']unimarc["']""", re.IGNORECASE)
_LEADERS_LOOKED_AT = 20
_AUTHORITIES = (b"x", b"y", b"z")
_XML_LEADER = re.compile(rb"<(?:[\w.-]+:)?leader\b[^<>]*>[^<]{6}[xyz]")
_HEADINGS = frozenset(b"2%02d" % n for n in (0, 10, 15, 16, 17, 20, 30, 40, 50, 60, 80))


class UnimarcReader:
    """Reads UNIMARC in ISO 2709 (UTF-8, ISO 5426 or Windows-1252) and in MARCXML or MarcXchange."""

    def __init__(self) -> None:
        from pinakes.formats.marc.reading import record_from_marc
        from pinakes.formats.unimarc.iso5426 import texts
        from pinakes.formats.unimarc.translating import marc21

        self._record: Callable[[MarcRecord], Record] = lambda marc: record_from_marc(marc21(marc))
        self._texts = texts

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        head, whole = peek(stream)
        return marcxml.split(whole) if is_xml(head) else iso2709.split(whole)

    def parse(self, raw: bytes) -> Record:
        marc = marcxml.parse(raw) if raw.lstrip()[:1] == b"<" else decoding.record(raw, self._texts)
        return self._record(marc)

    def authority(self, raw: bytes) -> Authority | None:
        xml = raw.lstrip()[:1] == b"<"
        if not (_XML_LEADER.search(raw, 0, 2000) if xml else raw[6:7] in _AUTHORITIES):
            return None
        from pinakes.formats.marc.authorities import authority_from_marc
        from pinakes.formats.unimarc.authorities import marc21

        marc = marcxml.parse(raw) if xml else decoding.record(raw, self._texts)
        return authority_from_marc(marc21(marc))


def is_xml(head: bytes) -> bool:
    """Whether the first bytes are of an XML file, in whatever Unicode encoding."""
    return head_as_utf8(head[:512]).lstrip()[:1] == b"<"


def tags(head: bytes) -> list[set[bytes]]:
    """The tags of the first records in ``head``, by directory or by attribute."""
    if is_xml(head):
        return [set(_TAG.findall(head_as_utf8(head)))]
    found = []
    for leader in iso2709.LEADER.finditer(head):
        start, end = leader.start() + 24, head.find(b"\x1e", leader.start() + 24)
        directory = head[start : end if end >= 0 else len(head)]
        found.append({directory[i : i + 3] for i in range(0, len(directory) - 11, 12)})
        if len(found) == _LEADERS_LOOKED_AT:
            break
    return found


def recognise(head: bytes) -> bool:
    """ISO 2709 or MARCXML whose titles stand in 200, not in 245, or which says that it is UNIMARC."""
    xml = is_xml(head)
    if xml and not recognise_marcxml(head):
        return False
    if not xml and not iso2709.LEADER.search(head):
        return False
    if xml and _SAYS.search(head_as_utf8(head)):
        return True
    found = set().union(*tags(head))
    if _is_authority(head, xml=xml):  # MARC 21 has 008, and its headings in 1XX
        return b"008" not in found and b"100" in found and not _HEADINGS.isdisjoint(found)
    return b"200" in found and b"245" not in found


def _is_authority(head: bytes, *, xml: bool) -> bool:
    if xml:
        return bool(_XML_LEADER.search(head_as_utf8(head)))
    leader = iso2709.LEADER.search(head)
    return bool(leader and leader[0][6:7] in _AUTHORITIES)


UNIMARC = Format(
    name="unimarc",
    label="UNIMARC (ISO 2709 or XML)",
    media_type="application/marc",
    extension="mrc",
    recognise=recognise,
    reader=UnimarcReader,
)
