"""The store in memory keeps the rules of the port."""

import pytest

from pinakes.store.memory import MemoryStore
from pinakes.testing.store_suite import StoreSuite


class TestMemoryStore(StoreSuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()
