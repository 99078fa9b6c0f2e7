"""PICA+ as a format: how to know it, cut it and read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.formats.base import Format
from pinakes.formats.pica.cutting import split
from pinakes.formats.text_lines import head_as_text
from pinakes.formats.xml_pieces import head_as_utf8
from pinakes.records.authority import Authority
from pinakes.records.record import Record

_LINE = re.compile(
    rb"\A(?:[\s\x1d\x1e]|SET:[^\n]*\n|Eingabe:[^\n]*\n|#[^\n]*\n)*"
    rb"\d{3}[A-Z@](?:/\d{2,3})? ?(?:\x1f|\$|\xc6\x92)[0-9A-Za-z]"
)
_ELEMENT = re.compile(rb"""<(?:[\w.-]+:)?(?:datafield|tag)\b[^<>]*?\b(?:tag|id)\s*=\s*["']\d{3}[A-Z@]["']""")

_AUTHORITY = re.compile(
    rb"""002@(?: ?(?:\x1f|\$|\xc6\x92)0|["'][^<>]*>\s*<(?:[\w.-]+:)?subf(?:ield)?\b[^<>]*["']0["'][^<>]*>)\s*T"""
)


class PicaReader:
    """Reads PICA+ plain, normalised, binary, import, PICA XML and PPXML."""

    def __init__(self) -> None:
        from pinakes.formats.marc.reading import record_from_marc
        from pinakes.formats.pica.record import fields
        from pinakes.formats.pica.translating import marc21

        self._record = record_from_marc
        self._fields = fields
        self._marc21 = marc21

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return split(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        return self._record(self._marc21(self._fields(raw, repairs), repairs))

    def authority(self, raw: bytes) -> Authority | None:
        return _authority(raw) if _AUTHORITY.search(raw, 0, 4000) else None


def _authority(raw: bytes) -> Authority:
    from pinakes.formats.marc.authorities import authority_from_marc
    from pinakes.formats.pica.authorities import marc21
    from pinakes.formats.pica.record import fields

    repairs: list[str] = []
    return authority_from_marc(marc21(fields(raw, repairs), repairs))


def recognise(head: bytes) -> bool:
    """A first line or element whose tag is three digits and a letter or "@"."""
    text = head_as_text(head)
    if _LINE.match(text):
        return True
    xml = head_as_utf8(head)
    return xml.lstrip()[:1] == b"<" and bool(_ELEMENT.search(xml))


PICA = Format(
    name="pica",
    label="PICA+",
    media_type="application/x-pica",
    extension="pica",
    recognise=recognise,
    reader=PicaReader,
)
