"""MARC's codes of countries and ISO 3166-1, both ways."""

from __future__ import annotations

from functools import cache, lru_cache

from pinakes.records.vocabularies import load_table

# ISO 3166-1 code → MARC code, where several MARC codes (states, provinces) stand for one country.
_WHOLE = {
    "US": "xxu",
    "CA": "xxc",
    "GB": "xxk",
    "AU": "at",
    "EG": "ua",
    "IQ": "iq",
    "PS": "gz",
    "UM": "uc",
    "ES": "sp",
}


@lru_cache(maxsize=2048)
def from_marc(code: str) -> str:
    """ISO 3166-1 alpha-2 for a MARC code ("gw" → "DE", "nyu" → "US"); "" when unknown, "xx" or "vp"."""
    word = code.strip(" |^#-").lower()
    tables = load_table("countries")
    return tables["current"].get(word) or tables["discontinued"].get(word, "")


@lru_cache(maxsize=2048)
def from_iso(code: str) -> str:
    """ISO 3166-1 alpha-2 in capitals for a code as printed: "de", "XA-DE", "c:XA-DE-BY"; else ""."""
    word = code.strip().upper().removeprefix("C:")
    parts = word.split("-")
    if len(parts) > 1 and len(parts[0]) == 2 and parts[0].startswith("X") and parts[0] != "XK":
        parts = parts[1:]
    return parts[0] if parts[0] in _codes() else ""


def to_marc(iso: str) -> str:
    """The MARC code of a country, "xx" (unknown) when there is none."""
    return _codes().get(iso, "xx")


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in ("current", "discontinued"):
        for marc, iso in load_table("countries")[table].items():
            found.setdefault(iso, marc)
    return found | _WHOLE
