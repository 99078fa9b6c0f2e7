"""The commands that change the catalogue, as people and scripts call them."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pinakes import conf
from pinakes.cli.init import make_catalogue
from pinakes.errors import IndexBusy
from pinakes.ingest.catching_up import catch_up

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
ONE = b'{"local_id":"1","title":"One"}\n'
TWO = b'{"local_id":"2","title":"Two"}\n'
BAD = b'{"local_id":"2","title":""}\n'


@pytest.fixture
def home(tmp_path: Path, django_db_blocker) -> Path:
    with django_db_blocker.unblock():
        make_catalogue(tmp_path / "catalogue", name="Test")
    return tmp_path / "catalogue"


@pytest.fixture
def pinakes(home: Path) -> Run:
    def run(*arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home)]
        return subprocess.run([*command, *arguments], input=stdin, capture_output=True, check=False)

    return run


def test_standard_input_is_imported_and_summed_up_in_json(pinakes: Run) -> None:
    done = pinakes("import", "--json", "-", stdin=ONE)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["read"], summary["added"], summary["rejected"]) == (1, 1, 0)
    assert {"changed", "unchanged", "deleted", "seconds", "records_per_second"} <= set(summary)


def test_strict_ends_with_3_when_anything_was_rejected(pinakes: Run, home: Path) -> None:
    done = pinakes("import", "--strict", "-", stdin=ONE + BAD)
    assert done.returncode == 3
    assert b"rejected" in done.stdout
    assert len(list((home / "rejects").iterdir())) == 1
    assert pinakes("import", "-", stdin=ONE + BAD).returncode == 0


def test_options_that_can_not_be_are_one_sentence(pinakes: Run) -> None:
    for options in (("--format", "marcc"), ("--source", "a:b")):
        done = pinakes("import", *options, "-", stdin=ONE)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert done.stderr.startswith(b"pinakes: ")


def test_a_deleted_record_is_gone_from_the_index_and_unknown_ids_are_named(pinakes: Run) -> None:
    pinakes("import", "-", stdin=ONE)
    done = pinakes("delete", "local:1", "local:9")
    assert done.returncode == 1
    assert b"local:9" in done.stderr
    assert b"index: 0 documents" in pinakes("reindex", "--check").stdout


def test_an_index_that_was_thrown_away_is_built_again(pinakes: Run, home: Path) -> None:
    pinakes("import", "-", stdin=ONE)
    assert pinakes("reindex", "--check").returncode == 0
    (home / "index").rename(home / "old")
    assert pinakes("reindex", "--check").returncode == 1
    assert b"Indexed 1 records" in pinakes("reindex").stdout
    assert pinakes("reindex", "--check").returncode == 0


def test_a_server_that_starts_during_an_import_leaves_the_index_to_it(
    pinakes: Run, home: Path, django_db_blocker
) -> None:
    pinakes("import", "-", stdin=ONE)
    with django_db_blocker.unblock():
        store, index = conf.build_store(home), conf.build_index(home)
        with index.writer():
            store.delete_many(["local:1"])
            assert catch_up(store, conf.build_index(home)) == 0
        assert catch_up(store, index) == 1
        index.close()
        store.close()


def test_whoever_writes_waits_for_another_that_leaves_the_index_behind(
    pinakes: Run, home: Path, django_db_blocker
) -> None:
    pinakes("import", "-", stdin=ONE + TWO)
    with django_db_blocker.unblock():
        store, index, other = conf.build_store(home), conf.build_index(home), conf.build_index(home)
        entered = threading.Event()

        def hold() -> None:
            with other.writer():
                entered.set()
                time.sleep(0.3)

        holder = threading.Thread(target=hold)
        holder.start()
        assert entered.wait(10)
        store.delete_many(["local:1"])
        assert catch_up(store, index, patience=30) == 1
        holder.join()
        store.delete_many(["local:2"])
        with other.writer(), pytest.raises(IndexBusy):
            catch_up(store, index, patience=0.2)
        index.close()
        other.close()
        store.close()


def test_a_table_is_imported_by_the_columns_that_a_file_names(pinakes: Run, tmp_path: Path) -> None:
    (tmp_path / "books.toml").write_text('[columns]\ntitle = "Was"\nid = "Nr"\n')
    done = pinakes(
        "import", "--columns", str(tmp_path / "books.toml"), "--json", "-", stdin=b"Nr,Was\nx1,Lunge\n"
    )
    assert json.loads(done.stdout)["added"] == 1, done.stderr
    assert b'"title":"Lunge"' in pinakes("show", "local:x1").stdout


def test_a_wrong_file_of_columns_is_one_sentence(pinakes: Run, tmp_path: Path) -> None:
    (tmp_path / "books.toml").write_text("[columns]\n")
    done = pinakes("import", "--columns", str(tmp_path / "books.toml"), "-", stdin=b"Nr,Was\n1,2\n")
    assert done.returncode == 1
    assert b"does not say which column is the title" in done.stderr
