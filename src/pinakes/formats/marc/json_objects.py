"""Record objects cut out of JSON by bytes: from an array, JSON lines, or an object that holds a list of them.

A broken object is one piece and ends where the next record begins, so that it costs no other record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

MAX_RECORD = 16 * 1024 * 1024
SHOWN_OF_TOO_LONG = 64 * 1024
_CHUNK = 256 * 1024
_NOTHING = b" \t\r\n\x00\x1a\xef\xbb\xbf,[]"
_RECORD = re.compile(rb'\{\s*"(?:leader|fields|controlfield|datafield)"\s*:')
# A whole string, a brace, or a quotation mark whose string has no end on its line.
_TOKEN = re.compile(rb'"[^"\\\n\r]*+(?:\\.[^"\\\n\r]*+)*+"|[{}"]')
_STRING_OF_LINES = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+")\s*[,:}\]]', re.DOTALL)


def split(stream: BinaryIO, limit: int = MAX_RECORD) -> Iterator[bytes]:
    """The bytes of each object that begins as a record does.

    What lies between them is passed over when an object frames them; in an array or in lines there may be
    nothing but commas, and anything else comes as a piece of its own.
    """
    data = stream.read(_CHUNK)
    ended = not data
    framed: bool | None = None
    while True:
        found = _RECORD.search(data)
        if found is None and not ended:
            more = stream.read(max(_CHUNK, len(data)))
            ended = not more
            if len(data) > limit:
                yield data[:SHOWN_OF_TOO_LONG]
                data = data[-64:]  # half a beginning may lie there
            data += more
            continue
        start = found.start() if found else len(data)
        between = data[:start].strip(_NOTHING)
        if framed is None:
            framed = bool(found) and bool(between)
        if between and not framed:
            yield between[:SHOWN_OF_TOO_LONG]
        if found is None:
            return
        data = data[start:]
        length = scanned = depth = 0
        while not length:
            length, scanned, depth = _scan(data, scanned, depth, final=ended)
            if not length and (ended or len(data) > limit):
                length = len(data)
            elif not length:
                more = stream.read(max(_CHUNK, len(data)))
                ended = not more
                data += more
        yield data[:length] if length <= limit else data[:SHOWN_OF_TOO_LONG]
        data = data[length:]


def _scan(data: bytes, start: int, depth: int, *, final: bool) -> tuple[int, int, int]:
    """(length of the object at the beginning or 0 when its end is not there, where to go on, at which depth)."""
    position = start
    while found := _TOKEN.search(data, position):
        token = found[0]
        if token == b"{":
            if depth and _RECORD.match(data, found.start()):
                return found.start(), 0, 0
            if depth and not final and len(data) - found.start() < 64:
                return 0, found.start(), depth
            depth += 1
        elif token == b"}":
            depth -= 1
            if depth <= 0:
                return found.end(), 0, 0
        elif len(token) == 1:
            end = _end_of_open_string(data, found.start())
            following = _RECORD.search(data, found.end(), end or len(data))
            if following:
                return following.start(), 0, 0
            if not end:
                return (len(data), 0, 0) if final else (0, found.start(), depth)
            position = end
            continue
        position = found.end()
    return 0, position, depth


def _end_of_open_string(data: bytes, start: int) -> int:
    """The end of a string with line breaks in it, which JSON forbids; 0 when it is not there."""
    found = _STRING_OF_LINES.match(data, start)
    return found.end(1) if found else 0
