"""People, bodies, subjects and classes of PICA+ as fields of MARC 21.

A name stands in the field itself ($a family name, $d given name; $A and $D where the authority's form was put in) or
only as the expansion of a link ($8). $7 is the GND number, $9 the number of the authority's record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField
from pinakes.formats.pica.record import PicaField
from pinakes.records import relators

Subfields = list[tuple[str, str]]
_EXPANSION_TAIL = re.compile(r"\s*(?:\[[A-Za-z]\w{0,4}\]|\*[^*]*\*|\(ID: [^)]*\)|! ?\w+ ?!)\s*$")
_GND = re.compile(r"(?:gnd/|\(DE-588\))\s*(\d[\dX-]*)")
_LEVEL = re.compile(r"^T([bfgpsun])")
_KINDS = {"p": "600", "b": "610", "f": "611", "u": "630", "s": "650", "g": "651"}


def identified(field: PicaField) -> Subfields:
    """GND number, ORCID and the number of the authority record, as $0."""
    found: Subfields = []
    for value in field.all("70"):
        if match := _GND.search(value):
            found.append(("0", f"(DE-588){match[1]}"))
    scheme = ""
    for code, value in field.subfields:
        if code == "i":
            scheme = value.lower()
        elif code == "j" and scheme in ("orcid", "isni", "viaf"):
            found.append(("0", f"({scheme}){value}"))
    return found


def expansion(field: PicaField) -> str:
    """$8 without the marks behind it: "Rigby, Amy *1970-*" → "Rigby, Amy"."""
    value = field.get("8")
    while (shorter := _EXPANSION_TAIL.sub("", value)) != value:
        value = shorter
    return clean(value)


def _roles(field: PicaField, otherwise: str = "") -> Subfields:
    found = [("4", code) for code in field.all("4") if code]
    if not found:
        found = [("e", term) for term in field.all("B") if relators.role(term)]
    return found or ([("4", otherwise)] if otherwise else [])


def person(field: PicaField, tag: str, otherwise: str = "") -> DataField | None:
    """028A and its neighbours."""
    family, given = clean(field.get("Aa")), clean(field.get("Dd"))
    prefix = clean(field.get("cC"))
    personal = clean(field.get("P"))
    if family:
        given = " ".join(filter(None, (given, prefix)))
        heading = f"{family}, {given}" if given else family
    else:
        heading = personal or expansion(field)
    if not heading:
        return None
    parts: Subfields = [("a", heading)]
    parts += [("b", v) for v in field.all("n")] + [("c", v) for v in field.all("l")]
    dates = clean(field.get("h")) or (f"{field.get('E')}-{field.get('F')}" if field.get("EF") else "")
    if dates:
        parts.append(("d", dates))
    ind1 = "1" if family or "," in heading else "0"
    return DataField(tag, ind1, " ", [*parts, *_roles(field, otherwise), *identified(field)])


def body(field: PicaField, tag: str) -> DataField | None:
    """029A and its neighbours; a date, number or place makes it a meeting."""
    name = clean(field.get("aA")) or expansion(field)
    if not name:
        return None
    meeting = bool(field.get("d")) or field.get("V").startswith("Tf")
    where = [v for v in map(clean, field.all("n") + field.all("d") + field.all("c")) if v] if meeting else []
    units = [v for v in map(clean, field.all("b") + field.all("x")) if v]
    heading = ". ".join([name, *units])
    additions = [f"({v})" for v in map(clean, field.all("g")) if v] + (
        [f"({' : '.join(where)})"] if where else []
    )
    roles = [("j" if meeting and c == "e" else c, v) for c, v in _roles(field)]
    line = " ".join([heading, *additions])
    return DataField(
        tag[0] + ("11" if meeting else "10"), "2", " ", [("a", line), *roles, *identified(field)]
    )


def conference(field: PicaField) -> DataField | None:
    """030F: name, number, date and place."""
    name = clean(field.get("a"))
    where = " : ".join(filter(None, (clean(field.get(c)) for c in "jpk")))
    return DataField("711", "2", " ", [("a", f"{name} ({where})" if where else name)]) if name else None


def subject(scheme: str) -> Callable[[PicaField], Iterable[DataField]]:
    """041A, 044K, 045D …: a term of an authority file, its kind by the authority's level."""

    def translate(field: PicaField) -> Iterable[DataField]:
        term = clean(field.get("a")) or expansion(field)
        if not term:
            rest = [("651", clean(field.get("g"))), ("648", clean(field.get("z")))]
            return [DataField(tag, " ", "7", [("a", v), ("2", scheme)]) for tag, v in rest if v]
        level = _LEVEL.match(field.get("V"))
        marked = re.search(r"\[T([bfgpsu])", field.get("8"))
        tag = _KINDS.get((level or marked or ["", "s"])[1], "650")
        found = [] if scheme == "stw" else identified(field)
        return [DataField(tag, " ", "7", [("a", term), ("2", scheme), *found])]

    return translate


