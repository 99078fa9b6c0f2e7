"""`pinakes check --deploy`: what must be right before readers come from the internet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAFE = """
[server]
allowed_hosts = ["catalogue.example.org"]
https = true
address = "https://catalogue.example.org"
[mail]
sender = "catalogue@example.org"
"""


def run(home: Path, *arguments: str, input_: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DJANGO_SETTINGS_MODULE", "PINAKES_APPS", "DJANGO_ALLOW_ASYNC_UNSAFE")
    }
    return subprocess.run(
        [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments],
        capture_output=True,
        text=True,
        input=input_,
        env=environment,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("deploy") / "catalogue"
    run(made.parent, "init", str(made))
    run(made, "user", "add", "boss", "--admin", "--password-stdin", input_="a good sentence of mine\n")
    return made


def wrong(home: Path, toml: str) -> set[str]:
    """What is wrong, by subject, of what is about the world."""
    (home / "pinakes.toml").write_text(toml)
    done = run(home, "check", "--deploy")
    found = {line.split()[1].rstrip(":") for line in done.stdout.splitlines() if line.startswith("WRONG")}
    assert done.returncode == bool(found), done
    return found


def test_a_safe_configuration_is_let_through(home: Path) -> None:
    assert wrong(home, SAFE) == set()


def test_what_a_new_catalogue_has_is_not_enough(home: Path) -> None:
    assert wrong(home, "") == {"hosts", "https", "mail"}


@pytest.mark.parametrize(
    ("before", "after", "subject"),
    [
        ('["catalogue.example.org"]', '["*"]', "hosts"),
        ("https = true", "https = false", "https"),
        ("https = true", "https = true\nhsts_days = 0", "https"),
        ('"https://catalogue', '"http://catalogue', "https"),
        ('sender = "catalogue@example.org"', "", "mail"),
    ],
)
def test_each_unsafe_setting_is_told(home: Path, before: str, after: str, subject: str) -> None:
    assert wrong(home, SAFE.replace(before, after)) == {subject}


def test_files_that_others_can_read_and_a_short_key_are_told(home: Path) -> None:
    key = (home / "secret.key").read_text()
    try:
        (home / "pinakes.sqlite3").chmod(0o644)
        (home / "secret.key").write_text("secret")
        assert wrong(home, SAFE) == {"files", "secrets"}
    finally:
        (home / "secret.key").write_text(key)
        (home / "pinakes.sqlite3").chmod(0o600)
