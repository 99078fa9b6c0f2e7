"""Lines of text files of unknown origin: any line end, any Unicode encoding, Windows-1252 where it is none."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

MAX_RECORD = 32 * 1024 * 1024
_CHUNK = 64 * 1024
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def wide_encoding(head: bytes) -> str:
    """ "utf-16…" or "utf-32" by mark or by the zeros between ASCII; "" for encodings that contain ASCII."""
    for mark, name in _WIDE:
        if head.startswith(mark):
            return name
    sample = head[:64]
    if len(sample) >= 8 and b"\0" in sample:
        even, odd = sample[0::2], sample[1::2]
        if not any(odd[: len(even) // 2 * 2]) and all(even):
            return "utf-16-le"
        if not any(even) and all(odd):
            return "utf-16-be"
    return ""


def ascii_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces, UTF-16 and UTF-32 turned into UTF-8, without a byte order mark; other bytes as they are."""
    head = stream.read(_CHUNK)
    name = wide_encoding(head)
    if not name:
        yield head.removeprefix(codecs.BOM_UTF8)
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    while head:
        yield decoder.decode(head).removeprefix("\ufeff").encode("utf-8", "replace")
        head = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends (LF, CR LF, CR alone); one longer than a record may be comes in pieces."""
    begun: list[bytes] = []
    size = 0
    held = b""
    for chunk in ascii_chunks(stream):
        data = held + chunk
        # A CR at the end may be half of CR LF.
        held = b"\r" if data.endswith(b"\r") else b""
        found = data.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        if len(found) > 1:
            found[0] = b"".join([*begun, found[0]])
            begun, size = [], 0
        # What has no end yet is put together once, not with every chunk.
        begun.append(found.pop())
        size += len(begun[-1])
        yield from found
        if size > MAX_RECORD:
            yield b"".join(begun)
            begun, size = [], 0
    if size or held:
        yield b"".join(begun)


def split(text: str) -> list[str]:
    """Lines by LF, CR LF or CR, and by no other character that Unicode calls a line's end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def decoded(raw: bytes, repairs: list[str]) -> str:
    """UTF-8, else Windows-1252 with a repair noted; NUL and the object replacement character are left out."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
        repairs.append("The bytes are no UTF-8; they were read as Windows-1252.")
    return text.replace("\0", "").replace("\ufffc", "")


def head_as_text(head: bytes) -> bytes:
    """The first bytes of a file for recognition: UTF-8 or what contains ASCII, without a mark."""
    name = wide_encoding(head)
    if name:
        return head.decode(name, "ignore").removeprefix("\ufeff").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8)