def marked(second: str) -> Callable[[PicaField], Iterable[DataField]]:
    """044A and 044C: headings of LCSH and MeSH, with MARC's own subfields; $N is the tag."""

    def translate(field: PicaField) -> Iterable[DataField]:
        tag = (
            field.get("N")
            if field.get("N") in ("600", "610", "611", "630", "648", "650", "651", "655")
            else "650"
        )
        parts = [(c, v) for c, v in field.subfields if c in "abcdefghjklmnopqrstuvxyz"]
        return [DataField(tag, " ", second, parts)] if parts else []

    return translate


def free(field: PicaField) -> Iterable[DataField]:
    """044N, 044Z: words of a thesaurus that $i names, or free ones."""
    source = field.get("i").strip().lower()
    terms = [("a", v) for v in field.all("a")]
    if source and len(source) > 2:
        return [DataField("650", " ", "7", [term, ("2", source)]) for term in terms]
    return [DataField("653", " ", " ", terms)] if terms else []


def genre(field: PicaField) -> Iterable[DataField]:
    """013D, 044S."""
    term = clean(field.get("a")) or expansion(field)
    return (
        [DataField("655", " ", "7", [("a", term), ("2", "gnd-content"), *identified(field)])] if term else []
    )


def classified(scheme: str) -> Callable[[PicaField], Iterable[DataField]]:
    """045B, 045Q, 045R …: the notation is what stands before the caption."""

    def translate(field: PicaField) -> Iterable[DataField]:
        number = clean(field.get("a"))
        if not number:
            number = re.split(r"\s+[:–-]\s+|\s(?=[A-ZÄÖÜ][a-zäöü])", expansion(field))[0].strip()
        return [DataField("084", " ", " ", [("a", number), ("2", scheme)])] if number else []

    return translate


def dewey(field: PicaField) -> Iterable[DataField]:
    """045H: the whole notation."""
    return (
        [DataField("082", "0", "4", [("a", field.get("ac")), ("2", field.get("e").removeprefix("DDC"))])]
        if field.get("ac")
        else []
    )


def named_class(field: PicaField) -> Iterable[DataField]:
    """045X, 045M: $i names the classification."""
    return (
        [DataField("084", " ", " ", [("a", field.get("a")), ("2", field.get("i") or "local")])]
        if field.get("a")
        else []
    )


SPECIAL: dict[str, Callable[[PicaField], Iterable[DataField]]] = {
    **dict.fromkeys(("041A", "044F", "044K", "044L"), subject("gnd")), "045D": subject("stw"),
    "044A": marked("0"), "044C": marked("2"), "044N": free, "044Z": free, "013D": genre, "044S": genre,
    "045Q": classified("bkl"), "045R": classified("rvk"), "045H": dewey, "045X": named_class, "045M": named_class,
}  # fmt: skip
_LISTS = {"": "asb", "01": "ssd", "02": "sfb", "03": "kab"}


def library_class(field: PicaField) -> Iterable[DataField]:
    """045B: which classification of public libraries, the occurrence tells."""
    return classified(_LISTS.get(field.occurrence, "local"))(field)


SPECIAL["045B"] = library_class
