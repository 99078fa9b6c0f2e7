"""Tags as people type them: ``one two "three words" five``."""

from __future__ import annotations

import re
import unicodedata

MOST_PARTS = 500
"""Tags that are read of what was typed; a form has room for far fewer."""
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』"}
_MARKS = "".join(_QUOTES) + "”"
_JOINERS = "\u200c\u200d"
"""Without them words of Persian, and joined pictures, fall apart."""
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_SPLITTING = re.compile(r"[\s,;、，；]+")


def parse(text: str) -> list[str]:
    """The tags in order, each once however it is written. A quote without its partner is left out."""
    found: dict[str, str] = {}
    for part in _parts(text):
        tag = cleaned(part)
        if tag:
            found.setdefault(key(tag), tag)
    return list(found.values())[:MOST_PARTS]


def cleaned(tag: str) -> str:
    """A tag as it is shown: composed, blanks single, without signs that can't be seen; "" when nothing is left."""
    shown = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", tag))
    shown = "".join(c for c in shown if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)
    shown = " ".join(shown.split()).strip(_MARKS).lstrip("#").strip()
    return (
        shown
        if any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So" for c in shown)
        else ""
    )


def key(tag: str) -> str:
    """What two spellings of one tag have in common: letters without case and width."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold()).split())


def _parts(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text):
        ends = [end for sign in _QUOTES.get(text[at], "") if (end := text.find(sign, at + 1)) > at]
        if ends:
            found.append(text[at + 1 : min(ends)])
            at = min(ends) + 1
        elif _SPLITTING.match(text[at]):
            at += 1
        else:
            end = next((m.start() for m in _SPLITTING.finditer(text, at)), len(text))
            found.append(text[at:end])
            at = end
    return found
