"""ISBD punctuation: taken off for display, left where it belongs to a name, an initial or an abbreviation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"[\s\x00]+")
_STRAY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x88\x89\x98\x9c\ufeff]")
# Words that keep their full stop at the end of a heading or a title.
_ABBREVIATED = """
    jr sr dr prof st ste mt ft inc ltd co corp bros llc plc dept div univ inst assoc ass'n soc etc al ed eds
    vol vols no nos pt pts bd hft jg nr ser suppl ann illus approx ca cf cm col op opp esq hon rev gen col capt
    lt sgt gov sen rep pres ave blvd rd gmbh co e.v s.a s.l s.n ph.d m.d b.c a.d u.s u.k d.c arr orch acc
    unacc geo wm chas thos jas jos benj edw alex robt saml fr chr joh phil theod friedr fred aug
    aufl ausg hrsg bearb verb erw
    jan feb mar apr jun jul aug sept oct nov dec dez okt
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_TITLE_ABBREVIATIONS = frozenset(
    ("jr", "sr", "inc", "ltd", "co", "corp", "bros", "etc", "al", "ca", "e.v", "no", "op", "vol", "dept")
)
_WORD_END = re.compile(r"([^\s.,;:()\[\]\"“”«»-]+)\.$")
_INNER_STOP = re.compile(r"[^\W\d_]\.\s?[^\W\d_]{1,3}\.$")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœāēīōū]", re.IGNORECASE)
_ENDS = " \t/:;=,"


def clean(value: str) -> str:
    """Text without control characters and doubled blanks, composed (NFC)."""
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        value = unicodedata.normalize("NFC", value)
    if value.isprintable():  # then U+0020 is its only white space
        return (_SPACE.sub(" ", value) if "  " in value else value).strip()
    return _SPACE.sub(" ", _STRAY.sub("", value)).strip()


def title(text: str) -> str:
    """A title or statement without the punctuation that leads to the next area.

    "Vitamin C." loses its full stop, "made in the U.S.", "A. B.", "etc." and "..." keep theirs.
    """
    text = text.rstrip(_ENDS)
    if text.endswith(".") and not _keeps_stop_in_title(text):
        return text[:-1].rstrip(_ENDS)
    return text


def _keeps_stop_in_title(text: str) -> bool:
    if text.endswith(("...", "…", "&c.")) or len(text) < 3:
        return True
    if "." in text[-5:-1] and _INNER_STOP.search(text):
        return True
    word = _WORD_END.search(text)
    return word is not None and len(word[1]) <= 4 and word[1].casefold() in _TITLE_ABBREVIATIONS


@lru_cache(maxsize=65536)
def name(text: str) -> str:
    """A name, place, publisher or heading without its closing punctuation.

    "Smith, John," → "Smith, John"; "King, Jr.", "Rigby, A. L.", "Acme Inc." keep their full stop.
    """
    text = text.rstrip(_ENDS)
    if not text.endswith(".") or text.endswith(("...", "…")):
        return text
    word = _WORD_END.search(text)
    if word is None:  # after a bracket, a quotation mark or a hyphen: "1945-." "(Firm)."
        return text[:-1].rstrip(_ENDS) if len(text) > 1 else text
    last = word[1]
    if last.isdigit():
        return text[:-1]
    if len(last) == 1 or last.casefold() in _ABBREVIATIONS or _INNER_STOP.search(text):
        return text
    if len(last) <= 4 and last.isascii() and not last.isupper() and not _VOWEL.search(last):
        return text
    return text[:-1]


@lru_cache(maxsize=32768)
def heading(text: str) -> str:
    """A subject heading or term: like a name, but only initials and marked abbreviations keep the full stop."""
    return name(text)


def unbracket(text: str) -> str:
    """Text without brackets that enclose all of it or that stand alone: "[Berlin]", "[Berlin", "Berlin]"."""
    if text.startswith("[") and text.endswith("]") and "[" not in text[1:]:
        return text[1:-1].strip()
    if "[" in text and "]" not in text:
        return text.replace("[", "").strip()
    if "]" in text and "[" not in text:
        return text.replace("]", "").strip()
    return text


def uncontained(text: str) -> str:
    """Text without parentheses around all of it."""
    text = text.strip()
    while len(text) > 1 and text[0] == "(" and text[-1] == ")" and "(" not in text[1:-1]:
        text = text[1:-1].strip()
    return text


def closed(text: str) -> str:
    """Text that ends with a mark, for fields that MARC closes with a full stop."""
    return text if not text or text[-1] in '.!?…)]>»”"-' else text + "."
