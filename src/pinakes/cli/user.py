"""`pinakes user`: accounts by the command line, for the first librarian and for those who run a catalogue."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinakes import conf
from pinakes.errors import ConfigurationError

if TYPE_CHECKING:
    from pinakes.accounts.models import Reader

LASTS = timedelta(hours=24)
FIRST = "librarian"
"""Name of the account that a sample catalogue has."""


@click.group("user")
def user_command() -> None:
    """Make, list, change and end accounts of people."""


@user_command.command("add")
@click.argument("name")
@click.option(
    "--email", default="", help="Address for forgotten passwords and alerts; it counts as confirmed."
)
@click.option("--admin", is_flag=True, help="Everything, with the administration.")
@click.option("--moderator", is_flag=True, help="Tags and comments of others too.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add_command(name: str, email: str, admin: bool, moderator: bool, password_stdin: bool) -> None:
    """Make the account NAME and print a link that opens it once, or set a password."""
    home = _ready()
    from django.contrib.auth.models import Group
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from pinakes.accounts.models import Reader, record
    from pinakes.accounts.permissions import ADMINISTRATORS, MODERATORS

    if Reader.objects.filter(username__iexact=name).exists():
        raise ConfigurationError(f"There is an account {name} already.")
    password = _read_password() if password_stdin else None
    with transaction.atomic():
        reader = Reader(username=name, email=email, is_staff=admin or moderator, is_superuser=admin)
        reader.set_unusable_password()
        try:
            reader.full_clean(exclude=["password"])
        except ValidationError as error:
            raise ConfigurationError(" ".join(error.messages)) from error
        reader.save()
        if admin or moderator:
            reader.groups.add(Group.objects.get_or_create(name=ADMINISTRATORS if admin else MODERATORS)[0])
        if email:
            from allauth.account.models import EmailAddress

            EmailAddress.objects.create(user=reader, email=email.lower(), verified=True, primary=True)
        if password is not None:
            _set_password(reader, password)
        record(None, "reader.add", name, admin=admin, moderator=moderator)
    click.echo(f"Made the account {name}.")
    if password is None:
        _print_link(home, reader)


@user_command.command("list")
def list_command() -> None:
    """Print the accounts: name, address, role, last sign-in."""
    _ready()
    from pinakes.accounts.models import Reader
    from pinakes.accounts.permissions import role_of

    for reader in Reader.objects.prefetch_related("groups").order_by("username"):
        last = f"{reader.last_login:%Y-%m-%d}" if reader.last_login else "never"
        state = role_of(reader).name.lower() if reader.is_active else "disabled"
        click.echo(f"{reader.get_username()}\t{reader.email}\t{state}\t{last}")


@user_command.command("link")
@click.argument("name")
def link_command(name: str) -> None:
    """Print a link that opens the account NAME once, within a day."""
    home = _ready()
    _print_link(home, _find(name))


@user_command.command("password")
@click.argument("name")
def password_command(name: str) -> None:
    """Set the password of NAME: asked for, or read from standard input; it signs out everywhere."""
    _ready()
    from pinakes.accounts import ending
    from pinakes.accounts.models import record

    reader = _find(name)
    _set_password(reader, _read_password())
    ending.sign_out_everywhere(reader)
    record(None, "reader.password", name)
    click.echo(f"Set the password of {name}.")


@user_command.command("disable")
@click.argument("name")
def disable_command(name: str) -> None:
    """Let nobody sign in as NAME any more; what was saved stays."""
    _switch(name, active=False)


@user_command.command("enable")
@click.argument("name")
def enable_command(name: str) -> None:
    """Let NAME sign in again."""
    _switch(name, active=True)


@user_command.command("delete")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_command(name: str, yes: bool) -> None:
    """Delete the account NAME with all that it saved."""
    home = _ready()
    from pinakes.accounts import ending
    from pinakes.accounts.models import record

    reader = _find(name)
    if not yes:
        click.confirm(f"Delete the account {name} with all its lists, tags and searches?", abort=True)
    ending.end(reader, conf.load(home).accounts)
    record(None, "reader.delete", name)
    click.echo(f"Deleted the account {name}.")


@user_command.command("expire")
def expire_command() -> None:
    """Delete accounts whose time is over, warn those next, forget old sessions: once a day, by cron."""
    home = _ready()
    from pinakes.accounts import ending

    settings = conf.load(home)
    done = ending.expire(settings.accounts, _address(settings))
    click.echo(
        f"Deleted {done.deleted} accounts, told {done.warned} readers that theirs will be; "
        f"forgot {done.sessions} sessions and {done.forgotten} old entries."
    )


def first_link(home: Path, address: str) -> str:
    """A link for the first librarian of the catalogue in ``home``; "" when somebody runs it already."""
    _ready(home)
    from django.contrib.auth.models import Group

    from pinakes.accounts.models import OneTimeLink, Reader
    from pinakes.accounts.permissions import ADMINISTRATORS

    somebody = Reader.objects.filter(is_superuser=True)
    if any(reader.has_usable_password() for reader in somebody):
        return ""
    reader = somebody.first()
    if reader is None:
        reader = Reader(username=FIRST, is_staff=True, is_superuser=True)
        reader.set_unusable_password()
        reader.save()
        reader.groups.add(Group.objects.get_or_create(name=ADMINISTRATORS)[0])
    return f"{address}/account/open/{OneTimeLink.make(reader, LASTS)}"


def _ready(home: Path | None = None) -> Path:
    home = home or conf.find_home()
    conf.migrate(home, people=True)
    return home


def _find(name: str) -> Reader:
    from pinakes.accounts.models import Reader

    reader = Reader.objects.filter(username__iexact=name).first()
    if reader is None:
        raise ConfigurationError(f"There is no account {name}; `pinakes user list` has them.")
    return reader


def _switch(name: str, *, active: bool) -> None:
    _ready()
    from pinakes.accounts import ending
    from pinakes.accounts.models import record

    reader = _find(name)
    reader.is_active = active
    reader.save(update_fields=["is_active"])
    if not active:
        ending.sign_out_everywhere(reader)
    record(None, "reader.enable" if active else "reader.disable", name)
    click.echo(f"{'Enabled' if active else 'Disabled'} the account {name}.")


def _read_password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _set_password(reader: Reader, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, reader)
    except ValidationError as error:
        raise ConfigurationError(" ".join(error.messages)) from error
    reader.set_password(password)
    reader.save(update_fields=["password"])


def _print_link(home: Path, reader: Reader) -> None:
    from pinakes.accounts.models import OneTimeLink

    address = _address(conf.load(home))
    click.echo(f"It opens once, within a day: {address}/account/open/{OneTimeLink.make(reader, LASTS)}")


def _address(settings: conf.Settings) -> str:
    """Where readers reach the catalogue."""
    return settings.server.address.rstrip("/") or f"http://{settings.server.host}:{settings.server.port}"
