"""Aleph sequential and MAB2 cut into records, and each taken apart into fields.

Source: Ex Libris, Aleph sequential: system number (9), blank, tag (3), indicators (2), blank, alphabet ("L"), blank,
text with "$$" before each subfield, "^" for blanks in fixed fields. MAB2: "### " with the record label, then a line
for each field, tag and indicator before the text (Diskettenformat); label and fields ended by RS and GS in one line
(Bandformat); MABxml 1 (datensatz, feld nr ind, uf code).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import text_lines, xml_pieces
from pinakes.formats.first_bytes import peek
from pinakes.formats.marc import marcxml
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.xml_pieces import head_as_utf8

SEQUENTIAL = re.compile(rb"(\d{9}) [0-9A-Z]{3}[ 0-9A-Za-z#-]{2} ")
LABEL = re.compile(rb"\d{5}[a-z ]M2\.0")
_LINE = re.compile(r"(\d{9}) ([0-9A-Z]{3})(.)(.) (?:[A-Z] |  )?(.*)", re.DOTALL)
_DISK = re.compile(r"(\d{3})(.)(.*)", re.DOTALL)
_LOCAL = frozenset(
    ("FMT", "CAT", "SYS", "OWN", "UID", "SID", "LOW", "LKR", "Z30", "AVA", "AVD", "IND", "SBL", "TYP")
)
_BROKEN = "Lines that are no fields were left out."
_PARSER = xml_pieces.parser()


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of each record; of one that is too long a little more than is allowed, so that reading says so."""
    head, whole = peek(stream)
    if head_as_utf8(head).lstrip()[:1] == b"<":
        return _elements(whole) if b"<feld" in head or b"<datensatz" in head else marcxml.split(whole)
    text = text_lines.head_as_text(head).lstrip()
    if LABEL.match(text):
        return (line for line in text_lines.lines(whole) if line.strip(b"\x1d\x1e\r\n "))
    return _by_label(whole) if text.startswith(b"###") else _by_number(whole)


def _elements(stream: BinaryIO) -> Iterator[bytes]:
    return xml_pieces.XmlCutter("datensatz").cut(stream)


def _by_number(stream: BinaryIO) -> Iterator[bytes]:
    """Lines with the same system number; a line without a number goes on with the one before."""
    current = b""
    lines: list[bytes] = []
    size = 0
    for line in text_lines.lines(stream):
        if not line.strip():
            continue
        found = SEQUENTIAL.match(line)
        if (found and found[1] != current) or (not found and not current):
            if lines:
                yield b"\n".join(lines)
            lines, size, current = [], 0, found[1] if found else b""
        if size <= text_lines.MAX_RECORD:
            lines.append(line)
            size += len(line) + 1
    if lines:
        yield b"\n".join(lines)


def _by_label(stream: BinaryIO) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    for line in text_lines.lines(stream):
        if line.startswith(b"###") and lines:
            yield b"\n".join(lines)
            lines, size = [], 0
        if line.strip() and size <= text_lines.MAX_RECORD:
            lines.append(line)
            size += len(line) + 1
    if lines:
        yield b"\n".join(lines)


def record(raw: bytes) -> MarcRecord:
    """The fields of one record, MAB2's with their indicator as the first. Raises ReadError."""
    if len(raw) > text_lines.MAX_RECORD:
        raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
    repairs: list[str] = []
    start = raw.lstrip()
    if start[:1] == b"<":
        return _of_mabxml(raw, repairs) if start.startswith(b"<datensatz") else marcxml.parse(raw)
    text = decoded(raw, repairs)
    if SEQUENTIAL.match(raw):
        return _of_sequential(text, repairs)
    if text.startswith("###") or LABEL.match(start):
        return _of_mab(text, repairs)
    raise ReadError("The line begins with no system number.")


def decoded(raw: bytes, repairs: list[str]) -> str:
    """UTF-8, else ISO 5426, else Windows-1252."""
    try:
        return raw.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        from pinakes.formats.unimarc import iso5426

        if iso5426.likely(raw):
            repairs.append("The bytes are no UTF-8; they were read as ISO 5426.")
            return iso5426.decode(raw)
        return text_lines.decoded(raw, repairs)


