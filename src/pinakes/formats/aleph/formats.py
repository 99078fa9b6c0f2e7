"""Aleph sequential and MAB2 as one format: how to know it, cut it and read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pinakes.formats.aleph import lines
from pinakes.formats.base import Format
from pinakes.formats.marc.record import MarcRecord
from pinakes.formats.text_lines import head_as_text
from pinakes.formats.xml_pieces import head_as_utf8
from pinakes.records.record import Record

_MABXML = re.compile(rb"<(?:[\w.-]+:)?datensatz\b|<(?:[\w.-]+:)?leader>[^<]{6}M2\.0")
_NUMBERED = re.compile(
    rb"\s*\d{9} (?:LDR|FMT|[0-9]{3}|[A-Z0-9]{3})[ 0-9A-Za-z#-]{2} (?:[A-Z] |  )?[\$0-9^A-Za-z-]"
)


class AlephReader:
    """Reads Aleph sequential with MARC 21, UNIMARC or MAB2 in it, told by the tags of each record, and MAB2 alone."""

    def __init__(self) -> None:
        from pinakes.formats.aleph import mab
        from pinakes.formats.marc.reading import record_from_marc
        from pinakes.formats.unimarc import translating

        self._record: Callable[[MarcRecord], Record] = record_from_marc
        self._mab = mab.marc21
        self._unimarc = translating.marc21

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return lines.split(stream)

    def parse(self, raw: bytes) -> Record:
        marc = lines.record(raw)
        tags = {f.tag for f in marc.fields}
        if marc.leader[6:10] == "M2.0" or (
            "245" not in tags and tags & {"331", "310", "089"} and "200" not in tags
        ):
            return self._record(self._mab(marc))
        if "200" in tags and "245" not in tags and "331" not in tags:
            return self._record(self._unimarc(marc))
        return self._record(self._mab(marc) if "331" in tags and "245" not in tags else marc)


def recognise(head: bytes) -> bool:
    """A system number of nine digits before a tag, a label of MAB2, or MABxml."""
    text = head_as_text(head).lstrip(b"\r\n\t \x00")
    if _NUMBERED.match(text) or lines.LABEL.match(text.removeprefix(b"### ")):
        return True
    xml = head_as_utf8(head)
    return xml.lstrip()[:1] == b"<" and bool(_MABXML.search(xml))


ALEPHSEQ = Format(
    name="alephseq",
    label="Aleph sequential, MAB2",
    media_type="text/plain",
    extension="seq",
    recognise=recognise,
    reader=AlephReader,
)
