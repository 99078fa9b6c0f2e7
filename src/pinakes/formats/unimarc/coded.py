"""Leader and 008 of MARC 21 out of UNIMARC's leader and 100–135.

Source: UNIMARC Manual, bibliographic format, record label and 1-- block; Library of Congress, "UNIMARC to MARC 21
Conversion Specifications".
"""

from __future__ import annotations

from pinakes.formats.marc.record import MarcRecord
from pinakes.records import countries

_TYPES = {"b": "t", "l": "m", "m": "o", "x": "z", "y": "z", "z": "z"}
"""Leader/06 where the letters differ: manuscript text, electronic resource, multimedia, authority entries."""
_LEVELS = {"a": "a", "m": "m", "s": "s", "c": "c", "i": "i"}
_DATES = {
    "a": "c", "b": "d", "c": "u", "d": "s", "e": "r", "f": "q", "g": "m", "h": "t", "i": "p", "j": "e", "k": "m",
    "u": "n",
}  # fmt: skip
_CONTENTS = {
    "a": "b", "b": "c", "c": "i", "d": "a", "e": "d", "f": "e", "g": "r", "i": "s", "j": "p", "k": "j", "l": "u",
    "m": "m", "n": "l", "p": "t", "r": "n", "s": "z", "v": "m",
}  # fmt: skip
_SERIALS = {"a": "p", "b": "m", "c": "n", "e": "l", "f": "d", "g": "w"}
_FORMS = {"d": "d", "f": "f", "r": "r", "s": "s", "t": "a"}


def leader(label: str) -> str:
    """The leader of MARC 21 for a record label."""
    kind = label[6:7]
    return f"00000{label[5:6]}{_TYPES.get(kind, kind)}{_LEVELS.get(label[7:8], label[7:8])} a2200000   4500"


def _subfield(record: MarcRecord, tag: str, code: str = "a") -> str:
    return next((f.get(code) for f in record.by_tag(tag)), "")


def is_online(record: MarcRecord) -> bool:
    """135 $a/01: the carrier is an online system; without 135, an electronic resource with an address."""
    coded = _subfield(record, "135")
    if coded:
        return coded[1:2] == "r" or coded[0:1] == "j"
    return record.leader[6:7] == "l" and any(True for _ in record.by_tag("856"))


def fixed(record: MarcRecord) -> str:
    """008, 40 characters."""
    general = _subfield(record, "100").ljust(36)
    kind = _DATES.get(general[8:9], "|")
    country = countries.to_marc(countries.from_iso(_subfield(record, "102")))
    language = next((f.get("a") for f in record.by_tag("101")), "").strip().lower()
    value = [*" " * 40]
    value[0:6] = general[2:8]
    value[6] = kind
    value[7:11] = _year(general[9:13])
    value[11:15] = _year(general[13:17]) if kind != "e" else general[13:17]
    value[15:18] = country.ljust(3)
    value[35:38] = language.ljust(3)[:3]
    _special(record, value, government=general[20:21])
    return "".join(value)


def _year(text: str) -> str:
    return text.replace("?", "u").replace("#", " ").replace("-", "u").replace("X", "u")


def _special(record: MarcRecord, value: list[str], *, government: str) -> None:
    """Positions 18–34, by the kind of material."""
    kind, level = record.leader[6:7], record.leader[7:8]
    form = _FORMS.get(_subfield(record, "106")[:1], " ")
    online = is_online(record)
    if kind in ("a", "b") and level in ("s", "i"):
        serial = _subfield(record, "110")
        value[21] = _SERIALS.get(serial[:1], " ")
        value[23] = "o" if online else form
    elif kind in ("a", "b"):
        coded = _subfield(record, "105").ljust(13)
        value[23] = "o" if online else form
        value[24:28] = [_CONTENTS.get(c, " ") for c in coded[4:8]]
        value[29] = "1" if coded[8] == "1" else "0"
        value[33] = "1" if coded[11] in "abcdefg" else "0"
    elif kind == "l":
        value[26] = _subfield(record, "135")[:1].strip() or "|"
        value[23] = "o" if online else "q"
    elif kind == "g":
        value[33] = {"a": "m", "b": "s", "c": "v"}.get(_subfield(record, "115")[:1], "v")
    elif kind == "e" and _subfield(record, "117")[:1] == "":
        value[25] = {"b": "d"}.get(_subfield(record, "124", "b")[:1], "a")
    elif online:
        value[29 if kind in "efgkr" else 23] = "o"
    if kind in ("a", "b") and government.strip() and government in "abcdefgh" and level != "a":
        value[28] = "o"


def description(record: MarcRecord) -> list[tuple[str, str]]:
    """007 where it says something that the rest does not: online, microform, Braille."""
    if is_online(record):
        return [("007", "cr")]
    form = _subfield(record, "106")[:1]
    if form == "t" or any(True for _ in record.by_tag("130")):
        return [("007", "h|")]
    return [("007", "fb")] if form == "f" else []
