"""Codes and names of languages, whatever list they come from, as ISO 639-3."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from pinakes.records.vocabularies import load, load_table

NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis"})
"""Codes that say something other than a language: undetermined, no text, several, uncoded."""


@lru_cache(maxsize=4096)
def code(text: str) -> str:
    """ISO 639-3 for a code of ISO 639-1, 639-2/B, 639-2/T, 639-3, MARC (discontinued ones too), a tag
    such as "de-CH", or a name in English, German, French, Spanish or Italian; "" when it is none.

    Families of languages keep their code of ISO 639-5 ("sla").
    """
    word = text.strip().strip(".").strip()
    if not word:
        return ""
    if word.isascii() and (found := _from_code(word.lower())):
        return found
    if ("-" in word or "_" in word) and word.isascii():
        primary = word.replace("_", "-").lower().split("-")[0]
        if len(primary) in (2, 3) and (found := _from_code(primary)):
            return found
    return _names().get(_folded(word), "") if len(word) > 3 else ""


def _from_code(word: str) -> str:
    if len(word) == 3:
        found = _three_letter().get(word, word)
        return found if found in load("languages") else ""
    if len(word) == 2:
        return _tables()["two_letter"].get(word) or _tables()["discontinued"].get(word, "")
    return ""


def bibliographic(iso: str) -> str:
    """The code that MARC has for an ISO 639-3 code ("ger" for "deu"), "und" when it has none."""
    if iso in _to_bibliographic():
        return _to_bibliographic()[iso]
    return iso if len(iso) == 3 and iso.isascii() and iso.isalpha() else "und"


def two_letter(iso: str) -> str:
    """The code of ISO 639-1 ("de" for "deu"), or ""."""
    return _to_two_letter().get(iso, "")


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return load_table("language_codes")


@cache
def _three_letter() -> dict[str, str]:
    return _tables()["discontinued"] | _tables()["bibliographic"]


@cache
def _names() -> dict[str, str]:
    return load("language_names")


@cache
def _to_bibliographic() -> dict[str, str]:
    return {iso: marc for marc, iso in _tables()["bibliographic"].items()}


@cache
def _to_two_letter() -> dict[str, str]:
    return {iso: short for short, iso in _tables()["two_letter"].items()}
