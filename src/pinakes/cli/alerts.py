"""`pinakes alerts`: the mails of saved searches, by a timer of the system or by the clock of `pinakes serve`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from pinakes import conf

if TYPE_CHECKING:
    from pinakes.alerts.delivery import Line, Report

_NAP = 60.0
"""Seconds after which the clock looks again: a computer may have slept meanwhile."""
_WORDS = {
    "sent": "sent",
    "would": "would be sent",
    "nothing": "nothing new",
    "failed": "failed, will be tried again",
    "uncertain": "was being sent when a run ended; not sent again",
    "elsewhere": "another run is sending it",
    "unreachable": "no confirmed e-mail address",
}


@click.command("alerts")
@click.option(
    "--due/--all", "due", default=True, help="Those whose day has come (default), or all that want mails."
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent; send and change nothing.")
@click.option("--at", metavar="HH:MM", help="Go on for ever, and send what is due each day at this time.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
def alerts_command(due: bool, dry_run: bool, at: str | None, as_json: bool) -> None:
    """Send the mails of saved searches: what is new or has changed since the last one.

    Run it every day from a timer. It can be killed at any time: no mail is sent twice. The exit status is 4 when a
    mail failed or may not have arrived.
    """
    home = conf.find_home()
    if at:
        if not conf.TIME_OF_DAY.fullmatch(at):
            raise click.BadParameter('it is a time like "06:30"', param_hint="--at")
        _go_on_for_ever(home, at)
        return
    conf.migrate(home, people=True)
    from pinakes.alerts import delivery

    report = delivery.run(everything=not due, dry=dry_run, told=None if as_json else _say)
    if as_json:
        counts = {name: report.count(name) for name in _WORDS}  # type: ignore[arg-type]
        click.echo(msgspec.json.encode({"due": report.due, **counts, "searches": report.lines}))
    else:
        click.echo(_summary(report))
        if report.count("sent") and not conf.load(home).mail.sender:
            click.echo(f"No mail server is set ([mail] sender): the mails lie in {home / 'mail'}.")
    if report.count("failed") or report.count("uncertain"):
        sys.exit(4)


def _say(line: Line) -> None:
    hits = f" ({line.hits:,})" if line.hits else ""
    detail = f": {line.detail}" if line.detail else ""
    click.echo(f"{line.reader}: {line.name}{hits} – {_WORDS[line.outcome]}{detail}")


def _summary(report: Report) -> str:
    said = [f"{n:,} {words}" for name, words in _WORDS.items() if (n := report.count(name))]  # type: ignore[arg-type]
    return f"Due: {report.due:,}" + (f"; {'; '.join(said)}." if said else ".")


def next_run(at: str, now: datetime) -> datetime:
    """The next time that a clock of the zone of ``now`` shows "06:30"."""
    hour, _, minute = at.partition(":")
    today = now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def keep_time(
    at: str,
    run: Callable[[], object],
    *,
    now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    sleep: Callable[[float], None] = time.sleep,
    go_on: Callable[[], bool] = lambda: True,
) -> None:
    """Call ``run`` whenever the clock of this machine shows ``at``; after it slept over that time, at once."""
    due = next_run(at, now())
    while go_on():
        if (moment := now()) >= due:
            due = next_run(at, moment)
            run()
        else:
            sleep(min(_NAP, (due - moment).total_seconds()))


def start_clock(home: Path, at: str) -> subprocess.Popen[bytes]:
    """`pinakes alerts --at` beside a server: it ends when this process does, however that comes."""
    return subprocess.Popen([*_command(home), "--at", at])


def _go_on_for_ever(home: Path, at: str) -> None:
    parent = os.getppid()
    # A process of its own each time: nothing is held in memory through the day, and a fault ends that one only.
    run = partial(subprocess.run, _command(home), check=False)
    keep_time(at, run, go_on=lambda: os.getppid() == parent)


def _command(home: Path) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), "alerts"]
