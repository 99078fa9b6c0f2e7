"""A UNIMARC authority record → the MARC 21 authority record that says the same.

Source: IFLA, UNIMARC Manual: Authorities Format: 2-- the heading, 4-- forms that are not used, 5-- see also, 7-- the
same in another language or script.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.unimarc import names

TYPES = frozenset("xyz")
"""Leader/06: authority entry, reference entry, general explanatory entry."""
_DIVISIONS = {"j": "v", "x": "x", "y": "z", "z": "y"}
_SCHEMES = {"lc": "lcsh", "fmesh": "mesh", "ram": "rameau"}
_TIES = {"a": "a", "b": "b", "g": "g", "h": "h"}
"""$5, first sign: earlier, later, broader, narrower, as in $w of MARC 21."""
_CODES = frozenset("4ej")
_ARK = re.compile(r"ark:/12148/cb(\d{8})")
"""Of the French national library; the last sign only checks."""


def marc21(record: MarcRecord) -> MarcRecord:
    """The record in MARC 21."""
    agency = names_agency(record)
    made: list[DataField] = []
    chosen: str = ""
    for field in sorted(record.fields, key=_script):
        block, ending = field.tag[:1], field.tag[1:]
        if block not in "2457" or ending not in _MAKERS:
            continue
        # A second heading is the same in another script.
        to = {"2": "4" if chosen else "1", "4": "4", "5": "5", "7": "4"}[block]
        chosen = chosen or (field.tag if to == "1" else "")
        made.append(_MAKERS[ending](field, to, agency))
    told = [*_identifiers(record), DataField("040", " ", " ", _scheme(record)), *made, *_notes(record)]
    leader = f"00000{record.leader[5:6]}z  a2200000n  4500"
    control = [(tag, value) for tag, value in record.control if tag in ("001", "005")]
    established = "a" if record.leader[6:7] == "x" else "b"
    control.append(("008", f"      n| {established}znnnaabn           | ana    |c"))
    return MarcRecord(leader, control, [f for f in told if f.subfields], record.repairs)


def names_agency(record: MarcRecord) -> str:
    """Who numbered the record: "idref" or "bnf" where it says so."""
    said = record.control_value("003").lower()
    said += " ".join(f.get("b") for f in record.by_tag("801")).lower()
    if "idref" in said or "sudoc" in said or "abes" in said:
        return "idref"
    return "bnf" if "bnf" in said or "751131" in said else ""


def _script(field: DataField) -> bool:
    """Of headings the one in Latin script first ($7 begins "ba")."""
    return field.tag[:1] == "2" and bool(field.get("7")) and not field.get("7").startswith("ba")


def _tied(field: DataField, to: str, made: DataField) -> DataField:
    parts = [p for p in made.subfields if p[0] not in _CODES]
    parts += [(_DIVISIONS[c], v) for c, v in field.subfields if c in _DIVISIONS]
    if to == "5" and (tie := _TIES.get(field.get("5")[:1])):
        parts.append(("w", tie))
    return DataField(to + made.tag[1:], made.ind1, " ", parts)


def _person(field: DataField, to: str, agency: str) -> DataField:
    name = DataField(f"7{field.tag[1:]}", field.ind1, field.ind2, field.subfields)
    made = names.person(name, "100", agency)
    if title := clean(field.get("t")):
        made.subfields.append(("t", title))
    return _tied(field, to, made)


def _family(field: DataField, to: str, agency: str) -> DataField:
    made = names.person(DataField("720", field.ind1, field.ind2, field.subfields), "100", agency)
    return _tied(field, to, made)


def _body(field: DataField, to: str, agency: str) -> DataField:
    return _tied(field, to, names.body(field, "110", agency))


def _plain(ending: str, *codes: str) -> Callable[[DataField, str, str], DataField]:
    def translate(field: DataField, to: str, agency: str) -> DataField:
        parts = [("a", v) for v in field.all("a")[:1]]
        parts += [("g" if ending == "51" else "p", clean(v)) for c in codes for v in field.all(c) if clean(v)]
        made = DataField(f"1{ending}", " ", " ", [*parts, *names.identified(field, agency)])
        return _tied(field, to, made)

    return translate


_MAKERS: dict[str, Callable[[DataField, str, str], DataField]] = {
    "00": _person, "10": _body, "15": _plain("51"), "16": _plain("50"), "17": _plain("50"), "20": _family,
    "30": _plain("30", "h", "i"), "40": _person, "50": _plain("50"), "60": _plain("51"), "80": _plain("55"),
}  # fmt: skip


def _scheme(record: MarcRecord) -> list[tuple[str, str]]:
    """152: the system of subject headings."""
    said = next((f.get("b") for f in record.by_tag("152") if f.get("b")), "").strip().lower()
    return [("f", _SCHEMES.get(said, said))] if said else []


def _identifiers(record: MarcRecord) -> list[DataField]:
    """003 and 033 addresses, 010 ISNI, 017 others, 035 numbers with their agency in front."""
    found: list[tuple[str, str]] = []
    found += [(v, "uri") for v in (clean(record.control_value("003")),) if v.startswith("http")]
    found += [(v, "isni") for f in record.by_tag("010") for v in f.all("a")]
    found += [(v, f.get("2").lower()) for f in record.by_tag("017") for v in f.all("a") if f.get("2")]
    made = [DataField("024", "7", " ", [("a", value), ("2", scheme)]) for value, scheme in found]
    agency, number = names_agency(record), clean(record.control_value("001"))
    if agency == "idref" and number:
        made.append(DataField("035", " ", " ", [("a", f"(idref){number}")]))
    if ark := _ARK.search(record.control_value("003")):
        made.append(DataField("035", " ", " ", [("a", f"(bnf){ark[1]}")]))
    return made + [
        DataField("035", " ", " ", [("a", v)]) for f in record.by_tag("035", "033") for v in f.all("a")
    ]


def _notes(record: MarcRecord) -> list[DataField]:
    """300 and 330 for readers, 340 of life and work, 810 where it was found."""
    tags = {"300": "680", "330": "680", "340": "678", "810": "670"}
    codes = {"680": "i"}
    return [
        DataField(tags[f.tag], " ", " ", [(codes.get(tags[f.tag], "a"), " ".join(f.all("ab")))])
        for f in record.by_tag("300", "330", "340", "810")
        if f.all("ab")
    ]
