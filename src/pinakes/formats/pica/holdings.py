"""Copies (levels 1 and 2 of PICA+) as 852, 866 and 876 of MARC 21.

101@ begins the part of one library ($a its number, ILN); fields with the same occurrence behind it are one copy:
209A call number and place, 209G barcode, 231B what there is of a serial, 237A note.
"""

from __future__ import annotations

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField
from pinakes.formats.pica.record import PicaField


def copies(fields: list[PicaField]) -> list[DataField]:
    """The fields of all copies, in order."""
    found: list[DataField] = []
    library = ""
    copy: list[PicaField] = []
    for field in fields:
        if field.tag[0] == "1":
            found += _copy(library, copy)
            copy = []
            if field.tag == "101@":
                library = field.get("a")
        elif field.tag[0] == "2":
            if copy and (field.occurrence != copy[0].occurrence):
                found += _copy(library, copy)
                copy = []
            copy.append(field)
    return found + _copy(library, copy)


def _copy(library: str, fields: list[PicaField]) -> list[DataField]:
    place = [f for f in fields if f.tag == "209A"]
    main = next((f for f in place if f.get("x") in ("", "00")), place[0] if place else None)
    parts: list[tuple[str, str]] = [("a", f"ILN {library}")] if library else []
    if main is not None:
        parts += [("b", clean(v)) for v in main.all("f")] + [("h", clean(v)) for v in main.all("a")]
    parts += [("z", clean(v)) for f in fields if f.tag == "237A" for v in f.all("a")]
    coverage = [clean(v) for f in fields if f.tag == "231B" for v in f.all("a")]
    barcodes = [clean(v) for f in fields if f.tag == "209G" for v in f.all("a")]
    if not parts[1 if library else 0 :] and not coverage and not barcodes:
        return []
    made = [DataField("852", " ", " ", parts)] if parts else []
    made += [DataField("866", " ", " ", [("a", v)]) for v in coverage]
    return made + [DataField("876", " ", " ", [("p", v)]) for v in barcodes]
