from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from pinakes.index.port import FacetRequest, IndexDocument, SearchRequest, SearchResult
from pinakes.index.tantivy import TantivyIndex, columns, completion, snapshot
from pinakes.testing.index_suite import IndexSuite


class TestTantivy(IndexSuite):
    @pytest.fixture
    def index(self, tmp_path: Path) -> TantivyIndex:
        return TantivyIndex(tmp_path / "index")


def test_the_values_of_a_larger_index_are_kept_beside_it_and_follow_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completion, "SMALL", 5)

    def add(names: Iterable[str]) -> None:
        with index.writer() as writer:
            writer.put(
                IndexDocument(id=n, sequence=1, values={"author": (n,), "author_facet": (n,)}) for n in names
            )
            writer.commit(1)

    index = TantivyIndex(tmp_path / "index")
    add(["Rigby, Amy"])
    assert list(index.suggest("am", field="author")) == ["Rigby, Amy"]
    assert not list(tmp_path.glob("index/*/completion"))
    add(f"Amundsen, {n}" for n in "abcdefgh")
    assert len(list(tmp_path.glob("index/*/completion"))) == 1
    assert len(index.suggest("am", field="author", limit=20)) == 9
    add(f"Ampère, {n}" for n in range(30))
    assert len(TantivyIndex(tmp_path / "index").suggest("ampere", field="author", limit=50)) == 30


def test_long_lists_of_values_are_remembered_as_far_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = TantivyIndex(tmp_path / "index")
    with index.writer() as writer:
        names = tuple(f"Name {n}" for n in range(50))
        writer.put([IndexDocument(id="t:1", sequence=1, values={"title": ("x",), "author_facet": names})])
        writer.commit(1)
    monkeypatch.setattr(snapshot, "_REMEMBERED_VALUES", 120)

    def ask(size: int) -> SearchResult:
        return index.search(SearchRequest(facets=(FacetRequest(field="author_facet", size=size),)))

    assert ask(10) is ask(10)
    first = ask(10)
    for size in range(40, 46):
        assert len(ask(size).facets["author_facet"]) == size
    assert ask(10) == first
    assert ask(10) is not first


def test_values_of_facets_are_put_in_order_whatever_their_length() -> None:
    values = [b"\x01b", b"\x01", b"\x01" + b"a" * 40 + b"2", b"\x01" + b"a" * 40 + b"1", b"\x02a", b"\x01a"]
    written = b"\0".join(values) + b"\0"
    stops = np.flatnonzero(np.frombuffer(written, np.uint8) == 0)
    assert [values[code] for code in columns.in_order(written, stops)] == sorted(values)


def test_a_value_keeps_its_code_among_many() -> None:
    codes = columns.CodesByValue()
    for _ in range(2):
        assert all(codes.setdefault(b"%d" % n, n) == n for n in range(20_000))
    assert codes.setdefault(b"7", 99) == 7
