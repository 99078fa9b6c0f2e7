"""Leader, 007 and 008 of MARC 21 out of PICA's coded fields.

Source: K10plus, format documentation, 0500 (002@) and 0501 (002C); hebis, 0500.
"""

from __future__ import annotations

import re

from pinakes.formats.pica.record import PicaField

# First position of 002@: physical form.
_FORMS = {
    "A": "a", "B": "g", "C": "a", "E": "a", "F": "t", "G": "i", "H": "t", "I": "k", "K": "e", "L": "a", "M": "c",
    "O": "a", "P": "a", "S": "m", "V": "r", "Z": "o",
}  # fmt: skip
# Content type (002C $b, RDA) where it says more.
_CONTENT = {
    "ntm": "c", "ntv": "c", "cri": "e", "crm": "e", "crt": "e", "crf": "e", "spw": "i", "snd": "i", "prm": "j",
    "tdi": "g", "tdm": "g", "sti": "k", "cop": "m", "cod": "m", "tdf": "r",
}  # fmt: skip
_LEVELS = {
    "a": "m",
    "b": "s",
    "c": "m",
    "d": "s",
    "f": "m",
    "F": "m",
    "s": "a",
    "v": "m",
    "z": "m",
    "i": "m",
    "j": "m",
}
_DAY = re.compile(r"(\d{2})-(\d{2})-(\d{2})$")
_TIME = re.compile(r"(\d{2}):(\d{2}):(\d{2})")


def material(fields: list[PicaField]) -> str:
    """002@ $0: physical form, way of publishing, status."""
    return next((f.get("0") for f in fields if f.tag == "002@"), "")


def leader(fields: list[PicaField]) -> str:
    """The leader; a deletion date (001E) makes the record a deleted one."""
    code = material(fields)
    kind = _FORMS.get(code[:1], "a")
    content = next((f.get("b") for f in fields if f.tag == "002C"), "")
    if code[:1] in "ABOSP" and content in _CONTENT:
        kind = _CONTENT[content]
    elif code[:1] == "H" and content in ("ntm", "cri"):
        kind = {"ntm": "d", "cri": "f"}[content]
    elif code[:1] == "S" and content == "txt":
        kind = "a"
    status = "d" if any(f.tag == "001E" for f in fields) else "n"
    return f"00000{status}{kind}{_LEVELS.get(code[1:2], 'm')} a2200000   4500"


def description(fields: list[PicaField]) -> list[tuple[str, str]]:
    """007 for online, microform and Braille."""
    made = {"O": "cr", "E": "h|", "C": "fb"}.get(material(fields)[:1])
    return [("007", made)] if made else []


def fixed(fields: list[PicaField], language: str) -> str:
    """008."""
    code = material(fields)
    value = [*" " * 40]
    value[6:15] = _dates(fields, serial=code[1:2] in ("b", "d"))
    value[35:38] = language.ljust(3)[:3]
    if code[1:2] in ("b", "d"):
        value[21] = "m" if code[1:2] == "d" else "p"
    if code[:1] == "O":
        value[23] = "o"
    return "".join(value)


def _dates(fields: list[PicaField], *, serial: bool) -> str:
    field = next((f for f in fields if f.tag == "011@"), None)
    first = _year(field.get("ar")) if field is not None else "    "
    last = _year(field.get("b")) if field is not None else "    "
    if not first.strip():
        return "|        "
    if serial:
        return f"d{first}{last}" if last.strip() else f"c{first}9999"
    return f"m{first}{last}" if last.strip() and last != first else f"s{first}    "


def _year(text: str) -> str:
    digits = text.strip()[:4].upper().replace("X", "u").replace("-", "u")
    return digits if re.fullmatch(r"\d[\du]{3}", digits) else "    "


def changed(fields: list[PicaField]) -> list[tuple[str, str]]:
    """005 out of 001B: "1999:12-01-20" and "10:17:21.000"; years up to 69 are of this century."""
    for field in fields:
        if field.tag == "001B" and (day := _DAY.search(field.get("0"))):
            time = _TIME.match(field.get("t"))
            century = "20" if int(day[3]) < 70 else "19"
            clock = "".join(time.groups()) if time else "000000"
            return [("005", f"{century}{day[3]}{day[2]}{day[1]}{clock}.0")]
    return []
