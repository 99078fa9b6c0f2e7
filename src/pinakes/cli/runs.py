"""`pinakes runs`: what was imported, harvested and deleted, when, and how it ended."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import msgspec

from pinakes import conf
from pinakes.errors import ConfigurationError

if TYPE_CHECKING:
    from pinakes.store.port import Run

_SHOWN = ("added", "changed", "deleted", "rejected")


@click.command("runs")
@click.argument("number", required=False, type=click.IntRange(min=1))
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100_000), help="How many.")
@click.option("--failed", is_flag=True, help="Only those that ended with an error, or did not end.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def runs_command(number: int | None, limit: int, failed: bool, as_json: bool) -> None:
    """List imports, harvests and deletions, the newest first, or show the one with this NUMBER.

    The exit status of a run that is shown is 1 when it ended with an error.
    """
    home = conf.find_home()
    conf.migrate(home)
    with conf.open_catalogue(home) as catalogue:
        if number is not None:
            found = catalogue.store.run(number)
            if found is None:
                raise ConfigurationError(f"There is no run {number}; `pinakes runs` lists them.")
            click.echo(_json(found) if as_json else _whole(found))
            sys.exit(1 if found.error else 0)
        runs = catalogue.store.runs(limit=100_000 if failed else limit)
    shown = [r for r in runs if not failed or r.error or not r.ended][:limit]
    for run in shown:
        click.echo(_json(run) if as_json else _line(run))
    if not shown and not as_json:
        click.echo("None has failed." if failed and runs else "Nothing was imported or harvested yet.")


def _json(run: Run) -> str:
    fields = {
        "id": run.id,
        "what": run.what,
        "detail": run.detail,
        "started": run.started,
        "ended": run.ended or None,
        "counts": run.counts,
        "error": run.error,
    }
    return msgspec.json.encode(fields).decode()


def _line(run: Run) -> str:
    """``12  2026-01-31 12:00:00  harvest  dnb  1,204 added, 3 rejected``."""
    paths = run.detail.splitlines() or [""]
    what = paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1:,} more"
    return f"{run.id:>5}  {run.started.replace('T', ' ').rstrip('Z')}  {run.what:<8} {what[:60]:<30}  {_end(run)}"


def _end(run: Run) -> str:
    told = ", ".join(f"{run.counts[name]:,} {name}" for name in _SHOWN if run.counts.get(name))
    if run.error:
        return f"failed: {run.error}"
    return (told or "nothing new") if run.ended else "did not end"


def _whole(run: Run) -> str:
    lines = [f"run       {run.id}", f"what      {run.what}", f"started   {run.started}"]
    lines.append(f"ended     {run.ended or 'not yet, or it was killed'}")
    lines += [f"{'of' if n == 0 else '':<10}{path}" for n, path in enumerate(run.detail.splitlines())]
    lines += [f"{name:<10}{count:,}" for name, count in run.counts.items()]
    if run.error:
        lines.append(f"error     {run.error}")
    return "\n".join(lines)
