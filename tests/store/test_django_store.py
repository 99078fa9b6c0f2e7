"""The store in a database keeps the rules of the port, with few queries and clear errors."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext

from pinakes import conf
from pinakes.errors import StoreBusy, StoreError, StoreFull
from pinakes.store.django_store import DjangoStore
from pinakes.testing.store_suite import StoreSuite, to_store


@pytest.fixture(scope="module", autouse=True)
def _any_database(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / conf.FILE).write_text("")
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[DjangoStore]:
    conf.migrate(home)
    store = conf.build_store(home)
    yield store
    store.close()
    connections.databases.pop(str(home), None)


class TestSqlite(StoreSuite):
    """The suite uses the module's ``store``."""


class TestPostgresql(StoreSuite):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[DjangoStore]:
        url = os.environ.get("PINAKES_TEST_POSTGRESQL")
        if not url:
            pytest.skip("PINAKES_TEST_POSTGRESQL names no database (postgresql://USER@HOST/NAME)")
        (tmp_path / conf.FILE).write_text(f'[store]\ndatabase = "{url}"\n')
        conf.migrate(tmp_path)
        alias = str(tmp_path)
        call_command("flush", database=alias, interactive=False, verbosity=0, inhibit_post_migrate=True)
        yield DjangoStore(alias)
        connections[alias].close()
        connections.databases.pop(alias, None)


def test_many_records_are_one_select(store: DjangoStore, home: Path) -> None:
    store.put_many([to_store(str(n)) for n in range(100)])
    with CaptureQueriesContext(connections[str(home)]) as queries:
        assert len(store.get_many([f"test:{n}" for n in range(100)])) == 100
    assert len(queries) == 1


def test_the_queries_of_a_batch_do_not_grow_with_it(store: DjangoStore, home: Path) -> None:
    def queries(first: int, count: int) -> int:
        batch = [to_store(str(n)) for n in range(first, first + count)]
        with CaptureQueriesContext(connections[str(home)]) as captured:
            store.put_many(batch)
        return len(captured)

    queries(0, 1)
    assert queries(1000, 10) == queries(2000, 200)


def test_a_database_locked_by_another_program_is_one_sentence(store: DjangoStore, home: Path) -> None:
    store.put_many([to_store("1")])
    connections[str(home)].cursor().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(home / "pinakes.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreBusy, match="Another program is writing"):
            store.put_many([to_store("2")])
    finally:
        other.close()
    assert store.put_many([to_store("2")]).added == 1


def test_a_full_disk_leaves_nothing_of_the_batch(store: DjangoStore, home: Path) -> None:
    store.put_many([to_store("1")])
    cursor = connections[str(home)].cursor()
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreFull, match="no room left"):
        store.put_many([to_store(str(n), raw=os.urandom(5000)) for n in range(100)])
    assert (store.count(), len(store.changes())) == (1, 1)


def test_tables_that_are_missing_are_one_sentence(home: Path) -> None:
    store = conf.build_store(home)
    with pytest.raises(StoreError, match="tables are missing"):
        store.count()
    store.close()
    connections.databases.pop(str(home), None)
