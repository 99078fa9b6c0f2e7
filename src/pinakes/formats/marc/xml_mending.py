"""What commonly breaks MARCXML, mended before it is parsed: wrong bytes, control characters, lone ampersands."""

from __future__ import annotations

import html.entities
import re

NO_UTF8 = "The bytes are no UTF-8; they were read as Windows-1252."
BROKEN_UTF8 = "Some bytes are no valid UTF-8; they were replaced by U+FFFD."
CONTROLS = "Control characters that XML forbids were left out."
NAMES = "Names of HTML characters were resolved."
AMPERSANDS = "Ampersands and angle brackets within text were taken as such."

_XML_BYTES = bytes(b for b in range(256) if b >= 0x20 or b in (9, 10, 13))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:([0-9]{1,8})|[xX]([0-9a-fA-F]{1,8}));")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_LONE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8});)")
_LONE_BRACKET = re.compile(
    r"<(?!/?(?:[\w.-]+:)?(?:record|leader|controlfield|datafield|subfield|[a-zA-Z]\w*[\s>/:])|[?!])"
)
_PREFIX = re.compile(r"(</?)[\w.-]+:(?=(?:record|leader|controlfield|datafield|subfield)\b)")
_PREFIXED_ATTRIBUTE = re.compile(
    r"""(<(?:record|leader|controlfield|datafield|subfield)\b[^<>]*?)\s(?!xmlns)[\w.-]+:[\w.-]+=(?:"[^"<]*"|'[^'<]*')"""
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def forbidden(raw: bytes) -> bool:
    """Whether there is a byte that no XML may hold, or a character that none may hold."""
    return bool(raw.translate(None, _XML_BYTES)) or b"\xef\xbf\xbe" in raw or b"\xef\xbf\xbf" in raw


def mended(raw: bytes, repairs: list[str]) -> bytes:
    """The record in UTF-8 without prefixes; what was wrong is added to ``repairs``."""
    text = _decoded(raw, repairs)
    clean = _REFERENCE.sub(_allowed, _FORBIDDEN.sub("", text))
    if clean != text:
        repairs.append(CONTROLS)
    if "<![CDATA[" not in clean:
        named = _NAMED.sub(_character, clean)
        if named != clean:
            repairs.append(NAMES)
        clean = _LONE_BRACKET.sub("&lt;", _LONE_AMPERSAND.sub("&amp;", named))
        if clean != named:
            repairs.append(AMPERSANDS)
    clean = _PREFIX.sub(r"\1", clean)
    while (plain := _PREFIXED_ATTRIBUTE.sub(r"\1", clean)) != clean:
        clean = plain
    return clean.encode("utf-8", "replace")


def _decoded(raw: bytes, repairs: list[str]) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        rest = len(_SEQUENCE.sub(b"", raw).translate(None, bytes(range(0x80))))
        if len(_SEQUENCE.findall(raw)) > rest:
            repairs.append(BROKEN_UTF8)
            return raw.decode("utf-8", "replace")
        repairs.append(NO_UTF8)
        return raw.decode("cp1252", "replace")


def _allowed(match: re.Match[str]) -> str:
    code = int(match[1]) if match[1] else int(match[2], 16)
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF:
        return match[0]
    return ""


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in ("lt", "gt", "amp", "quot", "apos"):
        return match[0]
    return html.entities.html5.get(name + ";", match[0])
