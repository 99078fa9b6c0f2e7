"""Ties between works that only one of the two may name: data and supplements, reviews, earlier and later versions."""

from __future__ import annotations

from collections.abc import Iterator

from pinakes.records.record import Identifier, Record

TIED_BY = frozenset({"doi", "pmid", "pmcid", "arxiv", "isbn", "handle"})
"""Schemes by which a tie finds the other work."""
_ELSEWHERE = frozenset({
    "host", "part", "series", "cites", "erratum", "corrects", "retraction", "retracts", "other-edition", "other-format",
    "original", "translation",
})  # fmt: skip
"""Ties that a record's page has other ways to show from the far end: parts, citations, corrections, versions."""


def tied_keys(record: Record) -> tuple[str, ...]:
    """ "doi:10.1000/182" of each work that the record is tied to, each once."""
    return tuple(dict.fromkeys(_keys(record)))


def own_keys(record: Record) -> tuple[str, ...]:
    """How others name the record in ties."""
    return tuple(dict.fromkeys(map(_key, filter(_telling, record.identifiers))))


def _keys(record: Record) -> Iterator[str]:
    for relation in record.relations:
        if relation.kind not in _ELSEWHERE:
            yield from map(_key, filter(_telling, relation.identifiers))


def _telling(one: Identifier) -> bool:
    return one.valid and one.scheme in TIED_BY


def _key(one: Identifier) -> str:
    return f"{one.scheme}:{one.value.casefold()}"
