"""Who paid, in words that hold the number of the funder too: "Lung Trust (https://doi.org/10.13039/100000001)"."""

from __future__ import annotations

import re

from pinakes.records import identifiers
from pinakes.records.record import Funding, Identifier

_ADDRESSES = {
    "doi": "https://doi.org/",
    "ror": "https://ror.org/",
    "isni": "https://isni.org/isni/",
    "wikidata": "https://www.wikidata.org/entity/",
    "openalex": "https://openalex.org/",
    "gnd": "https://d-nb.info/gnd/",
}
_SCHEMES = ["doi", "ror", "isni", "wikidata", "openalex", "gnd", "grid", "fundref", "viaf", "local"]
_TAIL = re.compile(
    r"\s*\((?:(https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)|(" + "|".join(_SCHEMES) + r") ([^\s()]+))\)$"
)


def with_numbers(funding: Funding) -> str:
    """The funder's name with its numbers behind it."""
    return " ".join(filter(None, (funding.funder, *map(_written, funding.identifiers))))


def _written(one: Identifier) -> str:
    address = _ADDRESSES.get(one.scheme, "")
    return f"({address}{one.value})" if address else f"({one.scheme} {one.value})"


def read(text: str, award: str = "") -> Funding:
    """What ``with_numbers`` wrote; a name without numbers stays as it is."""
    found: list[Identifier] = []
    while match := _TAIL.search(text):
        one = _of_address(match[1]) if match[1] else identifiers.identifier(match[2], match[3])
        if one is None:
            break
        found.insert(0, one)
        text = text[: match.start()]
    return Funding(funder=text.strip(), award=award, identifiers=tuple(found))


def _of_address(address: str) -> Identifier | None:
    for scheme, start in _ADDRESSES.items():
        if address.startswith(start):
            return identifiers.identifier(scheme, address.removeprefix(start))
    return None
