"""Stems of words by language, marked with it, so that one language's stems don't find another's words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pinakes.index.stopwords import STOP_WORDS

SNOWBALL = {
    "eng": "english", "deu": "german", "fra": "french", "spa": "spanish", "ita": "italian",
    "por": "portuguese", "nld": "dutch", "swe": "swedish", "dan": "danish", "nor": "norwegian",
    "nob": "norwegian", "nno": "norwegian", "fin": "finnish", "hun": "hungarian", "rus": "russian",
    "ron": "romanian", "tur": "turkish", "ell": "greek", "tam": "tamil", "ara": "arabic",
}  # fmt: skip
"""ISO 639-3 → the stemmer's name."""
MARKS = {language: f"{code}~" for language, code in {
    "eng": "e", "deu": "d", "fra": "f", "spa": "s", "ita": "i", "por": "p", "nld": "n", "swe": "v", "dan": "k",
    "nor": "o", "nob": "o", "nno": "o", "fin": "u", "hun": "h", "rus": "r", "ron": "m", "tur": "t", "ell": "g",
    "tam": "l", "ara": "a",
}.items()}  # fmt: skip
LANGUAGES: tuple[str, ...] = tuple(dict.fromkeys(SNOWBALL))
_LONGEST = 40


@cache
def _analyser(language: str) -> Callable[[str], list[str]]:
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    analyse: Callable[[str], list[str]] = (
        builder.filter(tantivy.Filter.stemmer(SNOWBALL[language])).build().analyze
    )
    return analyse


def stem(word: str, language: str) -> str:
    """The marked stem ("e~syndrom") of a folded word; empty where stems don't help."""
    if not 2 < len(word) <= _LONGEST or word in STOP_WORDS or word.isdigit() or "+" in word or "#" in word:
        return ""
    found = _analyser(language)(word)
    return MARKS[language] + (found[0] if found and found[0] else word).replace("й", "и").replace("ў", "у")
