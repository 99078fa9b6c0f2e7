"""Subjects: 600–655, 653 and their parts, with scheme and kind."""

from __future__ import annotations

from functools import lru_cache

from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.names import authority
from pinakes.formats.marc.punctuation import clean, heading
from pinakes.formats.marc.record import DataField
from pinakes.records import languages
from pinakes.records.record import Identifier, Subject, SubjectKind

_KINDS: dict[str, SubjectKind] = {
    "600": "person", "610": "organisation", "611": "meeting", "630": "work", "647": "topic", "648": "period",
    "650": "topic",
    "651": "place", "653": "topic", "654": "topic", "655": "genre", "656": "topic", "657": "topic", "658": "topic",
    "662": "place",
    "688": "topic", "689": "topic", "690": "topic", "691": "place", "696": "person", "697": "topic",
    "698": "topic", "699": "topic",
}  # fmt: skip
_TOPICS: list[SubjectKind] = ["topic"] * 100
_PART_KINDS: dict[str, SubjectKind] = {"v": "genre", "x": "topic", "y": "period", "z": "place"}
_SCHEMES = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "4": "", "5": "csh", "6": "rvm"}
_SCHEME_NAMES = {
    "gnd": "gnd", "gnd-content": "gnd", "gnd-carrier": "gnd", "swd": "gnd", "rswk-swf": "gnd", "lcsh": "lcsh",
    "mesh": "mesh", "fast": "fast",
    "aat": "aat", "ram": "rameau", "rameau": "rameau", "lcgft": "lcgft", "gsafd": "gsafd", "stw": "stw",
    "local": "local",
}  # fmt: skip
# Which subfields make up the first part of a heading.
_MAIN_CODES = {
    "600": "abcdfghjklmnopqrst", "610": "abcdfghklmnoprst", "611": "acdefghjklnpqst", "630": "adfghklmnoprst",
    "662": "abcdfgh", "655": "ab", "654": "ab",
}  # fmt: skip
_653_KINDS: dict[str, SubjectKind] = {
    "1": "person",
    "2": "organisation",
    "3": "meeting",
    "4": "period",
    "5": "place",
    "6": "genre",
}
# 655 and 650 terms of the kind "Electronic books" say what the thing is; they stay subjects too.


@lru_cache(maxsize=4096)
def scheme_name(code: str) -> str:
    """The scheme that $2 names: "rswk-swf" → "gnd", "ram" → "rameau"; others as they are."""
    folded = code.strip().strip(".").lower()
    return _SCHEME_NAMES.get(folded, folded)


def read_subject(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """6XX with subdivisions."""
    tag = field.tag
    kind = _KINDS[tag]
    main, parts, kinds, scheme, found = _pieces(field, _MAIN_CODES.get(tag, "abcdg"))
    if not main and not parts:
        return
    if not main:
        main, parts = parts[0], parts[1:]
        kind, kinds = kinds[0], kinds[1:]
    if tag == "655":
        if scheme == "pinakes-format":
            draft.collected_formats.append(main)
            return
        draft.genres.append(main.casefold())
        if scheme == "publication-type":
            draft.publication_types.append(main)
            return
    subject = Subject(
        parts=(main, *parts),
        kind=kind,
        scheme=scheme or ("local" if tag in ("690", "691", "696", "697", "698", "699") else ""),
        major=field.ind1 == "1" and tag == "650",
        identifiers=tuple(found),
        part_kinds=tuple(kinds),
        alternate=_line(alternate) if alternate is not None else "",
    )
    if subject not in draft.subjects:
        draft.subjects.append(subject)


def _pieces(field: DataField, codes: str) -> tuple[str, list[str], list[SubjectKind], str, list[Identifier]]:
    """First part, further parts with their kinds, scheme and identifiers."""
    main = ""
    scheme = _SCHEMES.get(field.ind2, "")
    parts: list[str] = []
    kinds: list[SubjectKind] = []
    found: list[Identifier] = []
    for code, raw in field.subfields:
        if code == "a" or (code in codes and not parts):
            if value := clean(raw):
                main = f"{main} {value}" if main else value
        elif code in "vxyz":
            if value := heading(clean(raw)):
                parts.append(value)
                kinds.append(_PART_KINDS[code])
        elif code == "2":
            scheme = scheme_name(raw)
        elif code in "01":
            identifier = authority(raw)
            if identifier is not None and identifier not in found:
                found.append(identifier)
    main = heading(main)
    if "--" in main:  # subdivisions typed into $a
        first, *rest = (p.strip() for p in main.split("--"))
        typed = [p for p in rest if p][: len(_TOPICS)]
        main, parts = first, [*typed, *parts]
        kinds = [*_TOPICS[: len(typed)], *kinds]
    return main, parts, kinds, scheme, found


def _line(field: DataField) -> str:
    main = " ".join(filter(None, (clean(v) for c, v in field.subfields if c in "abcdefghjklmnopqrstu")))
    parts = [heading(clean(v)) for c, v in field.subfields if c in "vxyz"]
    return " -- ".join(filter(None, (heading(main), *parts)))


def read_uncontrolled(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """653: words that no list controls, one or many in a field."""
    kind = _653_KINDS.get(field.ind2, "topic")
    named = field.get("2")
    values = [v for c, v in field.subfields if c == "a"]
    others = [clean(v) for c, v in alternate.subfields if c == "a"] if alternate is not None else []
    for position, raw in enumerate(values):
        value = heading(clean(raw))
        if not value:
            continue
        subject = Subject(
            parts=(value,),
            kind=kind,
            scheme=scheme_name(named) if named else "keyword",
            major=field.ind1 == "1",
            alternate=heading(others[position]) if position < len(others) else "",
        )
        if subject not in draft.subjects:
            draft.subjects.append(subject)


def read_faceted(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """654 and 656–658: terms of faceted and special lists; each $a is a heading."""
    scheme = scheme_name(field.get("2"))
    for code, raw in field.subfields:
        if code in "ab" and (value := heading(clean(raw))):
            draft.subjects.append(Subject(parts=(value,), scheme=scheme))


def read_chain(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """689: one link of a German subject chain; its term is often in a 650 as well."""
    kind: SubjectKind = {
        "p": "person",
        "k": "organisation",
        "b": "organisation",
        "g": "place",
        "t": "work",
        "f": "genre",
        "z": "period",
    }.get(field.get("D").lower()[:1], "topic")  # type: ignore[assignment]
    value = heading(clean(" ".join(v for c, v in field.subfields if c in "abcdgnptx")))
    found = tuple(i for v in field.all("0") if (i := authority(v)) is not None)
    if value and all(s.parts[0] != value for s in draft.subjects):
        draft.subjects.append(Subject(parts=(value,), kind=kind, scheme="gnd", identifiers=found))


def note_language(subject_scheme: str) -> str:
    """The language of a scheme's terms, where it has one."""
    return languages.code(
        {"gnd": "ger", "lcsh": "eng", "rameau": "fre", "mesh": "eng"}.get(subject_scheme, "")
    )


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys((t for t in _KINDS if t not in ("653", "654", "656", "657", "658", "689")), read_subject),
    "653": read_uncontrolled,
    "654": read_faceted,
    "656": read_subject,
    "657": read_faceted,
    "658": read_faceted,
    "689": read_chain,
}
