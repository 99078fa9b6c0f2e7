"""`pinakes duplicates`: which records are shown as one, by comparing and by what a librarian says."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from pinakes import conf
from pinakes.cli.ingest import comparing, shown_progress, stopping
from pinakes.errors import ConfigurationError, RecordNotFound
from pinakes.records.record_ids import record_id
from pinakes.store.port import Verdict


@click.group("duplicates")
def duplicates_command() -> None:
    """Join or part records of one work. Imports and harvests do it by themselves; this is for what they can't know."""


@duplicates_command.command("find")
@click.option("--anew", is_flag=True, help="Compare all records, after the settings have changed.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
def find(anew: bool, as_json: bool) -> None:
    """Compare what has changed with all that is like it."""
    _find(conf.find_home(), anew=anew, as_json=as_json)


@duplicates_command.command("join")
@click.argument("first")
@click.argument("second")
def join(first: str, second: str) -> None:
    """Show two records as one, whatever comparing says, until they are parted."""
    _judge(first, second, same=True)


@duplicates_command.command("part")
@click.argument("first")
@click.argument("second")
def part(first: str, second: str) -> None:
    """Show two records as two, whatever comparing says, until they are joined."""
    _judge(first, second, same=False)


@duplicates_command.command("list")
@click.argument("record")
def list_(record: str) -> None:
    """List the records that are shown as one with RECORD, the leading one first, and what was said of them."""
    with conf.open_catalogue(conf.find_home()) as catalogue:
        stored = catalogue.record(record)
        together = catalogue.store.joins.together([stored.id])
        for one, leader in sorted(together.items(), key=lambda item: (item[0] != item[1], item[0])):
            click.echo(f"{'leads' if one == leader else 'behind':<7} {one}")
        if not together:
            click.echo(f"alone   {stored.id}")
        for verdict in catalogue.store.joins.verdicts([stored.id, *together]):
            click.echo(f"said    {verdict.first} {'=' if verdict.same else 'is not'} {verdict.second}")


def _judge(first: str, second: str, *, same: bool) -> None:
    home = conf.find_home()
    ids = [record_id(first), record_id(second)]
    if ids[0] == ids[1]:
        raise ConfigurationError("A record can't be joined with itself or parted from itself.")
    with conf.open_catalogue(home) as catalogue:
        there = {s.id for s in catalogue.store.get_many(ids) if not s.deleted}
        for one in ids:
            if one not in there:
                raise RecordNotFound(one)
        catalogue.store.joins.give_verdict(Verdict(first=ids[0], second=ids[1], same=same))
    _find(home, ids=ids)


def _find(home: Path, *, anew: bool = False, as_json: bool = False, ids: list[str] | None = None) -> None:
    from pinakes.ingest.catching_up import PATIENCE, catch_up
    from pinakes.ingest.duplicates.joining import join_duplicates
    from pinakes.ingest.locking import writing

    conf.migrate(home)
    with (
        conf.open_catalogue(home) as catalogue,
        stopping() as should_stop,
        shown_progress() as progress,
        writing(home),
    ):
        chosen = comparing(home, progress)
        if chosen is None:
            raise ConfigurationError(
                "[duplicates] enabled = false: records are not joined in this catalogue."
            )
        catch_up(catalogue.store, catalogue.index, patience=PATIENCE)
        report = join_duplicates(
            catalogue.store,
            catalogue.index,
            chosen.rules,
            anew=anew,
            again=ids or (),
            progress=chosen.progress,
            should_stop=should_stop,
        )
    if as_json:
        click.echo(msgspec.json.encode(report))
        return
    click.echo(
        f"Compared {report.compared:,}; {report.joined:,} joined with another, {report.parted:,} parted."
    )
