"""A UNIMARC record → the MARC 21 record that says the same."""

from __future__ import annotations

import re

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.unimarc import coded, fields, links, names

# Numbers of the agency, guides to what is in the record, and what only UNIMARC's own catalogues use.
_NOT_READ = """
    100 105 106 110 111 115 116 117 120 121 122 124 125 126 128 130 131 135 140 141 145 146 203 204 231 283 660 661
    801 802 830 850 886 012 021 036 899
"""
_SILENT = frozenset(_NOT_READ.split())
_NAMES = {
    "700": names.person, "701": names.person, "702": names.person, "703": names.person, "720": names.person,
    "721": names.person, "722": names.person, "723": names.person, "710": names.body, "711": names.body,
    "712": names.body, "713": names.body,
}  # fmt: skip
_PRIMARY = ("700", "710", "720")
_LINK = re.compile(r"[a-z]\d\d")


def marc21(record: MarcRecord) -> MarcRecord:
    """The record in MARC 21; what it has no field for is kept, under its own tag, as text."""
    agency = _agency(record)
    found: list[DataField] = []
    alternates: list[DataField] = []
    hosts: list[DataField] = []
    paired: dict[str, DataField] = {}
    has_main = False
    linked = any(c == "6" for f in record.fields for c, _ in f.subfields)
    for field in _latin_first(record.fields) if linked else record.fields:
        if field.tag in links.HOSTS:
            hosts.append(field)
            continue
        main = not has_main and field.tag in _PRIMARY
        has_main = has_main or main
        made = _translated(field, agency, main=main)
        link = _link(field) if linked else ""
        if link in paired and made:
            _pair(paired[link], made[0], alternates)
            continue
        if link and made:
            paired[link] = made[0]
        found += made
    component = record.leader[7:8] == "a"
    if (host := links.host(hosts, _pages(record) if component else "")) is not None:
        found.append(host)
    abstract = "3" if component else " "
    found += [DataField("520", abstract, " ", [("a", v) for v in f.all("a")]) for f in record.by_tag("330")]
    control = [(tag, value) for tag, value in record.control if tag in ("001", "005")]
    control += coded.description(record)
    control.append(("008", coded.fixed(record)))
    found += _persistent(record)
    return MarcRecord(
        coded.leader(record.leader), control, [f for f in found if f.subfields] + alternates, record.repairs
    )


def _translated(field: DataField, agency: str, *, main: bool) -> list[DataField]:
    tag = field.tag
    if tag in _NAMES:
        return [_NAMES[tag](field, "100" if main and tag[1] != "1" else "110" if main else "700", agency)]
    if tag in names.SUBJECTS:
        return [names.SUBJECTS[tag](field, agency)]
    if tag in fields.SPECIAL:
        return list(fields.SPECIAL[tag](field))
    if tag in fields.SIMPLE:
        return [fields.simple(field)]
    if tag in links.TAGS:
        made = links.translate(field)
        return [made] if made is not None else []
    if tag == "730":
        return [DataField("720", field.ind1, " ", [("a", field.get("a"))])]
    if tag == "930" and field.get("b"):
        return [DataField("852", " ", " ", [("a", field.get("b")), ("h", field.get("a"))])]
    if tag in _SILENT or tag == "330" or tag[:1] == "9" or not tag.isdigit():
        return []
    # 8-- without a reader is kept as text; see reading.py of MARC.
    return [DataField("899", " ", " ", [(c, v) for c, v in field.subfields if c.isalpha()])]


def _link(field: DataField) -> str:
    """Tag and number of the pair that $6 names, "" when it names none."""
    value = field.get("6").strip()
    return field.tag + value[:3] if _LINK.match(value) else ""


def _latin_first(found: list[DataField]) -> list[DataField]:
    """The fields in order; of two that $6 links, the one in Latin script ($7 begins "ba") comes first."""
    return sorted(
        found, key=lambda f: bool(f.get("6")) and bool(f.get("7")) and not f.get("7").startswith("ba")
    )


def _pair(first: DataField, other: DataField, alternates: list[DataField]) -> None:
    """The same in another script, as MARC 21 ties it: $6 of each names the other."""
    if first.tag != other.tag and first.tag[1:] != other.tag[1:]:
        return
    number = f"{len(alternates) + 1:02d}"
    first.subfields.insert(0, ("6", f"880-{number}"))
    alternates.append(
        DataField("880", other.ind1, other.ind2, [("6", f"{first.tag}-{number}"), *other.subfields])
    )


def _agency(record: MarcRecord) -> str:
    """Who numbered the authorities: "idref" in records of Sudoc, "bnf" in those of the French national library."""
    said = record.control_value("003").lower() + " ".join(f.get("b") for f in record.by_tag("801")).lower()
    if "sudoc" in said or "abes" in said or "idref" in said:
        return "idref"
    return "bnf" if "bnf" in said or "751131" in said else ""


def _persistent(record: MarcRecord) -> list[DataField]:
    """003: the address that stands for the record for ever."""
    value = clean(record.control_value("003"))
    return [DataField("024", "7", " ", [("a", value), ("2", "uri")])] if value.startswith("http") else []


def _pages(record: MarcRecord) -> str:
    text = next((clean(f.get("a")) for f in record.by_tag("215")), "")
    return text if re.match(r"(?:p|pp|P|S)\.?\s*\d", text) else ""
