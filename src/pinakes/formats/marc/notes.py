"""Notes by kind (5XX), abstract (520), contents (505), funding (536), terms of use (506, 540)."""

from __future__ import annotations

import re

import msgspec

from pinakes.formats import funders
from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean, name, title
from pinakes.formats.marc.record import DataField
from pinakes.records.record import Abstract, ContentsEntry, Licence, Note, NoteKind

KINDS: dict[str, NoteKind] = {
    "500": "general", "501": "with", "504": "bibliography", "507": "scale", "508": "credits", "510": "citation",
    "511": "performers", "513": "general", "514": "general", "515": "numbering", "516": "system", "518": "event",
    "521": "audience", "522": "place", "524": "citation", "525": "general", "526": "general", "530": "reproduction",
    "532": "access", "533": "reproduction", "534": "original-version", "535": "original-version", "538": "system",
    "541": "acquisition", "542": "use", "544": "general", "545": "biography", "546": "language", "547": "general",
    "550": "general", "552": "general", "555": "finding-aid", "556": "general", "561": "provenance",
    "562": "general", "563": "binding", "565": "general", "567": "general", "580": "general", "581": "publications",
    "583": "local", "584": "general", "585": "exhibitions", "586": "awards", "588": "general",
    **dict.fromkeys((f"59{n}" for n in range(10)), "local"),
}  # fmt: skip
_SILENT = frozenset("0125689wz")
_OPEN = re.compile(
    r"open access|unrestricted online access|free(?:ly)? (?:access|available)|frei zug|kostenfrei",
    re.IGNORECASE,
)
_WRAPPED = "++"
"""At the end of a field: the text goes on in the next one, as systems with short fields cut it."""
_DASHES = re.compile(r"\s+--\s*|--\s+|(?<=[.?!;,)\]])--(?=\S)")
_ABSTRACTS = {"1": "review", "3": "abstract", "4": "content-advice"}


def _text(field: DataField, without: frozenset[str] = _SILENT) -> str:
    return clean(" ".join(v for c, v in field.subfields if c not in without))


def read_note(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """A note as it stands, under its kind."""
    text = _text(field)
    kind = KINDS[field.tag]
    if not text or (kind == "local" and not any(c.isalpha() for c in text)):
        return
    if field.tag == "511" and field.ind1 == "1":
        kind = "cast"
    draft.notes.append(
        Note(text=text, kind=kind, alternate=_text(alternate) if alternate is not None else "")
    )


def read_thesis(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """502: as one note, or made of degree ($b), institution ($c) and year ($d)."""
    text = clean(field.get("a"))
    if not text:
        degree = clean(field.get("b"))
        text = ", ".join(filter(None, (clean(field.get("c")), clean(field.get("d")))))
        text = f"{degree} – {text}" if degree and text else degree or text
    if text:
        draft.notes.append(
            Note(text=text, kind="thesis", alternate=_text(alternate) if alternate is not None else "")
        )


def read_contents(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """505: one entry for each title; in the enhanced form $t and $r say what is what."""
    if any(c in "tr" for c, _ in field.subfields):
        _enhanced(draft, field)
        return
    text = clean(" ".join(v for c, v in field.subfields if c in "agu"))
    for piece in _entries(text):
        line = title(piece.strip())
        if any(c.isalnum() for c in line):
            main, _, maker = line.partition(" / ")
            draft.contents.append(ContentsEntry(title=main.strip(), responsibility=title(maker.strip())))


def _entries(text: str) -> list[str]:
    """The pieces between "--" with a blank beside it or a mark before it ("a.--B", as older records have it).

    Where there is none, a long list is taken apart at its semicolons.
    """
    pieces = _DASHES.split(text)
    if len(pieces) == 1 and len(text) > 400 and text.count("; ") >= 8:
        return text.split("; ")
    return pieces


def _enhanced(draft: Draft, field: DataField) -> None:
    main = maker = lead = ""
    for code, raw in field.subfields:
        value = clean(clean(raw).removesuffix("--")).rstrip(" /;-")
        if code == "t":
            if main:
                draft.contents.append(ContentsEntry(title=main, responsibility=maker))
            main, maker = title(f"{lead} {value}".strip()), ""
            lead = ""
        elif code == "r":
            maker = title(f"{maker}, {value}" if maker else value)
        elif code in "ag" and value:
            lead = value
    if main or lead or maker:
        draft.contents.append(
            ContentsEntry(title=main or lead or maker, responsibility=maker if main else "")
        )


def read_abstract(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """520: its first indicator tells abstract, review and warning from a summary."""
    text = clean(" ".join(v for c, v in field.subfields if c in "ab"))
    if not text:
        return
    if draft.abstracts and draft.abstracts[-1].text.endswith(_WRAPPED):
        begun = draft.abstracts[-1]
        draft.abstracts[-1] = msgspec.structs.replace(begun, text=begun.text.removesuffix(_WRAPPED) + text)
        return
    kind = _ABSTRACTS.get(field.ind1, "abstract" if draft.level in ("a", "b") else "summary")
    draft.abstracts.append(
        Abstract(
            text=text,
            label=name(clean(field.get("3"))),
            kind=kind,  # type: ignore[arg-type]
            alternate=clean(" ".join(alternate.all("ab"))) if alternate is not None else "",
        )
    )


def read_funding(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """536: who paid, and the numbers of contract, grant and project."""
    numbers = [v for v in (clean(v) for v in field.all("bcdefgh")) if v]
    funder = name(clean(field.get("a")))
    for number in numbers or ([""] if funder else []):
        draft.funding.append(funders.read(funder, number))


def read_access(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """506: who may see it."""
    text = _text(field, frozenset("012568uf"))
    if text:
        draft.notes.append(Note(text=text, kind="access"))
    if _OPEN.search(text) or _OPEN.search(field.get("f")):
        draft.open_access = True


def read_use(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """540: a licence when it has an address or a code, else a note."""
    url = next((v.strip() for v in field.all("u") if v.strip().startswith("http")), "")
    text = clean(" ".join(field.all("abcdf"))) or clean(field.get("f"))
    if url or "creative commons" in text.casefold() or re.match(r"CC[ -](?:BY|0)", text):
        draft.licences.append(Licence(name=name(text), url=url))
    elif text:
        draft.notes.append(Note(text=text, kind="use"))


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(KINDS, read_note),
    "502": read_thesis,
    "505": read_contents,
    "506": read_access,
    "520": read_abstract,
    "536": read_funding,
    "540": read_use,
}
