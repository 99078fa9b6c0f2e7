"""Dates of JATS: which of the days of publication is the article's, and the others as notes."""

from __future__ import annotations

import re

from lxml import etree

from pinakes.formats import article_parts as parts
from pinakes.formats import issue_dates
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import child_text
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Note

_PRINT = ("ppub", "epub-ppub", "print", "pub-print", "issue")
_ONLINE = ("epub", "electronic", "epreprint", "pub", "pub-electronic", "epubl", "preprint", "")
_HISTORY = (("received", "Received"), ("rev-recd", "Revised"), ("accepted", "Accepted"))


def dates(meta: etree._Element) -> tuple[PublicationDate | None, tuple[Note, ...]]:
    """The date of the issue, or the day on the web when the issue has but the same year or month, or there is none.

    A "collection" is an issue when it is a season or some months, else a volume that is closed later. The other
    day on the web and the history are notes.
    """
    given: dict[str, PublicationDate] = {}
    for one in meta.findall("pub-date"):
        kind = one.get("pub-type") or ""
        if not kind:
            media, use = one.get("publication-format", ""), one.get("date-type", "")
            kind = use if use in ("collection", "preprint") else media or use
        if found := date_of(one):
            given.setdefault(kind, found)
    issue = next((given[kind] for kind in _PRINT if kind in given), None)
    online = next((given[kind] for kind in _ONLINE if kind in given), None)
    collection = given.get("collection")
    if issue is None and collection and re.search(r"/|-2\d$", collection.edtf):
        issue = collection
    date = issue or online or collection or next(iter(given.values()), None)
    date = date or parts.day(child_text(meta.find("permissions"), "copyright-year"))
    if issue and online and online.edtf.startswith(issue.edtf):
        date = online
    history = meta.find("history")
    days = [
        f"{label} {day.edtf}"
        for kind, label in _HISTORY
        for one in (history if history is not None else ())
        if one.get("date-type") == kind and (day := date_of(one))
    ]
    notes = [Note(text="; ".join(days), kind="dates")] if days else []
    return date, (*parts.online_day(date, online), *notes)


def date_of(element: etree._Element) -> PublicationDate | None:
    """Year, month or season, and day, or the attribute @iso-8601-date."""
    year = child_text(element, "year")
    if not year:
        printed = element.get("iso-8601-date") or child_text(element, "string-date") or text_of(element)
        return parts.day(printed) or issue_dates.issue_date(printed)
    month = child_text(element, "month") or child_text(element, "season")
    found = issue_dates.date_of(year, month, child_text(element, "day"))
    return found if found and found.year and 1000 <= found.year <= 2100 else None
