"""Compounds: a word that may be written as two, or two as one, with what joins them in German and Dutch."""

from __future__ import annotations

from collections.abc import Sequence

from pinakes.index import analysis
from pinakes.index.clauses import AllOf, Best, Clause, Token
from pinakes.index.prepared import ALL
from pinakes.index.stopwords import STOP_WORDS
from pinakes.index.vocabulary import Vocabulary

_JOINING = ("", "s", "es", "n", "en", "er")
"""What stands between the parts: Bibliothek-s-geschichte."""
_OFTEN_JOINING = ("", "s", "n", "en")
_LONGEST_QUESTION = 10
"""Words of a question in which neighbours are tried together."""
_LANGUAGES = ("deu", "nld")
_SHORTEST_PART = 4
_SHORTEST = 9


class Compounds:
    """Looks parts and wholes up in one index."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._languages = [language for language in vocabulary.languages if language in _LANGUAGES]

    def split(self, word: str) -> tuple[str, str] | None:
        """The best two words that a word may be written as; None when the catalogue has no such pair."""
        if len(word) < 6 or not word.isalpha():
            return None
        best, rarest = None, 0
        for at in range(2, len(word) - 2):
            front, back = word[:at], word[at:]
            if front in STOP_WORDS or back in STOP_WORDS or len(back) < 3:
                continue
            if frequency := self._vocabulary.frequency(ALL, front):
                both = min(frequency, self._vocabulary.frequency(ALL, back))
                if both > rarest:
                    best, rarest = (front, back), both
        return best

    def joined(self, words: Sequence[str], at: int) -> list[str]:
        """A word joined with the one before and the one after it; in German with "s" and the like, and turned round
        too: "Geschichte der Bibliothek" is found as Bibliotheksgeschichte. Empty words keep others apart."""
        found = [
            words[a] + words[b]
            for a, b in ((at - 1, at), (at, at + 1))
            if a >= 0
            and b < len(words)
            and words[a]
            and words[b]
            and not (words[a] in STOP_WORDS and words[b] in STOP_WORDS)
        ]
        if self._languages and len(words) <= _LONGEST_QUESTION and self._is_part(words[at]):
            for other in (self._next(words, at, -1), self._next(words, at, 1)):
                if other:
                    pairs = ((words[at], other), (other, words[at]))
                    found += [front + joint + back for front, back in pairs for joint in _OFTEN_JOINING]
        return list(dict.fromkeys(found))

    def _next(self, words: Sequence[str], at: int, step: int) -> str:
        """The nearest part before or after a word, past one stop word."""
        for place in (at + step, at + 2 * step):
            if not 0 <= place < len(words):
                return ""
            if words[place] not in STOP_WORDS:
                return words[place] if self._is_part(words[place]) else ""
        return ""

    def _is_part(self, word: str) -> bool:
        return len(word) >= _SHORTEST_PART and word.isalpha() and word not in STOP_WORDS

    def taken_apart(self, word: str, field: str, weight: float) -> list[Clause]:
        """Titles and headings that have both parts of a German compound, in whatever order."""
        if (
            not self._languages
            or len(word) < _SHORTEST
            or not word.isalpha()
            or field not in ("all", "title", "subject")
        ):
            return []
        parts = self._parts(word)
        if parts is None:
            return []
        names = ("title", "subject") if field == "all" else (field,)
        return [AllOf(parts=tuple(self._forms(part, name, weight) for part in parts)) for name in names]

    def _parts(self, word: str) -> tuple[str, str] | None:
        best, rarest = None, 0
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            back = word[at:]
            if back in STOP_WORDS or not (known := self._vocabulary.frequency("title", back)):
                continue
            for joint in _JOINING:
                front = word[:at].removesuffix(joint)
                if not word[:at].endswith(joint) or not self._is_part(front):
                    continue
                both = min(known, self._vocabulary.frequency("title", front))
                if both > rarest:
                    best, rarest = (front, back), both
        return best

    def _forms(self, part: str, field: str, weight: float) -> Clause:
        stems = analysis.query_stems(part, self._languages)
        return Best(parts=tuple(Token(field=field, text=text, weight=weight) for text in (part, *stems)))
