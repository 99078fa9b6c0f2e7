"""The sources that speak in a record, the leading one first."""

from __future__ import annotations

from pinakes import conf
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import links

OWN = "own"
"""Parameter that asks for what one of several sources says."""


class SourceLine(Struct):
    """One of them."""

    name: str
    href: str
    """Everything of the source."""
    raw_format: str
    own_href: str = ""
    """The record as this source has it; empty when it is the only one."""


def sources(stored: StoredRecord) -> list[SourceLine]:
    """Its source, or those of all records that are shown in it."""
    if not (stored.sources or stored.joined_into):
        source = stored.record.source
        return [SourceLine(name=source, href=links.limited("source", source), raw_format=stored.raw_format)]
    joins = conf.current_catalogue().store.joins
    together = joins.together([stored.id])
    leading_first = sorted(together, key=lambda i: (together[i] != i, i))
    return [
        SourceLine(
            name=s.record.source,
            href=links.limited("source", s.record.source),
            raw_format=s.raw_format,
            own_href=f"{links.record(s.id)}?{OWN}=1",
        )
        for s in joins.own(leading_first)
        if not s.deleted
    ]
