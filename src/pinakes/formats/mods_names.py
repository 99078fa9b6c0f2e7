"""<name> and <subject> of MODS."""

from __future__ import annotations

import re

from lxml import etree

from pinakes.formats.described import Described
from pinakes.formats.envelopes import text_of
from pinakes.formats.marc.names import authority
from pinakes.formats.mods_vocabulary import GENRE_KINDS
from pinakes.formats.mods_words import language_of, texts, title_of
from pinakes.records import identifiers, names, relators
from pinakes.records.record import Contributor, ContributorKind, Identifier, Subject, SubjectKind

_KINDS: dict[str, ContributorKind] = {"personal": "person", "family": "person", "corporate": "organisation",
                                      "conference": "meeting"}  # fmt: skip
_SUBJECT_NAMES: dict[ContributorKind, SubjectKind] = {
    "person": "person", "organisation": "organisation", "meeting": "meeting",
}  # fmt: skip
_YEARS = re.compile(
    r"(\S.*?),?\s+\(?((?:(?:ca\.?|b\.|born|geb\.|d\.|fl\.)\s*)?\d{3,4}\??\s?[-–]\s?(?:(?:ca\.?\s)?\d{3,4}\??)?"
    r"|(?:b\.|born|geb\.|d\.|\*)\s*\d{4})\)?"
)
_SCHEMES = {"naf": "", "lcnaf": "", "marcgac": "", "swd": "gnd", "rvm": "rvm"}


def read_name(element: etree._Element, draft: Described) -> None:
    """A contributor; "et al." is none."""
    if (found := contributor(element)) is not None:
        draft.contributors.append(found)


def _parts(element: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    own = (
        element
        if element.find("namePart") is not None
        else next(element.iterchildren("alternativeName"), element)
    )
    for part in own.iterchildren("namePart"):
        kind, text = part.get("type") or "", text_of(part)
        if text:
            joint = ". " if kind == "" and element.get("type") == "corporate" else " "
            found[kind] = f"{found[kind]}{joint}{text}" if kind in found else text
    if element.get("type") in (None, "personal", "family"):
        for kind in ("", "given"):
            # Some write the years of life with the name.
            if "date" not in found and (match := _YEARS.fullmatch(found.get(kind, ""))):
                found[kind], found["date"] = match[1], match[2]
    return found


def heading(element: etree._Element) -> str:
    """The name in the form to file by, without dates."""
    parts = _parts(element)
    if "family" in parts or "given" in parts:
        pieces = (parts.get("family", ""), parts.get("given", ""), parts.get("termsOfAddress", ""))
        return ", ".join(filter(None, pieces))
    plain = parts.get("", "") or next(iter(texts(element, "displayForm")), "")
    terms = parts.get("termsOfAddress", "")
    return f"{plain}, {terms}" if plain and terms else plain


def contributor(element: etree._Element) -> Contributor | None:
    """Who is named; None without a name."""
    parts = _parts(element)
    name = heading(element)
    if not name:
        return None
    kind = _KINDS.get(element.get("type") or "", "person")
    family, given = parts.get("family", ""), parts.get("given", "")
    suffix = parts.get("termsOfAddress", "") if family else ""
    if kind == "person" and not family and not given:
        parsed = names.split_inverted(name) if "," in name else None
        family, given, suffix = (parsed.family, parsed.given, parsed.suffix) if parsed else ("", "", "")
    shown = next(iter(texts(element, "displayForm")), "") if element.get("authority") == "pinakes" else ""
    return Contributor(
        name=shown or name,
        kind=kind,
        roles=_roles(element),
        primary=element.get("usage") == "primary",
        family=family,
        given=given,
        suffix=suffix,
        dates=parts.get("date", ""),
        identifiers=_identifiers(element),
        affiliations=tuple(texts(element, "affiliation")),
        alternate=next(
            (h for a in element.iterchildren("alternativeName") if (h := heading(a)) and h != name), ""
        ),
    )


def _roles(element: etree._Element) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for role in element.iterchildren("role"):
        # Version 3.0 had <text> and <code> in place of <roleTerm>.
        found_terms = role.iterchildren("roleTerm", "text", "code")
        terms = sorted(found_terms, key=lambda t: t.get("type") != "code" and t.tag != "code")
        for term in terms:
            if value := relators.role(text_of(term)):
                found[value] = None
                break
    return tuple(found)


def _identifiers(element: etree._Element) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for part in element.iterchildren("nameIdentifier"):
        scheme = (part.get("type") or "local").lower()
        if made := identifiers.identifier(scheme, text_of(part)):
            found.append(made)
    uri = element.get("valueURI") or ""
    if uri and (made := authority(uri)) is not None and all(i.value != made.value for i in found):
        found.append(made)
    return tuple(found)


def read_subject(element: etree._Element, draft: Described) -> None:
    """A heading with its parts, a box of coordinates, or a code of a place, which says nothing more."""
    parts: list[str] = []
    kinds: list[SubjectKind] = []
    found: list[Identifier] = []
    own_scheme = ""
    for part in element:
        text, kind = _subject_part(part)
        if part.tag == "cartographics":
            _cartographics(part, draft)
        elif text:
            parts.append(text)
            kinds.append(kind)
            own_scheme = own_scheme or part.get("authority") or ""
            if len(parts) == 1 and (made := authority(part.get("valueURI") or "")) is not None:
                found.append(made)
    if (made := authority(element.get("valueURI") or "")) is not None:
        found.insert(0, made)
    if not parts:
        return
    scheme = (element.get("authority") or own_scheme).lower()
    draft.subjects.append(
        Subject(
            parts=tuple(parts),
            kind=kinds[0],
            scheme=_SCHEMES.get(scheme, scheme),
            major=element.get("usage") == "primary",
            identifiers=tuple(found),
            language=language_of(element),
            part_kinds=tuple(kinds[1:]),
        )
    )


def _subject_part(part: etree._Element) -> tuple[str, SubjectKind]:
    if part.tag == "name":
        kind = _KINDS.get(part.get("type") or "", "person")
        dates = _parts(part).get("date", "")
        name = heading(part)
        return (f"{name}, {dates}" if name and dates else name), _SUBJECT_NAMES[kind]
    if part.tag == "titleInfo":
        return title_of(part).line, "work"
    if part.tag == "hierarchicalGeographic":
        return " › ".join(t for child in part if (t := text_of(child))), "place"
    if part.tag in GENRE_KINDS:
        return text_of(part), GENRE_KINDS[part.tag]  # type: ignore[return-value]
    return "", "topic"


_BOX = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*$")


def _cartographics(element: etree._Element, draft: Described) -> None:
    for text in texts(element, "coordinates"):
        if _BOX.match(text):
            draft.coordinates.append(text)
        else:
            draft.note(text, "scale")
    for name in ("scale", "projection"):
        for text in texts(element, name):
            draft.note(text, "scale")
