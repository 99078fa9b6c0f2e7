"""The stores of authorities keep the rules of the port."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
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


class TestPostgresql(AuthoritySuite):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[RecordStore]:
        url = os.environ.get("PINAKES_TEST_POSTGRESQL")
        if not url:
            pytest.skip("PINAKES_TEST_POSTGRESQL names no database (postgresql://USER@HOST/NAME)")
        (tmp_path / conf.FILE).write_text(f'[store]\ndatabase = "{url}"\n')
        conf.migrate(tmp_path)
        alias = str(tmp_path)
        call_command("flush", database=alias, interactive=False, verbosity=0, inhibit_post_migrate=True)
        yield conf.build_store(tmp_path)
        connections[alias].close()
        connections.databases.pop(alias, None)
