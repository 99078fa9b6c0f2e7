"""Tables as text, cut into rows, each of which brings the header: commas, semicolons, tabs or bars, quotes.

Source: RFC 4180, and what spreadsheets make of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import text_lines

DELIMITERS = ("\t", ";", ",", "|")
MAX_LINES = 2_000
MAX_ROW = 8 * 1024 * 1024
"""Bytes, and lines above, of a row in quotes; what is longer lacks the quote at its end."""
csv.field_size_limit(text_lines.MAX_RECORD)


def delimiter(header: str) -> str:
    """The sign that divides the header most often, not counting what is between quotes."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    best = max(DELIMITERS, key=bare.count)
    return best if best in bare else ","


class _Quotes:
    """Whether a quoted field is open at the end of a line."""

    def __init__(self, sign: str) -> None:
        sign_ = re.escape(sign.encode())
        self._closing = re.compile(rb'(?:[^"]|"")*+"(?=' + sign_ + rb"|\s*$)")
        self._opening = re.compile(rb"(?:^|" + sign_ + rb')[ ]?"')

    def after(self, line: bytes, *, opened: bool) -> bool:
        at = 0
        while True:
            if opened:
                closing = self._closing.match(line, at)
                if closing is None:
                    return True
                at = closing.end()
            # "^" matches at the start of the line alone: a quote in the midst of a field is text.
            opening = self._opening.search(line, at)
            if opening is None:
                return False
            at, opened = opening.end(), True


def rows(stream: BinaryIO, *, quoted: bool = True, sign: str = "", skipped: int = 0) -> Iterator[bytes]:
    """Header and row, a line feed between, for each row that isn't empty.

    ``quoted`` when quotes mean something; ``sign`` divides cells, else the header tells which does;
    ``skipped`` lines stand before the header.
    """
    lines = _whole(text_lines.lines(stream))
    for _ in range(skipped):
        next(lines, b"")
    header = b""
    for line in lines:
        if line.strip(b" \t,;|\0\x1a") and not re.fullmatch(rb'"?sep=.{0,2}"?', line.strip()):
            header = line
            break
    if not header:
        return
    quotes = _Quotes(sign or delimiter(text_lines.decoded(header, [])))
    if quoted and quotes.after(header, opened=False):
        header += b" " + next(lines, b"")
    for row in _joined(lines, quotes) if quoted else lines:
        if row.strip(b' \t,;|\0\x1a"'):
            yield header + b"\n" + row


def _whole(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long, which comes in pieces, only the first."""
    too_long = False
    for line in lines:
        if not too_long:
            yield line
        too_long = len(line) > text_lines.MAX_RECORD


def _joined(lines: Iterator[bytes], quotes: _Quotes) -> Iterator[bytes]:
    held: list[bytes] = []
    size, opened = 0, False
    for line in lines:
        held.append(line)
        size += len(line) + 1
        opened = quotes.after(line, opened=opened)
        if not opened:
            yield b"\n".join(held)
            held, size = [], 0
        elif len(held) > MAX_LINES or size > MAX_ROW:
            # The first has a quote without its end; the others are rows of their own.
            yield from held
            held, size, opened = [], 0, False
    yield from held


def cells(raw: bytes, repairs: list[str], *, quoted: bool = True, sign: str = "") -> tuple[str, list[str]]:
    """(header line, cells of the row) of a piece. Raises ReadError."""
    if len(raw) > text_lines.MAX_RECORD:
        raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
    header, _, row = text_lines.decoded(raw, repairs).partition("\n")
    return header, _split(row, sign or _delimiter(header), quoted=quoted)


_delimiter = lru_cache(maxsize=64)(delimiter)


@lru_cache(maxsize=64)
def names(header: str, *, quoted: bool = True, sign: str = "") -> tuple[str, ...]:
    """The names of the columns."""
    return tuple(" ".join(n.split()) for n in _split(header, sign or _delimiter(header), quoted=quoted))


def _split(line: str, sign: str, *, quoted: bool) -> list[str]:
    if not quoted or '"' not in line:
        return line.split(sign)
    # No splitlines: it takes U+0085 and the like for ends of lines.
    lines = [line] if "\n" not in line else [f"{part}\n" for part in line.split("\n")]
    try:
        found = list(csv.reader(lines, delimiter=sign, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ReadError("A quote in the row has no end.") from error
        try:
            # Quotes that nobody doubled, in the midst of a quoted field.
            found = list(csv.reader(lines, delimiter=sign))
        except csv.Error as second:
            raise ReadError(f"This is no row of a table: {second}.") from second
    if len(found) != 1:
        raise ReadError("A line end in the row is outside of quotes.")
    return found[0]
