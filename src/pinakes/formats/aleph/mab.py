"""A MAB2 title record → the MARC 21 record that says the same.

Source: Die Deutsche Bibliothek, "MAB2: Maschinelles Austauschformat für Bibliotheken", title data.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pinakes.errors import ReadError
from pinakes.formats.aleph import mab_names
from pinakes.formats.marc.linking import imprint
from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField, MarcRecord

Subfields = list[tuple[str, str]]
# MAB tag → MARC tag, indicators; the whole text becomes $a.
_TABLE = {
    "304": ("240", "10"), "310": ("246", "13"), "341": ("246", "31"), "345": ("246", "31"), "349": ("246", "31"),
    "353": ("246", "31"), "370": ("740", "02"), "376": ("210", "0 "), "405": ("362", "0 "), "407": ("255", "  "),
    "501": ("500", "  "), "503": ("246", "13"), "504": ("246", "31"), "505": ("246", "13"), "507": ("500", "  "),
    "508": ("500", "  "), "509": ("500", "  "), "510": ("500", "  "), "511": ("500", "  "), "512": ("500", "  "),
    "513": ("500", "  "), "515": ("500", "  "), "516": ("546", "  "), "517": ("505", "0 "), "518": ("511", "0 "),
    "519": ("502", "  "), "520": ("502", "  "), "522": ("500", "  "), "523": ("310", "  "), "524": ("505", "0 "),
    "525": ("500", "  "), "530": ("581", "  "), "536": ("263", "  "), "538": ("533", "  "), "543": ("027", "  "),
    "550": ("086", "  "), "556": ("088", "  "), "651": ("500", "  "), "654": ("538", "  "), "659": ("500", "  "),
    "662": ("500", "  "), "664": ("561", "  "), "710": ("653", "  "), "711": ("653", "  "), "720": ("653", "  "),
    "740": ("650", " 0"), "750": ("520", "  "), "753": ("520", "  "), "756": ("520", "  "), "705": ("082", "04"),
}  # fmt: skip
_TIES = {
    "526": ("787", "Rezension von"), "527": ("776", ""), "528": ("787", "Rezension in"), "529": ("770", ""),
    "531": ("780", ""), "532": ("787", ""), "533": ("785", ""), "534": ("787", ""),
}  # fmt: skip
_AUTHORITIES = {
    "p": "a person's", "k": "a corporate body's", "s": "a subject's", "t": "a title's", "q": "an authority's",
    "r": "an authority's",
}  # fmt: skip
_CONTROLS = re.compile("[\x88\x89\x98\x9c]")
_MARK = re.compile("¬|<<|>>")
_LED = re.compile(r"([^:]{2,40}):\s+(.+)")
_RVK = re.compile(r"[A-Z]{2} \d{3,6}")
_SERIES = ("451", "461", "471", "481", "491")
_CODES = {"u": "m", "y": "m", "k": "", "r": "t", "n": "u", "b": "b", "e": "e", "d": "d"}


class _Mab:
    """Text of fields by tag and indicator."""

    def __init__(self, fields: list[DataField]) -> None:
        self.fields = fields

    def text(self, tag: str, indicators: str = "") -> str:
        """The first text under the tag, with one of the indicators if any are named."""
        return next(
            (v for f in self.fields if f.tag == tag and f.ind1 in (indicators or f.ind1) and (v := line(f))),
            "",
        )


def line(field: DataField) -> str:
    """The text of a field; subfields that are numbers or codes are left out."""
    return _MARK.sub("", _marked(field))


def _marked(field: DataField) -> str:
    """The text with its marks around what sorting passes over as "¬"."""
    return clean(" ".join(_CONTROLS.sub("¬", v) for c, v in field.subfields if c not in "012456789"))


def marc21(record: MarcRecord) -> MarcRecord:
    """The record in MARC 21. Raises ReadError for authority records."""
    kind = record.leader[23:24]
    if record.leader[6:10] == "M2.0" and kind in _AUTHORITIES:
        raise ReadError(
            f"This is {_AUTHORITIES[kind]} authority record; only title records are read.", field="LDR"
        )
    mab = _Mab(record.fields)
    made = [*_title(mab), *mab_names.people(record.fields)]
    for field in record.fields:
        made += _translated(field)
    made += [*_published(mab), *_described(mab), *_series(mab), *_host(mab)]
    control = [(t, v) for t, v in record.control if t == "001"]
    day = mab.text("003") or next((v for t, v in record.control if t == "003"), "")
    if re.fullmatch(r"\d{8}.*", day):
        control.append(("005", f"{day[:8]}000000.0"))
    carriers = mab.text("050").ljust(14)
    if carriers[8] in "gz" or "online" in mab.text("652").lower():
        control.append(("007", "cr"))
    elif carriers[3] not in " |":
        control.append(("007", "h|"))
    elif carriers[4] not in " |":
        control.append(("007", "fb"))
    control.append(("008", _fixed(mab)))
    return MarcRecord(
        _leader(record, mab, carriers), control, [f for f in made if f.subfields], record.repairs
    )


def _leader(record: MarcRecord, mab: _Mab, carriers: str) -> str:
    article = mab.text("051")[:1] == "a" or bool(mab.text("590"))
    level = "a" if article else "s" if mab.text("052") else "m"
    visual = {"a": "i", "b": "g", "c": "g", "d": "k"}.get(carriers[5], "")
    material = mab.text("334").lower()
    kind = "t" if carriers[1] == "a" else visual or ("e" if carriers[10] == "a" else "a")
    for words, other in (
        ("musik", "c"),
        ("tonträger", "i"),
        ("karte", "e"),
        ("bildtonträger", "g"),
        ("film", "g"),
    ):
        if words in material:
            kind = "j" if words == "musik" and "ton" in material else other
    status = "d" if record.leader[5:6] == "d" else "n"
    return f"00000{status}{kind}{level} a2200000   4500"


def _fixed(mab: _Mab) -> str:
    value = [*" " * 40]
    first = re.search(r"\d{4}", mab.text("425", "ab") or mab.text("425") or mab.text("595"))
    last = re.search(r"\d{4}", mab.text("425", "c"))
    serial = mab.text("052")
    if first:
        kind = ("d" if last else "c") if serial else "m" if last else "s"
        value[6:15] = f"{kind}{first[0]}{last[0] if last else '9999' if kind == 'c' else '    '}"
    if serial:
        value[21] = {"p": "p", "z": "n", "r": "m"}.get(serial[0], " ")
    else:
        codes = mab.text("051")[1:4]
        value[24:28] = "".join(_CODES.get(c, "") for c in codes)[:4].ljust(4)
        value[29] = "1" if "k" in codes else "0"
    value[35:38] = re.sub(r"[^a-z]", "", (mab.text("037", "bc ") or "").lower())[:3].ljust(3)
    return "".join(value)


def _title(mab: _Mab) -> list[DataField]:
    main = next(
        (_marked(f) for tag in ("331", "310", "333") for f in mab.fields if f.tag == tag and line(f)), ""
    )
    volume = mab.text("089")
    if not main:
        main, volume = volume or mab.text("451"), "" if volume else mab.text("455")
    parts: Subfields = [("a", main)] if main else []
    parts += [("n", volume)] if volume and main != volume else []
    parts += [("p", v)] if (v := mab.text("360")) else []
    parts += [("h", v)] if (v := mab.text("334")) else []
    parts += [("b", v) for tag in ("335", "365") if (v := mab.text(tag))]
    makers = " ; ".join(filter(None, (mab.text("359"), mab.text("369"))))
    parts += [("c", makers)] if makers else []
    return [DataField("245", "1", "0", parts)] if main else []


def _published(mab: _Mab) -> list[DataField]:
    made = []
    begin, end = mab.text("425", "b"), mab.text("425", "c")
    date = mab.text("425", " ") or mab.text("425", "a") or (f"{begin}-{end}" if begin or end else "")
    for place, maker in (("410", "412"), ("415", "417")):
        parts = [(c, v) for c, v in (("a", mab.text(place)), ("b", mab.text(maker))) if v]
        if parts or (date and place == "410"):
            made.append(
                DataField("264", " ", "1", parts + ([("c", date)] if date and place == "410" else []))
            )
    return made


def _described(mab: _Mab) -> list[DataField]:
    text = mab.text("433")
    for tag, mark in (("434", " : "), ("435", " ; "), ("437", " + ")):
        if value := mab.text(tag):
            text = f"{text}{mark}{value}" if text else value
    edition = mab.text("403")
    found = [DataField("300", " ", " ", [("a", text)])] if text else []
    return found + ([DataField("250", " ", " ", [("a", edition)])] if edition else [])


def _series(mab: _Mab) -> list[DataField]:
    made = []
    for tag in _SERIES:
        name, number = mab.text(tag, " ab"), mab.text(tag[:2] + "5")
        if not number and " ; " in name:
            name, _, number = name.rpartition(" ; ")
        if name:
            issn = mab.text(tag[:2] + "2")
            made.append(
                DataField("490", "0", " ", [("a", name), ("v", number), *([("x", issn)] if issn else [])])
            )
    return made


def _host(mab: _Mab) -> list[DataField]:
    title = mab.text("590")
    above = mab.text("010")
    if not title and not above:
        return []
    made = mab.text("594")
    where = mab.text("596")
    year = mab.text("595")
    if year and year not in where:
        where = f"{where} ({year})" if where else year
    number = mab.text("599")
    volume = "" if title else mab.text("089")
    pairs = (
        ("t", title),
        ("b", mab.text("593")),
        ("d", imprint(made, "")),
        ("w", above),
        ("g", where or volume),
        ("x" if len(re.sub(r"\W", "", number.removeprefix("ISSN"))) == 8 else "z", number),
    )
    return [DataField("773", "0", " ", [(c, v) for c, v in pairs if v])]


def _translated(field: DataField) -> list[DataField]:
    tag, text = field.tag, line(field)
    special = _SPECIAL.get(tag)
    if special is not None:
        return [made] if (made := special(field, text)) is not None else []
    if tag in _TABLE and text:
        to, indicators = _TABLE[tag]
        return [DataField(to, indicators[0], indicators[1], [("a", text)])]
    if tag in _TIES and text:
        to, words = _TIES[tag]
        led = _LED.fullmatch(text)
        if led and not words:
            words, text = led[1], led[2]
        return [DataField(to, "0", " ", [*([("i", words)] if words else []), ("t", text)])]
    return mab_names.chain(field) if "902" <= tag <= "947" and tag[2] in "27" else []


def _isbn(field: DataField, text: str) -> DataField:
    return DataField("020", " ", " ", [("z" if field.ind1 == "z" else "a", re.sub(r"^ISBN:?\s*", "", text))])


def _issn(field: DataField, text: str) -> DataField:
    return DataField("022", " ", " ", [("y" if field.ind1 == "z" else "a", re.sub(r"^ISSN:?\s*", "", text))])


def _persistent(field: DataField, text: str) -> DataField:
    scheme = {"a": "doi", "b": "urn", "c": "hdl"}.get(field.ind1, "")
    if not scheme:
        scheme = "doi" if text.startswith("10.") else "urn" if text.lower().startswith("urn:") else "uri"
    return DataField("024", "7", " ", [("a", text), ("2", scheme)])


def _union_number(field: DataField, text: str) -> DataField:
    if field.ind1 == "o":
        return DataField("035", " ", " ", [("a", f"(OCoLC){text}")])
    if field.ind1 in "az":
        return DataField("016", "7", " ", [("a", text), ("2", "DE-101" if field.ind1 == "a" else "DE-600")])
    return DataField("035", " ", " ", [("a", text)])


def _class(field: DataField, text: str) -> DataField:
    scheme = "rvk" if field.ind1 == "g" or _RVK.fullmatch(text) else "local"
    return DataField("084", " ", " ", [("a", text), ("2", scheme)])


def _address(field: DataField, text: str) -> DataField | None:
    url = field.get("u") or next((w for w in text.split() if w.startswith(("http", "urn:", "www."))), "")
    words = [(c, v) for c, v in field.subfields if c in "3qyz"]
    return DataField("856", "4", "0", [("u", url), *words]) if url else None


_SPECIAL: dict[str, Callable[[DataField, str], DataField | None]] = {
    "540": _isbn, "542": _issn, "552": _persistent, "025": _union_number, "700": _class, "655": _address,
    "036": lambda f, t: DataField("044", " ", " ", [("c", t)]),
    "037": lambda f, t: DataField("041", " ", " ", [("a", t)]),
    "038": lambda f, t: DataField("041", " ", " ", [("h", t)]),
    "026": lambda f, t: DataField("035", " ", " ", [("a", t)]),
    "541": lambda f, t: DataField("024", "2", " ", [("a", re.sub(r"^ISMN:?\s*", "", t))]),
    "551": lambda f, t: DataField("028", " ", " ", [("a", t)]),
    "574": lambda f, t: DataField("015", " ", " ", [("a", t), ("2", "dnb")]),
    "580": lambda f, t: DataField("024", "8", " ", [("a", t)]),
    "544": lambda f, t: DataField("852", " ", " ", [("h", t)]),
}  # fmt: skip
