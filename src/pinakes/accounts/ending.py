"""The end of an account: wanted by its reader, at once or after some days, or because nobody used it for years."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.accounts import exporting
from pinakes.accounts.models import AuditEntry, OneTimeLink, Reader
from pinakes.records.base import Struct
from pinakes.web import pages

log = logging.getLogger(__name__)


class Expired(Struct):
    """What a run of ``expire`` did."""

    warned: int = 0
    deleted: int = 0
    sessions: int = 0
    forgotten: int = 0
    """Actions of staff and links that were too old."""


def plan(reader: Reader, days: int) -> None:
    """Delete the account in so many days, unless its reader signs in and changes their mind."""
    reader.ends_at = timezone.now() + timedelta(days=days)
    reader.save(update_fields=["ends_at"])


def keep(reader: Reader) -> None:
    """The account goes on."""
    if reader.ends_at or reader.warned_at:
        reader.ends_at = reader.warned_at = None
        reader.save(update_fields=["ends_at", "warned_at"])


def end(reader: Reader, accounts: conf.AccountsSettings) -> None:
    """Delete the account and all that is kept of it; public comments as the settings say."""
    sign_out_everywhere(reader)
    with transaction.atomic():
        for part in exporting.parts():
            if part.leave:
                part.leave(reader, accounts.public_after_deletion == "anonymous")
        reader.delete()


def sign_out_everywhere(reader: Reader) -> None:
    """End every session of the account, whoever began it."""
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=reader):
        session.end()


def expire(accounts: conf.AccountsSettings, address: str, now: datetime | None = None) -> Expired:
    """Warn who did not sign in for long, delete what is due, and forget what is too old.

    ``address`` is that of the catalogue, for the mail. Who has no address is not warned, but kept as long again as a
    warning would have given. Nobody who may enter the administration is deleted. A crash repeats a mail at most once.
    """
    now = now or timezone.now()
    warned = deleted = 0
    for reader in _due(now):
        end(reader, accounts)
        deleted += 1
    if accounts.unused_days:
        for reader in _unused(now, accounts):
            _warn(reader, accounts, address)
            reader.warned_at, reader.ends_at = now, now + timedelta(days=accounts.warning_days)
            reader.save(update_fields=["warned_at", "ends_at"])
            warned += 1
    old = AuditEntry.objects.filter(at__lt=now - timedelta(days=accounts.audit_days)).delete()[0]
    old += OneTimeLink.objects.filter(expires_at__lt=now).delete()[0]
    return Expired(warned=warned, deleted=deleted, sessions=_clear_sessions(now), forgotten=old)


def _due(now: datetime) -> list[Reader]:
    """Whose time is over: not theirs who signed in after they were warned."""
    due = Reader.objects.filter(ends_at__lte=now, is_staff=False, is_superuser=False)
    came_back = Q(warned_at__isnull=False) & Q(last_login__gt=F("warned_at"))
    Reader.objects.filter(came_back).update(warned_at=None, ends_at=None)
    return list(due)


def _unused(now: datetime, accounts: conf.AccountsSettings) -> list[Reader]:
    before = now - timedelta(days=max(0, accounts.unused_days - accounts.warning_days))
    never = Q(last_login__isnull=True) & Q(date_joined__lt=before)
    found = Reader.objects.filter(Q(last_login__lt=before) | never, ends_at__isnull=True)
    return list(found.filter(is_staff=False, is_superuser=False))


def _warn(reader: Reader, accounts: conf.AccountsSettings, address: str) -> None:
    if not reader.email:
        return
    library = pages.library_settings()
    with translation.override(reader.language or library.languages[0]):
        text = _(
            "You did not sign in to your account %(name)s for a long time. It will be deleted in %(days)s days, with "
            "your lists, tags and searches. To keep it, sign in:\n\n%(address)s/account/sign-in"
        ) % {"name": reader.get_username(), "days": accounts.warning_days, "address": address}
        subject = " · ".join((_("Your account will be deleted"), library.name))
    EmailMessage(
        subject,
        f"{text}\n\n-- \n{library.name}\n",
        to=[reader.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _clear_sessions(now: datetime) -> int:
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    gone = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone
