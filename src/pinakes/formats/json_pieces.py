"""JSON files cut into objects by bytes, so that one broken object is one failure and not the end of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.formats import text_lines

# A string may not hold a line end: a lone quote ends with its line. Possessive, or a lone quote costs exponential time.
_TOKEN = re.compile(rb'"(?:[^"\\\r\n]++|\\[^\r\n])*+"|[{}"]')
_WRAPPER = re.compile(rb'\{\s*"(?:items|references|csl|data)"\s*:\s*\[')
# What stands between two objects, taken for a string after a lone quote.
_TURNED_INSIDE_OUT = re.compile(rb'"\s*\}\s*,\s*\{\s*"')


def objects(stream: BinaryIO, limit: int = text_lines.MAX_RECORD) -> Iterator[bytes]:
    """The outermost objects of a list, of lines or alone; the list may be the first value of a wrapping object.

    A broken object ends where the next seems to begin: at a brace with the same indentation, or after "},{".
    """
    chunks = text_lines.ascii_chunks(stream)
    data, start, ended = b"", 0, False
    while True:
        brace = data.find(b"{", start)
        if brace >= 0 and (wrapped := _WRAPPER.match(data, brace)):
            start = wrapped.end()
            continue
        end = _end(data, brace, ended=ended) if brace >= 0 else 0
        if end:
            yield data[brace : min(end, brace + limit + 1)].strip(b", \t\r\n")
            start = end
            continue
        if ended:
            return
        data, start = data[brace if brace >= 0 else len(data) :], 0
        if len(data) > limit:
            yield data[: limit + 1]
            data = b""
        more, size = [], 0
        for chunk in chunks:
            more.append(chunk)
            size += len(chunk)
            if size >= len(data) // 2 and size:
                break
        data += b"".join(more)
        ended = size == 0


def _end(data: bytes, start: int, *, ended: bool) -> int:
    """Where the object that begins at ``start`` ends; 0 when more must be read to know it."""
    line = data.rfind(b"\n", 0, start) + 1
    indent = data[line:start]
    alone = b"\n" + indent if not indent.strip() and line else b""
    depth = 0
    for match in _TOKEN.finditer(data, start):
        token = match[0]
        if token == b"{":
            if depth and alone and data.endswith(alone, start, match.start()):
                return match.start()
            depth += 1
        elif token == b"}":
            depth -= 1
            if depth == 0:
                return match.end()
        elif token == b'"':
            if not ended and data.find(b"\n", match.end()) < 0:
                return 0
        elif len(token) < 64 and _TURNED_INSIDE_OUT.fullmatch(token):
            return match.start() + token.index(b"{")
    return len(data) if ended else 0
