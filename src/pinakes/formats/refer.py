"""EndNote's tagged format (.enw), which is Refer with more tags: %0 is the type, %A an author, %T the title.

Source: EndNote's manual, "EndNote tagged import"; refer(1) of Unix for files without %0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import endnote_fields, text_lines
from pinakes.formats.base import Format
from pinakes.formats.endnote_types import TYPES
from pinakes.records.record import Record

FIELD_OF_TAG: dict[str, str] = {
    "A": "authors", "E": "secondary-authors", "Y": "tertiary-authors", "?": "subsidiary-authors", "T": "title",
    "J": "secondary-title", "B": "secondary-title", "S": "tertiary-title", "Q": "translated-title",
    "!": "short-title", "V": "volume", "N": "number", "P": "pages", "7": "edition", "D": "year", "8": "date",
    "C": "pub-location", "I": "publisher", "@": "isbn", "M": "accession-num", "L": "call-num",
    "R": "electronic-resource-num", "X": "abstract", "K": "keyword", "Z": "notes", "<": "research-notes",
    "9": "work-type", "U": "url", ">": "pdf-url", "G": "language", "F": "label", "+": "auth-address",
    "1": "custom1", "2": "custom2", "3": "custom3", "4": "custom4", "#": "custom5", "$": "custom6", "]": "custom7",
    "~": "remote-database-name", "W": "remote-database-provider", "(": "orig-pub", "*": "reviewed-item",
    "^": "caption", "&": "section", "O": "abbr-1", "6": "num-vols", "H": "custom3",
}  # fmt: skip
_TAG_OF_FIELD = {name: tag for tag, name in reversed(FIELD_OF_TAG.items())} | {
    "text-url": ">", "secondary-title": "B", "custom3": "3"
}  # fmt: skip
_REFERENCE = "Cited reference: "
_LINE = re.compile(r"[ \t]?%(\S)(?:[ \t]+(.*)|)$")
_TAG_BYTES = re.compile(rb"\s{0,3}%[A-Z0-9?@!<>+&()*$#~\]^\[](?:[ \t]|$)")
_SEVERAL = frozenset({"auth-address", "notes", "isbn", "keyword", "abstract", "url"})


class ReferReader:
    """Reads tagged references: a new one begins at %0, or after an empty line where the last has a title.

    A %0 that nothing but another %0 stands before, or that stands further down in the first lines of a reference
    without one, says what that reference is.
    """

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size, blank, kinds = 0, False, 0
        for line in text_lines.lines(stream):
            if not line.strip():
                blank = True
                continue
            tagged = _TAG_BYTES.match(line)
            kind = line.lstrip()[:2] if tagged else b""
            begins = kind == b"%0" and (blank or kinds > 0) and len(piece) > kinds
            if begins or (blank and tagged and kind in (b"%A", b"%T") and _complete(piece)):
                if piece:
                    yield b"\n".join(piece)
                piece, size, kinds = [], 0, 0
            blank = False
            kinds += kind == b"%0"
            if (piece or tagged) and size <= text_lines.MAX_RECORD:
                piece.append(line)
                size += len(line) + 1
        if piece:
            yield b"\n".join(piece)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        kind, given = _fields(text_lines.decoded(raw, repairs))
        if not kind:
            journal = "full-title" in given
            kind = (
                "Journal Article" if journal else "Book Section" if "secondary-title" in given else "Generic"
            )
        return endnote_fields.record_of(kind, given, repairs)


def _complete(piece: list[bytes]) -> bool:
    return any(line.lstrip().startswith((b"%T", b"%J", b"%B")) for line in piece)


def _fields(text: str) -> tuple[str, endnote_fields.Fields]:
    kind, found = "", endnote_fields.Fields()
    last: list[str] | None = None
    for line in text_lines.split(text):
        match = _LINE.match(line)
        if match is None:
            # A line without a tag goes on with the field before; under keywords each is one.
            if last and line.strip():
                last[-1] = f"{last[-1]}\n{line.strip()}"
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "0":
            kind, last = kind or value, None
        elif tag == "J" and found.get("full-title") and value != found["full-title"][0]:
            # The shorter of two is how the journal is cited.
            last = _second_journal(found, value)
        elif tag in FIELD_OF_TAG:
            last = found.setdefault(FIELD_OF_TAG[tag], [])
            last.append(value)
            if tag == "J":
                found.setdefault("full-title", last)
        else:
            last = None
    notes = found.get("notes", [])
    found["notes"] = [v for v in notes if not v.startswith(_REFERENCE)]
    found["reference"] = [v.removeprefix(_REFERENCE) for v in notes if v.startswith(_REFERENCE)]
    return kind, found


def _second_journal(found: endnote_fields.Fields, value: str) -> list[str]:
    titles = found["full-title"]
    if len(value) > len(titles[0]):
        value, titles[0] = titles[0], value
    return found.setdefault("abbr-1", [value])


class ReferExporter:
    """Writes EndNote's tags in UTF-8, a reference after the other with an empty line between."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            out.write(("\n".join(self._lines(record)) + "\n\n").encode("utf-8", "replace"))

    def _lines(self, record: Record) -> Iterator[str]:
        article = False
        for field, value in endnote_fields.fields(record):
            if field == "ref-type":
                article = value not in ("Book", "Book Section") and TYPES[value][1] == ("Article",)
                yield f"%0 {value}"
                continue
            tag = "J" if field == "secondary-title" and article else _TAG_OF_FIELD.get(field, "")
            if field == "reference":
                tag, value = "Z", f"{_REFERENCE}{value}"
            for line in value.split("\n") if field in _SEVERAL else (value,):
                if tag and (text := " ".join(line.split())):
                    yield f"%{tag} {text}"


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head)
    lines = [line for line in re.split(rb"[\r\n]+", text[:8192]) if line.strip()]
    if not lines or not _TAG_BYTES.match(lines[0]):
        return False
    tags = {line.lstrip()[:2] for line in lines if _TAG_BYTES.match(line)}
    return len(tags) >= 2 and bool(tags & {b"%0", b"%T", b"%A", b"%J", b"%B"})


REFER = Format(
    name="endnote-tagged",
    label="EndNote tagged (Refer)",
    media_type="application/x-endnote-refer",
    extension="enw",
    recognise=_recognise,
    reader=ReferReader,
    exporter=ReferExporter,
)
