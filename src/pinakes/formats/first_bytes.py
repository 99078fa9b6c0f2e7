"""A stream whose first bytes are looked at and given all the same."""

from __future__ import annotations

from typing import BinaryIO, cast

LOOKED_AT = 4096


def peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Up to 4 KB from the beginning, and a stream that begins with them. Only ``read`` and ``readline`` are there."""
    parts: list[bytes] = []
    size = 0
    while size < LOOKED_AT and (part := stream.read(LOOKED_AT - size)):
        parts.append(part)
        size += len(part)
    head = b"".join(parts)
    return head, cast(BinaryIO, _Peeked(head, stream))


class _Peeked:
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._rest = head
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            return self._stream.read(size)
        if size < 0:
            found, self._rest = self._rest + self._stream.read(), b""
        else:
            found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def readline(self, size: int = -1) -> bytes:
        if not self._rest:
            return self._stream.readline(size)
        end = self._rest.find(b"\n") + 1
        length = end or len(self._rest)
        if 0 <= size < length:
            length, end = size, 1
        found, self._rest = self._rest[:length], self._rest[length:]
        if end:
            return found
        return found + self._stream.readline(size - length if size >= 0 else -1)
