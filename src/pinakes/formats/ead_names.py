"""Names and access points of EAD: <origination> and <controlaccess>."""

from __future__ import annotations

import re

from lxml import etree
from msgspec import structs

from pinakes.formats import article_parts, described_types
from pinakes.formats.described import Described
from pinakes.formats.envelopes import text_of
from pinakes.formats.marc.names import authority
from pinakes.records import identifiers, relators
from pinakes.records.record import Contributor, Identifier, Subject, SubjectKind

_KINDS: dict[str, SubjectKind] = {
    "persname": "person", "famname": "person", "corpname": "organisation", "geogname": "place", "subject": "topic",
    "genreform": "genre", "occupation": "topic", "function": "topic", "title": "work", "name": "person",
}  # fmt: skip
_YEARS = re.compile(r",?\s*\(?((?:\*\s*)?\d{4}\s?-\s?(?:\d{4})?)\)?$")


def _text(element: etree._Element) -> str:
    """The name; EAD3 divides it into parts."""
    parts = [text_of(p) for p in element.iterchildren("part")]
    return ", ".join(filter(None, parts)) if parts else text_of(element)


def _identifier(element: etree._Element) -> Identifier | None:
    number = element.get("authfilenumber") or element.get("identifier") or ""
    if not number or number.startswith("http"):
        return authority(number)
    source = (element.get("source") or "local").lower()
    return identifiers.identifier({"lcnaf": "lccn", "naf": "lccn"}.get(source, source), number)


def contributor(element: etree._Element, label: str) -> Contributor | None:
    """Who made the papers; the role is said by the name, else by the label around it, else "creator"."""
    kind = _KINDS.get(element.tag)
    text = _text(element)
    if kind is None or not text:
        return None
    role = relators.code(element.get("role") or element.get("relator") or "") or relators.code(label) or "cre"
    years = _YEARS.search(text)
    name = text[: years.start()] if years else text
    body = kind == "organisation"
    found = article_parts.body(name, role) if body else article_parts.full_name(name, role)
    if found is None:
        return None
    number = _identifier(element)
    return structs.replace(
        found,
        kind="organisation" if body else "person",
        primary=True,
        dates=years[1].replace(" ", "") if years else "",
        identifiers=(number,) if number is not None else (),
    )


def add_access_points(element: etree._Element, draft: Described) -> None:
    """Every heading within <controlaccess>, also within nested ones; a name with a role is a contributor."""
    for entry in element.iter(*_KINDS):
        text = _text(entry)
        if not text or entry.getparent() is None or entry.getparent().tag in _KINDS:  # type: ignore[union-attr]
            continue
        role = relators.code(entry.get("role") or entry.get("relator") or "")
        if role and _KINDS[entry.tag] in ("person", "organisation"):
            if (found := contributor(entry, "")) is not None:
                draft.contributors.append(structs.replace(found, primary=False))
            continue
        if entry.tag == "genreform":
            draft.formats += described_types.codes(text)
        number = _identifier(entry)
        parts = tuple(p for piece in re.split(r"\s*--\s*", text) if (p := piece.strip(" .")))
        if parts:
            draft.subjects.append(
                Subject(
                    parts=parts,
                    kind=_KINDS[entry.tag],
                    scheme=(entry.get("source") or "").lower(),
                    identifiers=(number,) if number is not None else (),
                )
            )
