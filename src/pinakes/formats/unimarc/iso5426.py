"""ISO 5426, the extended Latin set of older UNIMARC and MAB files: marks stand before the letter that bears them.

Source: ISO 5426:1983 as G1 beside ISO 646; ISO 6630's 88 and 89 around what sorting passes over.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = dict(
    zip(
        range(0xC0, 0xE0),
        (
            "\u0309", "\u0300", "\u0301", "\u0302", "\u0303", "\u0304", "\u0306", "\u0307",
            "\u0308", "\u0308", "\u030a", "\u0315", "\u0312", "\u030b", "\u031b", "\u030c",
            "\u0327", "\u031c", "\u0326", "\u0328", "\u0325", "\u032e", "\u0323", "\u0324",
            "\u0332", "\u0333", "\u0329", "\u032d", "", "\ufe20", "\ufe21", "\ufe23",
        ),
        strict=True,
    )
)  # fmt: skip
_LETTERS = {
    0x88: "\x98", 0x89: "\x9c", 0x98: "\x98", 0x9C: "\x9c",
    0xA1: "¡", 0xA2: "„", 0xA3: "£", 0xA4: "$", 0xA5: "¥", 0xA6: "†", 0xA7: "§", 0xA8: "′",
    0xA9: "\u2018", 0xAA: "“", 0xAB: "«", 0xAC: "♭", 0xAD: "©", 0xAE: "℗", 0xAF: "®",
    0xB0: "\u02bb", 0xB1: "\u02bc", 0xB2: "\u201a", 0xB6: "‡", 0xB7: "·", 0xB8: "″",
    0xB9: "\u2019", 0xBA: "”", 0xBB: "»", 0xBC: "♯", 0xBD: "\u02b9", 0xBE: "\u02ba", 0xBF: "¿",
    0xE1: "Æ", 0xE2: "Đ", 0xE6: "Ĳ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xEC: "Þ",
    0xF1: "æ", 0xF2: "đ", 0xF3: "ð", 0xF5: "ı", 0xF6: "ĳ", 0xF8: "ł", 0xF9: "ø", 0xFA: "œ",
    0xFB: "ß", 0xFC: "þ",
}  # fmt: skip
_TABLE = {code: _LETTERS.get(code, _MARKS.get(code, "\ufffd")) for code in range(0x80, 0x100)}
_MARKED = re.compile(rb"([\xc0-\xdf]{1,4})([A-Za-z\xa1-\xbf\xe1-\xfc ])")
_PAIR = re.compile(rb"[\xc1-\xcf\xd0-\xd6][A-Za-z]")
_ALONE = re.compile(rb"[\xc0-\xdf](?![A-Za-z\xc0-\xdf\xe1-\xfc])")


def decode(raw: bytes) -> str:
    """The text, composed; a byte without meaning becomes U+FFFD."""
    turned = _MARKED.sub(lambda m: m[2] + m[1], raw) if raw else raw
    return unicodedata.normalize("NFC", turned.decode("latin-1").translate(_TABLE))


def likely(raw: bytes) -> bool:
    """Whether the bytes that are no ASCII look more like this set than like Windows-1252.

    There a capital with a mark (C0–DF) stands before a small letter at a word's beginning only; here marks are
    everywhere, and small letters with marks (E0–FF) are rare.
    """
    pairs = len(_PAIR.findall(raw))
    small = sum(
        raw.count(bytes([b])) for b in (*range(0xE0, 0xE8), *range(0xE9, 0xF1), 0xF4, 0xFB, 0xFC, 0xF6)
    )
    return pairs > small and pairs > len(_ALONE.findall(raw))


def texts(chunks: list[bytes], *, says_unicode: bool, repairs: list[str]) -> list[str]:
    """The text of each field of a record: UTF-8 where it is valid, else this set or Windows-1252."""
    whole = b"\x1e".join(chunks)
    try:
        return whole.decode("utf-8").split("\x1e")
    except UnicodeDecodeError:
        pass
    doubtful = b"\n".join(chunk for chunk in chunks if not _is_utf8(chunk))
    known = likely(doubtful)
    repairs.append(f"The text is no UTF-8; it was read as {'ISO 5426' if known else 'Windows-1252'}.")
    found = []
    for chunk in chunks:
        if _is_utf8(chunk):
            found.append(chunk.decode("utf-8"))
        else:
            found.append(decode(chunk) if known else chunk.decode("cp1252", "replace"))
    return found


def _is_utf8(chunk: bytes) -> bool:
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
