"""Standard numbers as reference managers print them: several in a line, the kind unsaid, qualified in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pinakes.records import identifiers
from pinakes.records.record import Identifier

_SEPARATOR = re.compile(r"[\n;,/|]+|\s+and\s+|(?<=[\dXx)])\s+(?=\d{4}-\d{3}[\dXx]|97[89])")
_QUALIFIED = re.compile(r"(.*?)\s*\(([^()]*)\)\s*$", re.DOTALL)
_DIGIT = re.compile(r"\d")
_NOTES = {"print": "print", "electronic": "electronic", "linking": "linking", "online": "electronic"}


def issn_or_isbn(text: str, otherwise: str) -> tuple[Identifier, ...]:
    """Each number in ``text`` as what its check digit says; one that is neither goes under ``otherwise``.

    What has no digit in it ("n/a") is left out.
    """
    found: dict[str, Identifier] = {}
    for part in _SEPARATOR.split(text):
        qualified = _QUALIFIED.match(part)
        number, note = (qualified[1], qualified[2].strip()) if qualified else (part, "")
        note = _NOTES.get(note.lower(), note)
        if not _DIGIT.search(number):
            continue
        scheme = "issn" if identifiers.issn(number) else "isbn" if identifiers.isbn(number) else otherwise
        if one := identifiers.identifier(scheme, number.strip(), note=note):
            found.setdefault(one.value, one)
    return tuple(found.values())


def of_host(
    found: Iterable[Identifier], *, isbn: bool
) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    """(numbers of the work, numbers of its host): an ISSN is the host's, an ISBN too in a part of a book."""
    own: list[Identifier] = []
    host: list[Identifier] = []
    for one in found:
        (host if one.scheme == "issn" or (isbn and one.scheme == "isbn") else own).append(one)
    return tuple(own), tuple(host)
