"""`pinakes serve`: the catalogue on a port, by one command, until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import click

from pinakes import conf
from pinakes.cli.alerts import start_clock
from pinakes.errors import ConfigurationError, IndexBusy, StoreBusy


@click.command("serve")
@click.option("--host", help="Address to listen on (server.host, 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (server.port, 8000).")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that answer (server.workers, one for each processor).",
)
def serve_command(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the catalogue to readers, until Ctrl-C."""
    home = conf.find_home()
    server = conf.load(home).server
    serve(home, host or server.host, port or server.port, workers or server.workers or os.cpu_count() or 1)


def serve(home: Path, host: str, port: int, workers: int) -> None:
    """Bring tables and index up to date, then answer until a signal stops it.

    Raises ConfigurationError when the port is taken.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from pinakes.web.colours import check

    branding = conf.load(home).branding
    check(branding.accent, branding.accent_dark)
    _check_port(host, port)
    bring_up(home)
    os.environ["PINAKES_HOST"] = host
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Pinakes serves {home} at http://{shown}:{port}/ — Ctrl-C ends it.", err=True)
    clock = start_clock(home, at) if (at := conf.load(home).alerts.at) else None
    server = Granian(
        "pinakes.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=256,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    try:
        server.serve()
    finally:
        if clock:
            clock.terminate()
            clock.wait()


def bring_up(home: Path) -> None:
    """Apply migrations and give the index what it lacks after a crash."""
    from pinakes.ingest.authorities import heed_authorities
    from pinakes.ingest.catching_up import catch_up
    from pinakes.ingest.duplicates.joining import join_duplicates
    from pinakes.ingest.locking import writing

    conf.migrate(home, people=True)
    rules = conf.duplicate_rules(home)
    with conf.open_catalogue(home) as catalogue:
        if missing := catch_up(catalogue.store, catalogue.index):
            click.echo(f"The index has caught up with {missing:,} changes.", err=True)
        # An import that goes on does it itself at its end.
        with contextlib.suppress(StoreBusy, IndexBusy), writing(home):
            if named := heed_authorities(catalogue.store, catalogue.index):
                click.echo(f"Indexed {named:,} records anew for their names and subjects.", err=True)
            if rules and (report := join_duplicates(catalogue.store, catalogue.index, rules)).compared:
                click.echo(
                    f"Compared {report.compared:,} records that an import had left to compare.", err=True
                )


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigurationError(
                f"Can't listen on {host}:{port}: {error.strerror}. Choose another with --port."
            ) from error
