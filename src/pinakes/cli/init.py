"""`pinakes init`: a new, empty catalogue."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from pinakes import conf
from pinakes.errors import ConfigurationError

TEMPLATE = """\
# This folder is a catalogue. Everything that can be set is described in the reference of settings;
# what stands here after a # is the default.

[library]
name = "{name}"
# languages = ["en", "de"]     # of the pages, in the order of the menu; the first is the default; all if not named
# email = ""                   # where readers may write to

[store]
# database = "sqlite:///pinakes.sqlite3"

[index]
# engine = "pinakes.index.tantivy:TantivyIndex"

[server]
# host = "127.0.0.1"
# port = 8000
# workers = 0                  # one for each processor
# allowed_hosts = ["catalogue.example.org"]
# https = false                # true when readers come by HTTPS
"""


def make_catalogue(home: Path, *, name: str) -> None:
    """Make the folder, its pinakes.toml, key, tables and empty index.

    Raises ConfigurationError when there is a catalogue or the folder can't be written.
    """
    if (home / conf.FILE).exists():
        raise ConfigurationError(f"There is a catalogue in {home} already.")
    try:
        home.mkdir(parents=True, exist_ok=True)
        key = home / "secret.key"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_urlsafe(50) + "\n", encoding="ascii")
        # People's data too: for its owner's eyes.
        (home / "pinakes.sqlite3").touch(mode=0o600)
        text = TEMPLATE.format(name=name.replace("\\", "\\\\").replace('"', '\\"'))
        (home / conf.FILE).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{home} can't be written: {error.strerror}.") from error
    conf.migrate(home, people=True)
    conf.build_index(home).close()


@click.command("init")
@click.argument("directory", default="catalogue", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="Pinakes", show_default=True, help="Name of the library.")
def init_command(directory: Path, name: str) -> None:
    """Make a new, empty catalogue in DIRECTORY (./catalogue)."""
    make_catalogue(directory.resolve(), name=name)
    click.echo(f"Made an empty catalogue in {directory}. Next: pinakes -C {directory} import FILE…")
