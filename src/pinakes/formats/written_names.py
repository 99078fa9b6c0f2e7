"""Names as reference managers write them, as contributors: "Rigby, Amy L.", "Rigby AL", "World Health Organization"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import structs

from pinakes.records import names
from pinakes.records.record import Contributor, Identifier

_ORGANISATION = re.compile(
    r"\b(?:universit\w*|institut\w*|organi[sz]ations?|group|gruppe|committee|ministry|ministerium|society|association|council"
    r"|cent(?:re|er)|department|agency|commission|bank|consortium|foundation|stiftung|inc|ltd|gmbh|verein|gesellschaft"
    r"|collaborat\w+|network|team|study|trial|investigators|federation|board|office|bureau|academy|college|school|library"
    r"|museum|union|nations|press|program(?:me)?|service|force|government|hospital|laborator(?:y|ies)|company|corporation"
    r"|authority|administration|parliament|conference|congress|panel|party|project|registry|initiative|alliance)\b",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r",\s*(?:(?i:inc|incorporated|ltd|limited|llc|corp|corporation|g?mbh|pty\.?\s+ltd)|e\.\s?V|S\.p\.A)\.?"
)
"""What stands behind the name of a company; AG, SA, KG and others may be initials as well."""
_INITIALS = re.compile(r"\s*(?:[^\W\d_]\.?[\s-]?){1,4}")
_PLACEHOLDER = re.compile(
    r"(?:et al\.?|and others|others|anonymous|anon\.?|\[?no author(?:s)?(?: listed)?\]?)", re.IGNORECASE
)


@lru_cache(maxsize=32_768)
def contributor(text: str, role: str, *, literal: bool = False) -> Contributor | None:
    """The person or body in ``text``; None for "et al." and the like.

    A name is a body when ``literal`` says so, when it ends in a comma or has two together (EndNote's ways: "Acme,"
    and "Department of Lungs,, Rome"), when a legal form follows its comma, or when it has no comma and a word such as
    "Committee"; else a person in the order of speech or in PubMed's ("Rigby AL").
    """
    name = " ".join(text.split())
    corporate = literal or (name.endswith(",") and name.count(",") == 1)
    if ",," in name.strip(" ,;"):
        corporate, name = True, name.replace(",,", ",")
    name = name.strip(" ,;")
    if not name or _PLACEHOLDER.fullmatch(name):
        return None
    primary = role == "aut"
    roles = (role,) if role else ()
    if corporate or _is_organisation(name):
        return Contributor(name=name, kind="organisation", roles=roles, primary=primary)
    parsed = names.parse(name)
    if not parsed.given:  # "Galatzer-Levy, I." is no first of that name
        return person(parsed.family, parsed.suffix, "", role)
    return person(parsed.family, parsed.given, parsed.suffix, role)


def _is_organisation(name: str) -> bool:
    """Whether a word such as "Committee" stands in it; "Bank, John" and "Press, W. H." are people."""
    if _LEGAL_FORM.search(name) and _LEGAL_FORM.fullmatch(name[name.rindex(",") :]):
        return True
    if not _ORGANISATION.search(name):
        return False
    family, comma, given = name.partition(",")
    return not comma or (" " in family and len(given.split()) > 1 and not re.fullmatch(_INITIALS, given))


def written(one: Contributor) -> str:
    """The name so that ``contributor`` knows a body for one: a comma behind it, or two in the place of the first."""
    if one.kind == "person":
        return one.name
    if "," not in one.name:
        return f"{one.name},"
    return one.name if _is_organisation(one.name) else one.name.replace(",", ",,", 1)


def with_affiliations(one: Contributor, affiliations: Iterable[str]) -> Contributor:
    """The contributor with these affiliations in place of its own, if there are any."""
    found = tuple(affiliations)
    return structs.replace(one, affiliations=found) if found else one


def with_identifier(one: Contributor, identifier: Identifier) -> Contributor:
    """The contributor with one more identifier; each once."""
    return structs.replace(one, identifiers=tuple(dict.fromkeys((*one.identifiers, identifier))))


@lru_cache(maxsize=32_768)
def person(family: str, given: str, suffix: str, role: str) -> Contributor | None:
    """A person by the parts of the name; None when all are empty."""
    if not family:
        family, given = given, ""
    name = ", ".join(filter(None, (family, given, suffix)))
    if not name:
        return None
    return Contributor(
        name=name,
        roles=(role,) if role else (),
        primary=role == "aut",
        family=family,
        given=given,
        suffix=suffix,
    )
