"""`pinakes backup` and `pinakes restore`: the whole catalogue in one file; the index is built anew."""

from __future__ import annotations

import contextlib
import sqlite3
import tarfile
import tempfile
from pathlib import Path

import click

from pinakes import conf
from pinakes.errors import ConfigurationError, SourceError

DATABASE = "pinakes.sqlite3"
KEPT = (conf.FILE, "secret.key")
FOLDERS = ("pages", "static", "templates")
"""What the library made itself."""


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Write settings, key and all records to FILE (tar, gzip), also while the catalogue is served."""
    home = conf.find_home()
    part = file.with_name(file.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
            copy = Path(folder) / DATABASE
            _copy_database(home, copy)
            with tarfile.open(part, "w:gz", compresslevel=6) as archive:
                for name in (*KEPT, *FOLDERS):
                    if (home / name).exists():
                        archive.add(home / name, arcname=name)
                archive.add(copy, arcname=DATABASE)
        part.chmod(0o600)  # the key is in it
        part.replace(file)
    except OSError as error:
        raise ConfigurationError(f"{file} can't be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    click.echo(
        f"Wrote {file} ({file.stat().st_size / 1024**2:.1f} MB). `pinakes restore {file} DIR` makes a catalogue of it."
    )


def _copy_database(home: Path, copy: Path) -> None:
    """A consistent copy of the SQLite file while others may read and write (SQLite's online backup)."""
    described = conf.database(home, conf.load(home))
    if not described["ENGINE"].endswith("sqlite3"):
        raise ConfigurationError("`pinakes backup` copies SQLite; use pg_dump for a PostgreSQL database.")
    with (
        contextlib.closing(sqlite3.connect(described["NAME"])) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def restore_command(file: Path, directory: Path) -> None:
    """Make a catalogue in DIRECTORY, new or empty, from a backup FILE."""
    home = directory.resolve()
    if home.exists() and any(home.iterdir()):
        raise ConfigurationError(f"{directory} is not empty; restore into a new folder and move it then.")
    home.mkdir(parents=True, exist_ok=True)
    _unpack(file, home)
    described = conf.database(home, conf.load(home))
    if described["NAME"] != str(home / DATABASE):
        (home / DATABASE).rename(described["NAME"])
    conf.migrate(home)
    from pinakes.ingest.catching_up import catch_up

    with conf.open_catalogue(home) as catalogue:
        catch_up(catalogue.store, catalogue.index)
        click.echo(f"Restored {catalogue.store.count():,} records to {directory}.")


def _is_known(name: str) -> bool:
    return name in (*KEPT, DATABASE) or name.partition("/")[0] in FOLDERS


def _unpack(file: Path, home: Path) -> None:
    """Take the known members and nothing else. Raises SourceError."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            members = {m.name: m for m in archive.getmembers() if m.isreg() and _is_known(m.name)}
            if conf.FILE not in members or DATABASE not in members:
                raise SourceError(
                    f"{file} is not a backup of pinakes: {conf.FILE} and {DATABASE} must be in it."
                )
            for member in members.values():
                archive.extract(member, home, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise SourceError(f"{file} can't be unpacked: {error}.") from error
    (home / "secret.key").chmod(0o600) if (home / "secret.key").exists() else None
