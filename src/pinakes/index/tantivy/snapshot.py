"""What a reader sees between two commits: a searcher with what is remembered about it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

import tantivy
from tantivy import Occur, Query

from pinakes.index.clauses import Clause
from pinakes.index.planning import Vocabulary
from pinakes.index.port import SearchResult
from pinakes.index.prepared import ALL
from pinakes.index.stemming import LANGUAGES, MARKS
from pinakes.index.tantivy.folder import IndexFolder
from pinakes.index.tantivy.found import FoundSets
from pinakes.index.tantivy.queries import Translator, is_text
from pinakes.index.tantivy.schema import ID
from pinakes.index.tantivy.vocabulary import KnownWords

_T = TypeVar("_T")
_REMEMBERED_FREQUENCIES = 100_000
_REMEMBERED_ANSWERS = 2_000
_REMEMBERED_VALUES = 250_000
"""Values of facets in all answers together, about 100 bytes each: a list of authors may have thousands."""


class Snapshot:
    """One state of the index, never changed; a new commit makes a new one."""

    def __init__(self, generation: Path, stamp: tuple[str, int, int], index: tantivy.Index) -> None:
        self.generation, self.stamp, self.index = generation, stamp, index
        self.schema = index.schema
        self.searcher = index.searcher()
        self.documents: int = self.searcher.num_docs
        self.translator = Translator(self.schema)
        self._frequencies: dict[tuple[str, str], int] = {}
        self._found: FoundSets | None = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._values = 0
        self.vocabulary = Vocabulary(self.frequency, self.documents, self._languages())

    @property
    def label(self) -> str:
        """Changes with every commit that readers can see."""
        return f"{self.stamp[0]}-{self.stamp[1]:x}"

    def count(self, query: tantivy.Query) -> int:
        """How many documents a query finds."""
        found: Any = self.searcher.search(query, 1)
        return int(found.count)

    @property
    def found(self) -> FoundSets:
        """What searches find, and the values of facets of that."""
        if self._found is None:
            self._found = FoundSets(self.generation, self.searcher, self.translator)
        return self._found

    def score(self, record_id: str, clause: Clause) -> float | None:
        """What a clause gives one document; None when it does not fit."""
        record = Query.const_score_query(Query.term_query(self.schema, ID, record_id, "basic"), 0.0)
        query = Query.boolean_query([(Occur.Must, record), (Occur.Must, self.translator.query(clause))])
        found: Any = self.searcher.search(query, 1, False)
        return float(found.hits[0][0]) if found.hits else None

    def frequency(self, field: str, token: str) -> int:
        """In how many documents a token is (deleted ones that are not purged yet included)."""
        key = (field, token)
        found = self._frequencies.get(key)
        if found is None:
            if len(self._frequencies) >= _REMEMBERED_FREQUENCIES:
                self._frequencies.clear()
            found = self._frequencies[key] = (
                int(self.searcher.doc_freq(field, token)) if is_text(token) else 0
            )
        return found

    @property
    def known_words(self) -> KnownWords | None:
        """The words to correct by; None in an index that has none yet."""

        def open_() -> KnownWords | None:
            try:
                return KnownWords.open(self.generation, self.searcher)
            except ValueError:
                return None

        return self.remembered("known words", open_)

    def _languages(self) -> tuple[str, ...]:
        """Languages that have stems in the index."""
        known = {mark for mark in set(MARKS.values()) if self.searcher.terms_with_prefix(ALL, mark, limit=1)}
        found: dict[str, str] = {}
        for language in LANGUAGES:
            if MARKS[language] in known:
                found.setdefault(MARKS[language], language)
        return tuple(found.values())

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """The answer to the same question from before, or a new one."""
        try:
            self._answers.move_to_end(key)
            found: _T = self._answers[key]
        except KeyError:
            found = make()
            self._answers[key] = found
            self._values += _values_in(found)
            while len(self._answers) > _REMEMBERED_ANSWERS or self._values > _REMEMBERED_VALUES:
                try:
                    self._values -= _values_in(self._answers.popitem(last=False)[1])
                except KeyError:  # another thread was quicker
                    break
        return found


def _values_in(answer: object) -> int:
    """How many values of facets an answer holds."""
    if isinstance(answer, SearchResult):
        return sum(map(len, answer.facets.values()))
    return sum(map(len, answer)) if isinstance(answer, list) else 0


def take(folder: IndexFolder, before: Snapshot | None) -> Snapshot:
    """The newest state; ``before`` itself when nothing was committed since. Raises IndexUnavailable, IndexOutdated."""
    generation = folder.current()
    stamp = folder.stamp(generation)
    if before is not None and before.stamp == stamp:
        return before
    index = (
        before.index if before is not None and before.generation == generation else folder.open(generation)
    )
    index.config_reader("manual")
    for _ in range(5):
        index.reload()
        if (after := folder.stamp(generation)) == stamp:
            break
        stamp = after
    return Snapshot(generation, stamp, index)
