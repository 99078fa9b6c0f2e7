"""Pages of an article as citations write them: "70-2", "S12-7", "e1001234", "12-3; discussion 14"."""

from __future__ import annotations

import re

from pinakes.records.base import Struct

_DASH = r"\s*(?:--+|[-‐‑‒–—−])\s*"
_RANGE = re.compile(rf"([^\s\-‐‑‒–—−,;]+){_DASH}([^\s\-‐‑‒–—−,;]+)")
_PREFIX = re.compile(r"(?:pp?|pages?|S|seiten?)\.?\s+(?=[\dA-Za-z])", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)")
_ARTICLE_NUMBER = re.compile(r"(?:[eE]|[A-Za-z]{2,}[.\d]*[eE]?|\d{7,}|.*\.)\d*.*")


class Pages(Struct):
    """Where a part stands; ``printed`` is kept only when the other three don't say all of it."""

    first: str = ""
    last: str = ""
    article_number: str = ""
    printed: str = ""


def pages(text: str) -> Pages:
    """First and last page out of what is printed; a shortened last page is completed."""
    printed = " ".join(text.split()).strip(" .,;")
    if not printed:
        return Pages()
    body = _PREFIX.sub("", printed, count=1) if _PREFIX.match(printed) else printed
    whole = _RANGE.fullmatch(body)
    if whole:
        return Pages(first=whole[1], last=last_page(whole[1], whole[2]))
    if re.fullmatch(r"[^\s,;\-–]+", body):
        if re.fullmatch(r"\d{1,6}|[A-Za-z]\d{1,3}|[ivxlcdmIVXLCDM]+|\d+[A-Za-z]", body) and not re.match(
            r"[eE]\d", body
        ):
            return Pages(first=body)
        return Pages(article_number=body) if _ARTICLE_NUMBER.fullmatch(body) else Pages(first=body)
    start = _RANGE.match(body)
    if start:
        return Pages(first=start[1], last=last_page(start[1], start[2]), printed=printed)
    return (
        Pages(first=re.split(r"[\s,;\-–]", body)[0], printed=printed)
        if body[0].isdigit()
        else Pages(printed=printed)
    )


def last_page(first: str, last: str) -> str:
    """The last page in full: "70", "2" → "72"; "S12", "7" → "S17"; "e123", "e130" stays."""
    last = last.strip()
    start, end = _NUMBERED.fullmatch(first.strip()), _NUMBERED.fullmatch(last)
    if not start or not end or end[1] not in ("", start[1]):
        return last
    digits = end[2]
    if len(digits) < len(start[2]):
        digits = start[2][: len(start[2]) - len(digits)] + digits
        if int(digits) < int(start[2]):
            return last
    return f"{start[1]}{digits}{end[3]}"
