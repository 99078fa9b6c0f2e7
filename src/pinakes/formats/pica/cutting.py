"""A stream of PICA+ cut into records: by blank lines, line ends, GS (1D) or elements, as its first bytes tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.formats import text_lines
from pinakes.formats.first_bytes import peek
from pinakes.formats.marc import marcxml
from pinakes.formats.xml_pieces import head_as_utf8

_TERMINATOR = re.compile(rb"\x1d")
_LINE_OR_TERMINATOR = re.compile(rb"[\n\x1d]")
_NOTHING = b"\r\n\x1e "


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of each record; of one that is too long a little more than is allowed, so that reading says so."""
    head, whole = peek(stream)
    if head_as_utf8(head).lstrip()[:1] == b"<":
        return marcxml.split(whole)
    if b"\x1d" in head[:200] or (b"\x1e" not in head and b"\x1d" in head):
        return _delimited(whole, _TERMINATOR)
    if b"\x1e" in head:
        return _delimited(whole, _LINE_OR_TERMINATOR)
    return _by_blank_lines(whole)


def _delimited(stream: BinaryIO, delimiter: re.Pattern[bytes]) -> Iterator[bytes]:
    rest = b""
    skipping = False
    for chunk in text_lines.ascii_chunks(stream):
        first, *others = delimiter.split(chunk)
        if not others:
            rest = b"" if skipping else rest + first
        else:
            pieces = [b"" if skipping else rest + first, *others]
            skipping = False
            rest = pieces.pop()
            yield from (piece for piece in pieces if piece.strip(_NOTHING))
        if len(rest) > text_lines.MAX_RECORD:
            yield rest
            rest, skipping = b"", True
    if rest.strip(_NOTHING):
        yield rest


def _by_blank_lines(stream: BinaryIO) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    for line in text_lines.lines(stream):
        if line.strip():
            if size <= text_lines.MAX_RECORD:
                lines.append(line)
                size += len(line) + 1
        elif lines:
            yield b"\n".join(lines)
            lines, size = [], 0
    if lines:
        yield b"\n".join(lines)
