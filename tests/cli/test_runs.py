"""`pinakes runs`: each import with its numbers, each failure with its sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pinakes import conf
from pinakes.cli.main import cli
from pinakes.errors import ConfigurationError


@pytest.fixture
def run(tmp_path: Path, django_db_blocker, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    (tmp_path / conf.FILE).write_text("")
    monkeypatch.setenv("PINAKES_HOME", str(tmp_path))

    def call(*arguments: str) -> Result:
        with django_db_blocker.unblock():
            return CliRunner().invoke(cli, ["runs", *arguments])

    with django_db_blocker.unblock():
        conf.migrate(tmp_path)
        store = conf.build_store(tmp_path)
        store.finish_run(store.start_run("import", "a.mrc\nb.mrc\nc.mrc"), {"added": 1204, "rejected": 3})
        store.finish_run(store.start_run("harvest", "dnb"), {"read": 0}, error="The server did not answer.")
        store.start_run("harvest", "dnb")
        store.close()
    return call


def test_runs_are_listed_the_newest_first_with_what_came_of_them(run) -> None:
    lines = run().output.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert lines[0].endswith("did not end")
    assert lines[1].endswith("failed: The server did not answer.")
    assert "a.mrc and 2 more" in lines[2]
    assert lines[2].endswith("1,204 added, 3 rejected")


def test_only_those_that_failed(run) -> None:
    assert [line.split()[0] for line in run("--failed").output.splitlines()] == ["3", "2"]
    assert [line.split()[0] for line in run("--failed", "--limit", "1").output.splitlines()] == ["3"]


def test_for_programs_each_is_an_object(run) -> None:
    newest, *_, first = map(json.loads, run("--json").output.splitlines())
    assert (newest["ended"], newest["error"]) == (None, "")
    assert (first["id"], first["detail"], first["counts"]["added"]) == (1, "a.mrc\nb.mrc\nc.mrc", 1204)


def test_one_run_is_shown_whole_and_its_error_is_the_exit_status(run) -> None:
    shown = run("1")
    assert shown.exit_code == 0
    assert "          b.mrc" in shown.output.splitlines()
    assert "added     1,204" in shown.output.splitlines()
    failed = run("2")
    assert (failed.exit_code, "error     The server did not answer." in failed.output) == (1, True)
    assert json.loads(run("2", "--json").output)["what"] == "harvest"


def test_a_run_that_is_not_there_is_said(run) -> None:
    assert isinstance(run("77").exception, ConfigurationError)
