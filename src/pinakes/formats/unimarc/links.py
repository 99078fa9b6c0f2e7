"""Ties to other works: the 4-- block of UNIMARC as 76X–78X and 830 of MARC 21.

A field names the other work by plain subfields ($t title, $v volume, $x ISSN …) or by whole fields embedded
behind $1 ("$12001 $aTitle"); both ways are read.
"""

from __future__ import annotations

from pinakes.formats.marc.linking import imprint
from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField

Subfields = list[tuple[str, str]]
TAGS: dict[str, tuple[str, str, str]] = {
    # tag → (tag, second indicator, words where MARC has no field of its own)
    "410": ("830", "0", ""), "411": ("830", "0", ""), "412": ("787", " ", "Offprint of"),
    "413": ("787", " ", "Offprint"),
    "421": ("770", " ", ""), "422": ("772", " ", ""), "423": ("777", " ", ""), "424": ("787", " ", "Updated by"),
    "425": ("787", " ", "Updates"), "430": ("780", "0", ""), "431": ("780", "1", ""), "432": ("780", "2", ""),
    "433": ("780", "3", ""), "434": ("780", "5", ""), "435": ("780", "6", ""), "436": ("780", "4", ""),
    "437": ("780", "7", ""), "440": ("785", "0", ""), "441": ("785", "1", ""), "442": ("785", "2", ""),
    "443": ("785", "3", ""), "444": ("785", "4", ""), "445": ("785", "5", ""), "446": ("785", "6", ""),
    "447": ("785", "7", ""), "448": ("785", "8", ""), "451": ("775", " ", ""), "452": ("776", " ", ""),
    "453": ("767", " ", ""), "454": ("765", " ", ""), "455": ("775", " ", "Reproduction of"),
    "456": ("776", " ", "Reproduced as"), "464": ("774", " ", ""), "470": ("787", " ", "Review of"),
    "481": ("777", " ", "Bound with"), "482": ("777", " ", "Bound with"), "488": ("787", " ", ""),
}  # fmt: skip
HOSTS = ("461", "462", "463")
"""Set, subset and piece: the host of a part; the set has the title, the piece volume and pages."""


class Tie:
    """What a 4-- field says of the other work."""

    __slots__ = (
        "author",
        "date",
        "edition",
        "isbn",
        "issn",
        "place",
        "publisher",
        "record",
        "title",
        "url",
        "volume",
    )

    def __init__(self) -> None:
        self.author = self.date = self.edition = self.isbn = self.issn = self.place = self.publisher = ""
        self.record = self.title = self.url = self.volume = ""

    def set(self, name: str, value: str) -> None:
        """Fill ``name`` unless it is filled."""
        if value and not getattr(self, name):
            setattr(self, name, value)


_PLAIN = {
    "t": "title", "a": "author", "v": "volume", "x": "issn", "y": "isbn", "d": "date", "c": "place", "n": "publisher",
    "e": "edition", "0": "record", "u": "url",
}  # fmt: skip


def tie(field: DataField) -> Tie:
    """The other work."""
    found = Tie()
    if any(code == "1" for code, _ in field.subfields):
        for embedded in _embedded(field):
            _read_embedded(embedded, found)
        return found
    rest: list[str] = []
    for code, raw in field.subfields:
        value = clean(raw)
        if code in _PLAIN:
            found.set(_PLAIN[code], value)
        elif code == "o":
            rest.append(f": {value}")
        elif code in "hi":
            rest.append(f". {value}")
    found.title += "".join(rest) if found.title else ""
    return found


def _embedded(field: DataField) -> list[DataField]:
    fields: list[DataField] = []
    for code, value in field.subfields:
        if code == "1":
            tag, indicators = value[:3], value[3:5].ljust(2)
            if tag < "010":
                fields.append(DataField(tag, " ", " ", [("a", value[3:])]))
            else:
                fields.append(DataField(tag, indicators[0], indicators[1], []))
        elif fields:
            fields[-1].subfields.append((code, value))
    return fields


def _read_embedded(field: DataField, found: Tie) -> None:
    first = clean(field.get("a"))
    if field.tag == "001":
        found.set("record", first)
    elif field.tag == "010":
        found.set("isbn", first)
    elif field.tag == "011":
        found.set("issn", first)
    elif field.tag == "200":
        rest = "".join(
            f": {clean(v)}" if c == "e" else f". {clean(v)}" for c, v in field.subfields if c in "ehi"
        )
        found.set("title", first + rest if first else "")
        found.set("volume", clean(field.get("v")))
        found.set("author", clean(field.get("f")))
    elif field.tag == "205":
        found.set("edition", first)
    elif field.tag in ("210", "214"):
        found.set("place", first)
        found.set("publisher", clean(field.get("c")))
        found.set("date", clean(field.get("d")))
    elif field.tag in ("700", "701", "710", "711"):
        given = clean(field.get("b")).strip(" ,")
        found.set("author", f"{first.rstrip(' ,')}, {given}" if given and field.tag < "710" else first)
    elif field.tag == "856":
        found.set("url", field.get("u").strip())


def _common(found: Tie) -> Subfields:
    made = imprint(found.place, found.publisher)
    issue = ", ".join(filter(None, (made, found.date)))
    pairs = (("a", found.author), ("t", found.title), ("b", found.edition), ("d", issue), ("x", found.issn),
             ("z", found.isbn), ("w", found.record))  # fmt: skip
    return [(code, value) for code, value in pairs if value]


def translate(field: DataField) -> DataField | None:
    """The field of MARC 21 for a tie that is no host; None when nothing is said."""
    tag, indicator, words = TAGS[field.tag]
    found = tie(field)
    if tag == "830":
        parts = [("a", found.title), ("v", found.volume), ("x", found.issn)]
        return DataField("830", " ", indicator, [p for p in parts if p[1]]) if found.title else None
    parts = _common(found)
    if not parts:
        return None
    if words:
        parts.insert(0, ("i", words))
    if found.volume:
        parts.append(("g", found.volume))
    return DataField(tag, "0", indicator, parts)


def host(fields: list[DataField], pages: str) -> DataField | None:
    """773 out of set, subset and piece together; ``pages`` are those of 215, for a part of a journal."""
    ties = [tie(f) for f in fields]
    if not ties:
        return None
    whole = Tie()
    for found in ties:
        for name in Tie.__slots__:
            if name != "volume":
                whole.set(name, getattr(found, name))
    volumes = list(dict.fromkeys(t.volume for t in ties if t.volume))
    date = next((t.date for t in reversed(ties) if t.date), "")
    where = ", ".join(volumes)
    if date and date not in where:
        where = f"{where} ({date})" if where else date
    if pages and pages not in where:
        where = f"{where}, {pages}" if where else pages
    parts = [p for p in _common(whole) if p[0] != "a"]
    if whole.date:
        parts = [("d", imprint(whole.place, whole.publisher)) if c == "d" else (c, v) for c, v in parts]
    if where:
        parts.append(("g", where))
    return DataField("773", "0", " ", [p for p in parts if p[1]]) if parts else None
