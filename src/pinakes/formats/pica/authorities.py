"""A PICA+ authority record (002@ T…) → the MARC 21 authority record that says the same.

Source: DNB, GND-Erfassungshilfen: 028A person, 029A body, 030A conference, 022A work, 041A topic, 065A place; "@" in
the place of "A" is a form that is not used, "R" what it is tied to.
"""

from __future__ import annotations

from pinakes.errors import ReadError
from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.pica import names
from pinakes.formats.pica.record import PicaField

_HEADINGS = {"028": "00", "029": "10", "030": "11", "022": "30", "041": "50", "065": "51"}
"""First digits of a field → ending of MARC's tag."""
_BLOCKS = {"A": "1", "@": "4", "R": "5"}
_AUTHORS = frozenset({"aut1", "kom1", "kue1"})
"""Ties of a work to who made it."""
_OTHER = {"p": "00", "b": "10", "f": "11", "u": "30", "s": "50", "g": "51"}


def kind(found: list[PicaField]) -> str:
    """What 002@ says; authorities begin with T."""
    return next((f.get("0") for f in found if f.tag == "002@"), "")


def marc21(found: list[PicaField], repairs: list[str]) -> MarcRecord:
    """The record in MARC 21. Raises ReadError when it has no heading."""
    maker = next((f for f in found if f.tag[3:] == "R" and _AUTHORS.intersection(f.all("4"))), None)
    made: list[DataField] = []
    for field in found:
        ending, block = _HEADINGS.get(field.tag[:3], ""), _BLOCKS.get(field.tag[3:], "")
        if ending and block and (heading := _heading(field, block, ending)) is not None:
            made.append(_by(maker, heading) if ending == "30" and block in "14" and maker else heading)
    main = next((f for f in made if f.tag[0] == "1"), None)
    if main is None:
        raise ReadError("There is no heading in it (028A, 029A, 030A, 022A, 041A or 065A).", field="028A")
    if dates := _dates(found):
        main.subfields.append(("d", dates))
    first = next(f for f in made if f is main)
    rest = [f for f in made if f is not first and f.tag[0] != "1"]
    control = [("001", ppn) for ppn in (_first(found, "003@", "0"),) if ppn]
    control.append(("008", "      n||aznnnaabn           | ana    |c"))
    told = [*_identifiers(found), DataField("040", " ", " ", [("f", "gnd")]), first, *rest, *_notes(found)]
    return MarcRecord("00000nz  a2200000n  4500", control, told, repairs)


def _first(found: list[PicaField], tag: str, code: str) -> str:
    return next((v for f in found if f.tag == tag and (v := f.get(code))), "")


def _heading(field: PicaField, block: str, ending: str) -> DataField | None:
    tag = block + ending
    if block == "5":  # the kind of what it is tied to stands in $V
        level = field.get("V")[1:2]
        tag = block + _OTHER.get(level, ending)
    if ending == "00":
        made = names.person(field, tag)
    elif ending in ("10", "11"):
        made = names.body(field, tag)
        if made is not None:
            made = DataField(tag, made.ind1, made.ind2, made.subfields)
    else:
        made = _plain(field, tag)
    if made is None or block != "5":
        return made and DataField(made.tag, made.ind1, " ", [p for p in made.subfields if p[0] not in "4ej"])
    ties = [("4", code) for code in field.all("4")]
    label = [("i", v) for v in field.all("v")[:1]]
    kept = [p for p in made.subfields if p[0] not in "4ej"]
    return DataField(made.tag, made.ind1, " ", [*kept, *label, *ties])


def _plain(field: PicaField, tag: str) -> DataField | None:
    """A topic, place or work: name, what tells it from others, parts."""
    name = clean(field.get("a").replace("@", "")) or names.expansion(field)
    if not name:
        return None
    parts = [("a", name)]
    for code, value in field.subfields:
        if code in "gnpsfhz" and (text := clean(value)):
            parts.append(("g" if code in "gz" else "p", text))
        elif code == "x" and (text := clean(value)):
            parts.append(("x", text))
    return DataField(tag, " ", " ", [*parts, *names.identified(field)])


def _by(maker: PicaField, work: DataField) -> DataField:
    """A work under the name of who made it."""
    name = names.person(maker, "100") if maker.tag[:3] == "028" else names.body(maker, "110")
    if name is None:
        return work
    title = " ".join(v for c, v in work.subfields if c in "agp")
    tag = work.tag[0] + ("00" if maker.tag[:3] == "028" else "10")
    kept = [p for p in name.subfields if p[0] in "abcdnq"]
    return DataField(tag, name.ind1, " ", [*kept, ("t", title)])


def _dates(found: list[PicaField]) -> str:
    """060R: years of life (datl), of a body's existence (datb) …"""
    for field in found:
        if field.tag == "060R" and field.get("4") in ("datl", "datb", ""):
            begin, end = clean(field.get("a")), clean(field.get("b"))
            if begin or end:
                return f"{begin}-{end}"
    return ""


def _identifiers(found: list[PicaField]) -> list[DataField]:
    """007K: the GND's number; addresses of 003U and 006Y say theirs."""
    numbers = [
        DataField("024", "7", " ", [("a", f.get("0")), ("2", f.get("a").lower())])
        for f in found
        if f.tag == "007K" and f.get("0") and f.get("a")
    ]
    addresses = [
        DataField("024", "7", " ", [("a", v), ("2", "uri")])
        for f in found
        if f.tag in ("003U", "006Y", "006X")
        for _, v in f.subfields
        if v.startswith("http")
    ]
    return numbers + addresses


def _notes(found: list[PicaField]) -> list[DataField]:
    """050E where it was found, 050G and 050H what it is."""
    tags = {"050E": "670", "050G": "680", "050H": "678"}
    return [
        DataField(tags[f.tag], " ", " ", [("i" if f.tag == "050G" else "a", f.get("a"))])
        for f in found
        if f.tag in tags and f.get("a")
    ]
