"""`pinakes convert`: files of one format into another, without a catalogue."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from pinakes.cli.ingest import check_options, shown_progress, stopping
from pinakes.cli.show import exporter, opened
from pinakes.ingest.converting import Conversion, Converter, RejectLines
from pinakes.sources.files import Files
from pinakes.sources.rejects import Reject
from pinakes.sources.tables import read_columns


@click.command("convert")
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option("--to", "to", required=True, metavar="FORMAT", help="Format to write; see `pinakes formats`.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    help="File instead of standard output.",
)
@click.option("--format", "format_", metavar="FORMAT", help="Format of all files; else known by content.")
@click.option(
    "--columns",
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file that says what the columns of a table are; else FILE.columns.toml beside it.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for what can't be read; else OUTPUT.rejects.jsonl.",
)
@click.option("--strict", is_flag=True, help="Exit status 3 when anything was rejected.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
def convert_command(
    paths: tuple[str, ...],
    to: str,
    output: Path,
    format_: str | None,
    columns: Path | None,
    rejects: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Write the records of files, folders and archives in another format; - is standard input.

    The summary goes to standard error when the records go to standard output. What can't be read
    is said there too, and kept with its bytes in a file that `pinakes import` and `convert` read again.
    """
    check_options(format_, None)
    to_standard_output = str(output) == "-"
    if rejects is None and not to_standard_output:
        rejects = output.with_name(output.name + ".rejects.jsonl")
        rejects.unlink(missing_ok=True)  # of the run before
    writer, kept = exporter(to), RejectLines(rejects)

    def refuse(reject: Reject) -> None:
        kept.keep([reject])
        if rejects is None:
            click.echo(f"{reject.origin}, record {reject.position}: {reject.reason}", err=True)

    with stopping() as should_stop, shown_progress() as progress:

        def show(done: Conversion) -> None:
            progress.show(
                done.written, done.rejected, done.read_bytes, done.total_bytes, done.rate, word="written"
            )

        mapping = read_columns(columns) if columns else None
        files = Files(paths, format=format_ or None, columns=mapping)
        converter = Converter(files, writer, rejected=refuse, progress=show, should_stop=should_stop)
        with opened(output) as out:
            done = converter.write(out)
    _tell(done, rejects if kept.close() else None, as_json=as_json, err=to_standard_output)
    if done.stopped:
        sys.exit(130)
    if strict and done.rejected:
        sys.exit(3)


def _tell(done: Conversion, kept: Path | None, *, as_json: bool, err: bool) -> None:
    if as_json:
        summary = msgspec.to_builtins(done) | {
            "records_per_second": round(done.rate, 1),
            "rejects": str(kept or ""),
        }
        click.echo(msgspec.json.encode(summary), err=err)
        return
    if done.stopped:
        click.echo("Stopped before the end.", err=True)
    for name in ("read", "written", "deleted", "rejected"):
        note = f"   kept in {kept}" if name == "rejected" and kept else ""
        click.echo(f"{name:<10}{getattr(done, name):>12,}{note}", err=err)
    click.echo(f"{'seconds':<10}{done.seconds:>12,.1f}   {done.rate:,.0f} records/s", err=err)
