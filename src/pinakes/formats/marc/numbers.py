"""Standard numbers (010–030, 035, 074, 086, 088) and class numbers (050–099)."""

from __future__ import annotations

import re

from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean, uncontained
from pinakes.formats.marc.record import DataField
from pinakes.records.identifiers import identifier
from pinakes.records.record import Classification, Identifier

_ISBN = re.compile(r"^\D{0,8}((?:97[89][- \u2010-\u2015]?)?\d[\d \u2010-\u2015-]{7,15}[\dXx])(?![\dXx])")
_OCLC_PREFIX = re.compile(r"^\((?:ocolc|ocm|ocn|oclc)\)|^(?:ocm|ocn|on)\d", re.IGNORECASE)
_OCLC_CONTROL = re.compile(r"^oc[mn]\d+ *$|^on\d{9,} *$", re.IGNORECASE)
_AGENCY = re.compile(r"^\(([^)]*)\)\s*(.*)$")
# 024, first indicator.
_STANDARD = {"0": "isrc", "1": "upc", "2": "ismn", "3": "ean", "4": "sici", "8": ""}
_STANDARD_NAMES = {
    "hdl": "handle", "doi": "doi", "urn": "urn", "uri": "uri", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid",
    "arxiv": "arxiv",
    "ismn": "ismn", "isrc": "isrc", "ean": "ean", "gtin-14": "ean", "orcid": "orcid", "isni": "isni", "gnd": "gnd",
    "viaf": "viaf", "ark": "ark",
    "purl": "uri", "pubmed": "pmid", "isbn": "isbn", "issn": "issn", "wikidata": "wikidata", "upc": "upc",
    "local": "local",
}  # fmt: skip
_PUBLISHER_NUMBERS = {
    "0": "Issue number",
    "1": "Matrix number",
    "2": "Plate number",
    "3": "Other music number",
    "4": "Videorecording number",
    "6": "Distributor number",
}
_CLASSES = {
    "050": "lcc",
    "055": "lcc",
    "060": "nlm",
    "070": "nal",
    "080": "udc",
    "082": "ddc",
    "083": "ddc",
    "090": "lcc",
    "096": "nlm",
    "092": "ddc",
}
_CLASS_NAMES = {
    "rvk": "rvk", "bkl": "bkl", "bcl": "bkl", "ddc": "ddc", "lcc": "lcc", "udc": "udc", "msc": "msc", "jel": "jel",
    "sdnb": "sdnb",
    "stub": "stub", "sfb": "sfb", "ssgn": "ssgn", "fid": "fid", "sbb": "sbb", "zdbs": "zdbs", "asb": "asb",
    "kab": "kab", "ardocs": "ardocs",
    "pacs": "pacs", "acm": "acm", "usgslcs": "usgslcs", "njb": "njb", "nlm": "nlm", "bisacsh": "bisac",
    "thema": "thema",
}  # fmt: skip


def _add(draft: Draft, scheme: str, value: str, note: str = "", *, right: bool = True) -> None:
    found = identifier(scheme, value, note=note)
    if found is None:
        return
    if not right and found.valid:
        found = Identifier(
            scheme=scheme,
            value=found.printed or found.value,
            printed=found.printed or found.value,
            valid=False,
            note=note,
        )
    if all(i.value != found.value or i.scheme != scheme or i.valid != found.valid for i in draft.identifiers):
        draft.identifiers.append(found)


def _qualifiers(field: DataField) -> str:
    return "; ".join(
        uncontained(clean(v).rstrip(" :;,")) for c, v in field.subfields if c == "q" and v.strip()
    )


