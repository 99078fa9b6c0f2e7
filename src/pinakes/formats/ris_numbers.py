"""Identifiers of a reference of RIS, also those that hide in fields for something else."""

from __future__ import annotations

import re

from pinakes.formats import serial_numbers
from pinakes.formats.ris_fields import Fields
from pinakes.formats.ris_types import ARTICLES
from pinakes.records import identifiers
from pinakes.records.record import Identifier

_PMCID = re.compile(r"(?:PMCID\s*[:=]?\s*)?(PMC\d{4,9})\b")
_CUSTOM = ("AN", "C1", "C2", "C6", "C7", "U1", "U2", "U3", "M3", "N1", "ID")
_PMID = re.compile(r"(?:PMID|PubMed ID)\s*[:=]?\s*(?P<a>\d{5,9})\b|\b(?P<b>\d{5,9})\[pmid\]", re.IGNORECASE)
_DOI = re.compile(r"(?:doi\s*[:=]?\s*|doi\.org/)(10\.\d{4,9}/\S+)", re.IGNORECASE)
_REPORTS = {"RPRT": "report", "GOVDOC": "report", "PAT": "patent", "STAND": "standard"}
_OF_PUBMED = re.compile(r"\bnlm\b|pubmed|medline")


def numbers(
    given: Fields, kind: str, *, part_of_book: bool
) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    """(identifiers of the work, identifiers of its host)."""
    texts = [("doi", text) for text in given.all("DO", "DOI", "DI")]
    texts += _hidden_numbers(given)
    if not any(scheme == "doi" for scheme, _ in texts):
        texts += _hidden_doi(given)
    own: dict[tuple[str, str], Identifier] = {}
    for scheme, text in texts:
        if (found := identifiers.identifier(scheme, text)) is not None:
            own.setdefault((found.scheme, found.value), found)
    otherwise = _REPORTS.get(kind) or ("issn" if kind in ARTICLES else "isbn")
    for text in given.all("SN"):
        for number in serial_numbers.issn_or_isbn(text, otherwise):
            own.setdefault((number.scheme, number.value), number)
    return serial_numbers.of_host(own.values(), isbn=part_of_book)


def _hidden_numbers(given: Fields) -> list[tuple[str, str]]:
    """PMIDs and PMCIDs in fields that RIS leaves to everyone's own use."""
    found = []
    for text in given.all(*_CUSTOM):
        upper = text.upper()
        if "PM" in upper or "PUBMED" in upper:
            found += [("pmid", match["a"] or match["b"]) for match in _PMID.finditer(text)]
            found += [("pmcid", match[1]) for match in _PMCID.finditer(text)]
    provider = " ".join(given.all("DP", "DB")).lower()
    number = given.first("AN")
    if _OF_PUBMED.search(provider) and number.isdigit() and 5 <= len(number) <= 9:
        found.append(("pmid", number))
    return found


def _hidden_doi(given: Fields) -> list[tuple[str, str]]:
    for text in given.all("UR", "LK", "L3", "M3", "N1"):
        if match := _DOI.search(text):
            return [("doi", match[1])]
        if text.startswith("10.") and re.fullmatch(r"10\.\d{4,9}/\S+", text):
            return [("doi", text)]
    return []
