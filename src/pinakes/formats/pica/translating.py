"""A PICA+ record → the MARC 21 record that says the same."""

from __future__ import annotations

from collections.abc import Iterable

from pinakes.errors import ReadError
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.pica import coded, fields, holdings, links, names
from pinakes.formats.pica.record import PicaField

_PEOPLE = {"028B": "aut", "028C": "", "028D": "", "028E": "prf", "028F": "", "028G": "", "028H": ""}
_BODIES = ("029E", "029F", "029G")
_SILENT = frozenset(
    (
        "001A",
        "001B",
        "001D",
        "001E",
        "001U",
        "002@",
        "003@",
        "011@",
        "031A",
        "036C",
        "036D",
        "036F",
        "039B",
        "034D",
    )
) | {
    "034I",
    "034K",
    "034M",
    "038L",
    "017L",
    "017M",
    "016A",
    "016B",
    "016E",
    "018@",
    "010E",
    "007P",
    "008@",
    "009@",
}


def marc21(found: list[PicaField], repairs: list[str]) -> MarcRecord:
    """The record in MARC 21; text of fields of level 0 that have no counterpart is kept. Raises ReadError."""
    code = coded.material(found)
    if code[:1] == "T":
        raise ReadError(
            f"This is an authority record (002@ {code!r}), no bibliographic record.", field="002@"
        )
    if code[:1] == "a" or code[1:2] == "m":
        raise ReadError(f"This is a message of the union catalogue (002@ {code!r}), no record.", field="002@")
    made: list[DataField] = []
    level0 = [f for f in found if f.tag[0] == "0"]
    for field in level0:
        made += _translated(field)
    made += fields.description(level0)
    if not any(f.tag == "245" and f.get("a") for f in made) and (title := links.borrowed_title(level0)):
        made = [title, *(f for f in made if f.tag != "245")]
    _subseries(level0, made)
    _date(level0, made)
    if (
        host := links.host(level0, part=code[1:2] == "s" or any(f.tag == "031A" for f in level0))
    ) is not None:
        made.append(host)
    made += [d for f in found if f.tag == "209R" for d in fields.SPECIAL["209R"](f)]
    made += holdings.copies(found)
    language = next((f.get("am") for f in level0 if f.tag == "010@"), "")
    ppn = next((f.get("0") for f in level0 if f.tag == "003@"), "")
    control = [("001", ppn)] if ppn else []
    control += [*coded.changed(level0), *coded.description(level0), ("008", coded.fixed(level0, language))]
    return MarcRecord(coded.leader(found), control, [f for f in made if f.subfields], repairs)


def _translated(field: PicaField) -> Iterable[DataField]:
    tag = field.tag
    one: DataField | None = None
    if tag in fields.SIMPLE:
        one = fields.SIMPLE[tag].apply(field)
    elif tag in fields.SPECIAL:
        return fields.SPECIAL[tag](field)
    elif tag in names.SPECIAL:
        return names.SPECIAL[tag](field)
    elif tag == "028A":
        one = names.person(field, "100")
    elif tag in _PEOPLE:
        one = names.person(field, "700", _PEOPLE[tag])
    elif tag == "029A":
        one = names.body(field, "110")
    elif tag in _BODIES:
        one = names.body(field, "710")
    elif tag == "030F":
        one = names.conference(field)
    elif tag in links.TAGS:
        one = links.translate(field)
    elif tag == "039B":
        return []
    elif tag not in _SILENT and tag not in ("021C", "021N", "089A", "089B", "089C"):
        one = DataField("899", " ", " ", [(c, v) for c, v in field.subfields if c.islower()])
    return [one] if one is not None else []


def _subseries(found: list[PicaField], made: list[DataField]) -> None:
    """021C: number and name of the part, behind the title."""
    title = next((f for f in made if f.tag == "245"), None)
    if title is None:
        return
    at = next((n for n, (code, _) in enumerate(title.subfields) if code in "bc"), len(title.subfields))
    for field in found:
        if field.tag == "021C":
            parts = [("n", v) for v in field.all("l")] + [
                ("p", fields.unmarked(v)[0]) for v in field.all("a")
            ]
            title.subfields[at:at] = parts
            at += len(parts)


def _date(found: list[PicaField], made: list[DataField]) -> None:
    """The printed date of 011@ beside place and publisher."""
    when = next((f for f in found if f.tag == "011@"), None)
    if when is None:
        return
    first, last = when.get("a"), when.get("b")
    serial = coded.material(found)[1:2] in ("b", "d")
    printed = when.get("n") or (f"{first}-{last}" if first and (serial or last) and last != first else first)
    target = next((f for f in made if f.tag == "264" and f.ind2 == "1"), None)
    if target is None:
        target = DataField("264", " ", "1", [])
        made.append(target)
    if printed and not target.get("c"):
        target.subfields.append(("c", printed))
