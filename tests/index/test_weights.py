"""The numbers of ranking: declared once, set in pinakes.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pinakes import conf
from pinakes.errors import ConfigurationError, IndexOutdated
from pinakes.index import fields, weights
from pinakes.index.port import SearchRequest
from pinakes.index.tantivy import TantivyIndex
from pinakes.index.weights import FieldWeights, Relevance
from pinakes.query.tree import Words
from pinakes.testing.index_suite import add, document


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    weights.use(Relevance(), FieldWeights())


def order(path: Path, *, title: int) -> list[str]:
    weights.use(Relevance(), FieldWeights(title=title))
    index = TantivyIndex(path)
    add(
        index,
        [
            document("t:title", title=("Greece of old",)),
            document("t:notes", title=("A book",), notes=("Greece, Greece",)),
        ],
    )
    hits = index.search(SearchRequest(query=Words(text="greece"))).hits
    index.close()
    return [hit.id for hit in hits]


def test_a_field_counts_as_much_as_its_weight(tmp_path: Path) -> None:
    assert order(tmp_path / "a", title=5) == ["t:title", "t:notes"]
    assert order(tmp_path / "b", title=0) == ["t:notes"]


def test_an_index_made_with_other_field_weights_is_outdated(tmp_path: Path) -> None:
    order(tmp_path, title=5)
    weights.use(Relevance(), FieldWeights(title=4))
    with pytest.raises(IndexOutdated, match=r"weight of one, has changed.*pinakes reindex"):
        TantivyIndex(tmp_path).state()


def test_weights_are_set_in_the_settings_without_code(tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text("[relevance]\nwhole_title = 12.5\n[field_weights]\nauthor = 7\n")
    conf.build_index(tmp_path).close()
    assert weights.now.whole_title == 12.5
    assert fields.field("author").weight == 7
    assert fields.field("title").weight == FieldWeights().title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[relevance]\nexact = -1", "relevance.exact may be a number from 0 to 1000, not -1"),
        ("[relevance]\nexact = nan", "relevance.exact may be a number"),
        ("[field_weights]\ntitle = 99", "field_weights.title may be a number from 0 to 20, not 99"),
        ("[field_weights]\ntitel = 1", "Did you mean 'title'"),
    ],
)
def test_a_wrong_weight_is_told_with_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / conf.FILE).write_text(text)
    with pytest.raises(ConfigurationError, match=said):
        conf.load(tmp_path)
