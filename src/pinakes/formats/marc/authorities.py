"""MARC 21 authority records (leader/06 z) → authorities: names and subjects with "see" and "see also".

Source: Library of Congress, MARC 21 Format for Authority Data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pinakes.errors import FormatError, ReadError
from pinakes.formats.base import ReadFailure
from pinakes.formats.first_bytes import peek
from pinakes.formats.marc import decoding, iso2709, marcxml, names
from pinakes.formats.marc.punctuation import clean, heading, name, title
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.xml_pieces import head_as_utf8
from pinakes.records import identifiers, languages
from pinakes.records.authority import Authority, Heading, RelatedHeading, Relationship
from pinakes.records.record import Identifier, SubjectKind

_KINDS: dict[str, SubjectKind] = {
    "00": "person", "10": "organisation", "11": "meeting", "30": "work", "47": "topic", "48": "period", "50": "topic",
    "51": "place", "55": "genre", "62": "topic", "80": "topic", "81": "place", "82": "period", "85": "genre",
}  # fmt: skip
_THESAURI = {
    "a": "lcsh",
    "b": "lcshac",
    "c": "mesh",
    "d": "nal",
    "k": "csh",
    "r": "aat",
    "s": "sears",
    "v": "rvm",
}
_RELATIONSHIPS: dict[str, Relationship] = {
    "a": "earlier", "b": "later", "g": "broader", "h": "narrower", "t": "parent",
    "vorg": "earlier", "nach": "later", "obal": "broader", "obge": "broader", "obin": "broader", "adue": "parent",
}  # fmt: skip
_STANDARD = {
    "gnd": "gnd",
    "viaf": "viaf",
    "isni": "isni",
    "orcid": "orcid",
    "wikidata": "wikidata",
    "uri": "uri",
}
_SUBDIVISIONS = "vxyz"


def authority_from_marc(marc: MarcRecord) -> Authority:
    """The authority that ``marc`` describes. Raises ReadError when it is none or has no heading."""
    kind = marc.leader[6:7]
    if kind != "z":
        raise ReadError(f"This is no authority record (leader/06 {kind!r}, not 'z').", field="LDR")
    main = next((f for f in marc.fields if f.tag[0] == "1" and f.tag.isdigit()), None)
    if main is None:
        raise ReadError("There is no heading in 1XX.", field="1XX")
    found = _heading(main, _alternate(marc, main))
    if not found.text:
        raise ReadError("The heading is empty.", field=main.tag)
    fixed = marc.control_value("008").ljust(40)
    own = marc.control_value("001")
    return Authority(
        local_id=clean(own),
        deleted=marc.leader[5:6] in ("d", "s", "x"),
        heading=found,
        established=fixed[9] not in "bcg",
        names=fixed[14] != "b",
        subjects=fixed[15] != "b",
        scheme=_scheme(marc, fixed),
        variants=_variants(marc),
        related=tuple(_related(f, marc) for f in marc.fields if f.tag[0] == "5" and f.tag.isdigit()),
        equivalents=tuple(_related(f, marc) for f in marc.fields if f.tag[0] == "7" and f.tag.isdigit()),
        identifiers=_identifiers(marc),
        places=_texts(marc, "370", "abcef"),
        occupations=_texts(marc, "374", "a"),
        languages=tuple(c for v in _texts(marc, "377", "a") if (c := languages.code(v))),
        notes=tuple(filter(None, (_line(f, "aiuvxyz") for f in marc.by_tag("678", "680", "665")))),
        sources=tuple(filter(None, (_line(f, "ab") for f in marc.by_tag("670")))),
        record_changed=_changed(marc.control_value("005")),
        repairs=tuple(marc.repairs),
    )


def read_authorities(stream: BinaryIO) -> Iterator[Authority | ReadFailure]:
    """Every record of an ISO 2709 or MARCXML stream; bibliographic and broken ones come as failures."""
    head, whole = peek(stream)
    xml = head_as_utf8(head).lstrip()[:1] == b"<"
    pieces = marcxml.split(whole) if xml else iso2709.split(whole)
    parse: Callable[[bytes], MarcRecord] = marcxml.parse if xml else decoding.record
    position = 0
    while True:
        position += 1
        raw = b""
        try:
            raw = next(pieces)
            yield authority_from_marc(parse(raw))
        except StopIteration:
            return
        except ReadError as error:
            yield ReadFailure(position=position, reason=error.reason, raw=raw, field=error.field)
            if not raw:
                return
        except FormatError as error:
            yield ReadFailure(position=position, reason=str(error), raw=raw)
            return


def _heading(field: DataField, alternate: str = "") -> Heading:
    """The heading of a 1XX, 4XX, 5XX or 7XX."""
    ending = field.tag[1:]
    kind = _KINDS.get(ending, "topic")  # archives make tags of their own (103, 403, 503)
    if ending in ("00", "10", "11"):
        make = names.person if ending == "00" else names.body
        plain = [(c, v) for c, v in field.subfields if c not in _SUBDIVISIONS]
        one = make(DataField("7" + ending, field.ind1, " ", plain), primary=False, alternate=None)
        text, dates = (one.name, one.dates) if one is not None else ("", "")
        if work := _work(field):
            return Heading(
                text=_divided(f"{text}. {work}", field), kind="work", alternate=alternate, title=work
            )
        return Heading(text=_divided(text, field), kind=kind, dates=dates, alternate=alternate)
    codes = "adfghklmnoprst" if ending == "30" else "abcdg"
    main = " ".join(filter(None, (clean(v) for c, v in field.subfields if c in codes)))
    return Heading(
        text=_divided(name(main) if ending == "30" else heading(main), field), kind=kind, alternate=alternate
    )


def _work(field: DataField) -> str:
    pieces: list[str] = []
    for code, value in field.subfields:
        if (code == "t" or (pieces and code in "fgklmnoprs")) and (text := clean(value)):
            pieces.append(text)
    return title(" ".join(pieces))


def _divided(main: str, field: DataField) -> str:
    """The heading with its subdivisions: "Lung -- Diseases"."""
    parts = [heading(clean(v)) for c, v in field.subfields if c in _SUBDIVISIONS]
    return " -- ".join(filter(None, (main, *parts)))


def _alternate(marc: MarcRecord, field: DataField) -> str:
    """The same heading in another script (880 that names the field)."""
    link = field.get("6")
    if not link:
        return ""
    for other in marc.by_tag("880"):
        if other.get("6")[:6] == f"{field.tag}-{link[4:6]}":
            return _heading(DataField(field.tag, other.ind1, other.ind2, other.subfields)).text
    return ""


def _variants(marc: MarcRecord) -> tuple[Heading, ...]:
    found = [_heading(f, _alternate(marc, f)) for f in marc.fields if f.tag[0] == "4" and f.tag.isdigit()]
    loose = (f for f in marc.by_tag("880") if re.match(r"4\d\d-00", f.get("6")) and f.get("6")[1:3] in _KINDS)
    found += [_heading(DataField(f.get("6")[:3], f.ind1, f.ind2, f.subfields)) for f in loose]
    return tuple(h for h in dict.fromkeys(found) if h.text)


def _related(field: DataField, marc: MarcRecord) -> RelatedHeading:
    control = field.get("w")[:1]
    codes = [control, *(v.strip().lower() for v in field.all("4"))]
    relationship: Relationship = next((_RELATIONSHIPS[c] for c in codes if c in _RELATIONSHIPS), "related")
    numbers = (names.authority(v) for v in field.all("01"))
    return RelatedHeading(
        heading=_heading(field, _alternate(marc, field)),
        relationship=relationship,
        label=name(clean(field.get("i"))),
        identifiers=tuple(dict.fromkeys(n for n in numbers if n is not None)),
    )


def _scheme(marc: MarcRecord, fixed: str) -> str:
    told = next((f.get("f") for f in marc.by_tag("040") if f.get("f")), "").strip().lower()
    found = _THESAURI.get(fixed[11], "")
    return {"rswk": "gnd", "gnd": "gnd", "ram": "rameau", "rameau": "rameau"}.get(told, found or told)


def _identifiers(marc: MarcRecord) -> tuple[Identifier, ...]:
    found: list[Identifier | None] = []
    for field in marc.by_tag("010"):
        found += [identifiers.identifier("lccn", v) for v in field.all("a")]
    for field in marc.by_tag("024"):
        scheme = field.get("2").strip().lower()
        found += [
            names.authority(v)
            if v.startswith("http")
            else identifiers.identifier(_STANDARD.get(scheme, scheme or "local"), v)
            for v in map(clean, field.all("a"))
        ]
    for field in marc.by_tag("035"):
        found += [names.authority(v) for v in field.all("a")]
    return tuple(dict.fromkeys(i for i in found if i is not None))


def _texts(marc: MarcRecord, tag: str, codes: str) -> tuple[str, ...]:
    values = (name(clean(v)) for f in marc.by_tag(tag) for c, v in f.subfields if c in codes)
    return tuple(dict.fromkeys(filter(None, values)))


def _line(field: DataField, codes: str) -> str:
    return clean(" ".join(v for c, v in field.subfields if c in codes))


def _changed(value: str) -> str:
    match = re.match(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", value)
    return "{}-{}-{}T{}:{}:{}".format(*match.groups()) if match else ""
