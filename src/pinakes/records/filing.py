"""Forms by which titles, names and call numbers are put in order."""

from __future__ import annotations

import re
import unicodedata

_ARTICLES: dict[str, tuple[str, ...]] = {
    "eng": ("the ", "a ", "an "),
    "deu": (
        "der ",
        "die ",
        "das ",
        "des ",
        "dem ",
        "den ",
        "ein ",
        "eine ",
        "einer ",
        "eines ",
        "einem ",
        "einen ",
    ),
    "fra": ("le ", "la ", "les ", "l'", "l’", "un ", "une ", "des "),
    "spa": ("el ", "la ", "los ", "las ", "un ", "una ", "unos ", "unas "),
    "ita": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l'", "l’", "un ", "uno ", "una "),
    "por": ("o ", "a ", "os ", "as ", "um ", "uma "),
    "nld": ("de ", "het ", "een "),
    "swe": ("en ", "ett ", "den ", "det "),
    "dan": ("en ", "et ", "den ", "det "),
    "nor": ("en ", "et ", "den ", "det "),
}


def title_key(title: str, *, nonfiling: int = 0, language: str = "") -> str:
    """Sort form of a title: article passed over, folded, punctuation gone.

    ``nonfiling`` (MARC 245 second indicator) wins over the articles of ``language``.
    """
    if 0 < nonfiling < len(title):
        rest = title[nonfiling:]
    else:
        rest = title
        folded = title.casefold()
        for article in _ARTICLES.get(language, ()):
            if folded.startswith(article) and len(title) > len(article):
                rest = title[len(article) :]
                break
    return sort_key(rest)


class _Table(dict[int, str | None]):
    """Code point → itself, a blank for punctuation, nothing for a mark; filled as text is met."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        kept = None if unicodedata.combining(sign) else sign if sign.isalnum() else " "
        self[code] = kept
        return kept


_table = _Table()
_DIGITS = re.compile(r"\d+")


def _padded(match: re.Match[str]) -> str:
    digits = match[0]
    return digits if len(digits) >= 8 else digits.lstrip("0").rjust(8, "0")


def sort_key(text: str) -> str:
    """Folded text for ordering: case, marks and punctuation don't decide; at most 120 characters."""
    text = text[:400]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    kept = text.casefold().translate(_table)
    return " ".join(_DIGITS.sub(_padded, kept).split())[:120]
