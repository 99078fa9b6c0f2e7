"""Contributors of JATS: names, groups and their members, roles, ORCID, affiliations by reference or in place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import structs

from pinakes.formats import article_parts as parts
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import HREF, child, child_text, drop, inline
from pinakes.records import identifiers, relators
from pinakes.records.record import Contributor, Identifier

_ROLES = {
    "author": "aut", "": "aut", "corresp": "aut", "editor": "edt", "translator": "trl", "collab": "aut",
    "reviewer": "rev", "contributor": "ctb", "compiler": "com", "illustrator": "ill", "transl": "trl",
    "collaborator": "ctb", "non-byline": "ctb", "group-member": "ctb", "member": "ctb",
}  # fmt: skip
_LABELS = frozenset({"label", "sup", "institution-id", "email", "ext-link", "fax", "phone"})
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")


def contributors(meta: etree._Element) -> tuple[Contributor, ...]:
    """All contributors in order; a group's members follow it."""
    places = _places(meta)
    found: list[Contributor] = []
    for group in meta.findall("contrib-group"):
        own = [
            place
            for one in (*group.findall("aff"), *group.findall("aff-alternatives/aff"))
            if (place := affiliation(one))
        ]
        kind = group.get("content-type", "")
        for one in group:
            if one.tag == "contrib":
                found += _contributor(one, kind, places, own)
            elif one.tag == "collab":
                found += _collaboration(one, "aut", places)
    known = {c.name for c in found}
    for behalf in meta.findall("contrib-group/on-behalf-of"):
        name = re.sub(
            r"^(?:(?:and|for|on behalf of)\s+)+", "", inline(behalf).strip(" ,;()"), flags=re.IGNORECASE
        )
        if name not in known and (body := parts.body(name, "ctb")):
            found.append(body)
    # Some publishers print the editors first.
    return tuple(dict.fromkeys(sorted(found, key=lambda c: "edt" in c.roles or "rev" in c.roles)))


def _places(meta: etree._Element) -> dict[str, str]:
    """Affiliations by their id."""
    found: dict[str, str] = {}
    for one in meta.findall("aff"):
        if not one.get("id"):
            found.setdefault("", affiliation(one))
    for one in meta.iter("aff"):
        around = one.getparent()
        number = one.get("id") or (
            around.get("id") if around is not None and around.tag == "aff-alternatives" else None
        )
        if number and number not in found:
            found[number] = affiliation(one)
    return found


def affiliation(element: etree._Element) -> str:
    """The text without label, number and address of mail; parts without punctuation between them get commas."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    for part in list(copy.iter(*_LABELS)):
        if part.tag != "ext-link" and (part.tag != "sup" or part.getparent() is copy):
            drop(part)
    bare = not (copy.text or "").strip() and all(not (part.tail or "").strip() for part in copy)
    if bare and len(copy) > 1:
        return ", ".join(text for part in copy if (text := _bare(part).strip(" ,;")))
    return re.sub(r"\s+([,;])", r"\1", text_of(copy)).strip(" ,;")


def _bare(element: etree._Element) -> str:
    inner = not (element.text or "").strip() and all(not (part.tail or "").strip() for part in element)
    return ", ".join(filter(None, map(text_of, element))) if inner and len(element) > 1 else text_of(element)


def _contributor(
    element: etree._Element, group: str, places: dict[str, str], of_group: list[str]
) -> Iterator[Contributor]:
    role = _role(element, group)
    own = [
        places.get(number, "")
        for x in element.findall("xref")
        if x.get("ref-type") == "aff"
        for number in x.get("rid", "").split()
    ]
    own += (affiliation(one) for one in (*element.findall("aff"), *element.findall("aff-alternatives/aff")))
    if not own:
        own = [text for one in element.findall("address/institution") if (text := text_of(one))]
    own = own or of_group or _only(places)
    collab = (
        child(element, "collab")
        if child(element, "collab") is not None
        else child(element, "collab-alternatives/collab")
    )
    if collab is not None and child(element, "name") is None:
        yield from _collaboration(collab, role, places, own)
        return
    person = person_of(element, role)
    if person is not None:
        yield parts.with_details(person, affiliations=own, others=_numbers(element))


def _only(places: dict[str, str]) -> list[str]:
    """A single affiliation without marks is everybody's."""
    return list(places.values()) if len(places) == 1 else []


def _role(element: etree._Element, group: str) -> str:
    kind = (element.get("contrib-type") or "").lower()
    if not kind and group:
        kind = group.lower().rstrip("s")
    if kind in _ROLES:
        return _ROLES[kind]
    if "editor" in kind:
        return "edt"
    if "author" in kind:
        return "aut"
    if "review" in kind or "referee" in kind:
        return "rev"
    return relators.role(kind) or "ctb"


def _collaboration(
    element: etree._Element, role: str, places: dict[str, str], own: list[str] | None = None
) -> Iterator[Contributor]:
    """A group that signs, then those whom it names within."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    for part in list(copy.iter("contrib-group", "aff", "address")):
        drop(part)
    name = re.sub(r"^(?:(?:and|for|on behalf of)\s+)+", "", inline(copy).strip(" ,;()"), flags=re.IGNORECASE)
    if name and (body := parts.body(name, role, affiliations=own or ())):
        yield body
    for group in element.findall("contrib-group"):
        for one in group.findall("contrib"):
            for member in _contributor(one, "member", places, []):
                yield parts.with_details(member)


def person_of(element: etree._Element, role: str) -> Contributor | None:
    """The person in a ``name``, the first of ``name-alternatives``, or a ``string-name``."""
    alternatives = child(element, "name-alternatives")
    holder = alternatives if alternatives is not None else element
    names = holder.findall("name") or holder.findall("string-name")
    if not names:
        return None
    other = names[1] if len(names) > 1 else None
    return name(names[0], role, alternate=_direct(other) if other is not None else "")


def name(element: etree._Element, role: str, *, alternate: str = "") -> Contributor | None:
    """The person in a ``name`` or ``string-name``; an eastern name has no comma."""
    family, given = _inline_child(element, "surname"), _inline_child(element, "given-names")
    suffix = child_text(element, "suffix")
    if not family and not given:
        text = inline(element)
        return parts.full_name(text, role) if text else None
    found = parts.person(family, given, role, suffix=suffix)
    if found is not None and alternate and alternate != found.name:
        return structs.replace(found, alternate=alternate)
    return found


def _inline_child(element: etree._Element, tag: str) -> str:
    found = child(element, tag)
    return inline(found) if found is not None else ""


def _direct(element: etree._Element) -> str:
    family, given = child_text(element, "surname"), child_text(element, "given-names")
    if element.get("name-style") == "eastern":
        return f"{family}{given}"
    return ", ".join(filter(None, (family, given))) or inline(element)


def _numbers(element: etree._Element) -> list[Identifier]:
    found: list[Identifier] = []
    for one in element.findall("contrib-id"):
        kind, text = (one.get("contrib-id-type") or "").lower(), text_of(one)
        if number := _ORCID.search(text) if kind in ("orcid", "") else None:
            text, kind = number[0], "orcid"
        if kind != "email" and (made := identifiers.identifier(kind or "local", text)):
            found.append(made)
    for one in (*element.findall("uri"), *element.findall("ext-link")):
        address = f"{one.get(HREF, '')} {text_of(one)}"
        if (
            "orcid" in address
            and (number := _ORCID.search(address))
            and (made := identifiers.identifier("orcid", number[0]))
        ):
            found.append(made)
    return list(dict.fromkeys(found))
