"""Addresses that follow from identifiers: the DOI's and PubMed Central's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pinakes.records import identifiers as checks
from pinakes.records.record import Identifier, Link

_DOI_ADDRESS = "https://doi.org/"
_PMC_ADDRESS = "https://pmc.ncbi.nlm.nih.gov/articles/"
_OF_A_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)


def doi_path(doi: str) -> str:
    """The DOI as part of an address: only what would end or break the address is escaped."""
    return re.sub(r'[\s%#?"<>\\^`{|}]', lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), doi)


def links(identifiers: Iterable[Identifier]) -> tuple[Link, ...]:
    """Ways to the text by the first valid DOI and the first valid PMCID."""
    found: dict[str, Link] = {}
    for identifier in identifiers:
        if identifier.valid and identifier.scheme == "doi":
            url = _DOI_ADDRESS + doi_path(identifier.value)
            found.setdefault("doi", Link(url=url, kind="fulltext", label="DOI"))
        elif identifier.valid and identifier.scheme == "pmcid":
            url = f"{_PMC_ADDRESS}{identifier.value}/"
            found.setdefault("pmcid", Link(url=url, kind="fulltext", label="PubMed Central", access="open"))
    return tuple(found[scheme] for scheme in ("doi", "pmcid") if scheme in found)


def doi_of_address(url: str) -> str:
    """The DOI that an address of doi.org names, or ""."""
    return (checks.doi(url) or "") if _OF_A_DOI.match(url) else ""
