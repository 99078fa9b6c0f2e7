"""What lifts a record up without being required: whole titles, words in the title, words beside each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from pinakes.index import analysis, keys, weights
from pinakes.index.clauses import Best, Clause, Number, Phrase, Token, all_of
from pinakes.index.prepared import ALL, TITLE_KEY
from pinakes.index.stopwords import ARTICLES, STOP_WORDS, content_words
from pinakes.index.vocabulary import Vocabulary
from pinakes.query.tree import And, Node, Words

_COMMON = 8
"""A word is common when one of so many records has it."""


def plain(node: Node) -> Iterator[Words]:
    """The words of a question, not those inside OR and NOT."""
    for part in node.parts if isinstance(node, And) else (node,):
        if isinstance(part, Words):
            yield part


class Lifting:
    """Makes bonuses for one index."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def bonuses(self, node: Node) -> Iterable[Clause]:
        """Clauses that need not fit: whole titles, words in the title, words beside each other."""
        for words in plain(node):
            if words.match in ("words", "phrase") and words.field in ("all", "title") and words.need != "any":
                yield from self._lifting(words.text)

    def _lifting(self, text: str) -> Iterable[Clause]:
        words = analysis.words(text)[: weights.LONGEST_SCORED_PHRASE]
        if not words:
            return
        yield from self._titles(words)
        if len(words) > 1 and words[0] in ARTICLES:
            yield from self._titles(words[1:])
        flags = content_words(words, text)
        content = [w for w, c in zip(words, flags, strict=True) if c]
        if len(content) > weights.LONGEST_LIFTED:
            return
        for word, counts in zip(words, flags, strict=True):
            # "al" is a stop word, but not in "Rigby AL": where it is rare it tells something.
            if (
                not counts
                and 0 < self._vocabulary.frequency(ALL, word) < self._vocabulary.documents / _COMMON
            ):
                yield Token(field=ALL, text=word, weight=weights.now.title_word)
        for word in content:
            stems = analysis.query_stems(word, self._vocabulary.languages)
            known = [t for t in (*stems, word) if self._vocabulary.frequency("title", t)]
            if known:
                yield Best(
                    parts=tuple(Token(field="title", text=t, weight=weights.now.title_word) for t in known)
                )
        if 1 < len(words) <= 12 and all(self._vocabulary.frequency("title", w) for w in words):
            yield Phrase(field="title", tokens=tuple(words), slop=2, weight=weights.now.title_phrase)
        for a, b in itertools.pairwise(content):
            for name, weight in weights.pairs().items():
                if a != b and self._vocabulary.frequency(name, a) and self._vocabulary.frequency(name, b):
                    yield Phrase(field=name, tokens=(a, b), slop=weights.PAIR_SLOP, weight=weight)

    def _author_or_year(self, word: str) -> Clause:
        if len(word) == 4 and word.isascii() and word.isdigit():
            return Number(field="year", low=int(word), high=int(word))
        return Token(field="author", text=word)

    def _titles(self, words: Sequence[str]) -> Iterable[Clause]:
        """Parts of the question that are whole titles."""
        total = len(words)
        longest = total if total <= 10 else 0
        spans = [(0, total)] + [
            (a, b) for a in range(longest) for b in range(a + 1, longest + 1) if (a, b) != (0, total)
        ]
        for begin, end in spans:
            part = list(words[begin:end])
            if end - begin < total and all(word in STOP_WORDS for word in part):
                continue
            key = keys.whole_key(part)
            if not self._vocabulary.frequency(TITLE_KEY, key):
                continue
            share = (end - begin) / total
            weight = weights.now.whole_title if share == 1 else weights.now.part_title * share * share
            title = Token(field=TITLE_KEY, text=key, weight=weight, constant=True)
            yield title
            rest = [*words[:begin], *words[end:]]
            if 0 < len(rest) <= 3:
                yield all_of([title, *(self._author_or_year(word) for word in rest)])
