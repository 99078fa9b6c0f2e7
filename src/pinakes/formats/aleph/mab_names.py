"""People, bodies and chains of subject headings of MAB2 as fields of MARC 21.

The first person stands in 100, the second in 104 … the 25th in 196, bodies in 200 to 296; the second field behind
each has the number of its authority record. Roles stand in square brackets behind the name.
"""

from __future__ import annotations

import re

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField

Subfields = list[tuple[str, str]]
_ROLE = re.compile(r"\s*\[([^\]]{1,60})\]\s*$")
_TIME = re.compile(r"\b1\d{3}|\b20\d{2}|geschichte", re.IGNORECASE)
_CHAIN = {"p": "600", "k": "610", "b": "610", "e": "611", "c": "611", "g": "651", "s": "650", "t": "630", "f": "655",
          "z": "648", "a": "650", "h": "650"}  # fmt: skip


def people(fields: list[DataField]) -> list[DataField]:
    """1XX and 2XX as 100, 110, 700, 710; the first that is an author is the main entry."""
    numbers = {f.tag: f for f in fields if "100" <= f.tag <= "298"}
    made: list[DataField] = []
    has_main = False
    for field in sorted((f for f in fields if _is_name(f.tag)), key=lambda f: f.tag):
        author = field.ind1 in " a1" or not field.ind1.strip()
        main = author and not has_main and field.tag in ("100", "200")
        has_main = has_main or main
        body = field.tag[0] == "2"
        tag = ("110" if main else "710") if body else ("100" if main else "700")
        below = numbers.get(f"{int(field.tag) + 2:03d}")
        if (one := _name(field, tag, author=author and not body, number=below)) is not None:
            made.append(one)
    return made


def _is_name(tag: str) -> bool:
    return tag.isdecimal() and 100 <= int(tag) <= 296 and int(tag) % 4 == 0


def _name(field: DataField, tag: str, *, author: bool, number: DataField | None) -> DataField | None:
    text = clean(field.get("p") or field.get("k") or field.get("a") or field.get("e") or field.get("c"))
    roles: Subfields = [("4", v) for v in field.all("4")]
    while match := _ROLE.search(text):
        roles += [("e", word) for word in match[1].split("/")] if not roles else []
        text = text[: match.start()]
    if field.get("b") and not roles and tag[1] == "0":
        roles = [("e", field.get("b").strip("[] "))]
    if not text:
        return None
    parts: Subfields = [("a", text)]
    if tag[1] == "0":
        parts += [("b", v) for v in field.all("n")] + [("c", v) for v in field.all("c") if v != text]
        parts += [("d", v) for v in field.all("d")]
    else:
        parts += [("b", v) for v in field.all("b")]
    identity = field.all("9") or ([number.get("a")] if number is not None and number.get("a") else [])
    parts += roles or ([("4", "aut")] if author else [])
    parts += [("0", v if v.startswith("(") else f"(DE-588){v}") for v in identity if re.search(r"\d{6}", v)]
    return DataField(tag, "1" if "," in text or tag[1] != "0" else "0", " ", parts)


def chain(field: DataField) -> list[DataField]:
    """902, 907 … 947: each link of the chain is a heading, its code tells the kind, $9 the number."""
    made: list[DataField] = []
    for code, raw in field.subfields:
        value = clean(raw)
        if code == "9" and made and re.search(r"\d{6}", value):
            made[-1].subfields.append(("0", value if value.startswith("(") else f"(DE-588){value}"))
        elif code in _CHAIN and value:
            tag = "648" if code == "z" and _TIME.search(value) else _CHAIN[code]
            made.append(DataField(tag, " ", "7", [("a", value), ("2", "gnd")]))
    return made
