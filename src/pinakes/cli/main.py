"""The command `pinakes`: its options and a table of commands, each loaded when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from pinakes import __version__
from pinakes.errors import PinakesError

# Name → (module:attribute, what the list of commands says of it).
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("pinakes.cli.demo:demo_command", "Make a sample catalogue and serve it."),
    "init": ("pinakes.cli.init:init_command", "Make a new, empty catalogue."),
    "import": ("pinakes.cli.ingest:import_command", "Import files and folders."),
    "harvest": ("pinakes.cli.harvest:harvest_command", "Fetch what is new from the sources of pinakes.toml."),
    "sources": ("pinakes.cli.harvest:sources_command", "List the sources, or ask one what it offers."),
    "runs": ("pinakes.cli.runs:runs_command", "List imports and harvests with what came of them."),
    "search": ("pinakes.cli.search:search_command", "Search the catalogue."),
    "cite": ("pinakes.cli.cite:cite_command", "Print references in a citation style."),
    "show": ("pinakes.cli.show:show_command", "Show one record."),
    "export": ("pinakes.cli.show:export_command", "Write the records that a search finds."),
    "delete": ("pinakes.cli.ingest:delete_command", "Delete records."),
    "duplicates": ("pinakes.cli.duplicates:duplicates_command", "Join or part records of one work."),
    "reindex": ("pinakes.cli.ingest:reindex_command", "Build the search index anew, or compare it."),
    "alerts": ("pinakes.cli.alerts:alerts_command", "Send the mails of saved searches."),
    "serve": ("pinakes.cli.serve:serve_command", "Serve the catalogue to readers."),
    "check": ("pinakes.cli.doctor:check_command", "Say what is wrong and how to mend it."),
    "backup": ("pinakes.cli.backup:backup_command", "Write the whole catalogue to one file."),
    "restore": ("pinakes.cli.backup:restore_command", "Make a catalogue from a backup."),
    "convert": ("pinakes.cli.convert:convert_command", "Write files in another format, without a catalogue."),
    "formats": ("pinakes.cli.show:formats_command", "List the formats that are read and written."),
    "user": ("pinakes.cli.user:user_command", "Make, list and end accounts of people."),
    "manage": ("pinakes.cli.manage:manage_command", "Django's own commands."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "-C", "home", metavar="DIR", help="Folder of the catalogue; else PINAKES_HOME, . or ./catalogue."
)
@click.version_option(__version__, prog_name="pinakes")
def cli(home: str | None) -> None:
    """A discovery system for libraries and scholarly literature."""
    if home:
        os.environ["PINAKES_HOME"] = home


def main() -> None:
    """Run the command line; a known error is one sentence and exit status 1, never a stack trace."""
    try:
        cli()
    except PinakesError as error:
        click.echo(f"pinakes: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away (`pinakes export … | head`): nothing to report.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:  # noqa: BLE001 - a fault of ours: kept for its report, not shown
        click.echo(f"pinakes: {_keep(error)}", err=True)
        sys.exit(70)


def _keep(error: Exception) -> str:
    """Write the trace of a fault of ours to a file and say where it is."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="pinakes-fault-", suffix=".txt", delete=False
    ) as file:
        file.write(f"pinakes {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        traceback.print_exception(error, file=file)
    return (
        f"A fault in pinakes itself ({type(error).__name__}: {error}). What is stored is safe; "
        f"the details for a report are in {file.name}."
    )