def read_isbn(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """020: the number, with what stands behind it (binding, volume, price) as its note."""
    price = clean(field.get("c")).strip(" :;")
    qualifier = _qualifiers(field)
    for code, raw in field.subfields:
        if code != "a" and code != "z":
            continue
        value = clean(raw).rstrip(" :;,")
        number = _ISBN.match(value)
        rest = value[number.end() :].strip(" :;,") if number else ""
        note = uncontained("; ".join(filter(None, (uncontained(rest), qualifier, price))))
        if value and (number or any(c.isdigit() for c in value)):
            _add(draft, "isbn", number[1].strip() if number else value, note, right=code == "a")


def read_issn(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """022: $y is incorrect, $z cancelled; the linking ISSN ($l) finds the record too."""
    for code, raw in field.subfields:
        if code in "ayz":
            _add(
                draft,
                "issn",
                clean(raw).rstrip(" .;,"),
                _qualifiers(field) if code == "a" else "",
                right=code == "a",
            )
        elif code == "l":
            found = identifier("issn", clean(raw), note="ISSN-L")
            if found is not None and all(i.value != found.value for i in draft.identifiers):
                draft.identifiers.append(found)


def read_standard(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """024: DOI, URN, handle, ISMN, ISRC, EAN … by indicator and $2."""
    scheme = _STANDARD.get(field.ind1, "")
    if field.ind1 == "7":
        named = field.get("2").strip().lower()
        scheme = _STANDARD_NAMES.get(named, named)
    note = "; ".join(filter(None, (_qualifiers(field), clean(field.get("c")).strip(" :;"))))
    for code, raw in field.subfields:
        if code != "a" and code != "z":
            continue
        value = clean(raw)
        known = scheme or _guessed(value)
        if (
            known in ("ean", "upc")
            and value[:3] in ("978", "979")
            and (isbn := identifier("isbn", value))
            and isbn.valid
        ):
            if all(i.value != isbn.value for i in draft.identifiers):
                _add(draft, "isbn", value, note, right=code == "a")
            continue
        if known == "urn" and value.startswith("http"):
            value = value[value.lower().find("urn:") :] if "urn:" in value.lower() else value
        _add(draft, known, value, note, right=code == "a")


def _guessed(value: str) -> str:
    lowered = value.lower()
    if lowered.startswith(("10.", "doi:", "https://doi.org/", "http://dx.doi.org/", "https://dx.doi.org/")):
        return "doi"
    if lowered.startswith("urn:"):
        return "urn"
    if lowered.startswith("hdl:") or "hdl.handle.net/" in lowered:
        return "handle"
    return "uri" if lowered.startswith("http") else "local"


def read_lccn(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """010."""
    for code, raw in field.subfields:
        if code in "az" and raw.strip():
            _add(draft, "lccn", raw, right=code == "a")


def read_system_number(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """035: OCLC numbers as such, others with the agency in front, as printed."""
    for code, raw in field.subfields:
        if code not in "az" or not raw.strip():
            continue
        value = clean(raw)
        if _OCLC_PREFIX.match(value):
            _add(draft, "oclc", value, right=code == "a")
        elif (agency := _AGENCY.match(value)) and agency[1].upper() in ("DOI", "PUBMED", "PMID", "ARXIV"):
            _add(
                draft,
                {"PUBMED": "pmid"}.get(agency[1].upper(), agency[1].lower()),
                agency[2],
                right=code == "a",
            )
        else:
            _add(draft, "local", value, right=code == "a")


def read_control_number(draft: Draft) -> None:
    """001 with OCLC's own code in 003, or with its prefix: the OCLC number where 035 has none."""
    number = draft.marc.control_value("001").strip()
    if not number or any(i.scheme == "oclc" for i in draft.identifiers):
        return
    if _OCLC_CONTROL.match(number) or (
        number.isdigit() and draft.marc.control_value("003").strip().upper() == "OCOLC"
    ):
        _add(draft, "oclc", number)


def read_publisher_number(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """028: numbers of labels and plates, with their source."""
    value = clean(field.get("a"))
    if value:
        note = "; ".join(
            filter(None, (clean(field.get("b")), _PUBLISHER_NUMBERS.get(field.ind1, ""), _qualifiers(field)))
        )
        _add(draft, "publisher-number", value, note)


def _plain(scheme: str) -> Handler:
    def read(draft: Draft, field: DataField, alternate: DataField | None) -> None:
        note = _qualifiers(field)
        for code, raw in field.subfields:
            if code in "az":
                _add(draft, scheme, clean(raw), note, right=code == "a")

    read.__doc__ = f"Identifiers of the scheme {scheme!r}."
    return read


def read_national(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """015 and 016: numbers of national bibliographies; $2 names the scheme."""
    source = field.get("2").strip().lower()
    for code, raw in field.subfields:
        if code in "az":
            value = clean(raw)
            if source.startswith("de-101") or source in ("dnb", "de-600"):
                _add(draft, "dnb" if source != "de-600" else "zdb", value, right=code == "a")
            else:
                _add(draft, "national", value, source, right=code == "a")


def read_coden(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """030."""
    _add(draft, "coden", clean(field.get("a")))


def read_class(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """050, 055, 060, 070, 080, 082, 083, 09X: a class number, and the item number that makes it a call number."""
    _classes(draft, field, _CLASSES[field.tag])


def read_other_class(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """084: $2 names the scheme; several may be in one field."""
    source = field.get("2").strip().lower()
    _classes(draft, field, _CLASS_NAMES.get(source, source or "local"))


def _classes(draft: Draft, field: DataField, scheme: str) -> None:
    numbers: list[str] = []
    item = ""
    edition = ""
    for code, raw in field.subfields:
        if code == "a":
            numbers.append(clean(raw))
        elif code == "b" and not item:
            item = clean(raw)
        elif code == "2" and field.tag in ("082", "083", "092"):
            edition = clean(raw)
    for position, number in enumerate(numbers):
        if not number:
            continue
        if scheme == "ddc":
            number = number.replace("/", "").replace("'", "").strip()
            if number.startswith("[") and number.endswith("]") and any(c.isdigit() for c in number):
                number = number.strip("[]")
        found = Classification(
            scheme=scheme, number=number, item=item if position == 0 else "", edition=edition
        )
        if found not in draft.classifications:
            draft.classifications.append(found)


def read_government(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """086: class of a document of a government."""
    source = field.get("2").strip().lower()
    scheme = "sudoc" if field.ind1 == "0" else source or "govdoc"
    number = clean(field.get("a"))
    if number:
        draft.classifications.append(Classification(scheme=scheme, number=number))


def read_local_class(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """099: local call number; its parts are one number."""
    number = " ".join(filter(None, (clean(v) for v in field.all("ab"))))
    if number:
        draft.classifications.append(Classification(scheme="local", number=number))


HANDLERS: dict[str, Handler] = {
    "010": read_lccn,
    "015": read_national,
    "016": read_national,
    "020": read_isbn,
    "022": read_issn,
    "024": read_standard,
    "027": _plain("strn"),
    "028": read_publisher_number,
    "030": read_coden,
    "035": read_system_number,
    "084": read_other_class,
    "086": read_government,
    "088": _plain("report"),
    "099": read_local_class,
    **dict.fromkeys(_CLASSES, read_class),
}
