"""A MARC record written as ISO 2709 in UTF-8.

Source: MARC 21 Specifications, "Record Structure" and "UCS/Unicode Environment". A record over 99,999 bytes, or with
a field over 9,999, has no right numbers in this format. It is written whole, as other systems write and read it:
lengths and positions that do not fit are nines, the fields lie in the order of the directory, and terminators divide
them.
"""

from __future__ import annotations

import re

from pinakes.errors import WriteError
from pinakes.formats.marc.record import MarcRecord

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_GRAPHIC = re.compile(r"[^\x21-\x7e]")
MAX_FIELDS = 8_000
"""More entries than a base address of five digits can pass over."""


def leader(marc: MarcRecord, length: int = 0, base: int = 0) -> str:
    """The record's leader in Unicode (09 a), with two indicators, two-character codes and 4500."""
    own = re.sub(r"[^\x20-\x7e]", " ", marc.leader).ljust(24)[:24]
    return f"{min(length, 99_999):05d}{own[5:9]}a22{base:05d}{own[17:20]}4500"


def text(value: str) -> str:
    """The value without what divides records, and without other control characters."""
    if value.isprintable():
        return value
    return _CONTROLS.sub(" ", value).encode("utf-8", "replace").decode("utf-8")


def tag(value: str) -> str:
    """The tag as three ASCII letters or digits."""
    return re.sub(r"[^0-9A-Za-z]", "9", value)[:3].rjust(3, "0")


def code(value: str) -> str:
    """A subfield code or an indicator as one graphic ASCII character; "" when it is none."""
    return "" if _NO_GRAPHIC.search(value) else value[:1]


def encode(marc: MarcRecord) -> bytes:
    """The record with its terminator. Raises WriteError when it has no fields or too many."""
    parts: list[tuple[str, bytes]] = [(tag(t), text(value).encode()) for t, value in marc.control]
    for field in marc.fields:
        subfields = "".join([f"\x1f{code(c) or 'a'}{text(value)}" for c, value in field.subfields])
        head = (code(field.ind1) or " ") + (code(field.ind2) or " ")
        parts.append((tag(field.tag), (head + subfields).encode()))
    if not parts:
        raise WriteError("The record has no fields that MARC could hold.")
    if len(parts) > MAX_FIELDS:
        raise WriteError(f"The record has {len(parts):,} fields; a MARC record can hold {MAX_FIELDS:,}.")
    entries: list[str] = []
    start = 0
    for name, value in parts:
        length = len(value) + 1
        entries.append(f"{name}{min(length, 9_999):04d}{min(start, 99_999):05d}")
        start += length
    base = 24 + 12 * len(entries) + 1
    length = base + start + 1
    body = b"\x1e".join([value for _, value in parts])
    return f"{leader(marc, length, base)}{''.join(entries)}\x1e".encode() + body + b"\x1e\x1d"
