"""MARC records typed as lines: "245 10 $aTitle :$bsubtitle /$cMaker."."""

from __future__ import annotations

from pinakes.formats.marc.reading import record_from_marc
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.records.record import Record

BOOK = "00000cam a2200000 i 4500"
ARTICLE = "00000cab a2200000 i 4500"
FIXED = "990101s1999    gw ||||| |||| 00| ||ger c"


def marc(text: str, *, leader: str = BOOK) -> MarcRecord:
    """A record of lines: tag, two indicators (_ for blank), subfields after "$"."""
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for line in text.strip().splitlines():
        tag, _, rest = line.strip().partition(" ")
        if tag < "010":
            control.append((tag, rest))
            continue
        indicators, _, body = rest.partition(" ")
        one, two = indicators.replace("_", " ")
        fields.append(DataField(tag, one, two, [(p[0], p[1:]) for p in body.split("$")[1:] if p]))
    return MarcRecord(leader, control, fields)


def read(text: str, *, leader: str = BOOK) -> Record:
    """The record that the lines describe."""
    return record_from_marc(marc(text, leader=leader))
