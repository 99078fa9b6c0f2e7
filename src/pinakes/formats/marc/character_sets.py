"""Which character set the fields of one ISO 2709 record are in, whatever leader/09 says, and their text.

Bytes that are valid UTF-8 are UTF-8; else they are MARC-8; else, when MARC-8 would put marks where no
language has them, Windows-1252 (or 1251, KOI8-R for long runs of high bytes: Cyrillic). One record may mix them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pinakes.formats.marc import marc8

MARC8_NOT_UNICODE = "The leader says Unicode, but the text is in MARC-8; it was read as that."
UNICODE_NOT_MARC8 = "The leader says MARC-8, but the text is in UTF-8; it was read as that."
BROKEN_UNICODE = "Some bytes are no valid UTF-8; they were replaced by U+FFFD."
UNMAPPED = "Some bytes have no meaning in MARC-8; they were replaced by U+FFFD."
_NEITHER = "The text is neither UTF-8 nor MARC-8; it was read as {}."

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_RUN = re.compile(rb"[\xc0-\xff]{4,}")
_DESIGNATED = re.compile(rb"\x1b(?:\$?[(),-]|\$1|[gbps])")
_MARK = re.compile(rb"([\xe0-\xfe])(?=([\x00-\xff]?))", re.DOTALL)
_NO_MARC8 = re.compile(rb"[\x80-\x87\x8a-\x8c\x8f-\xa0\xaf\xbb\xbe\xbf\xc9-\xdf\xfc\xfd\xff]")
_NO_LATIN = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xd7\xf7]|(?<=[a-z])[\xa1-\xbf\xc0-\xde](?=[a-z])")
# Marks that transliteration puts on any letter; others are odd on a letter with which Unicode has no one character.
_ON_ANY_LETTER = frozenset(b"\xe5\xe6\xeb\xec\xf2\xf3\xf4\xf5\xf6\xf7\xf9\xfa\xfb\xfe")


def texts(chunks: list[bytes], *, says_unicode: bool, repairs: list[str]) -> list[str]:
    """The text of each field; what was otherwise than the leader says is added to ``repairs``."""
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
    if name == "marc-8":
        if says_unicode:
            repairs.append(MARC8_NOT_UNICODE)
    else:
        repairs.append(BROKEN_UNICODE if name == "utf-8" else _NEITHER.format(_LABELS[name]))
    whole = [_text(chunk, name) if text is None else text for chunk, text in zip(chunks, found, strict=True)]
    if name == "marc-8" and any(marc8.UNMAPPED in text for text in whole):
        repairs.append(UNMAPPED)
    return whole


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
    sequences = len(_UTF8_SEQUENCE.findall(raw))
    total = len(_HIGH.findall(raw))
    if utf8 and sequences and 2 * len(_HIGH.findall(_UTF8_SEQUENCE.sub(b"", raw))) < total:
        return "utf-8"
    runs = _RUN.findall(raw)
    if 2 * sum(map(len, runs)) > total:
        lower = sum(1 for run in runs for byte in run[1:] if byte < 0xE0)
        return "koi8-r" if 2 * lower > sum(len(run) - 1 for run in runs) else "cp1251"
    odd = len(_NO_MARC8.findall(raw)) + sum(1 for mark, letter in _MARK.findall(raw) if _is_odd(mark, letter))
    if odd * 2 > total and len(_NO_LATIN.findall(raw)) < odd:
        return "cp1252"
    return "marc-8"


@cache
def _is_odd(mark: bytes, letter: bytes) -> bool:
    """Whether MARC-8 is unlikely to put this mark on this letter."""
    if not (letter.isalpha() or letter >= b"\xa1"):
        return True
    if mark[0] in _ON_ANY_LETTER or letter >= b"\x80" or (mark == b"\xef" and letter in b"mnlyrMNLYR"):
        return False
    return len(unicodedata.normalize("NFC", marc8.decode(mark + letter))) > 1
