"""`pinakes harvest` and `pinakes sources`: records that are fetched from where pinakes.toml says."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from pinakes import conf
from pinakes.cli.ingest import comparing, shown_progress, stopping, tell
from pinakes.errors import ConfigurationError, PinakesError

if TYPE_CHECKING:
    from pinakes.discovery.catalogue import Catalogue
    from pinakes.ingest.report import ImportReport
    from pinakes.sources.settings import SourceSettings

_EVERY = re.compile(r"(\d+)\s*(s|min|h|d)")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}


@click.command("harvest")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--full", is_flag=True, help="Take everything anew; what a source has no more is deleted.")
@click.option("--every", metavar="TIME", help="Go on and on, with this pause: 30min, 6h, 1d.")
@click.option("--strict", is_flag=True, help="Exit status 3 when anything was rejected.")
@click.option("--json", "as_json", is_flag=True, help="A summary for each source as one JSON object a line.")
def harvest_command(
    names: tuple[str, ...], full: bool, every: str | None, strict: bool, as_json: bool
) -> None:
    """Fetch what is new from the sources of pinakes.toml, or from those that are named.

    A harvest that was interrupted goes on where it was. One source that fails does not keep the
    others from being fetched; the exit status is then 1.
    """
    pause = _pause(every) if every else None
    home = conf.find_home()
    wanted = _wanted(conf.load(home).sources, names)
    conf.migrate(home)
    with conf.open_catalogue(home) as catalogue, stopping() as should_stop:
        while True:
            status = 0
            for name, settings in wanted.items():
                if should_stop():
                    break
                found = _one(home, catalogue, name, settings, full, as_json, should_stop)
                status = max(status, 1 if found is None else 3 if strict and found.rejected else 0)
            if pause is None or should_stop():
                sys.exit(130 if should_stop() else status)
            _wait(pause, should_stop)


def _one(
    home: Path,
    catalogue: Catalogue,
    name: str,
    settings: SourceSettings,
    full: bool,
    as_json: bool,
    should_stop: Callable[[], bool],
) -> ImportReport | None:
    """The report of one source's harvest; None when it failed, which has been said."""
    from pinakes.ingest.harvesting import harvest

    click.echo(f"Harvesting {settings.label or name} …", err=True)
    try:
        with shown_progress() as progress:
            report = harvest(
                name,
                settings,
                catalogue.store,
                catalogue.index,
                home=home,
                full=full,
                progress=progress,
                should_stop=should_stop,
                comparing=comparing(home, progress),
            )
    except PinakesError as error:
        click.echo(f"{name}: {error}", err=True)
        if as_json:
            click.echo(msgspec.json.encode({"source": name, "error": str(error)}))
        return None
    tell(report, as_json=as_json, source=name)
    return report


def _wanted(sources: dict[str, SourceSettings], names: tuple[str, ...]) -> dict[str, SourceSettings]:
    if not sources:
        raise ConfigurationError(
            f"{conf.FILE} names no source. A table [sources.NAME] with kind and address is one; "
            "the documentation has an example of each kind."
        )
    for name in names:
        if name not in sources:
            raise ConfigurationError(f"There is no source {name!r}. Sources: {', '.join(sources)}.")
    return {n: s for n, s in sources.items() if (n in names if names else s.enabled)}


def _pause(text: str) -> float:
    found = _EVERY.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise ConfigurationError(f"--every {text!r}: a number with s, min, h or d, such as 30min or 6h.")
    return float(int(found[1]) * _SECONDS[found[2]])


def _wait(seconds: float, should_stop: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not should_stop():
        time.sleep(min(1.0, max(0.0, until - time.monotonic())))


@click.command("sources")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sources_command(name: str | None, as_json: bool) -> None:
    """List the sources with their last harvest, or ask one what it offers."""
    home = conf.find_home()
    sources = conf.load(home).sources
    wanted = _wanted(sources, (name,) if name else ())
    if name:
        _offer(name, sources[name], home)
        return
    conf.migrate(home)
    with conf.open_catalogue(home) as catalogue:
        rows = [_row(catalogue, source, settings) for source, settings in (wanted | sources).items()]
    if as_json:
        click.echo(msgspec.json.encode(rows))
        return
    for row in rows:
        names = f"  {row['authorities']:,} authorities" if row["authorities"] else ""
        click.echo(f"{row['name']:<20} {row['kind']:<10} {row['records']:>10,} records{names}  {row['last']}")


def _row(catalogue: Catalogue, name: str, settings: SourceSettings) -> dict[str, str | int | bool]:
    last = next(
        (r for r in catalogue.store.runs(limit=500) if r.what == "harvest" and r.detail == name), None
    )
    said = "never harvested"
    if last is not None:
        how = last.error or (
            ", ".join(f"{n:,} {what}" for what, n in last.counts.items() if n) or "nothing new"
        )
        said = f"{last.started}: {how if last.ended else 'did not end'}"
    return {
        "name": name,
        "kind": str(settings.__struct_config__.tag),
        "enabled": settings.enabled,
        "records": sum(1 for _ in catalogue.store.ids_of(name)),
        "authorities": sum(1 for _ in catalogue.store.authorities.ids_of(name)),
        "last": said,
    }


def _offer(name: str, settings: SourceSettings, home: Path) -> None:
    from pinakes.sources.opening import open_source

    click.echo(f"{name} ({settings.__struct_config__.tag})")
    for what, words in open_source(settings, folder=home, attempts=2).describe():
        click.echo(f"  {what:<12} {words}")
