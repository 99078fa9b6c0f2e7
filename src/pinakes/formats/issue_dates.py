"""Dates of journal issues as MEDLINE and citation managers print them: "2014 Mar-Apr", "1976 Fall"."""

from __future__ import annotations

import re
from functools import lru_cache

from pinakes.records import dates
from pinakes.records.dates import PublicationDate

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
_POINT = re.compile(r"(?P<year>\d{4})?[\s,]*(?P<month>[^\W\d]+)?\.?[\s,]*(?P<day>\d{1,2})?", re.UNICODE)
_BY_DAY = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d]+)\.?(?:\s+(\d{1,2}),)?\s+(\d{4})")
_DASH = re.compile(r"\s*[-–/]\s*")


_EDTF = re.compile(r"\d{4}(?:-\d\d){0,2}[~?%]?(?:/(?:\d{4}(?:-\d\d){0,2}[~?%]?|\.\.))?|\d{2}[\dX]X")


def edtf_date(text: str) -> PublicationDate | None:
    """The date in EDTF level 1 ("2014-03/2014-04", "1890~", "19XX"), None when it is none."""
    if not _EDTF.fullmatch(text):
        return None
    first, slash, last = text.partition("/")
    low, end = first[:4].replace("X", "0"), last[:4]
    until = int(end) if slash and end.isdecimal() and end != low else None
    if "X" in first:
        until = int(first[:4].replace("X", "9"))
    return PublicationDate(edtf=text, first_year=int(low), last_year=until)


def month_or_season(word: str) -> int:
    """1–12, or 21–24 for a season (EDTF), or 0."""
    return dates.month_number(word) or _SEASONS.get(word.strip(" .,").casefold(), 0)


@lru_cache(maxsize=8_192)
def issue_date(text: str) -> PublicationDate | None:
    """The date out of what is printed on an issue; None when there is no year in it."""
    printed = " ".join(text.split())
    if iso := _ISO.fullmatch(printed):
        return _point(int(iso[1]), int(iso[2]), int(iso[3] or 0))
    if turned := _BY_DAY.fullmatch(printed):
        month = month_or_season(turned[2])
        if month:
            return _point(int(turned[4]), month, int(turned[1] or turned[3] or 0), printed=printed)
    start, *rest = _DASH.split(printed, maxsplit=1)
    first = _parts(start)
    if first and first[0] and first[1]:
        if not rest:
            return _point(*first, printed=printed)
        if (last := _parts(rest[0])) and last[1]:
            return _interval(first, (last[0] or first[0], last[1], last[2]), printed)
        if rest[0].isdecimal() and first[2]:
            return _interval(first, (first[0], first[1], int(rest[0])), printed)
    return dates.from_text(printed)


@lru_cache(maxsize=8_192)
def date_of(year: str, month: str = "", day: str = "") -> PublicationDate | None:
    """The date out of parts as printed ("2014", "Jun" or "06" or "Mar-Apr" or "Fall", "2")."""
    if not (year.isdecimal() and len(year) == 4):
        return issue_date(" ".join(filter(None, (year, month, day))))
    if not month:
        return _point(int(year), 0, 0)
    number = month_or_season(month)
    if number:
        return _point(
            int(year),
            number,
            int(day) if day.isdecimal() else 0,
            printed=f"{year} {month}" if number > 12 else "",
        )
    return issue_date(" ".join(filter(None, (year, month, day))))


def _parts(text: str) -> tuple[int, int, int] | None:
    found = _POINT.fullmatch(text.strip())
    if not found:
        return None
    month = month_or_season(found["month"] or "")
    if found["month"] and not month:
        return None
    return int(found["year"] or 0), month, int(found["day"] or 0)


def _edtf(year: int, month: int, day: int) -> str:
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if 1 <= day <= 31 and month <= 12 else "")


def _point(year: int, month: int, day: int, *, printed: str = "") -> PublicationDate:
    if month > 12:
        if month not in _SEASONS.values():
            return PublicationDate(edtf=f"{year:04d}", printed=printed, first_year=year)
        return PublicationDate(edtf=_edtf(year, month, 0), printed=printed, first_year=year)
    return dates.from_parts(year, month, day)


def _interval(first: tuple[int, int, int], last: tuple[int, int, int], printed: str) -> PublicationDate:
    year, end = first[0], last[0]
    if first[1] > 12 or last[1] > 12:
        return _point(year, first[1], 0, printed=printed)
    if last < first:
        return PublicationDate(edtf=_edtf(*first), printed=printed, first_year=year)
    return PublicationDate(
        edtf=f"{_edtf(*first)}/{_edtf(*last)}",
        printed=printed,
        first_year=year,
        last_year=end if end != year else None,
    )
