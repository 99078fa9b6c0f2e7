"""Which works a record cites, by the numbers that every catalogue writes alike."""

from __future__ import annotations

from collections.abc import Iterable

from pinakes.records.record import Identifier, Record

CITED_BY = frozenset({"doi", "pmid", "pmcid"})
"""Schemes by which works are cited and found; a value of one is never a value of another."""


def cited_keys(record: Record) -> tuple[str, ...]:
    """Bare numbers ("10.1002/rcr2.52", "25473571", "PMC4184510") of the works in its list of references, and of
    those that it names as cited; each once, in order."""
    return tuple(dict.fromkeys(key(i) for i in _numbers(record) if i.valid and i.scheme in CITED_BY))


def key(identifier: Identifier) -> str:
    """The number as it is compared: a DOI knows no case."""
    return identifier.value.lower() if identifier.scheme == "doi" else identifier.value


def _numbers(record: Record) -> Iterable[Identifier]:
    for reference in record.references:
        yield from reference.identifiers
    for relation in record.relations:
        if relation.kind == "cites":
            yield from relation.identifiers
