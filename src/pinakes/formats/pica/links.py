"""Ties to other works (036C–036F, 039B–039S) as 76X–78X of MARC 21."""

from __future__ import annotations

import re

from pinakes.formats.marc.linking import imprint
from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField
from pinakes.formats.pica.fields import unmarked
from pinakes.formats.pica.names import expansion
from pinakes.formats.pica.record import PicaField

Subfields = list[tuple[str, str]]
TAGS = {
    "039C": "774", "039D": "776", "039E": "787", "039H": "775", "039I": "776", "039M": "787", "039N": "787",
    "039P": "787", "039Q": "787", "039S": "787",
}  # fmt: skip
_NUMBERS = {"ISSN": "x", "ISBN": "z"}
_ARROW = re.compile(r"\s*-*>+\s*$")
_LABELS = (("d", "volume"), ("e", "number"), ("j", "year"), ("h", "pages"), ("i", "artid"))


def _parts(field: PicaField) -> Subfields:
    name = unmarked(clean(field.get("t")) or expansion(field) or clean(field.get("a")))[0]
    made = imprint(clean(field.get("d")), clean(field.get("e")))
    issue = ", ".join(filter(None, (made, clean(field.get("f")))))
    pairs = (
        ("i", _ARROW.sub("", clean(field.get("i")))),
        ("a", clean(field.get("l"))),
        ("t", name),
        ("b", clean(field.get("g"))),
        ("d", issue),
    )
    found = [(code, value) for code, value in pairs if value]
    found += [("w", f"(DE-627){v}") for v in field.all("9")]
    scheme = ""
    for code, value in field.subfields:
        if code == "C":
            scheme = value.upper()
        elif code == "6":
            found.append((_NUMBERS.get(scheme, "w"), value if scheme in _NUMBERS else f"({scheme}){value}"))
    return found


def translate(field: PicaField) -> DataField | None:
    """A tie that is no host; None when it names nothing."""
    tag, words = TAGS[field.tag], field.get("i").lower()
    if field.tag == "039E":
        code = field.get("b")
        if code == "f" or words.startswith(("vorg", "früher", "fortsetzung von")):
            tag = "780"
        elif code == "s" or words.startswith(("forts", "später", "nachf")):
            tag = "785"
    elif field.tag == "039C" and words.startswith(("suppl", "beilage")):
        tag = "770"
    parts = _parts(field)
    if all(code == "i" for code, _ in parts):
        return None
    if field.get("n"):
        parts.append(("g", clean(field.get("n"))))
    return DataField(tag, "0", "0" if tag in ("780", "785") else " ", parts)


def host(fields: list[PicaField], *, part: bool) -> DataField | None:
    """773: journal or book of 039B with volume, issue, year and pages of 031A; else the multi-volume work of 036C."""
    source = next((f for f in fields if f.tag == "039B" and part), None)
    if source is not None:
        made = imprint(clean(source.get("d")), clean(source.get("e")))
        parts = [("d", made) if p[0] == "d" else p for p in _parts(source) if p[0] != "a"]
        where = next((f for f in fields if f.tag == "031A"), None)
        labels = [(label, clean(where.get(code))) for code, label in _LABELS] if where is not None else []
        labelled = [("g", f"{label}:{value}") for label, value in labels if value]
        return DataField("773", "0", " ", parts + (labelled or [("g", v) for v in source.all("p")]))
    above = next((f for f in fields if f.tag == "036C" and not f.occurrence), None)
    link = next((f for f in fields if f.tag == "036D"), None)
    if above is None and link is None:
        return None
    name = (
        unmarked(clean(above.get("a")))[0]
        if above is not None
        else expansion(link)
        if link is not None
        else ""
    )
    number = (above.get("l") if above is not None else "") or (link.get("lX") if link is not None else "")
    parts = [("t", name)] if name else []
    parts += [("w", f"(DE-627){v}") for v in (link.all("9") if link is not None else [])]
    if number:
        parts.append(("g", f"volume:{clean(number)}"))
    return DataField("773", "0", " ", parts) if parts else None


def borrowed_title(fields: list[PicaField]) -> DataField | None:
    """245 of a volume without a title of its own: that of the whole, with its number."""
    above = next(
        (f for f in fields if f.tag in ("036C", "036D", "039B") and (f.get("at") or expansion(f))), None
    )
    if above is None:
        return None
    name, skipped = unmarked(clean(above.get("at")) or expansion(above))
    number = clean(above.get("l"))
    parts = [("a", name), *([("n", number)] if number else [])]
    for below in (f for f in fields if f.tag == "036C" and f.occurrence):
        parts += [("n", v) for v in below.all("m")] + [("p", unmarked(v)[0]) for v in below.all("a")]
    return DataField("245", "1", str(skipped) if 0 < skipped < 10 else "0", parts)
