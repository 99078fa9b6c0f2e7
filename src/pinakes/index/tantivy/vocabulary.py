"""The words of an index beside it, to be found when they are misspelled."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from pinakes.index.prepared import ALL
from pinakes.index.spelling import sound

FOLDER = "spelling"
SMALL = 20_000
"""Documents; the words of a smaller index are read when they are first wanted, and kept in memory."""
_SHORTEST, _LONGEST = 3, 30
_NEAR = 40
"""Words that are looked at closely for one that is misspelled."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sound", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("frequency", fast=True, stored=True)
    return builder.build()


def build(searcher: tantivy.Searcher, generation: Path) -> None:
    """Write the words of an index anew; readers see the old ones until the new are whole."""

    def fill(folder: Path) -> None:
        _fill(tantivy.Index(_schema(), path=str(folder)), searcher)

    replace(searcher, generation / FOLDER, fill)


def replace(searcher: tantivy.Searcher, target: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write a small index that is made of a large one, and put it in the place of the old."""
    new, old = target.with_suffix(".new"), target.with_suffix(".old")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    fill(new)
    (new / "documents").write_text(str(searcher.num_docs), "ascii")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _fill(index: tantivy.Index, searcher: tantivy.Searcher) -> None:
    # Words of one document only are mostly misspelled themselves, where there are many.
    least = 1 if searcher.num_docs < SMALL else 2
    _write(
        index,
        (
            (word, frequency)
            for first in _first_letters(searcher)
            for word, frequency in searcher.terms_with_prefix(ALL, first)
            if frequency >= least and _SHORTEST <= len(word) <= _LONGEST and word.isalpha()
        ),
    )


def _write(index: tantivy.Index, words: Iterable[tuple[str, int]]) -> None:
    index.register_tokenizer("raw", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
    writer = index.writer(50_000_000, 1)
    for word, frequency in words:
        values = {"word": word, "sound": sound(word), "frequency": frequency}
        writer.add_document(tantivy.Document.from_dict(values, index.schema))
    writer.commit()
    writer.wait_merging_threads()


def _first_letters(searcher: tantivy.Searcher) -> list[str]:
    """What words begin with: a to z, and the letters of other scripts that are there."""
    found = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    others = {
        word[0]
        for start in "αбвгдежзиклмнопрстуאבג"
        for word, _ in searcher.terms_with_prefix(ALL, start, limit=1)
    }
    return found + sorted(others)


class KnownWords:
    """The words of an index, opened for looking up."""

    def __init__(self, index: tantivy.Index) -> None:
        index.config_reader("manual")
        index.reload()
        self._schema, self._searcher = index.schema, index.searcher()

    @classmethod
    def open(cls, generation: Path, searcher: tantivy.Searcher) -> KnownWords:
        """Those of a generation. Raises ValueError when it has none yet."""
        if searcher.num_docs < SMALL:
            index = tantivy.Index(_schema())
            _fill(index, searcher)
        else:
            index = tantivy.Index.open(str(generation / FOLDER))
            index.register_tokenizer("raw", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
        return cls(index)

    @classmethod
    def of(cls, words: Iterable[tuple[str, int]]) -> KnownWords:
        """These words with their frequencies, in memory."""
        index = tantivy.Index(_schema())
        _write(index, words)
        return cls(index)

    def near(self, word: str, edits: int) -> list[tuple[str, int]]:
        """Words at most so many letters away, the most frequent first."""
        return self._frequent(Query.fuzzy_term_query(self._schema, "word", word, distance=edits))

    def alike(self, key: str) -> list[tuple[str, int]]:
        """Words of this sound (``spelling.sound``), the most frequent first."""
        return self._frequent(Query.term_query(self._schema, "sound", key, "basic"))

    def _frequent(self, query: Query) -> list[tuple[str, int]]:
        found = self._searcher.search(query, _NEAR, False, order_by_field="frequency")
        return [(self._word(address), int(frequency)) for frequency, address in found.hits]

    def _word(self, address: Any) -> str:
        word: str = self._searcher.doc(address)["word"][0]
        return word


def is_stale(searcher: tantivy.Searcher, generation: Path) -> bool:
    """Whether the words were written when the index was much smaller or larger."""
    return is_outgrown(searcher, generation / FOLDER, small=SMALL)


def is_outgrown(searcher: tantivy.Searcher, folder: Path, *, small: int) -> bool:
    """Whether what ``replace`` wrote is of a much smaller or larger index; never of one under ``small`` documents."""
    if searcher.num_docs < small:
        return False
    try:
        written = int((folder / "documents").read_text("ascii"))
    except (OSError, ValueError):
        return True
    return abs(int(searcher.num_docs) - written) > max(20, written // 10)
