"""Call numbers as a shelf has them: LCC and DDC by their own rules, others with numbers as numbers."""

from __future__ import annotations

import re

from pinakes.records import filing

_LCC = re.compile(r"\s*([A-Za-z]{1,3})\s*(\d{1,4})(\.\d+)?(?![\d])\s*")
_DDC = re.compile(r"\s*(\d{3})(\.\d+)?(?=\s|/|$)\s*")
_CUTTER = re.compile(r"\s*\.?\s*([A-Za-z])(\d+)")
_NUMBER = re.compile(r"\d+")
_WIDTH = 8
_LONGEST = 120


def shelf_key(call_number: str) -> str:
    """A text that orders call numbers as they stand on the shelf; empty for none.

    Class letters, then the class number as a whole number with decimals, then cutters as decimals (P98 before P981,
    .A2 before .A15), then what follows with numbers as numbers. Nothing goes before something.
    """
    text = " ".join(call_number.split())
    if match := _LCC.match(text):
        letters, number, decimals = match[1].lower(), int(match[2]), match[3] or ""
        # Within a class a shorter class stands before one that goes on: Q before QA.
        head = f"{letters:<3}{number:04}{decimals}"
    elif match := _DDC.match(text):
        head = match[1] + (match[2] or "")
    else:
        return _plain(text)
    rest, cutters = text[match.end() :], ""
    while cutter := _CUTTER.match(rest):
        cutters += f" {cutter[1].lower()}{cutter[2]}"
        rest = rest[cutter.end() :]
    return f"{head}{cutters} {_plain(rest)}".rstrip()[:_LONGEST]


def _plain(text: str) -> str:
    """Folded, with numbers padded so that 9 stands before 10."""
    padded = _NUMBER.sub(lambda match: match[0][:_LONGEST].zfill(_WIDTH), text)
    return filing.sort_key(padded)[:_LONGEST]
