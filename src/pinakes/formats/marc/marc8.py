"""MARC-8 to Unicode: Latin with its diacritics by one substitution, other scripts by their escape sequences.

Source: Library of Congress, MARC 21 Specifications, "Character Sets and Encoding Options: MARC-8" and its
code tables, which pymarc carries. A mark comes before its letter in MARC-8 and after it in Unicode. What
no table has becomes U+FFFD. Text is given in NFC, as Unicode MARC records are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

UNMAPPED = "\ufffd"
_ASCII, _ANSEL, _EACC = 0x42, 0x45, 0x31
_WITH_HIGH_BYTES = re.compile(r"[\xe0-\xfe]+[\x20-\xdf\xff]?|[\x80-\xdf\xff]")
_NUMERIC_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{2,6});")
# After the escape: a set for the lower (G0) or upper (G1) half, or one of the short forms g, b, p, s.
_DESIGNATION = re.compile(
    rb"\$?(?P<g1>[)-])!?(?P<to1>[1234BENQS])|(?:\$[,(]?|[(,])!?(?P<to0>[1234BENQS])|(?P<short>[gbps])"
)
_SHORT = {b"g": 0x67, b"b": 0x62, b"p": 0x70, b"s": _ASCII}
_MEMO_SIZE = 20_000


@cache
def _tables() -> Mapping[int, Mapping[int, tuple[int, int]]]:
    from pymarc.marc8_mapping import CODESETS  # 16,000 entries, only when MARC-8 is met

    return CODESETS


@cache
def _eacc() -> dict[bytes, str]:
    from pymarc.marc8_mapping import ODD_MAP

    table = {code.to_bytes(3, "big"): chr(found[0]) for code, found in _tables()[_EACC].items()}
    return table | {code.to_bytes(3, "big"): chr(found) for code, found in ODD_MAP.items()}


@cache
def _character(charset: int, code: int) -> tuple[str, bool]:
    """The character of ``code`` and whether it is a mark. A set may be in either half."""
    if code < 0x20 or code == 0x7F:
        return chr(code), False
    table = _tables().get(charset, {})
    found = table.get(code) or (table.get(code ^ 0x80) if charset not in (_ASCII, _ANSEL) else None)
    if found is None:
        return (" ", False) if code == 0x20 else (UNMAPPED, False)
    return chr(found[0]), bool(found[1])


class _LatinGroups(dict[str, str]):
    """From marks with their letter, as Latin-1 shows the bytes, to Unicode; filled as they are met."""

    def __missing__(self, group: str) -> str:
        if len(self) > _MEMO_SIZE:
            self.clear()
        marks: list[str] = []
        letters: list[str] = []
        for character in group:
            code = ord(character)
            if code < 0x80:
                letters.append(character)
                continue
            found, is_mark = _character(_ANSEL, code)
            (marks if is_mark else letters).append(found)
        value = self[group] = unicodedata.normalize("NFC", "".join(letters + marks))
        return value


_LATIN = _LatinGroups()


def _latin_group(match: re.Match[str]) -> str:
    return _LATIN[match[0]]


def decode(raw: bytes) -> str:
    """The text of one subfield; each begins in ASCII and ANSEL, as the specification wants it to end."""
    text = _WITH_HIGH_BYTES.sub(_latin_group, raw.decode("latin-1")) if b"\x1b" not in raw else _escaped(raw)
    if "&#x" in text:
        text = _NUMERIC_REFERENCE.sub(_referenced, text)
    return text


def _referenced(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if 0xA0 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else match[0]


def _escaped(raw: bytes) -> str:
    """Text with escape sequences, piece by piece."""
    first, *rest = raw.split(b"\x1b")
    parts = [_WITH_HIGH_BYTES.sub(_latin_group, first.decode("latin-1"))]
    lower, upper = _ASCII, _ANSEL
    for piece in rest:
        found = _DESIGNATION.match(piece)
        if found is None:
            parts.append(UNMAPPED)
        else:
            piece = piece[found.end() :]
            if found["to1"]:
                upper = found["to1"][0]
            elif found["to0"]:
                lower = found["to0"][0]
            else:
                lower = _SHORT[found["short"]]
        parts.append(_piece(piece, lower, upper))
    return unicodedata.normalize("NFC", "".join(parts))


def _piece(raw: bytes, lower: int, upper: int) -> str:
    if lower == _EACC:
        return _east_asian(raw)
    if lower == _ASCII and upper == _ANSEL:
        return _WITH_HIGH_BYTES.sub(_latin_group, raw.decode("latin-1"))
    if upper == _EACC and not raw.isascii():
        return "".join(
            _east_asian(part.translate(_TO_LOWER_HALF)) if part[0] >= 0x80 else _piece(part, lower, _ANSEL)
            for part in re.findall(rb"[\x80-\xff]+|[\x00-\x7f]+", raw)
        )
    letters: list[str] = []
    marks: list[str] = []
    for code in raw:
        character, is_mark = _character(lower if code < 0x80 else upper, code)
        if is_mark:
            marks.append(character)
        else:
            letters.append(character)
            if marks:
                letters += marks
                marks = []
    return "".join(letters + marks)


_TO_LOWER_HALF = bytes(range(0x80)) + bytes(range(0x80))


def _east_asian(raw: bytes) -> str:
    """EACC: three bytes a character. A lost byte costs one character, not all that follow."""
    table = _eacc()
    found: list[str] = []
    position, end = 0, len(raw)
    while position < end:
        character = table.get(raw[position : position + 3])
        if character is not None:
            position += 3
        elif raw[position] <= 0x20:
            character = chr(raw[position])
            position += 1
        elif end - position < 3:
            # Punctuation whose escape back to ASCII was forgotten.
            rest = raw[position:]
            character = rest.decode("latin-1") if rest.strip(b" .,:;/=)]") == b"" else UNMAPPED
            position = end
        else:
            character = UNMAPPED
            position += _lost(raw, position, table)
        found.append(character)
    return "".join(found)


def _lost(raw: bytes, position: int, table: Mapping[bytes, str]) -> int:
    """How far to go to be in step again: one or two bytes when two characters follow there, else three."""
    for step in (1, 2):
        start = position + step
        if raw[start : start + 3] in table and (
            start + 3 >= len(raw) or raw[start + 3 : start + 6] in table or raw[start + 3] == 0x20
        ):
            return step
    return 3
