"""`pinakes alerts`: the mails of saved searches, by a timer of the system or by the clock of `pinakes serve`."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import datetime
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
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
def alerts_command(due: bool, dry_run: bool, as_json: bool) -> None:
    """Send the mails of saved searches: what is new or has changed since the last one.

    Run it every day from a timer. It can be killed at any time: no mail is sent twice. The exit status is 4 when a
    mail failed or may not have arrived.
    """
    home = conf.find_home()
    conf.migrate(home, people=True)
    from pinakes.alerts import delivery

    report = delivery.run(everything=not due, dry=dry_run, told=None if as_json else _say)
    if as_json:
        counts = {name: report.count(name) for name in _WORDS}  # type: ignore[arg-type]
        click.echo(msgspec.json.encode({"due": report.due, **counts, "searches": report.lines}))
    else:
        click.echo(_summary(report))
    if report.count("failed") or report.count("uncertain"):
        sys.exit(4)


def _say(line: Line) -> None:
    hits = f" ({line.hits:,})" if line.hits else ""
    detail = f": {line.detail}" if line.detail else ""
    click.echo(f"{line.reader}: {line.name}{hits} – {_WORDS[line.outcome]}{detail}")


def _summary(report: Report) -> str:
    said = [f"{n:,} {words}" for name, words in _WORDS.items() if (n := report.count(name))]  # type: ignore[arg-type]
    return f"Due: {report.due:,}" + (f"; {'; '.join(said)}." if said else ".")


def start_clock(home: Path, at: str) -> threading.Thread:
    """Run `pinakes alerts` once a day at this time in a process of its own, as long as this process lives."""
    thread = threading.Thread(target=_keep_time, args=(home, at), name="alerts", daemon=True)
    thread.start()
    return thread


def _keep_time(home: Path, at: str) -> None:
    from pinakes.alerts.schedule import next_run

    due = next_run(at, datetime.now().astimezone())
    while True:
        now = datetime.now().astimezone()
        if now >= due:
            due = next_run(at, now)
            command = [
                sys.executable,
                "-c",
                "from pinakes.cli.main import main; main()",
                "-C",
                str(home),
                "alerts",
            ]
            subprocess.run(command, check=False)
        else:
            time.sleep(min(_NAP, (due - now).total_seconds()))
