"""Numbers in citations: what counts as one, plurals, ordinals, page ranges (CSL 1.0.2, "Number" and "Page Ranges")."""

from __future__ import annotations

import re

from pinakes.discovery.citation.locale import Locale

_PART = r"[^\W\d_]*\d+[^\W\d_]*"
_NUMERIC = re.compile(rf"{_PART}(?:\s*(?:,|&|--?|–|/)\s*{_PART})*")
_ROMAN = re.compile(r"[ivxlcdm]+(?:\s*[-–]\s*[ivxlcdm]+)*", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?<!-)[-–](?!-)\s*")


def is_numeric(value: str) -> bool:
    """Whether it holds numbers alone: 3, 12a, 2-4, 5 & 7."""
    return bool(_NUMERIC.fullmatch(value.strip()) or _ROMAN.fullmatch(value.strip()))


def is_plural(variable: str, value: str) -> bool:
    """Whether its label is plural: more than one number, or of counts a number above one."""
    if variable.startswith("number-of-"):
        return value.strip() not in ("1", "0")
    return bool(re.search(r"\d\s*(?:[,&]|and|--?|–)\s*\w*\d|^[ivxlcdm]+[-–][ivxlcdm]+$", value))


def shown(value: str, form: str, gender: str, locale: Locale, dash: str = "–") -> str:
    """A number in one of CSL's forms."""
    value = _ranged(value, dash)
    if form in ("ordinal", "long-ordinal") and is_numeric(value):
        return re.sub(
            r"(?<!\w)\d+(?!\w)", lambda m: locale.ordinal(int(m[0]), gender, form == "long-ordinal"), value
        )
    if form == "roman" and value.isdigit() and 0 < int(value) < 4000:
        return roman(int(value))
    return value


def _ranged(value: str, dash: str) -> str:
    return _RANGE.sub(dash, value) if is_numeric(value) and ("-" in value or "–" in value) else value


def roman(number: int) -> str:
    """A number as small Roman digits."""
    out = ""
    pairs = [
        "m",
        "1000",
        "cm",
        "900",
        "d",
        "500",
        "cd",
        "400",
        "c",
        "100",
        "xc",
        "90",
        "l",
        "50",
        "xl",
        "40",
        "x",
        "10",
        "ix",
        "9",
        "v",
        "5",
        "iv",
        "4",
        "i",
        "1",
    ]
    for sign, worth in zip(pairs[::2], map(int, pairs[1::2]), strict=True):
        out += sign * (number // worth)
        number %= worth
    return out


def pages(value: str, form: str, dash: str) -> str:
    """Page ranges in a style's format; an empty one changes the dash alone."""
    if not is_numeric(value):
        return value
    return re.sub(r"(\w+)\s*(?<!-)[-–](?!-)\s*(\w+)", lambda m: _pages(m[1], m[2], form, dash), value)


def _pages(first: str, last: str, form: str, dash: str) -> str:
    a, b = re.fullmatch(r"(\D*)(\d+)", first), re.fullmatch(r"(\D*)(\d+)", last)
    if not form or not a or not b or (b[1] and a[1] != b[1]):
        return first + dash + last
    start, end = a[2], b[2]
    if len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    if int(end) < int(start):
        return first + dash + last
    if form == "expanded":
        return first + dash + a[1] + end
    if form.startswith("chicago"):
        return first + dash + _chicago(start, end)
    if len(start) != len(end):
        return first + dash + a[1] + end
    keep = 0
    while keep < len(end) and start[keep] == end[keep]:
        keep += 1
    least = 2 if form == "minimal-two" else 1
    return first + dash + end[min(keep, max(0, len(end) - least)) :]


def _chicago(start: str, end: str) -> str:
    number = int(start)
    if len(start) != len(end) or number < 100 or number % 100 == 0:
        return end
    same = 0
    while same < len(end) - 1 and start[same] == end[same]:
        same += 1
    if number % 100 < 10:
        return end[same:]
    return end[min(same, len(end) - 2) :]
