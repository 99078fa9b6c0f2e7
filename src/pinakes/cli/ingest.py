"""`pinakes import`, `pinakes delete`, `pinakes reindex`: what changes the catalogue from the command line."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click
import msgspec

from pinakes import conf
from pinakes.errors import ConfigurationError, IndexOutdated, UnknownFormat

if TYPE_CHECKING:
    from pinakes.ingest.pipeline import Comparing, Progress
    from pinakes.ingest.report import ImportReport

LINE_SECONDS = 10.0
"""Between two lines of progress where there is no terminal."""


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", metavar="FORMAT", help="Format of all files; else known by content.")
@click.option(
    "--source", metavar="NAME", help="Source of the records; else what they or their format say, or local."
)
@click.option(
    "--columns",
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file that says what the columns of a table are; else FILE.columns.toml beside it.",
)
@click.option("--strict", is_flag=True, help="Exit status 3 when anything was rejected.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
def import_command(
    paths: tuple[str, ...],
    format_: str | None,
    source: str | None,
    columns: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Import files, folders and archives (.gz .bz2 .xz .zst .zip .tar); - is standard input.

    What was rejected is kept in the catalogue's folder rejects/; importing that file tries it again.
    """
    from pinakes.ingest.pipeline import import_paths

    home = conf.find_home()
    check_options(format_, source)
    conf.migrate(home)
    with conf.open_catalogue(home) as catalogue, stopping() as should_stop, shown_progress() as progress:
        report = import_paths(
            paths,
            catalogue.store,
            catalogue.index,
            home=home,
            format=format_ or "",
            columns=_mapping(columns),
            source=source or "",
            progress=progress,
            should_stop=should_stop,
            comparing=comparing(home, progress),
        )
    tell(report, as_json=as_json)
    if report.stopped:
        sys.exit(130)
    if strict and report.rejected:
        sys.exit(3)


def _mapping(columns: Path | None) -> str:
    """The mapping in a file, in one line. Raises ConfigurationError."""
    if columns is None:
        return ""
    from pinakes.formats import table_columns
    from pinakes.sources.tables import read_columns

    return table_columns.encoded(read_columns(columns)).decode()


def check_options(format_: str | None, source: str | None) -> None:
    """Raises UnknownFormat, ConfigurationError for options that can't be."""
    from pinakes.formats import registry
    from pinakes.records.record_ids import SOURCE

    if format_ and registry.get(format_).reader is None:
        readable = ", ".join(n for n in registry.names() if registry.get(n).reader)
        raise UnknownFormat(f"The format {format_} can be written, not read. Those that can: {readable}.")
    if source is not None and not SOURCE.fullmatch(source):
        raise ConfigurationError(
            f"--source {source!r}: a source's name has 1 to 64 letters, digits, points, hyphens and underscores."
        )


