"""Cases of text in citations: title, sentence, capitals (CSL 1.0.2, "Text-case" and "Title case conversion")."""

from __future__ import annotations

import re

from pinakes.discovery.citation.output import TEXT, Pieces

_SMALL = frozenset(
    [
        "a",
        "about",
        "above",
        "according",
        "across",
        "afore",
        "after",
        "against",
        "ahead",
        "along",
        "alongside",
        "amid",
        "amidst",
        "among",
        "amongst",
        "an",
        "and",
        "anenst",
        "apropos",
        "apud",
        "around",
        "as",
        "aside",
        "astride",
        "at",
        "athwart",
        "atop",
        "because",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "but",
        "by",
        "c",
        "ca",
        "circa",
        "d’",
        "de",
        "despite",
        "down",
        "during",
        "et",
        "except",
        "for",
        "forenenst",
        "from",
        "in",
        "inside",
        "instead",
        "into",
        "lest",
        "like",
        "modulo",
        "near",
        "nor",
        "notwithstanding",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "out",
        "over",
        "per",
        "plus",
        "pro",
        "qua",
        "sans",
        "since",
        "so",
        "than",
        "the",
        "through",
        "thru",
        "throughout",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "underneath",
        "until",
        "unto",
        "up",
        "upon",
        "v",
        "van",
        "versus",
        "vis-à-vis",
        "vs",
        "via",
        "von",
        "with",
        "within",
        "without",
        "y",
        "yet",
    ]
)
_WORD = re.compile(r"[^\s\-–—/]+")


def cased(pieces: Pieces, case: str, english: bool) -> Pieces:
    """The pieces in a case of CSL; title case is for English alone."""
    if case == "lowercase":
        return [p._replace(text=p.text.lower()) if p.kind == TEXT else p for p in pieces]
    if case == "uppercase":
        return [p._replace(text=p.text.upper()) if p.kind == TEXT else p for p in pieces]
    if case == "title":
        return _title(pieces) if english else pieces
    if case == "capitalize-all":
        return [
            p._replace(text=re.sub(r"(?<![^\s\-])\w", lambda m: m[0].upper(), p.text))
            if p.kind == TEXT
            else p
            for p in pieces
        ]
    if case == "sentence":
        return _first([p._replace(text=_sentence(p.text)) if p.kind == TEXT else p for p in pieces])
    return _first(pieces)


def _first(pieces: Pieces) -> Pieces:
    for at, piece in enumerate(pieces):
        if piece.kind == TEXT and piece.text.strip():
            text = piece.text
            if not text.split()[0].islower():
                return pieces
            return [*pieces[:at], piece._replace(text=text[:1].upper() + text[1:]), *pieces[at + 1 :]]
    return pieces


def _sentence(text: str) -> str:
    return text.lower()


def _title(pieces: Pieces) -> Pieces:
    whole = [p.text for p in pieces if p.kind == TEXT]
    last_at = max((i for i, t in enumerate(whole) if _WORD.search(t)), default=-1)
    out: Pieces = []
    number, fresh = 0, True
    for piece in pieces:
        if piece.kind != TEXT:
            out.append(piece)
            continue
        words = list(_WORD.finditer(piece.text))
        result, begin = "", 0
        for at, word in enumerate(words):
            gap = piece.text[begin : word.start()]
            final = number == last_at and at == len(words) - 1
            result += gap + _word(word[0], fresh, final)
            fresh = (word[0][-1] in ":?!" and word[0][-1] != ".") or (":" in gap)
            begin = word.end()
        out.append(piece._replace(text=result + piece.text[begin:]))
        number += 1
    return out


def _word(word: str, fresh: bool, final: bool) -> str:
    if word != word.lower():
        return word
    bare = word.strip("“”„‘’\"'()[],.;:!?")
    if not fresh and (bare.startswith("d’") or (bare in _SMALL and not final)):
        return word
    at = next((i for i, c in enumerate(word) if c.isalnum()), 0)
    if at and word[at - 1] in "([" and bare in _SMALL:
        return word
    return word[:at] + word[at : at + 1].upper() + word[at + 1 :]
