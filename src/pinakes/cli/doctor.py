"""`pinakes check`: configuration, database, index and disk; what is wrong and how to mend it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import click

from pinakes import conf
from pinakes.errors import PinakesError
from pinakes.records.base import Struct

LOW_DISK = 1024**3
"""Bytes below which the disk is called nearly full: a rebuilt index needs room beside the old one."""


class Finding(Struct):
    """What one check saw."""

    subject: str
    fine: bool
    text: str


@click.command("check")
@click.option("--deploy", is_flag=True, help="Also whether it may be shown to the world as it is configured.")
def check_command(deploy: bool) -> None:
    """Say what is wrong with the catalogue and how to mend it; exit status 1 if anything is."""
    home = conf.find_home()
    wrong = 0
    if deploy:
        from pinakes.cli import deploying

        # Tables of people are loaded before anything else is.
        conf.set_up_django(home, people=True)
    for finding in chain(findings(home), deploying.findings(home) if deploy else ()):
        wrong += not finding.fine
        mark = click.style("ok", fg="green") if finding.fine else click.style("WRONG", fg="red", bold=True)
        click.echo(f"{mark:<5} {finding.subject}: {finding.text}")
    sys.exit(1 if wrong else 0)


def findings(home: Path) -> Iterator[Finding]:
    """Every check in turn; one that fails does not keep the others from being made."""
    checks: tuple[tuple[str, Callable[[Path], Finding]], ...] = (
        ("configuration", _configuration),
        ("appearance", _appearance),
        ("database", _database),
        ("index", _index),
        ("disk", _disk),
    )
    for subject, check in checks:
        try:
            yield check(home)
        except PinakesError as error:
            yield Finding(subject=subject, fine=False, text=str(error))
        except OSError as error:
            yield Finding(subject=subject, fine=False, text=f"{error.filename or home}: {error.strerror}.")
    yield from _sources(home)
    yield from _library_system(home)


def _configuration(home: Path) -> Finding:
    conf.load(home)
    key = home / "secret.key"
    if not key.exists():
        return Finding(
            subject="configuration",
            fine=False,
            text=f"{key} is missing: readers are signed out at each start. Put 50 random characters in it.",
        )
    if key.stat().st_mode & 0o077:
        return Finding(
            subject="configuration", fine=False, text=f"{key} can be read by others: chmod 600 {key}."
        )
    return Finding(subject="configuration", fine=True, text=f"{home / conf.FILE} is right.")


def _appearance(home: Path) -> Finding:
    """Whether the library's colours can be read and its own templates are understood."""
    from jinja2 import Environment, TemplateSyntaxError

    from pinakes.web.colours import check

    branding = conf.load(home).branding
    check(branding.accent, branding.accent_dark)
    templates = sorted((home / "templates").rglob("*.html"))
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for file in templates:
        try:
            reader.parse(file.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            text = f"{file}, line {error.lineno}: {error.message}"
            return Finding(subject="appearance", fine=False, text=text)
    told = "our colours" if not branding.accent else f"the accent {branding.accent} can be read everywhere"
    return Finding(subject="appearance", fine=True, text=f"{told}; {len(templates)} templates of your own.")


def _database(home: Path) -> Finding:
    from django.db import DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    conf.set_up_django(home)
    try:
        executor = MigrationExecutor(connections["default"])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            return Finding(
                subject="database",
                fine=False,
                text=f"{len(plan)} migrations are to be applied: `pinakes manage migrate` (as serve and import do).",
            )
        store = conf.build_store(home)
        return Finding(
            subject="database",
            fine=True,
            text=f"{store.count():,} records, last change {store.last_sequence():,}.",
        )
    except DatabaseError as error:
        return Finding(
            subject="database", fine=False, text=f"it does not answer: {error}. See [store] in {conf.FILE}."
        )


def _index(home: Path) -> Finding:
    with conf.open_catalogue(home) as catalogue:
        state, last, count = catalogue.index.state(), catalogue.store.last_sequence(), catalogue.store.count()
    if state.sequence < last or state.documents != count:
        return Finding(
            subject="index",
            fine=False,
            text=f"it holds {state.documents:,} of {count:,} records, up to change {state.sequence:,} of {last:,}: "
            "run `pinakes reindex`.",
        )
    return Finding(
        subject="index", fine=True, text=f"{state.documents:,} records, up to change {state.sequence:,}."
    )


def _sources(home: Path) -> Iterator[Finding]:
    """Whether each source of the configuration answers now."""
    from pinakes.sources.opening import open_source

    try:
        sources = conf.load(home).sources
    except PinakesError:
        return  # said already
    for name, settings in sources.items():
        subject = f"source {name}"
        try:
            told = [
                f"{what} {words}" for what, words in open_source(settings, folder=home, attempts=1).describe()
            ]
        except PinakesError as error:
            yield Finding(subject=subject, fine=False, text=str(error))
        else:
            yield Finding(subject=subject, fine=True, text=f"it answers: {', '.join(told[:3])}.")


def _library_system(home: Path) -> Iterator[Finding]:
    """Whether the system answers that pages ask for the state of copies; nothing when none is named."""
    from pinakes.sources.daia import DaiaSource

    try:
        chosen = conf.load(home).availability
        if chosen.daia:
            DaiaSource(chosen.daia, seconds=chosen.wait).ask(["0"])
            yield Finding(subject="availability", fine=True, text="the library system answers in DAIA.")
    except PinakesError as error:
        yield Finding(subject="availability", fine=False, text=str(error))


def _disk(home: Path) -> Finding:
    usage = shutil.disk_usage(home)
    text = f"{usage.free / 1024**3:.1f} GB free of {usage.total / 1024**3:.1f} GB."
    return Finding(
        subject="disk",
        fine=usage.free >= LOW_DISK,
        text=text if usage.free >= LOW_DISK else f"{text} Make room: a rebuilt index needs it.",
    )
