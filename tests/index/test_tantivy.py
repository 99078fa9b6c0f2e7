from __future__ import annotations

from pathlib import Path

import pytest

from pinakes.index.tantivy import TantivyIndex
from pinakes.testing.index_suite import IndexSuite


class TestTantivy(IndexSuite):
    @pytest.fixture
    def index(self, tmp_path: Path) -> TantivyIndex:
        return TantivyIndex(tmp_path / "index")
