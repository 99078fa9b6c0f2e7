"""Facets counted from arrays beside the engine's files: the same numbers as counting one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pinakes.errors import IndexUnavailable
from pinakes.index import fields
from pinakes.index.memory import MemoryIndex
from pinakes.index.port import FacetRequest, Filter, IndexDocument, SearchIndex, SearchRequest
from pinakes.index.tantivy import TantivyIndex, columns, counting, found
from pinakes.query.tree import Everything, Words
from pinakes.testing.index_suite import add, document

NAMES = tuple(fields.FACETS.values())
WORDS = ("apple", "banana", "cherry", "date")
FILTERS: tuple[tuple[Filter, ...], ...] = (
    (),
    (Filter(field="format", values=("Book",)),),
    (Filter(field="format", values=("Book", "Score"), exclude=True), Filter(field="year", low=2000)),
    (Filter(field="language", missing=True),),
    (Filter(field="author_facet", values=("Ä, 3", "Ä, 5"), every=True),),
)


def documents(count: int, chance: random.Random) -> Iterator[IndexDocument]:
    for n in range(count):
        values: dict[str, tuple[str, ...] | tuple[int, ...]] = {
            "title": (" ".join(w for w in WORDS if chance.random() < 0.4) or "nothing",),
            "author_facet": tuple(f"Ä, {i}" for i in range(9) if chance.random() < 0.3),
            "format": (chance.choice(("Book", "Article", "Score")),),
            "source": ("one",),
        }
        if chance.random() < 0.8:
            values["year"] = (chance.randint(1990, 2020),)
        if chance.random() < 0.7:
            values["language"] = tuple({chance.choice(("eng", "deu")) for _ in range(2)})
        yield document(f"t:{n}", n + 1, **values)


def filled(index: SearchIndex, seed: int) -> SearchIndex:
    """Several imports, in which records are replaced and deleted."""
    for session in range(3):
        chance = random.Random(seed + session)
        with index.writer() as writer:
            writer.put(documents(chance.randint(20, 90), chance))
            writer.delete([f"t:{n}" for n in range(90) if chance.random() < 0.1])
            writer.commit(session + 1)
            writer.put(documents(5, chance))  # never committed
    return index


def counted(index: SearchIndex, size: int) -> list[object]:
    asked = tuple(FacetRequest(field=name, size=size, missing=True) for name in NAMES)
    answers: list[object] = []
    for query in (Everything(), *(Words(text=word) for word in WORDS), Words(text="apple cherry")):
        for filters in FILTERS:
            answer = index.search(SearchRequest(query=query, filters=filters, facets=asked, limit=0))
            answers.append((query, filters, answer.total, answer.facets))
    return answers


@cache
def one_by_one(seed: int, size: int) -> list[object]:
    return counted(filled(MemoryIndex(), seed), size)


@pytest.mark.parametrize(
    "way", ["as it is", "bit by bit", "one by one", "all codes", "codes of slots", "sorted", "kept"]
)
def test_numbers_are_those_of_counting_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    changes: dict[str, list[tuple[object, str, int]]] = {
        "bit by bit": [(found, "_DENSE", 10**9), (found, "_BUCKETS", 2)],
        "one by one": [(found, "_DENSE", 0), (found, "_TRIED", 10**9)],
        "all codes": [(counting, "_SCATTERED", 10**9), (counting, "_AT_ONCE", 7)],
        "codes of slots": [(counting, "_SCATTERED", 0)],
        "sorted": [(counting, "_FEW", 0), (counting, "_MANY", 0)],
        "kept": [(found, "_FEW", 10**9)],
    }
    for module, name, value in changes.get(way, []):
        monkeypatch.setattr(module, name, value)
    index = filled(TantivyIndex(tmp_path), 1)
    for size in (2, 30):
        assert counted(index, size) == one_by_one(1, size)


def test_equally_frequent_values_are_shown_by_the_alphabet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_UNRANKED", 20)
    names = [f"Name {n:03}" for n in range(200)]
    random.Random(1).shuffle(names)
    index = TantivyIndex(tmp_path)
    for at in (0, 100, 190):
        part = names[at : at + 100]
        add(index, [document(f"t:{n}", title=("apple",), author_facet=(n,)) for n in part])
    asked = FacetRequest(field="author_facet", size=7)
    for query in (Words(text="apple"), Everything()):
        values = index.search(SearchRequest(query=query, facets=(asked,))).facets["author_facet"]
        assert [v.value for v in values] == sorted(names)[:7]


def test_what_a_crash_left_behind_is_cut_off(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    add(index, [document("t:a", format=("Book",))])
    folder = tmp_path / "g000001" / columns.FOLDER
    for name, rest in ((columns.VALUES, b"\x01Half"), (columns.CODES, b"123456"), (columns.ENDS, b"1234567")):
        with (folder / name).open("ab") as file:
            file.write(rest)
    add(index, [document("t:b", format=("Score",))])
    reader = TantivyIndex(tmp_path)
    answer = reader.search(SearchRequest(facets=(FacetRequest(field="format"),)))
    assert [(v.value, v.count) for v in answer.facets["format"]] == [("Book", 1), ("Score", 1)]


def test_missing_arrays_are_told_with_the_cure(tmp_path: Path) -> None:
    add(TantivyIndex(tmp_path), [document("t:a", format=("Book",))])
    (tmp_path / "g000001" / columns.FOLDER / columns.ENDS).write_bytes(b"")
    index = TantivyIndex(tmp_path)
    with pytest.raises(IndexUnavailable, match="too short"):
        index.search(SearchRequest(facets=(FacetRequest(field="format"),)))
    with pytest.raises(IndexUnavailable, match="pinakes reindex"), index.writer():
        pass
