"""The stores of authorities keep the rules of the port."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from pinakes import conf
from pinakes.store.memory import MemoryStore
from pinakes.store.port import RecordStore
from pinakes.testing.authority_suite import AuthoritySuite


@pytest.fixture(scope="module", autouse=True)
def _any_database(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


class TestMemory(AuthoritySuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()


class TestSqlite(AuthoritySuite):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[RecordStore]:
        (tmp_path / conf.FILE).write_text("")
        conf.migrate(tmp_path)
        store = conf.build_store(tmp_path)
        yield store
        store.close()
        connections.databases.pop(str(tmp_path), None)
