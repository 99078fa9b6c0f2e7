"""Ovid's source statements taken apart: "Chest. 58(6):688-696, 2015 Jun.", "Gut June 2015;58(6):688-696"."""

from __future__ import annotations

import re

from pinakes.records.base import Struct

_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|Spring|Summer|Autumn|Fall|Winter"
_PAGES = r"[A-Za-z]{0,4}\d[\w.]*(?:\s?[-–]\s?\w+)?(?:,\s?[A-Za-z]?\d+(?:-\d+)?)*(?:\s?pp)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # Journals@Ovid: Gut June 2015;58(6):688-696
        rf"(?P<title>.+?)[.,]?\s+(?P<date>(?:(?:{_MONTH})[/\-\w\s,]*?)?{_YEAR});\s?(?P<volume>[^\s():;]+)?\s?"
        rf"(?:\((?P<issue>[^()]*(?:\([^()]*\))?)\))?\s?:\s?(?P<pages>{_PAGES})",
        # PsycINFO: Emotion. Vol.43(5), Sep 2015, pp. 623-634
        r"(?P<title>.+?)[.,]?\s+Vol\.?\s?(?P<volume>[^\s(),]+)\s?(?:\((?P<issue>[^()]*(?:\([^()]*\)\)?)?)\))?,\s?"
        rf"(?P<date>[^:]*?{_YEAR})(?:,\s+(?:pp?\.?\s+(?P<pages>{_PAGES})|pp?\..*))?",
        # Embase: Thorax. 12 (3) (pp 123-130), 2010
        rf"(?P<title>.+?)\.\s+(?P<volume>[\w-]+)?\s?(?:\((?!pp)(?P<issue>[^()]+)\))?\s?\(pp\.?\s?(?P<pages>{_PAGES})\)"
        rf",\s(?P<date>(?:\d\d?\s\w+\s|\w+\s)?{_YEAR}).*",
        # MEDLINE, BIOSIS: Chest. 58(6):688-696, 2015 Jun 3
        rf"(?P<title>.+?)\.\s+(?P<volume>\w[\w-]*(?:\sSuppl\.?(?:\s\d+)?)?)?\s?(?:\((?P<issue>[^()]*)\))?"
        rf"(?::\s?(?P<pages>{_PAGES}))?,\s?(?P<date>[^:;]*{_YEAR}[^:;]*)",
        # International Political Science Abstract: Politics 12, Winter 2007: 7-14; Asian Affairs, 2013(1): 3-28
        rf"(?P<title>.+?),?\s+(?P<volume>\d+)?(?:\s?\((?P<issue1>[^()]+)\))?,?\s?(?P<date>(?:(?:{_MONTH})\s)?{_YEAR})"
        rf"(?:\((?P<issue>[^()]+)\))?:\s?(?P<pages>{_PAGES})",
        # Zoological Record: Hydrobiologia. 2007 15 June; 433-441
        rf"(?P<title>.+?)\.\s+(?P<volume>\d+)?\s?(?:\((?P<issue>[^()]+)\))?,?\s?(?P<date>{_YEAR}[^:;]*)[;:]\s?"
        rf"(?P<pages>{_PAGES})",
        # a chapter in BIOSIS: Methods in protein analysis.:371-397, 2004
        rf"(?P<title>.+?)\.?:\s?(?P<pages>{_PAGES}),\s(?P<date>{_YEAR})",
        # a chapter in PsycINFO: (2012). Coaching in practice. (pp. 11-31). xvii, 254 pp. New York
        rf"\((?P<date>{_YEAR})\)\.?\s?(?P<title>.+?)\.?\s?\(pp\.?\s?(?P<pages>{_PAGES})\).*",
        # a book in Zoological Record: Key to the fishes of Fiji. Suva. 2006: 1-234
        rf"(?:\[(?P<title1>[^\]]+)\]|(?P<title>.+?)\.)\s.*?(?P<date>{_YEAR})[:;]\s?(?P<pages>{_PAGES}).*",
    )
)
_EDITOR = re.compile(r"\s*([^;\[\]()]{2,60}?)\s*\[(?:Ed|Eds|Editor|Editors)\b[^\]]*\]\.?[,;]?\s*")
_SERIES = re.compile(r"\.?\s+Series Information: (.*)$")
_BLANK = re.compile(r"\s+")


class Source(Struct):
    """Where a work stands; empty strings for what isn't said, the whole in ``title`` when it can't be taken apart."""

    title: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: str = ""
    editors: tuple[str, ...] = ()
    series: str = ""


def source(text: str) -> Source:
    """The parts of a source statement in any of the forms that Ovid's databases have."""
    rest = _BLANK.sub(" ", text).strip()
    editors: list[str] = []
    while match := _EDITOR.match(rest):
        editors.append(match[1])
        rest = rest[match.end() :]
    series = _SERIES.search(rest)
    rest = rest[: series.start() if series else len(rest)].rstrip(". ")
    series_title = series[1].strip(" .") if series else ""
    for form in _FORMS if len(rest) < 2000 else ():
        if found := form.fullmatch(rest):
            parts = found.groupdict()
            return Source(
                title=(parts["title"] or parts.get("title1") or "").strip(" .,:[]"),
                volume=parts.get("volume") or "",
                issue=parts.get("issue") or parts.get("issue1") or "",
                pages=parts.get("pages") or "",
                date=(parts["date"] or "").strip(" .,"),
                editors=tuple(editors),
                series=series_title,
            )
    return Source(title=rest, editors=tuple(editors), series=series_title)
