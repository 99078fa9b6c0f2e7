"""Publication dates: EDTF, what was printed, and the years that sorting and facets use."""

from __future__ import annotations

import re

from pinakes.records.base import Struct

_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio", "feb february februar février febrero febbraio",
            "mar march märz mars marzo mrz", "apr april avril abril aprile", "may mai mayo maggio",
            "jun june juni juin junio giugno", "jul july juli juillet julio luglio",
            "aug august août agosto", "sep sept september septembre septiembre settembre",
            "oct okt october oktober octobre octubre ottobre", "nov november novembre noviembre",
            "dec dez december dezember décembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


class PublicationDate(Struct):
    """When a work appeared.

    ``edtf`` is Extended Date/Time Format level 1 (ISO 8601-2): "2014-06-02", "1890~", "19XX",
    "1999/2003", "1999/..". ``first_year`` and ``last_year`` bound it, for sorting and facets;
    ``last_year`` is None for a single year and for serials that still appear.
    """

    edtf: str = ""
    printed: str = ""
    first_year: int | None = None
    last_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year that the work is sorted and counted by."""
        return self.first_year


def from_parts(year: int, month: int = 0, day: int = 0, *, printed: str = "") -> PublicationDate:
    """A date from numbers; a month or day out of range is left away."""
    edtf = f"{year:04d}"
    if 1 <= month <= 12:
        edtf += f"-{month:02d}"
        if 1 <= day <= 31:
            edtf += f"-{day:02d}"
    return PublicationDate(edtf=edtf, printed=printed, first_year=year)


def month_number(word: str) -> int:
    """1–12 for a month's name or abbreviation in English, German, French, Spanish, Italian; else 0."""
    word = word.strip(" .,").casefold()
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else 0
    return _MONTHS.get(word, 0)


def from_text(text: str) -> PublicationDate | None:
    """A date out of what stands on a title page: "[ca. 1890]", "c1999", "1999-2003", "19--?", "2014 Jun 2".

    None when there is no year in it.
    """
    printed = text.strip()
    if not printed:
        return None
    iso = re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:T.*)?", printed)
    if iso:
        return from_parts(
            int(iso[1]), int(iso[2]), int(iso[3] or 0), printed="" if "T" not in printed else printed
        )
    years = [int(y) for y in _YEAR.findall(printed)]
    if not years:
        decade = re.search(r"(?<!\d)(1\d|20)(\d|-|X|\?|u)(-|X|\?|u)", printed)
        if not decade:
            return None
        digits = (decade[1] + decade[2] + decade[3]).translate(str.maketrans("-?u", "XXX"))
        low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        return PublicationDate(edtf=digits, printed=printed, first_year=low, last_year=high)
    span = re.search(r"(\d{4})\]?\s*[-–—/]\s*\[?(\d{4}|\d{2})?(?!\d)", printed)
    if span and not re.search(r"\d{4}-\d{2}-\d{2}", printed):
        return _span(span, printed)
    uncertain = bool(
        re.search(
            r"\bca?\.|circa|um |approximately|vers |\?|\[not before|entre|between", printed, re.IGNORECASE
        )
    )
    named = re.fullmatch(r"(\d{4})[ ,]+([^\W\d]+)\.?(?:[ ,]+(\d{1,2}))?\.?", printed)
    if named and (month := month_number(named[2])):
        return from_parts(int(named[1]), month, int(named[3] or 0), printed="")
    plain = printed == f"{years[0]:04d}"
    return PublicationDate(
        edtf=f"{years[0]:04d}" + ("~" if uncertain else ""),
        printed="" if plain else printed,
        first_year=years[0],
    )


def _span(match: re.Match[str], printed: str) -> PublicationDate | None:
    first, second = int(match[1]), match[2]
    if not 1000 <= first <= 2100:
        return None
    if not second:
        return PublicationDate(edtf=f"{first}/..", printed=printed, first_year=first)
    last = int(match[1][:2] + second) if len(second) == 2 else int(second)
    if last < first:
        return PublicationDate(edtf=f"{first}", printed=printed, first_year=first)
    return PublicationDate(edtf=f"{first}/{last}", printed=printed, first_year=first, last_year=last)
