from __future__ import annotations

import pytest

from pinakes.index.memory import MemoryIndex
from pinakes.testing.index_suite import IndexSuite


class TestMemory(IndexSuite):
    @pytest.fixture
    def index(self) -> MemoryIndex:
        return MemoryIndex()
