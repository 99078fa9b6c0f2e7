"""Which character set the fields of one ISO 2709 record are in, whatever leader/09 says, and their text.

Bytes that are valid UTF-8 are UTF-8; else they are MARC-8; else, when MARC-8 would put marks where no
language has them, Windows-1252 (or 1251, KOI8-R for long runs of high bytes: Cyrillic). One record may mix them.
"""

from __future__ import annotations

import re
import unicodedata

from pinakes.formats.marc import marc8

MARC8_NOT_UNICODE = "The leader says Unicode, but the text is in MARC-8; it was read as that."
UNICODE_NOT_MARC8 = "The leader says MARC-8, but the text is in UTF-8; it was read as that."
BROKEN_UNICODE = "Some bytes are no valid UTF-8; they were replaced by U+FFFD."
UNMAPPED = "Some bytes have no meaning in MARC-8; they were replaced by U+FFFD."
_NEITHER = "The text is neither UTF-8 nor MARC-8; it was read as {}."

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(0x80))
_LIKE_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_PAIR = re.compile(rb"([\x80-\xff])(?=([\x00-\xff]?))", re.DOTALL)
_NO_MARC8 = re.compile(rb"[\x80-\x87\x8a-\x8c\x8f-\xa0\xaf\xbb\xbe\xbf\xc9-\xdf\xfc\xfd\xff]")
_RUN = re.compile(rb"[\xc0-\xff]{4,}")
_DESIGNATED = re.compile(rb"\x1b(?:\$?[(),-]|\$1|[gbps])")
_NO_LATIN = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xd7\xf7]|(?<=[a-z])[\xa1-\xbf\xc0-\xde](?=[a-z])")
# Marks that transliteration puts on any letter; others are odd on a letter with which Unicode has no one character.
_ON_ANY_LETTER = frozenset(b"\xe5\xe6\xeb\xec\xf2\xf3\xf4\xf5\xf6\xf7\xf9\xfa\xfb\xfe")


def texts(chunks: list[bytes], *, says_unicode: bool, repairs: list[str]) -> list[str]:
    """The text of each field; what was otherwise than the leader says is added to ``repairs``."""
    whole = b"\x1e".join(chunks)
    plain = b"\x1b" not in whole
    if plain and whole.isascii():
        return whole.decode("ascii").split("\x1e")
    if plain and not _LIKE_UTF8.search(whole) and _judge(whole, utf8=False) == "marc-8":
        text = marc8.decode(whole)
        _note_marc8(text, says_unicode, repairs)
        return text.split("\x1e")
    return _each(chunks, says_unicode, repairs)


def _note_marc8(text: str, says_unicode: bool, repairs: list[str]) -> None:
    if says_unicode:
        repairs.append(MARC8_NOT_UNICODE)
    if marc8.UNMAPPED in text:
        repairs.append(UNMAPPED)


def _each(chunks: list[bytes], says_unicode: bool, repairs: list[str]) -> list[str]:
    """Field by field: some may be in UTF-8, some in MARC-8, some neither."""
    found: list[str | None] = []
    doubtful: list[bytes] = []
    utf8 = escaped = False
    for chunk in chunks:
        text = None
        if _DESIGNATED.search(chunk):
            escaped = True
        else:
            try:
                text = chunk.decode("utf-8")
                utf8 = utf8 or not chunk.isascii()
            except UnicodeDecodeError:
                doubtful.append(chunk)
        found.append(text)
    if utf8 and not says_unicode:
        repairs.append(UNICODE_NOT_MARC8)
    if not escaped and not doubtful:
        return [text for text in found if text is not None]
    name = _judge(b"\n".join(doubtful), utf8=utf8 or says_unicode) if doubtful else "marc-8"
    if name != "marc-8":
        repairs.append(BROKEN_UNICODE if name == "utf-8" else _NEITHER.format(_LABELS[name]))
    texts = [_text(chunk, name) if text is None else text for chunk, text in zip(chunks, found, strict=True)]
    if name == "marc-8":
        _note_marc8("".join(texts), says_unicode, repairs)
    return texts


_LABELS = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "koi8-r": "KOI8-R"}


def _text(chunk: bytes, name: str) -> str:
    if _DESIGNATED.search(chunk):
        if not chunk.isascii() and name != "marc-8":
            try:
                return chunk.decode("utf-8")
            except UnicodeDecodeError:
                pass
        return marc8_field(chunk)
    return marc8_field(chunk) if name == "marc-8" else chunk.decode(name, "replace")


def marc8_field(chunk: bytes) -> str:
    """A whole field; every subfield begins in ASCII again."""
    if b"\x1b" not in chunk:
        return marc8.decode(chunk)
    return "\x1f".join([marc8.decode(part) for part in chunk.split(b"\x1f")])


def _judge(raw: bytes, *, utf8: bool) -> str:
    """The character set of bytes that are not valid UTF-8 as a whole."""
    total = len(raw.translate(None, _ASCII))
    if utf8:
        rest = len(_UTF8_SEQUENCE.sub(b"", raw).translate(None, _ASCII))
        if 2 * rest < total:
            return "utf-8"
    runs = _RUN.findall(raw)
    if 2 * sum(map(len, runs)) > total:
        lower = sum(1 for run in runs for byte in run[1:] if byte < 0xE0)
        return "koi8-r" if 2 * lower > sum(len(run) - 1 for run in runs) else "cp1251"
    odd = sum(map(_ODDITY.__getitem__, _PAIR.findall(raw)))
    if odd * 2 > total and len(_NO_LATIN.findall(raw)) < odd:
        return "cp1252"
    return "marc-8"


class _Oddity(dict[tuple[bytes, bytes], bool]):
    """Whether MARC-8 is unlikely to hold a byte before another: without meaning, or no mark that this letter bears."""

    def __missing__(self, pair: tuple[bytes, bytes]) -> bool:
        byte, following = pair
        if _NO_MARC8.match(byte):
            odd = True
        elif byte < b"\xe0" or following >= b"\xa1":
            odd = False
        elif not following.isalpha():
            odd = True
        elif byte[0] in _ON_ANY_LETTER or (byte == b"\xef" and following in b"mnlyrMNLYR"):
            odd = False
        else:
            odd = len(unicodedata.normalize("NFC", marc8.decode(byte + following))) > 1
        self[pair] = odd
        return odd


_ODDITY = _Oddity()
