"""Names and subjects: 6-- and 7-- of UNIMARC as 1XX, 6XX and 7XX of MARC 21."""

from __future__ import annotations

import re
from collections.abc import Callable

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField
from pinakes.formats.unimarc import relators

Subfields = list[tuple[str, str]]
_PPN = re.compile(r"\d{8}[\dX]")
_DIVISIONS = {"j": "v", "x": "x", "y": "z", "z": "y"}
_SCHEMES = {"lc": "lcsh", "lch": "lcsh", "fmesh": "mesh", "nlm": "mesh", "ram": "rameau", "rameau": "rameau"}
_RAMEAU = "rameau"


def identified(field: DataField, agency: str) -> Subfields:
    """$3 and $o as $0 with the agency in front, where it is known which one numbered the authority.

    Behind a subdivision $3 is the subdivision's and left out.
    """
    found: Subfields = []
    for code, raw in field.subfields:
        value = raw.strip()
        if code == "o" and (number := re.search(r"(?:\d[\s-]?){15}[\dXx]", value)):
            found.append(("0", f"(isni){number[0]}"))
        elif code == "3" and value:
            found.append(("0", _numbered(value, agency)))
        elif code in _DIVISIONS:
            break
    return found


def _numbered(value: str, agency: str) -> str:
    if value.startswith(("http", "(")):
        return value
    if agency == "idref" and _PPN.fullmatch(value):
        return f"(idref){value}"
    return f"(bnf){value}" if agency == "bnf" else value


def _roles(field: DataField) -> Subfields:
    return [("4", code) for raw in field.all("4") if (code := relators.code(raw))]


def _heading(field: DataField) -> Subfields:
    """$a and $b as one inverted name, then what stands behind it, with the commas of MARC 21."""
    # Italian and other records have the marks of ISBD within: "$aAsimov$b, Isaac".
    last, first = clean(field.get("a")).rstrip(" ,"), clean(field.get("b")).strip(" ,")
    name = (
        " ".join(filter(None, (last, first))) if field.ind2 == "0" else ", ".join(filter(None, (last, first)))
    )
    found: Subfields = [("a", name)]
    for code, raw in field.subfields:
        value = clean(raw).lstrip(" ,;")
        if code in "dg" and value:
            found.append(("b", value) if code == "d" else ("q", value if value[0] == "(" else f"({value})"))
        elif code in "cf" and value:
            found[-1] = (found[-1][0], f"{found[-1][1]},")
            found.append(("c" if code == "c" else "d", value))
    return found


def person(field: DataField, tag: str, agency: str) -> DataField:
    """700–703, 720–723: a person or a family."""
    family = field.tag[1] == "2"
    ind1 = "3" if family else "0" if field.ind2 == "0" else "1"
    tail = [("u", raw) for raw in field.all("p")]
    return DataField(tag, ind1, " ", [*_heading(field), *_roles(field), *tail, *identified(field, agency)])


def body_parts(field: DataField) -> Subfields:
    """A corporate body or a meeting with what is below it, with the marks of MARC 21: "A. B (12 : 1997 : Lille)"."""
    meeting = field.ind1 == "1"
    found: Subfields = []
    for code, raw in field.subfields:
        value = clean(raw)
        if code == "a" and value:
            found.append(("a", value))
        elif code == "b" and value:
            if found:
                found[-1] = (found[-1][0], f"{found[-1][1]}.")
            found.append(("e" if meeting else "b", value))
        elif code in "cgh" and value:
            found.append(("g", value if value[0] == "(" else f"({value})"))
    where = [
        (to, clean(field.get(code)))
        for code, to in (("d", "n"), ("f", "d"), ("e", "c"))
        if clean(field.get(code))
    ]
    if where:
        where[0] = (where[0][0], f"({where[0][1]}")
        where = [(c, f"{v} :") for c, v in where[:-1]] + [(where[-1][0], f"{where[-1][1]})")]
    return found + where


def body(field: DataField, tag: str, agency: str) -> DataField:
    """710–713: a corporate body, or a meeting where the first indicator says so."""
    ending = "11" if field.ind1 == "1" else "10"
    role = [("j" if ending == "11" and c == "e" else c, v) for c, v in _roles(field)]
    return DataField(tag[0] + ending, "2", " ", [*body_parts(field), *role, *identified(field, agency)])


def _source(field: DataField) -> tuple[str, Subfields]:
    """Second indicator and $2."""
    code = field.get("2").strip().lower()
    scheme = _SCHEMES.get(code, code)
    if scheme in ("lcsh", "mesh"):
        return {"lcsh": "0", "mesh": "2"}[scheme], []
    return ("7", [("2", scheme)]) if scheme else ("4", [])


def _divisions(field: DataField) -> Subfields:
    return [(_DIVISIONS[c], v) for c, v in field.subfields if c in _DIVISIONS]


def _subject(
    tag: str, main: Callable[[DataField], Subfields], ind1: str = " "
) -> Callable[[DataField, str], DataField]:
    def translate(field: DataField, agency: str) -> DataField:
        ind2, source = _source(field)
        parts = main(field)
        to = "611" if tag == "610" and field.ind1 == "1" else tag
        first = ("0" if field.ind2 == "0" else "1") if tag == "600" and ind1 == " " else ind1
        if tag == "650" and field.ind1 in "12":
            first = field.ind1
        return DataField(to, first, ind2, [*parts, *_divisions(field), *source, *identified(field, agency)])

    return translate


def _plain(codes: str) -> Callable[[DataField], Subfields]:
    return lambda field: [("a", v) for v in field.all(codes)][:1] + [("p", v) for v in field.all("hi")]


def _named_work(field: DataField) -> Subfields:
    return [("a", field.get("a")), ("t", field.get("t"))] if field.get("t") else [("a", field.get("a"))]


def _terms(field: DataField, agency: str) -> DataField:
    return DataField(
        "653", field.ind1 if field.ind1 in "12" else " ", " ", [("a", v) for v in field.all("a")]
    )


def _place(field: DataField, agency: str) -> DataField:
    return DataField("662", " ", " ", [(c, v) for c, v in field.subfields if c in "abcd"])


SUBJECTS: dict[str, Callable[[DataField, str], DataField]] = {
    "600": _subject("600", _heading),
    "601": _subject("610", body_parts, "2"),
    "602": _subject("600", _heading, "3"),
    "604": _subject("600", _named_work, "1"),
    "605": _subject("630", _plain("a")),
    "606": _subject("650", _plain("a")),
    "607": _subject("651", _plain("a")),
    "608": _subject("655", _plain("a")),
    "610": _terms,
    "615": _subject("650", lambda f: [("a", f.get("a") or f.get("n"))]),
    "616": _subject("650", _plain("a")),
    "617": _place,
    "631": _subject("656", _plain("a")),
    "632": _subject("650", _plain("a")),
}
