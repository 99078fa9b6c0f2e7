"""`pinakes show`, `pinakes export` and `pinakes formats`: records in any format that is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from pinakes.discovery.state import SearchState
from pinakes.errors import ConfigurationError, RecordNotFound, UnknownFormat
from pinakes.formats import registry
from pinakes.formats.base import Exporter


def exporter(name: str) -> Exporter:
    """The exporter of a format. Raises UnknownFormat with those that exist."""
    found = registry.get(name).exporter
    if found is None:
        names = ", ".join(f.name for f in registry.exporters())
        raise UnknownFormat(f"The format {name!r} is read but not written. Written are: {names}.")
    return found()


@click.command("show")
@click.argument("record_id", metavar="ID")
@click.option(
    "--format",
    "format_name",
    default="pinakes",
    show_default=True,
    metavar="FORMAT",
    help="See `pinakes formats`.",
)
@click.option("--raw", is_flag=True, help="The bytes as they came instead.")
def show_command(record_id: str, format_name: str, raw: bool) -> None:
    """Show the record ID."""
    from pinakes.conf import open_catalogue

    writer = exporter(format_name)
    with open_catalogue() as catalogue:
        if raw:
            found = catalogue.store.raw(record_id)
            if found is None:
                raise RecordNotFound(record_id)
            sys.stdout.buffer.write(found[1])
            return
        stored = catalogue.record(record_id)
        if stored.deleted:
            click.echo(
                f"{record_id} was deleted on {stored.datestamp[:10]}; this is what is kept of it.", err=True
            )
        writer.write([stored.record], sys.stdout.buffer)
    sys.stdout.buffer.flush()


@click.command("export")
@click.argument("query", required=False, default="")
@click.option("--format", "format_name", required=True, metavar="FORMAT", help="See `pinakes formats`.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    help="File instead of standard output.",
)
@click.option("--field", default="all", help="Search field, as in `pinakes search`.")
@click.option(
    "--filter", "filters", multiple=True, metavar="FACET:VALUE", help="Limit, as in `pinakes search`."
)
@click.option("--sort", default="relevance", help="Order, as in `pinakes search`.")
def export_command(
    query: str, format_name: str, output: Path, field: str, filters: tuple[str, ...], sort: str
) -> None:
    """Write all records that QUERY finds; without one the whole catalogue."""
    from pinakes.cli.search import constraints
    from pinakes.conf import open_catalogue
    from pinakes.index.fields import SEARCH_FIELDS
    from pinakes.index.fields import sort as known_sort

    if field not in SEARCH_FIELDS:
        raise click.BadParameter(f"{field!r} is none of {', '.join(SEARCH_FIELDS)}.", param_hint="--field")
    known_sort(sort)
    writer = exporter(format_name)
    state = SearchState(q=query, field=field, constraints=constraints(filters), sort=sort)
    with open_catalogue() as catalogue, opened(output) as out:
        writer.write((stored.record for stored in catalogue.everything(state)), out)


@contextmanager
def opened(output: Path) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it is whole."""
    if str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(output)
    except OSError as error:
        raise ConfigurationError(f"{output} can't be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="A list of JSON objects instead of a table.")
def formats_command(as_json: bool) -> None:
    """List the formats that are read and written."""
    known = [registry.get(name) for name in sorted(registry.names())]
    if as_json:
        rows = [
            {
                "name": f.name,
                "label": f.label,
                "reads": f.reader is not None,
                "writes": f.exporter is not None,
                "media_type": f.media_type,
                "extension": f.extension,
            }
            for f in known
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1))
        return
    for f in known:
        ways = ", ".join(w for w, there in (("read", f.reader), ("written", f.exporter)) if there)
        click.echo(f"{f.name:<16} {ways:<14} .{f.extension:<10} {f.media_type:<40} {f.label}")
