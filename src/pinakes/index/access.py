"""How one gets at a work, as values of a facet: what can be read online, read by all, or had in the library."""

from __future__ import annotations

from pinakes.records.record import Record

ONLINE, OPEN, LIBRARY = "online", "open", "library"


def access(record: Record) -> tuple[str, ...]:
    """Only what is known: the same rule by which a hit says "Full text"."""
    links = [k for k in record.links if k.kind == "fulltext"]
    found: list[str] = []
    # The DOI of an article stands in for a link that the record lacks.
    if links or (record.host is not None and record.values("doi")):
        found.append(ONLINE)
    if record.open_access or any(k.access == "open" for k in links):
        found.append(OPEN)
    if record.holdings:
        found.append(LIBRARY)
    return tuple(found)
