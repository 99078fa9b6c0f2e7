"""One code point as search sees it: case, marks, widths and special letters don't decide what is found."""

from __future__ import annotations

import unicodedata

from pinakes.index import han

HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2043\u2212\ufe63\uff0d\u058a\u05be\u30a0")
"""Signs that join the parts of a word; longer dashes separate words."""
APOSTROPHES = frozenset("'\u2019\u2018\u201b\u2032\uff07\u00b4`")
_REMOVED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u0640\u034f"  # soft hyphen, joiners, tatweel
    "\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c0\u02c1\u02b0\u02b7\u02cb\u02ca\ua78b\ua78c"  # romanisation
)
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ẞ": "ss", "ı": "i",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƀ": "b", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ơ": "o", "ư": "u",
    "ɛ": "e", "ə": "a", "ɔ": "o", "ʻ": "", "ſ": "s", "ﬀ": "ff", "♯": "#", "♭": "b",
    "ς": "σ", "ё": "е", "ѐ": "е", "ѝ": "и",
    "ґ": "г", "ї": "і", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه",
    "ۀ": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "گ": "ك", "ە": "ه", "ء": "",
}  # fmt: skip
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
_KEPT_MARKED = frozenset("йў")
"""Cyrillic letters that stemmers need whole; ``analysis`` folds them after stemming."""
GREEK_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip


def is_mark(sign: str) -> bool:
    """Whether a sign only decorates the one before it. Signs that are vowels of Indic scripts are letters."""
    code = ord(sign)
    if 0x0900 <= code <= 0x0DFF or 0x0F00 <= code <= 0x109F:
        return code in (0x093C, 0x09BC, 0x0A3C, 0x0ABC)  # nukta
    if 0x0E00 <= code <= 0x0EFF:
        return code in (0x0E4E, 0x0E4C)
    # The marks of kana make other syllables: が is not か.
    return code not in (0x3099, 0x309A) and unicodedata.category(sign) in ("Mn", "Me")


class _Folding(dict[int, str]):
    """Code point → what it is folded to; filled as text is met, so that start-up costs nothing."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(sign: str) -> str:
    if sign in _REMOVED or "\ud800" <= sign <= "\udfff":
        return ""
    if sign in HYPHENS:
        return "-"
    if sign in APOSTROPHES:
        return "'"
    folded = unicodedata.normalize("NFKC", sign).casefold()
    if "\u3400" <= folded <= "\U0003ffff" and len(folded) == 1 and not "\uac00" <= folded <= "\uffff":
        return han.simplified(folded)
    found: list[str] = []
    for part in folded:
        if part in _KEPT_MARKED:
            found.append(part)
            continue
        if part in _LETTERS:
            found.append(_LETTERS[part])
            continue
        for base in unicodedata.normalize("NFKD", part):
            if is_mark(base) or base in _REMOVED:
                continue
            # Hangul is taken apart by NFKD; put it together again.
            found.append(_LETTERS.get(base, _KATAKANA.get(base, base)))
    return unicodedata.normalize("NFC", "".join(found))


_table = _Folding()


def fold(text: str) -> str:
    """``text`` in lower case without marks, ligatures, widths; hyphens and apostrophes as ASCII."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(_table)
