"""Edition, publication, description and time (250–388, 034, 043, 044, 046, 255, 752)."""

from __future__ import annotations

import re
from typing import Literal

from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean, name, title, unbracket, uncontained
from pinakes.formats.marc.record import DataField
from pinakes.records import countries
from pinakes.records.record import Note, NoteKind, Publication, Subject

PublicationFunction = Literal["publication", "production", "distribution", "manufacture", "copyright"]
_FUNCTIONS: dict[str, PublicationFunction] = {
    "0": "production",
    "1": "publication",
    "2": "distribution",
    "3": "manufacture",
    "4": "copyright",
}
_NOBODY = re.compile(
    r"^\[?(?:s\.\s?[lnd]\.?|sine (?:nomine|loco)|\[?ohne ort\]?|verlag nicht ermittelbar"
    r"|(?:place of publication|publisher|date of publication|distributor|place) (?:of \w+ )?not identified"
    r"|erscheinungsort nicht ermittelbar)\]?$",
    re.IGNORECASE,
)
# States and provinces as catalogues shorten them, behind a comma: "Tampa, Fla."
_STATES = """
    ala ariz ark cal calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb nebr nev okla
    or ore pa penn tenn tex va vt wash wis wyo alta man ont que qué sask eng n.y n.j n.c n.h n.m n.d r.i s.c s.d w.va
"""
_SHORTENED = re.compile(rf",\s*(?:{'|'.join(re.escape(s) for s in _STATES.split())})\.$", re.IGNORECASE)
_DEGREES = re.compile(r"^([NSEWnsew+-]?)\s*(\d{1,3})(\d{2})(\d{2}(?:\.\d+)?)$")
_DECIMAL = re.compile(r"^([NSEWnsew+-]?)\s*(\d{1,3}(?:\.\d+)?)$")
_PAGES = re.compile(
    r"(?<![\w.])(\d+)\s*(?:\[\d+\]\s*)?(?:p\b|pp\b|pages?\b|S\b|Seiten?\b|s\.|с\.|leaves|Bl\b|páginas|pagine)"
)


def read_publication(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """260 and 264: who made the work public, where and when, as printed; 264's second indicator says in what part."""
    function: PublicationFunction = "publication"
    if field.tag == "264":
        function = _FUNCTIONS.get(field.ind2, "publication")
    places, publishers, date, made = _statement(field)
    other = _line(alternate) if alternate is not None else ""
    if date:
        draft.publication_dates.append((function, date))
    if places or publishers or date:
        draft.publications.append(
            Publication(
                function=function,
                places=places,
                publishers=publishers,
                date=date,
                alternate=other,
            )
        )
    if any(made):
        draft.publications.append(
            Publication(
                function="manufacture",
                places=(made[0],) if made[0] else (),
                publishers=(made[1],) if made[1] else (),
                date=made[2],
            )
        )


def _statement(field: DataField) -> tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, str, str]]:
    places: list[str] = []
    publishers: list[str] = []
    dates: list[str] = []
    made = ["", "", ""]
    for code, raw in field.subfields:
        if code not in "abcefg":
            continue
        value = clean(raw)
        if code == "a":
            value = _place(value)
            if value and not _NOBODY.match(value):
                places.append(value)
        elif code == "b":
            value = unbracket(name(value))
            if value and not _NOBODY.match(value):
                publishers.append(value)
        elif code == "c":
            value = value.strip(" ,;:/")
            if value.endswith(".") and not value.endswith(("n.d.", "s.d.", "s.a.", "d.")):
                value = value[:-1]
            if value:
                dates.append(value)
        else:
            made["efg".index(code)] = name(uncontained(value)).strip("()[] ")
    return tuple(places), tuple(publishers), ", ".join(dates), (made[0], made[1], made[2])


def _place(value: str) -> str:
    """A place without brackets and closing marks; "Fla." keeps its full stop."""
    value = unbracket(value.rstrip(" :;,/"))
    return value if _SHORTENED.search(value) else unbracket(name(value))


def _line(field: DataField) -> str:
    return title(" ".join(filter(None, (clean(v) for c, v in field.subfields if c in "abc"))))


