"""`pinakes check --deploy`: whether the catalogue may be shown to the world as it is configured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pinakes import conf
from pinakes.cli.doctor import Finding

SHORTEST_KEY = 40
"""Letters of the secret key."""
_ANSWERED_OTHERWISE = frozenset({"security.W002", "security.W005", "security.W021"})
"""What Django asks for and another part of ours does (X-Frame-Options, by our own middleware), and what is not a
catalogue's to say: that all hosts below its own have HTTPS too."""


def findings(home: Path) -> Iterator[Finding]:
    """What has to be right before readers come from the internet."""
    settings = conf.load(home)
    conf.set_up_django(home, people=True)
    yield _key(home)
    yield _hosts(settings.server)
    yield _https(settings.server)
    yield _files(home, settings)
    yield _mail(settings)
    yield _librarian()
    yield from _django()


def _finding(subject: str, wrong: str, fine: str) -> Finding:
    return Finding(subject=subject, fine=not wrong, text=wrong or fine)


def _key(home: Path) -> Finding:
    from django.conf import settings

    wrong = ""
    if len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < 10:
        wrong = f"{home / 'secret.key'} is too short or too plain: put 50 random characters in it."
    if settings.DEBUG:
        wrong = "DEBUG is on: pages of errors would show the inside."
    return _finding("secrets", wrong, "the key is long and random.")


def _hosts(server: conf.ServerSettings) -> Finding:
    wrong = ""
    if not server.allowed_hosts:
        wrong = 'server.allowed_hosts is empty: name the host that readers use, as ["catalogue.example.org"].'
    elif "*" in server.allowed_hosts:
        wrong = 'server.allowed_hosts is ["*"]: links in mails could lead to any host. Name yours.'
    return _finding("hosts", wrong, ", ".join(server.allowed_hosts))


def _https(server: conf.ServerSettings) -> Finding:
    wrong = ""
    if not server.https:
        wrong = "server.https is false: passwords and cookies could be read on the way. See “Serve it to readers”."
    elif not server.hsts_days:
        wrong = "server.hsts_days is 0: browsers would come by HTTP again (Strict-Transport-Security)."
    elif urlsplit(server.address).scheme != "https":
        wrong = f"server.address is {server.address!r}: mails need it, as https://catalogue.example.org."
    return _finding("https", wrong, f"{server.address}, remembered by browsers for {server.hsts_days} days.")


def _files(home: Path, settings: conf.Settings) -> Finding:
    secrets = [settings.mail.password, settings.accounts.ldap.bind_password]
    secrets += [o.client_secret for o in settings.accounts.openid.values()]
    secrets.append(urlsplit(settings.store.database).password or "")
    names = [
        "secret.key",
        *([conf.FILE] if any(secrets) else []),
        "mail",
        urlsplit(settings.store.database).path.lstrip("/"),
    ]
    open_ones = [n for n in names if n and (home / n).exists() and (home / n).stat().st_mode & 0o007]
    wrong = ""
    if open_ones:
        wrong = f"everybody on this machine can read {', '.join(open_ones)}: chmod o-rwx them in {home}."
    return _finding("files", wrong, "nobody else on this machine can read keys and people's data.")


def _mail(settings: conf.Settings) -> Finding:
    wrong = ""
    if not settings.mail.sender:
        wrong = "mail.sender is empty: nobody can register or set a forgotten password, mail stays in the folder mail."
    return _finding("mail", wrong, f"from {settings.mail.sender} by {settings.mail.host}.")


def _librarian() -> Finding:
    from django.db import DatabaseError

    from pinakes.accounts.models import Reader

    wrong = ""
    try:
        staff = [
            r for r in Reader.objects.filter(is_active=True, is_superuser=True) if r.has_usable_password()
        ]
    except DatabaseError:
        staff = []
    if not staff:
        wrong = "nobody can open the administration: `pinakes user add NAME --admin`."
    return _finding("staff", wrong, f"{len(staff)} can open the administration.")


def _django() -> Iterator[Finding]:
    """What Django itself has to say about its settings."""
    from django.core import checks

    for message in checks.run_checks(include_deployment_checks=True):
        known = message.id in _ANSWERED_OTHERWISE or message.id in _SAID_ABOVE
        if message.level >= checks.WARNING and not known:
            yield Finding(subject=f"django {message.id}", fine=False, text=message.msg)


_SAID_ABOVE = frozenset(
    {"security.W004", "security.W008", "security.W009", "security.W012", "security.W016", "security.W020"}
)
"""HSTS, redirection, key, cookies and hosts: told in our words already."""
