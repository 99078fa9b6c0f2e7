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


def sort_key(text: str) -> str:
    """Folded text for ordering: case, marks and punctuation don't decide; at most 120 characters."""
    decomposed = unicodedata.normalize("NFKD", text[:400]).casefold()
    kept = "".join(
        " " if not c.isalnum() and not unicodedata.combining(c) else c
        for c in decomposed
        if not unicodedata.combining(c)
    )
    return " ".join(
        re.sub(r"\d+", lambda m: m[0].lstrip("0").rjust(8, "0") if len(m[0]) < 8 else m[0], kept).split()
    )[:120]