def read_edition(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """250: the edition statement without its last full stop; abbreviations keep theirs ("2nd ed.")."""
    value = name(clean(" ".join(v for c, v in field.subfields if c in "ab")))
    if value and value.endswith("..") and not value.endswith("..."):
        value = value[:-1]
    if not value:
        return
    draft.edition = f"{draft.edition}; {value}" if draft.edition else value


def read_version(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """251."""
    draft.version = draft.version or name(clean(field.get("a")))


def read_physical(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """300: extent, details, size and what goes with it, in one line with its marks."""
    value = clean(" ".join(v for c, v in field.subfields if c in "3abcefg")).rstrip(" :;,+/")
    if value:
        draft.physical.append(value)


def extent_pages(physical: list[str]) -> str:
    """The longest sequence of pages that a description names ("xii, 345, 16 p." → "345"), or ""."""
    for line in physical:
        if match := _PAGES.search(line):
            sequences = re.findall(r"(?<![\w.])\d+(?=,)", line[: match.start()].rpartition(";")[2])
            return str(max((*sequences[-4:], match[1]), key=int))
    return ""


def _note(kind: NoteKind, codes: str, lead: str = "") -> Handler:
    def read(draft: Draft, field: DataField, alternate: DataField | None) -> None:
        value = clean(" ".join(v for c, v in field.subfields if c in codes))
        if value:
            other = (
                clean(" ".join(v for c, v in alternate.subfields if c in codes))
                if alternate is not None
                else ""
            )
            draft.notes.append(Note(text=lead + value, kind=kind, alternate=other))

    read.__doc__ = f"Subfields {codes} as a note of the kind {kind!r}."
    return read


def read_duration(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """306: six digits, hhmmss, for each part."""
    times = [
        f"{int(v[:2])}:{v[2:4]}:{v[4:6]}" if re.fullmatch(r"\d{6}", v) else v
        for v in map(clean, field.all("a"))
        if v
    ]
    if times:
        draft.notes.append(Note(text=", ".join(times), kind="duration"))


def read_content_type(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """336–338: types of content, medium and carrier tell the kind of material."""
    where = {"336": draft.content_types, "337": draft.media, "338": draft.carriers}[field.tag]
    for code, raw in field.subfields:
        if code in "ab":
            where.add(raw.strip().lower())


def read_characteristics(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """340–348: physical, sound, moving-image and digital characteristics."""
    values = [clean(v) for c, v in field.subfields if c not in "0123568u" and v.strip()]
    if values:
        label = clean(field.get("3"))
        text = "; ".join(dict.fromkeys(values))
        draft.notes.append(Note(text=f"{label}: {text}" if label else text, kind="system"))


def read_numbering(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """362: when a serial began and ended."""
    value = clean(field.get("a"))
    if not value:
        return
    draft.notes.append(
        Note(text=value, kind="dates", alternate=clean(alternate.get("a")) if alternate is not None else "")
    )
    if field.ind1 == "0" and not draft.sequence_of_years:
        draft.sequence_of_years = value


def read_coordinates(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """034: scale is printed in 255; the box comes in degrees, minutes and seconds or as decimals."""
    edges = [_decimal(field.get(c)) for c in "degf"]
    west, east, north, south = edges[0], edges[1], edges[3], edges[2]
    # $d west, $e east, $f north, $g south
    if west is None or north is None:
        return
    if east is None:
        east = west
    if south is None:
        south = north
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90):
        return
    if south > north:
        south, north = north, south
    draft.coordinates.append(f"{west:.10g} {east:.10g} {north:.10g} {south:.10g}")


def _decimal(text: str) -> float | None:
    """Degrees with sign for "W0951730", "-95.2917", "N305000"; None when it is neither."""
    text = text.strip()
    if "." in text[:-3] or len(text.lstrip("NSEWnsew+-")) <= 3 or "." in text:
        plain = _DECIMAL.match(text)
        if plain is not None and float(plain[2]) <= 180:
            return -float(plain[2]) if plain[1] in "SWsw-" and plain[1] else float(plain[2])
    parts = _DEGREES.match(text)
    if parts is None:
        return None
    value = int(parts[2]) + int(parts[3]) / 60 + float(parts[4]) / 3600
    return round(-value if parts[1] and parts[1] in "SWsw-" else value, 7)


def read_scale(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """255: scale, projection and coordinates as printed."""
    value = clean(" ".join(v for c, v in field.subfields if c in "abcdefg"))
    if value:
        draft.notes.append(Note(text=value, kind="scale"))


def read_country(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """044: the country where 008 does not say it."""
    if draft.country:
        return
    for code, raw in field.subfields:
        found = countries.from_marc(raw) if code == "a" else countries.from_iso(raw) if code == "c" else ""
        if found:
            draft.country = found
            return


def read_place(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """751 and 752: places, from the country down to the city."""
    parts = tuple(name(v) for v in (clean(v) for c, v in field.subfields if c in "abcdfgh") if name(v))
    if parts:
        draft.notes.append(Note(text=" › ".join(parts), kind="place"))


def read_medium(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """382: for which voices and instruments music is written."""
    values = [clean(v) for c, v in field.subfields if c in "abdp" and v.strip()]
    if values:
        draft.subjects.append(Subject(parts=("; ".join(values),), scheme="lcmpt"))


HANDLERS: dict[str, Handler] = {
    "034": read_coordinates,
    "044": read_country,
    "250": read_edition,
    "251": read_version,
    "254": _note("general", "a"),
    "255": read_scale,
    "256": _note("system", "a"),
    "257": _note("place", "a"),
    "260": read_publication,
    "264": read_publication,
    "300": read_physical,
    "306": read_duration,
    "307": _note("access", "ab"),
    "310": _note("frequency", "ab"),
    "321": _note("frequency", "ab"),
    "336": read_content_type,
    "337": read_content_type,
    "338": read_content_type,
    **dict.fromkeys(("340", "344", "345", "346", "347", "348", "352"), read_characteristics),
    "351": _note("arrangement", "abc"),
    "362": read_numbering,
    "382": read_medium,
    "751": read_place,
    "752": read_place,
}