def tell(report: ImportReport, *, as_json: bool, source: str = "") -> None:
    """Say what a run did."""
    if as_json:
        named = {"source": source} if source else {}
        summary = named | msgspec.to_builtins(report) | {"records_per_second": round(report.rate, 1)}
        click.echo(msgspec.json.encode(summary))
        return
    if report.stopped:
        click.echo("Stopped. What is counted here is stored; the same command goes on.", err=True)
    for name in ("read", "added", "changed", "unchanged", "deleted", "rejected"):
        note = ""
        if name == "read" and report.repeated:
            note = f"   {report.repeated:,} with an id that came before; the last one counts"
        if name == "rejected" and report.rejects:
            note = f"   kept in {_shown(Path(report.rejects))}"
        click.echo(f"{name:<10}{getattr(report, name):>12,}{note}")
    if report.joined:
        click.echo(f"{'joined':<10}{report.joined:>12,}   shown with a record of another source from now on")
    click.echo(f"{'seconds':<10}{report.seconds:>12,.1f}   {report.rate:,.0f} records/s")


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C (or SIGTERM) ends the run after the batch that is under way; the second ends at once."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        # On a terminal the bar stands in this line.
        click.echo(("\n" if sys.stderr.isatty() else "") + "Stopping after this batch …", err=True)

    before = {n: signal.signal(n, ask) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def shown_progress() -> _Bar | nullcontext[_Lines]:
    """A bar on a terminal, lines elsewhere; called with a Progress."""
    return _Bar() if sys.stderr.isatty() else nullcontext(_Lines())


def comparing(home: Path, progress: _Bar | _Lines) -> Comparing | None:
    """How records of one work are joined after a run; None when the settings don't want it."""
    from pinakes.ingest.pipeline import Comparing

    rules = conf.duplicate_rules(home)
    return Comparing(rules=rules, progress=progress.compared) if rules else None


class _Lines:
    """A line now and then, for logs."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, p: Progress) -> None:
        self.show(p.stored, p.rejected, p.read_bytes, p.total_bytes, p.read / p.seconds if p.seconds else 0)

    def show(
        self, done: int, rejected: int, read: int, total: int, rate: float, *, word: str = "stored"
    ) -> None:
        """``read`` and ``total`` are bytes, ``rate`` records a second; ``word`` is what was done to ``done``."""
        now = time.monotonic()
        if now - self._last < LINE_SECONDS:
            return
        self._last = now
        part = f", {100 * read / total:.0f} % of the bytes" if total else ""
        click.echo(f"{done:,} {word}, {rejected:,} rejected, {rate:,.0f} records/s{part}", err=True)

    def compared(self, done: int) -> None:
        """So many have been compared with the others."""
        if time.monotonic() - self._last >= LINE_SECONDS:
            self._last = time.monotonic()
            click.echo(f"{done:,} compared with records of other sources", err=True)


class _Bar:
    """A bar on a terminal: records, records/s, rejected, time left."""

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.fields[text]}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task("import", total=None, text="reading")
        return self

    def __call__(self, p: Progress) -> None:
        self.show(p.stored, p.rejected, p.read_bytes, p.total_bytes, p.read / p.seconds if p.seconds else 0)

    def show(
        self, done: int, rejected: int, read: int, total: int, rate: float, *, word: str = "records"
    ) -> None:
        """As ``_Lines.show``."""
        text = f"{done:,} {word}  {rate:,.0f}/s  {rejected:,} rejected"
        self._bar.update(self._task, completed=read, total=total or None, text=text)

    def compared(self, done: int) -> None:
        """So many have been compared with the others."""
        text = f"{done:,} compared with records of other sources"
        self._bar.update(self._task, completed=None, total=None, text=text)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


@click.command("delete")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def delete_command(ids: tuple[str, ...]) -> None:
    """Delete records: they leave the search, their address says that they are gone."""
    from pinakes.ingest.deleting import delete

    home = conf.find_home()
    conf.migrate(home)
    with conf.open_catalogue(home) as catalogue:
        rules = conf.duplicate_rules(home)
        deleted, unknown = delete(ids, catalogue.store, catalogue.index, home=home, rules=rules)
    click.echo(f"Deleted {deleted:,} of {len(set(ids)):,}.")
    if unknown:
        raise ConfigurationError(f"Not there: {', '.join(unknown[:10])}{' …' if len(unknown) > 10 else ''}.")


@click.command("reindex")
@click.option("--check", is_flag=True, help="Only compare index and store; exit status 1 when they differ.")
def reindex_command(check: bool) -> None:
    """Build the search index anew beside the old one, which serves readers until the new one is whole."""
    from pinakes.ingest.locking import writing
    from pinakes.ingest.reindex import compare, rebuild

    home = conf.find_home()
    conf.migrate(home)
    with conf.open_catalogue(home) as catalogue:
        store, index = catalogue.store, catalogue.index
        if check:
            try:
                found = compare(store, index)
            except IndexOutdated as error:
                click.echo(f"{error}")
                sys.exit(1)
            click.echo(
                f"store: {found.records:,} records, last change {found.store_sequence:,}; "
                f"index: {found.documents:,} documents, last change {found.index_sequence:,}."
            )
            if found.equal:
                click.echo("They agree.")
                return
            for what in ("missing", "outdated", "surplus"):
                click.echo(f"{what:<10}{getattr(found, what):>12,}")
            for example in found.examples:
                click.echo(f"  {example}")
            click.echo("`pinakes reindex` builds the index anew.")
            sys.exit(1)
        began = time.monotonic()
        with writing(home), _rebuilding(store.count()) as progress:
            count = rebuild(store, index, progress=progress)
    seconds = time.monotonic() - began
    click.echo(
        f"Indexed {count:,} records in {seconds:,.1f} s ({count / max(seconds, 1e-9):,.0f} records/s)."
    )


@contextmanager
def _rebuilding(total: int) -> Iterator[Callable[[int], None]]:
    if not sys.stderr.isatty():
        last = time.monotonic()

        def line(done: int) -> None:
            nonlocal last
            if time.monotonic() - last >= LINE_SECONDS:
                last = time.monotonic()
                click.echo(f"{done:,} of {total:,} records indexed", err=True)

        yield line
        return
    with click.progressbar(length=total, label="Indexing", file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
