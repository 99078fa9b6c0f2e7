"""Roles: terms in many languages, codes and addresses of relators → MARC relator codes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pinakes.records.vocabularies import load, load_table

_DISCONTINUED = {"clb": "ctb", "dis": "dis", "voc": "sng", "grt": "art"}
_ADDRESS = re.compile(r"(?:relators?/|unconstrained/)([a-z]{3})/?$")
_RDA = re.compile(r"rdaregistry\.info/Elements/")
_EDGE = " \t.,:;()[]"


@lru_cache(maxsize=8192)
def code(term: str) -> str:
    """The relator code for a term, a code or an address; "" when it is not known.

    "author", "Verfasser", "Hrsg.", "ed.", "traductor", "aut", "http://id.loc.gov/vocabulary/relators/aut".
    """
    word = term.strip(_EDGE)
    if not word:
        return ""
    if len(word) == 3 and word.isascii() and word.lower() in load("relators"):
        short = word.lower()
        # "red", "dir", "com": a three-letter word may be an abbreviation; the list of codes wins.
        return _DISCONTINUED.get(short, short)
    if "/" in word and (address := _ADDRESS.search(word)):
        return address[1] if address[1] in load("relators") else ""
    found = _terms().get(folded(word), "")
    return _DISCONTINUED.get(found, found)


@lru_cache(maxsize=8192)
def role(term: str) -> str:
    """The code of a term, or the term itself without punctuation where there is no code."""
    found = code(term)
    if found:
        return found
    if _RDA.search(term) or term.startswith(("http://", "https://")):
        return ""
    return term.strip(" \t,:;.") if "(" in term else term.strip(_EDGE)


def term(relator: str) -> str:
    """The English word for a code as MARC writes it in $e ("author"), or ""."""
    return load("relators").get(relator, "").lower()


def folded(word: str) -> str:
    """Lower case, no marks, no punctuation at the ends: the form of relator_terms.toml."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split()).strip(_EDGE)


@cache
def _terms() -> dict[str, str]:
    found: dict[str, str] = {}
    for terms in load_table("relator_terms").values():
        for word, relator in terms.items():
            found.setdefault(folded(word), relator)
    for relator, label in load("relators").items():
        found.setdefault(folded(label), relator)
    return found
