"""`pinakes user`: accounts by the command line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


def run(home: Path, *arguments: str, input_: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "PINAKES_APPS")}
    return subprocess.run(
        [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments],
        capture_output=True,
        text=True,
        input=input_,
        env=environment,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("people") / "catalogue"
    assert run(made.parent, "init", str(made)).returncode == 0
    return made


def test_accounts_are_made_listed_changed_and_ended(home: Path) -> None:
    added = run(home, "user", "add", "anna", "--admin", "--email", "anna@example.org")
    assert re.search(r"http://127\.0\.0\.1:8000/account/open/\S{30,}", added.stdout), added
    assert (
        run(home, "user", "add", "berta", "--password-stdin", input_="a sentence of mine\n").returncode == 0
    )
    listed = [line.split("\t") for line in run(home, "user", "list").stdout.splitlines()]
    assert listed == [
        ["anna", "anna@example.org", "administrator", "never"],
        ["berta", "", "reader", "never"],
    ]
    assert run(home, "user", "disable", "BERTA").returncode == 0
    assert "berta\t\tdisabled" in run(home, "user", "list").stdout
    assert run(home, "user", "delete", "berta", "--yes").returncode == 0
    assert "berta" not in run(home, "user", "list").stdout
    assert "Deleted 0 accounts" in run(home, "user", "expire").stdout


@pytest.mark.parametrize(
    ("arguments", "input_", "told"),
    [
        (("link", "nobody"), "", "no account nobody"),
        (("add", "weak", "--password-stdin"), "password\n", "too common"),
        (("add", "no spaces, please"), "", "valid username"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(
    home: Path, arguments: tuple[str, ...], input_: str, told: str
) -> None:
    done = run(home, "user", *arguments, input_=input_)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "weak" not in run(home, "user", "list").stdout
