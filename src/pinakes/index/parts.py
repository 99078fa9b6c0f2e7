"""Where an article stands in its journal: the issue as one value, and a key that orders articles as printed."""

from __future__ import annotations

from pinakes.records.base import Struct
from pinakes.records.filing import sort_key
from pinakes.records.record import Record

_BETWEEN = "\x1f"


class Part(Struct):
    """An issue of a journal; what is not known is empty."""

    volume: str
    issue: str
    year: int | None

    @classmethod
    def of(cls, value: str) -> Part:
        """The issue that a value of the field ``part`` means."""
        volume, issue, year = [*value.split(_BETWEEN), "", ""][:3]
        return cls(volume=volume, issue=issue, year=int(year) if year.lstrip("-").isdigit() else None)


def part_value(volume: str, issue: str, year: int | None) -> str:
    """Volume, issue and year as one value; empty when nothing is known."""
    if not volume and not issue and year is None:
        return ""
    return _BETWEEN.join((volume, issue, "" if year is None else str(year)))


def part_key(record: Record) -> str:
    """Orders articles of one journal: year, volume, issue, page or number, each as a number where it is one."""
    host = record.host
    if host is None:
        return ""
    year = record.date.first_year if record.date and record.date.first_year is not None else 0
    steps = (host.volume, host.issue, host.first_page or host.article_number, record.title[:40])
    return _BETWEEN.join((f"{max(year, 0):04}", *map(sort_key, steps)))
