"""A PICA+ record as fields, and how each serialisation is taken apart into them.

Source: GBV, "PICA-Format" (format.gbv.de/pica): Plain, Normalised, Binary, Import, XML, PPXML.
"""

from __future__ import annotations

import re

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import text_lines, xml_pieces

_FIELD = re.compile(r"(\d{3}[A-Z@])(?:/(\d{2,3}))?\s?(.*)", re.DOTALL)
_DOUBLED = re.compile(r"\$\$")
BROKEN_LINES = "Lines that are no fields were left out."


class PicaField:
    """Tag ("028C"), occurrence ("01" or "") and subfields in order."""

    __slots__ = ("occurrence", "subfields", "tag")

    def __init__(self, tag: str, occurrence: str, subfields: list[tuple[str, str]]) -> None:
        self.tag = tag
        self.occurrence = "" if occurrence in ("00", "000") else occurrence
        self.subfields = subfields

    def get(self, codes: str) -> str:
        """The first subfield with one of these codes, or ""; the order of ``codes`` decides."""
        for code in codes:
            for c, value in self.subfields:
                if c == code and value:
                    return value
        return ""

    def all(self, codes: str) -> list[str]:
        """All values with one of these codes, in the field's order."""
        return [value for c, value in self.subfields if c in codes and value]


def fields(raw: bytes, repairs: list[str]) -> list[PicaField]:
    """The fields of one record. Raises ReadError when there are none."""
    if len(raw) > text_lines.MAX_RECORD:
        raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
    found = (
        _of_xml(raw, repairs)
        if raw.lstrip()[:1] == b"<"
        else _of_text(text_lines.decoded(raw, repairs), repairs)
    )
    if not found:
        raise ReadError("There are no PICA+ fields in it.")
    return found


def _of_text(text: str, repairs: list[str]) -> list[PicaField]:
    pieces = text.split("\x1e") if "\x1e" in text else text_lines.split(text)
    found: list[PicaField] = []
    broken = False
    for piece in pieces:
        line = piece.strip("\r\n\x1d ")
        if not line:
            continue
        match = _FIELD.fullmatch(line)
        if match is None:
            broken = broken or not line.startswith(("SET:", "Eingabe:", "#", "PPN:"))
            continue
        subfields = _subfields(match[3])
        if subfields:
            found.append(PicaField(match[1], match[2] or "", subfields))
        else:
            broken = True
    if broken:
        repairs.append(BROKEN_LINES)
    return found


def _subfields(body: str) -> list[tuple[str, str]]:
    """By US (1F), by "$" with "$$" for the sign itself, or by "ƒ" as WinIBW shows them."""
    if "\x1f" in body:
        parts = body.split("\x1f")
    elif body[:1] == "ƒ":
        parts = body.split("ƒ")
    elif "$$" in body:
        parts = [p.replace("\0", "$") for p in _DOUBLED.sub("\0", body).split("$")]
    else:
        parts = body.split("$")
    return [(part[0], part[1:].strip()) for part in parts[1:] if part and part[1:].strip()]


def _of_xml(raw: bytes, repairs: list[str]) -> list[PicaField]:
    """PICA XML (datafield, subfield code) and PPXML (tag id, subf id)."""
    root = xml_pieces.element(raw, _PARSER, repairs)
    found: list[PicaField] = []
    for element in root.iter("datafield", "tag"):
        name = element.get("tag") or element.get("id") or ""
        if not re.fullmatch(r"\d{3}[A-Z@]", name):
            continue
        subfields = [
            (code, text)
            for part in element.iter("subfield", "subf")
            if (code := (part.get("code") or part.get("id") or "")[:1]) and (text := _text(part))
        ]
        if subfields:
            found.append(PicaField(name, element.get("occurrence") or element.get("occ") or "", subfields))
    return found


def _text(element: etree._Element) -> str:
    return ("".join(map(str, element.itertext())) if len(element) else element.text or "").strip()


_PARSER = xml_pieces.parser()
