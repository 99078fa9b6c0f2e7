"""The words of a question in printed text, found by the analysis that the search uses; and the best passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pinakes.index import analysis
from pinakes.index.folding import fold
from pinakes.index.matching import distance
from pinakes.index.stopwords import STOP_WORDS
from pinakes.query.tree import And, Node, Or, Words
from pinakes.records.base import Struct

_PIECE = re.compile(r"\S+")
_LETTERS = re.compile(r"\w(?:\+\+|#)?")
_LANGUAGES = ("eng", "deu", "fra", "spa", "ita", "por", "nld", "rus")
_LONG = 6
"""Letters from which on a word and its stem have the first three in common, else the first two."""
_AROUND = ".,;:!?()[]{}\"'/"
_NUMERALS = frozenset(
    n[:length] for n in ("ii", "iv", "v", "vii", "ix", "x", "xii", "xiv", "xvi", "xx") for length in (1, 2, 3)
)
_SCREEN = 400
"""Pieces of a text between blanks that are looked at; nobody reads further in a list of results."""


class Highlighter:
    """Made once for a question, used for every hit."""

    def __init__(
        self, node: Node, *, languages: tuple[str, ...] = _LANGUAGES, fields: tuple[str, ...] = ()
    ) -> None:
        self._languages = languages
        self._tokens: set[str] = set()
        self._beginnings: tuple[str, ...] = ()
        self._initials: set[str] = set()
        self._known: dict[str, bool | str] = {}
        self._patterns: list[re.Pattern[str]] = []
        self._near: list[tuple[str, int]] = []
        found = [words for words in _words(node) if not fields or words.field in fields]
        content = {w for words in found for w in analysis.words(words.text) if w not in STOP_WORDS}
        for words in found:
            self._learn(words, every=words.match == "phrase" or not content)
        self._begun = _begun((*self._tokens, *self._beginnings))
        self._only_begun = not (
            self._patterns or self._near or min(map(len, self._beginnings), default=3) < 3
        )
        self._halves = {
            half
            for token in self._tokens
            for at in range(2, len(token))
            for half in (token[:at], token[-at:])
        }

    def _learn(self, words: Words, *, every: bool) -> None:
        last = tuple(analysis.words(words.text.rstrip("*~"))[-1:])
        if words.match == "prefix":
            self._beginnings += last
        elif words.match == "wildcard":
            self._patterns.append(_pattern(words.text))
            return
        elif words.match == "fuzzy" and last:
            self._near.append((last[0], min(words.slop, 2) or (1 if len(last[0]) < 6 else 2)))
        pieces = [(raw, analysis.analyse(raw)) for raw in words.text.split()[:_SCREEN]]
        single = [piece.words[0] if len(piece.words) == 1 else "" for _, piece in pieces]
        for at, (raw, piece) in enumerate(pieces):
            if piece.pairs:
                self._tokens.update(piece.pairs)
                continue
            if len(piece.words) == 1 and piece.words[0] in STOP_WORDS and not every:
                continue
            self._tokens.update(piece.words)
            self._tokens.update(other for other in piece.others if len(other) > 1)
            if words.match != "phrase":
                self._initials.update(w[:n].replace("y", "i") for w in piece.words for n in (1, 2, 3))
                self._tokens.update(analysis.query_stems(raw, self._languages))
            if at and single[at - 1] and single[at]:
                self._tokens.add(single[at - 1] + single[at])

    def __bool__(self) -> bool:
        return bool(self._tokens or self._beginnings or self._patterns or self._near)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where words of the question stand: (begin, end) in characters of ``text``, in order, none in another."""
        if not self:
            return []
        known, pieces = self._known, text.split(None, _SCREEN)[:_SCREEN]
        for raw in pieces:
            if raw not in known:
                known[raw] = self._look_at(raw)
        if not any(map(known.__getitem__, pieces)):
            return []
        found: list[tuple[int, int]] = []
        before: tuple[str, int, int] | None = None
        for match, raw in zip(_PIECE.finditer(text), pieces, strict=False):
            kind = known[raw]
            if kind is True:
                found += [(match.start() + begin, match.start() + end) for begin, end in self._inside(raw)]
                before = None
            elif kind:
                # "anti synthetase" for "antisynthetase"
                first, before = before, (str(kind), match.start(), match.end())
                if first is not None and first[0] + before[0] in self._tokens:
                    found += [self._trimmed(text, *first[1:]), self._trimmed(text, *before[1:])]
                    before = None
            else:
                before = None
        return found

    def _look_at(self, raw: str) -> bool | str:
        """True when a piece fits; its word when a word of the question begins or ends with it; else ""."""
        if self._only_begun and raw.isascii() and (plain := raw.strip(_AROUND).lower()).isalpha():
            # Most words begin with other letters than any that is looked for, and need not be analysed.
            begun = plain[:2] if len(plain) < _LONG else plain[:3]
            if begun not in self._begun:
                return plain if plain in self._halves else ""
        word = analysis.piece_tokens(raw)[0][1:]
        if self._fits(raw):
            return True
        return word if word in self._halves else ""

    @staticmethod
    def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
        """The piece without the punctuation around it."""
        letters = [match.span() for match in _LETTERS.finditer(text, begin, end)]
        return (letters[0][0], letters[-1][1]) if letters else (begin, end)

    def _fits(self, raw: str) -> bool:
        exact, others = analysis.piece_tokens(raw)
        words = exact.split()
        if not self._tokens.isdisjoint(words) or (others and not self._tokens.isdisjoint(others.split())):
            return True
        if any(word.startswith(start) for start in self._beginnings for word in words):
            return True
        if any(pattern.fullmatch(word) for pattern in self._patterns for word in words):
            return True
        if any(distance(word, wanted, wrong) <= wrong for wanted, wrong in self._near for word in words):
            return True
        # Stems are asked for last: eight languages take long, and none of their stemmers changes how a word begins.
        if self._initials.isdisjoint(map(_beginning, words)):
            return False
        return not self._tokens.isdisjoint(analysis.query_stems(raw, self._languages))

    def _inside(self, raw: str) -> list[tuple[int, int]]:
        """The marked part of a piece: without the punctuation around it, in Chinese only the signs that fit."""
        piece = analysis.analyse(raw)
        if piece.pairs:
            return self._signs(raw)
        letters = [match.span() for match in _LETTERS.finditer(raw)]
        if not letters:
            return []
        begin, end = letters[0][0], letters[-1][1]
        if len(piece.words) > 1 and not piece.joined:
            parts = [m.span() for m in re.finditer(r"[^\W_]+", raw) if self._fits(m[0])]
            return parts or [(begin, end)]
        return [(begin, end)]

    def _signs(self, raw: str) -> list[tuple[int, int]]:
        marked = [False] * len(raw)
        for at in range(len(raw)):
            for size in (1, 2):
                if self._tokens & set(analysis.analyse(raw[at : at + size]).pairs):
                    marked[at : at + size] = [True] * len(raw[at : at + size])
        spans: list[tuple[int, int]] = []
        for at, is_marked in enumerate(marked):
            if is_marked and spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + 1)
            elif is_marked:
                spans.append((at, at + 1))
        return spans

    def passage(self, text: str, *, length: int = 300) -> Passage:
        """The piece of a long text with the most different words of the question, cut at words."""
        spans = self.spans(text)
        if len(text) <= length:
            return Passage(text=text, spans=tuple(spans))
        begin = _best_start(text, spans, length)
        end = min(len(text), begin + length)
        if end < len(text) and (cut := text.rfind(" ", begin + length // 2, end)) > 0:
            end = cut
        inside = tuple(
            (max(a, begin) - begin, min(b, end) - begin) for a, b in spans if a >= begin and b <= end
        )
        return Passage(text=text[begin:end], spans=inside, cut_before=begin > 0, cut_after=end < len(text))


class Passage(Struct):
    """A piece of a text and what is marked in it."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    cut_before: bool = False
    cut_after: bool = False


def _beginning(word: str) -> str:
    """The letters of a word that stemmers keep, but for the y of "dying"."""
    return word[: 2 if len(word) < _LONG else 3].replace("y", "i")


def _begun(tokens: Iterable[str]) -> frozenset[str]:
    """The first one, two and three letters of all words in ASCII that may fit one of the tokens of a question.

    Written in another way they begin otherwise: umlauts, numerals, "und" and "et" for "and".
    """
    found = {token[:length] for token in tokens for length in (1, 2, 3)}
    found |= {f"{begun[0]}e{begun[1:2]}" for begun in found if begun[:1] in ("a", "o", "u")}
    if any(begun.isdigit() for begun in found):
        found |= _NUMERALS
    if "an" in found:
        found |= {"un", "et"}
    return frozenset(found | {begun.replace("i", "y") for begun in found})


def _best_start(text: str, spans: list[tuple[int, int]], length: int) -> int:
    """Where a window holds the most different marked words; the beginning, when that is as good."""
    best, most = 0, len({text[a:b].lower() for a, b in spans if b <= length})
    for start, _ in spans:
        if start < length // 2:
            continue
        words = {text[a:b].lower() for a, b in spans if start <= a and b <= start + length * 3 // 4}
        if len(words) > most:
            best, most = start, len(words)
    if not best:
        return 0
    lead = max(0, best - length // 5)
    sentence = text.rfind(". ", lead, best)
    if sentence >= 0:
        return sentence + 2
    return text.find(" ", lead, best) + 1 if " " in text[lead:best] else best


def _words(node: Node) -> list[Words]:
    """What is asked for; what is excluded is not marked."""
    if isinstance(node, Words):
        return [node]
    if isinstance(node, (And, Or)):
        return [words for part in node.parts for words in _words(part)]
    return []


def _pattern(text: str) -> re.Pattern[str]:
    """What a word with ``*`` and ``?`` fits; the same signs are left out as in the search."""
    plain = re.sub(r"[^\w*?]|_", "", fold(text.strip()))
    signs = {"*": r"\w*", "?": r"\w"}
    return re.compile(
        "".join(signs.get(sign) or re.escape(sign) for sign in plain) if plain.strip("*?") else "(?!)"
    )


@lru_cache(maxsize=64)  # each remembers the words of the texts that it has seen
def highlighter(node: Node, fields: tuple[str, ...] = ()) -> Highlighter:
    """The highlighter of a question, remembered; ``fields`` names those whose words are marked, none means all."""
    if fields and all(words.field in fields for words in _words(node)):
        return highlighter(node)
    return Highlighter(node, fields=fields)
