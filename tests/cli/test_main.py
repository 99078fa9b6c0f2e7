"""The command line as a whole: what it offers, how it fails."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pinakes.cli.main import COMMANDS, cli, main


def run(*arguments: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pinakes.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=home, check=False)


def test_the_help_lists_every_command() -> None:
    output = CliRunner().invoke(cli, ["--help"]).output
    assert [name for name in COMMANDS if f"\n  {name} " not in output] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_of_the_table_exists_under_its_name(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.help or name == "manage"


def test_an_unknown_command_is_a_sentence() -> None:
    result = CliRunner().invoke(cli, ["frobnicate"])
    assert result.exit_code == 2
    assert "No such command 'frobnicate'" in result.output


def test_a_missing_catalogue_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    result = run("-C", str(tmp_path), "search", "x")
    assert result.returncode == 1
    assert result.stderr.startswith("pinakes: There is no catalogue in ")
    assert "Traceback" not in result.stderr


def test_the_help_of_a_command_needs_no_catalogue(tmp_path: Path) -> None:
    assert run("export", "--help", home=tmp_path).returncode == 0


def test_a_fault_of_ours_is_a_sentence_and_its_trace_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    @click.command("broken")
    def broken() -> None:
        raise ZeroDivisionError("seven by nothing")

    monkeypatch.setattr(cli, "get_command", lambda ctx, name: broken)
    monkeypatch.setattr(sys, "argv", ["pinakes", "broken"])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 70
    assert "Traceback" not in capsys.readouterr().err
    (report,) = tmp_path.iterdir()
    assert "seven by nothing" in report.read_text(encoding="utf-8")
