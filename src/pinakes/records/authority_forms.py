"""Keys by which headings of records and forms of authorities meet.

A key is made of what forms that differ by case, marks and punctuation alone have in common, and of what kind of thing
they name, so that Jordan the country is not Jordan the person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from pinakes.records.authority import Authority, Heading
from pinakes.records.heading_keys import heading_key
from pinakes.records.record import SubjectKind

Role = Literal["heading", "variant", "identifier"]
_CLASSES: dict[str, str] = {"person": "p", "organisation": "b", "meeting": "b", "work": "w"}
IDENTIFYING = frozenset((
    "gnd", "viaf", "isni", "orcid", "lccn", "wikidata", "mesh", "fast", "bnf", "idref", "aat", "ror", "k10plus", "swb",
    "dnb", "ppn",
))  # fmt: skip
"""Schemes whose numbers say which person or thing it is."""


class Form(NamedTuple):
    """A form of an authority, as it is looked up."""

    key: int
    role: Role
    year: str


@lru_cache(maxsize=65_536)
def form_key(text: str, kind: SubjectKind | str = "topic") -> int:
    """Hash of 63 bits of a heading of a kind; topics, places, periods and genres are one."""
    return _hash(f"{_CLASSES.get(kind, 's')}:{heading_key(text)}")


def identifier_key(scheme: str, value: str) -> int:
    """Hash of 63 bits of a number of a registry."""
    return _hash(f"i:{scheme}:{value}")


def year_of(dates: str) -> str:
    """The first year of "1835-1910"; empty where dates don't begin so."""
    return dates[:4] if dates[:4].isascii() and dates[:4].isdigit() else ""


def forms(authority: Authority) -> tuple[Form, ...]:
    """Each key once; what is the heading is no variant."""
    found: dict[int, Form] = {}
    for form in _all(authority):
        found.setdefault(form.key, form)
    return tuple(found.values())


def _all(authority: Authority) -> Iterator[Form]:
    main = authority.heading
    # Variants often leave out the dates of the same person.
    year = year_of(main.dates)
    yield from _of(main, "heading", year)
    for heading in (*authority.variants, *(e.heading for e in authority.equivalents)):
        yield from _of(heading, "variant", year_of(heading.dates) or year)
    for one in authority.identifiers:
        if one.valid and one.scheme in IDENTIFYING:
            yield Form(identifier_key(one.scheme, one.value), "identifier", "")


def _of(heading: Heading, role: Role, year: str) -> Iterator[Form]:
    for text in (heading.text, heading.alternate):
        if heading_key(text):
            yield Form(form_key(text, heading.kind), role, year)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def lists(authority: Authority) -> tuple[Literal["author", "subject"], ...]:
    """The lists that people leaf through in which its forms stand."""
    if authority.deleted or not authority.established:
        return ()
    found: list[Literal["author", "subject"]] = []
    if authority.names and authority.heading.kind in ("person", "organisation", "meeting"):
        found.append("author")
    if authority.subjects:
        found.append("subject")
    return tuple(found)
