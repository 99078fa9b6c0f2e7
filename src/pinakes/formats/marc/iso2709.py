"""ISO 2709 cut into records: by terminators and leaders together, since neither alone can be trusted.

Source: ISO 2709:2008; MARC 21 Specifications, "Record Structure". A record ends at the record terminator (1D).
Where the length in the leader disagrees, the place where another leader with its directory begins decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

MAX_RECORD = 16 * 1024 * 1024
SHOWN_OF_TOO_LONG = 64 * 1024
"""A piece of just this many bytes without a terminator is the beginning of one that is too long."""
_CHUNK = 512 * 1024
# Length; status, type and level, which are no digits, so that no directory looks like a leader; two; 22; base
# address; three; 45 and two; then an entry of the directory or its end.
LEADER = re.compile(
    rb"[0-9 ]{5}[A-Za-z |#^-]{3}[\x20-\x7e]{2}[2 ]{2}[0-9 ]{5}[\x20-\x7e]{3}45[\x20-\x7e]{2}"
    rb"(?:[0-9A-Za-z]{3}[0-9]{9}|\x1e)"
)
_BETWEEN = re.compile(rb"(?:[\r\n\t\x00\x1a\x1d-\x1f]+|\xef\xbb\xbf| +(?=[\r\n]))*")
_NOTHING = b" \r\n\t\x00\x1a\x1d\x1e\x1f"
_LEADER_WITH_ENTRY = 36


class _Window:
    """The part of a stream that is looked at: ``data`` from ``position`` on."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.data = b""
        self.position = 0
        self.ended = False

    def more(self) -> bool:
        """Read on, dropping what was passed. The more is there the more is read, so that little is copied."""
        if self.ended:
            return False
        rest = self.data[self.position :]
        wanted = max(_CHUNK, len(rest))
        parts = [rest]
        while wanted > 0 and (part := self._stream.read(wanted)):
            parts.append(part)
            wanted -= len(part)
        self.ended = wanted > 0
        self.data = b"".join(parts)
        self.position = 0
        return len(self.data) > len(rest)


def split(stream: BinaryIO, limit: int = MAX_RECORD) -> Iterator[bytes]:
    """The raw bytes of each record, with its terminator where it has one.

    What is between records and is no line break comes as a piece of its own, so that it is counted.
    Of a piece longer than ``limit`` only the first SHOWN_OF_TOO_LONG bytes are given.
    """
    window = _Window(stream)
    while True:
        data = window.data
        start = window.position
        end = data.find(b"\x1d", start) + 1
        # Most records: the length is right. Their number is what decides the speed.
        while (
            end
            and data[start : start + 5] == b"%05d" % (end - start)
            and data[start + 20 : start + 22] == b"45"
        ):
            yield data[start:end]
            start = end
            end = data.find(b"\x1d", start) + 1
        window.position = start
        if end or len(data) - start > _CHUNK or not window.more():
            if window.position >= len(window.data):
                return
            yield from _next(window, limit)


def _next(window: _Window, limit: int) -> Iterator[bytes]:
    """One piece, where the leader is wrong, the terminator is missing or something else lies between."""
    _skip_between(window)
    data, start = window.data, window.position
    end = data.find(b"\x1d", start) + 1
    if not (end and _is_right(data, start, end)):
        end = _end(window, limit)
        start, data = window.position, window.data
    window.position = end
    if end - start > limit or (end - start == SHOWN_OF_TOO_LONG and data[end - 1] != 0x1D):
        yield data[start : start + SHOWN_OF_TOO_LONG]
    elif (piece := data[start:end]).strip(_NOTHING):
        yield piece


def _is_right(data: bytes, start: int, end: int) -> bool:
    return data[start : start + 5] == b"%05d" % (end - start) and data[start + 20 : start + 22] == b"45"


def _skip_between(window: _Window) -> None:
    while True:
        found = _BETWEEN.match(window.data, window.position)
        window.position = found.end() if found else window.position
        # A byte order mark may lie across the end.
        if len(window.data) - window.position >= _LEADER_WITH_ENTRY or not window.more():
            return


def _end(window: _Window, limit: int) -> int:
    """Where the piece at the window's position ends, in ``window.data``."""
    searched = 0
    own = 1 if LEADER.match(window.data, window.position) else 0
    while True:
        data, start = window.data, window.position
        terminator = data.find(b"\x1d", start + searched)
        stop = terminator if terminator >= 0 else len(data)
        other = LEADER.search(data, start + max(own, searched - _LEADER_WITH_ENTRY), stop)
        if other:
            return other.start()
        if terminator >= 0:
            return _end_by_length(window, terminator + 1)
        searched = len(data) - start
        if searched > limit:
            return len(data) - _LEADER_WITH_ENTRY  # half a leader may lie there
        if not window.more():
            return len(window.data)


def _end_by_length(window: _Window, end: int) -> int:
    """The end after the terminator at ``end`` - 1, or after a later one that the leader names: text may hold a 1D."""
    start = window.position
    digits = window.data[start : start + 5]
    if not digits.isdigit() or not LEADER.match(window.data, start):
        return end
    length = int(digits)
    if length <= end - start:
        return end
    while len(window.data) - window.position < length:
        if not window.more():
            return window.position + end - start
    moved = window.position - start
    start, end = window.position, end + moved
    told = start + length
    if window.data[told - 2 : told] != b"\x1e\x1d" or LEADER.search(window.data, start + 1, told):
        return end
    return told
