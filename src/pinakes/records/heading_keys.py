"""The order of headings in lists that people leaf through: names, subjects, titles, call numbers.

Letters with marks stand with their base letters, and before them where nothing else differs (DIN 5007-1; the same rule
suits English, French, Spanish and most others); letters that no mark makes (ø, ł, æ) stand with those that they
are read as. Scripts follow each other: digits, Latin, Greek, Cyrillic, Hebrew, Arabic, Han.
"""

from __future__ import annotations

import re

from pinakes.records import filing

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae",
        "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t",
        "ʻ": "", "ʼ": "", "’": "", "'": "", "ʹ": "", "ʺ": "", "ʿ": "", "ʾ": "",
    }
)  # fmt: skip
_ARTICLE = re.compile(
    r"(?:(?:the|der|die|das|le|la|les|el|los|las|il|gli|het)\s+|l['’])(?=\w)", re.IGNORECASE
)
"""Leading articles that hardly ever are anything else, for titles whose language is not known."""
TIE = "\x01"
"""Between a key and the heading itself, which decides among equal keys."""


def heading_key(text: str) -> str:
    """What decides first: letters and numbers without case, marks and punctuation; at most 120 characters."""
    return filing.sort_key(text if text.isascii() and "'" not in text else text.translate(_LETTERS))


def place(text: str) -> str:
    """Where a heading stands among others; no two have the same place."""
    return f"{heading_key(text)}{TIE}{text}"


def title_key(title: str) -> str:
    """The key of a title in any language: "The Lancet" stands under L."""
    article = _ARTICLE.match(title)
    return heading_key(title[article.end() :] if article else title)


def filed_title(title: str, *, nonfiling: int = 0, language: str = "") -> str:
    """The key of a title of a record: what the record says of its article comes first, then its language."""
    if not (nonfiling or language):
        return title_key(title)
    return filing.title_key(title, nonfiling=nonfiling, language=language).translate(_LETTERS).strip()


def title_place(title: str) -> str:
    """Where a title stands among others; no two have the same place."""
    return f"{title_key(title)}{TIE}{title}"
