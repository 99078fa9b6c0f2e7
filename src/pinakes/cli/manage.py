"""`pinakes manage`: Django's own commands, for this catalogue."""

from __future__ import annotations

import click

from pinakes import conf


@click.command(
    "manage",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands (`pinakes manage help` lists them)."""
    conf.set_up_django(conf.find_home(), people=True)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["pinakes manage", *arguments])
