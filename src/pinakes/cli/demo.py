"""`pinakes demo`: the sample catalogue, served."""

from __future__ import annotations

import hashlib
import os
from importlib.resources import as_file, files
from pathlib import Path

import click

from pinakes import conf
from pinakes.cli.init import make_catalogue

NAME = "Kestrel Institute Library"
EXAMPLES = """
[branding]
examples = ["anti-synthetase tacrolimus", "Καλλίμαχος", "10.1002/rcr2.52"]
"""


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option("--no-serve", is_flag=True, help="Only make the catalogue.")
def demo_command(host: str, port: int, no_serve: bool) -> None:
    """Make a sample catalogue (in -C DIR, PINAKES_HOME or ./catalogue), then serve it."""
    from pinakes.cli.serve import serve
    from pinakes.cli.user import first_link

    home = Path(os.environ.get("PINAKES_HOME") or "catalogue").resolve()
    make_sample(home)
    shown = f"[{host}]" if ":" in host else host
    if link := first_link(home, f"http://{shown}:{port}"):
        click.echo(f"The librarian signs in here, once, within a day: {link}")
    if no_serve:
        click.echo(f"The sample catalogue is in {home}. Next: pinakes -C {home} serve")
        return
    serve(home, host, port, workers=min(2, os.cpu_count() or 1))


def make_sample(home: Path) -> None:
    """Make the catalogue if it is missing and import the sample if it changed since."""
    from pinakes import __version__

    if not (home / conf.FILE).exists():
        make_catalogue(home, name=NAME)
        with (home / conf.FILE).open("a", encoding="utf-8") as file:
            file.write(EXAMPLES)
    stamp = home / "sample.version"
    resource = files("pinakes.data").joinpath("sample.jsonl")
    with as_file(resource) as path:
        version = f"{__version__} {hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()}"
        if stamp.exists() and stamp.read_text(encoding="utf-8") == version:
            return
        import_sample(home, path)
    stamp.write_text(version, encoding="utf-8")


def import_sample(home: Path, path: Path) -> None:
    """Import the sample's file into the catalogue in ``home``."""
    from pinakes.ingest.pipeline import Comparing, import_paths

    conf.migrate(home, people=True)
    rules = conf.duplicate_rules(home)
    with conf.open_catalogue(home) as catalogue:
        comparing = Comparing(rules=rules) if rules else None
        report = import_paths([path], catalogue.store, catalogue.index, home=home, comparing=comparing)
    click.echo(f"Imported {report.added + report.changed} sample records into {home}.", err=True)
