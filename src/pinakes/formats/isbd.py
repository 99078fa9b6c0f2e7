"""ISBD-like plain text: a heading, the description with its prescribed punctuation, and labelled lines.

Source: IFLA, International Standard Bibliographic Description (consolidated edition, 2021 update).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import isbd_reading, text_lines
from pinakes.formats.base import Format
from pinakes.formats.isbd_writing import lines
from pinakes.records.record import Record


class IsbdReader:
    """Reads descriptions with an empty line between them."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size = 0
        for line in text_lines.lines(stream):
            if not line.strip(b" \t\0\x1a"):
                if piece:
                    yield b"\n".join(piece)
                piece, size = [], 0
            elif size <= text_lines.MAX_RECORD:
                piece.append(line)
                size += len(line) + 1
        if piece:
            yield b"\n".join(piece)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        return isbd_reading.record_of(text_lines.decoded(raw, repairs), repairs)


class IsbdExporter:
    """Writes descriptions in UTF-8."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            out.write(("\n".join(lines(record)) + "\n\n").encode("utf-8", "replace"))


def _whole(head: bytes) -> bytes:
    """Without the character that the end of the head may have cut."""
    return head if len(head) < 60_000 else head[: head.rfind(b"\n") + 1] or head


def _recognise(head: bytes) -> bool:
    """A first paragraph with the punctuation between areas, and no markup."""
    text = text_lines.decoded(_whole(text_lines.head_as_text(head)), []).lstrip("\0 \t\r\n")
    if text[:1] in ("<", "{", "[", "@", "%"):
        return False
    first = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))[0]
    return len(first) < 20_000 and any(map(isbd_reading.is_description, first.split("\n")))


ISBD = Format(
    name="isbd",
    label="ISBD text",
    media_type="text/plain",
    extension="txt",
    recognise=_recognise,
    reader=IsbdReader,
    exporter=IsbdExporter,
)