def _of_sequential(text: str, repairs: list[str]) -> MarcRecord:
    leader = number = ""
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for line in text_lines.split(text):
        match = _LINE.fullmatch(line)
        if match is None:
            if fields and line[:1] in (" ", "\t") and line.strip():  # a line break within a field
                code, value = fields[-1].subfields[-1]
                fields[-1].subfields[-1] = (code, f"{value} {line.strip()}")
            elif line.strip():
                repairs.append(_BROKEN)
            continue
        number, tag, ind1, ind2, body = match.groups()
        if tag == "LDR":
            leader = leader or body.replace("^", " ")
        elif "000" < tag < "010" and "$$" not in body[3:]:
            control.append((tag, body.removeprefix("$$a").replace("^", " ")))
        elif tag in ("DEL", "STA"):
            if "$$aY" in body or "DELETED" in body:
                leader = f"{leader.ljust(5)[:5]}d{leader[6:]}" if leader else "00000dam a2200000   4500"
        elif tag not in _LOCAL and (subfields := _subfields(body)):
            fields.append(DataField(tag, _blank(ind1), _blank(ind2), subfields))
    if not any(tag == "001" for tag, _ in control) and number:
        control.insert(0, ("001", number))
    return marcxml.finished(leader, control, fields, list(dict.fromkeys(repairs)))


def _subfields(body: str) -> list[tuple[str, str]]:
    first, *parts = body.split("$$")
    found = [("a", first)] if first.strip() else []
    return found + [(part[0], part[1:]) for part in parts if part]


def _of_mab(text: str, repairs: list[str]) -> MarcRecord:
    """Diskettenformat, a field a line, or Bandformat, fields ended by RS."""
    text = text.lstrip("\ufeff").removeprefix("###").lstrip(" ")
    leader, rest = text[:24].split("\n")[0], text[24:]
    if len(leader) < 24:
        leader, rest = leader.ljust(24), text[len(leader.rstrip()) :]
    pieces = rest.split("\x1e") if "\x1e" in rest else text_lines.split(rest)
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for piece in pieces:
        line = piece.strip("\r\n\x1d")
        match = _DISK.fullmatch(line) if line else None
        if match is None:
            if line.strip():
                repairs.append(_BROKEN)
            continue
        _add(match[1], match[2], _mab_subfields(match[3]), control, fields)
    if not control and not fields:
        raise ReadError("There are no MAB2 fields in it.")
    return MarcRecord(leader, control, fields, list(dict.fromkeys(repairs)))


def _mab_subfields(body: str) -> list[tuple[str, str]]:
    first, *parts = body.split("\x1f") if "\x1f" in body else body.split("‡")
    found = [("a", first.strip())] if first.strip() else []
    return found + [(part[0], part[1:].strip()) for part in parts if part]


def _add(
    tag: str,
    ind: str,
    subfields: list[tuple[str, str]],
    control: list[tuple[str, str]],
    fields: list[DataField],
) -> None:
    if tag < "010" and subfields:
        control.append((tag, subfields[0][1]))
    elif subfields:
        fields.append(DataField(tag, _blank(ind), " ", subfields))


def _blank(indicator: str) -> str:
    return " " if indicator in "-#" else indicator


def _of_mabxml(raw: bytes, repairs: list[str]) -> MarcRecord:
    root = xml_pieces.element(raw, _PARSER, repairs)
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for element in root.iter("feld"):
        own = (element.text or "").strip()
        subfields = [("a", own)] if own else []
        for part in element:
            # <ns> surrounds what sorting passes over, <tf/> divides parts of a field; both keep their text.
            text = "".join(map(str, part.itertext())).strip()
            if part.tag == "uf":
                subfields.append(((part.get("code") or "a")[:1], text))
            else:
                marked = f"¬{text}¬" if part.tag == "ns" and text else text
                line = f"{subfields[-1][1] if subfields else ''}{marked}{part.tail or ''}".strip()
                subfields = [*subfields[:-1], ("a", line)]
        _add(
            element.get("nr") or "",
            (element.get("ind") or " ")[:1],
            [s for s in subfields if s[1]],
            control,
            fields,
        )
    if not control and not fields:
        raise ReadError("There are no MAB2 fields in it.")
    kind = (root.get("typ") or "h")[:1]
    return MarcRecord(
        f"00000{(root.get('status') or 'n')[:1]}M2.01200024      {kind}", control, fields, repairs
    )
