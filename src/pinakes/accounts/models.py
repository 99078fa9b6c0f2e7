"""Tables of people, of links that open an account once, and of what staff did."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pinakes.accounts.permissions import Person, Relation


class Reader(AbstractUser):
    """Somebody with an account: a reader, a moderator, an administrator."""

    language = models.CharField(_("language of mails"), max_length=12, blank=True)
    display_name = models.CharField(_("name that others see"), max_length=80, blank=True)
    warned_at = models.DateTimeField(
        _("told of the end of the account"), null=True, blank=True, editable=False
    )
    ends_at = models.DateTimeField(_("account ends"), null=True, blank=True, db_index=True)
    """When its reader wants it to be deleted, or when it was not used for too long."""

    class Meta:
        """Named without the app's prefix, as the tables of the store are."""

        db_table = "reader"
        verbose_name = _("account of a reader")
        verbose_name_plural = _("accounts of readers")

    def __str__(self) -> str:
        return self.get_username()

    @property
    def shown_name(self) -> str:
        """The name that others see: the one that was chosen, else the one to sign in with."""
        return self.display_name or self.get_username()

    def relation_of(self, user: Person) -> Relation:
        """An account is its reader's and nobody else's."""
        return Relation.OWNER if user.is_authenticated and user.pk == self.pk else Relation.STRANGER


class OneTimeLink(models.Model):
    """A link that signs somebody in once, for a while; only its digest is kept."""

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        """Not for the administration."""

        db_table = "one_time_link"

    def __str__(self) -> str:
        return f"{self.reader} until {self.expires_at:%Y-%m-%d %H:%M}"

    @classmethod
    def make(cls, reader: Reader, lasts: timedelta) -> str:
        """A new token; those that were made for this person before are void."""
        token = secrets.token_urlsafe(24)
        cls.objects.filter(reader=reader).delete()
        cls.objects.create(reader=reader, digest=_digest(token), expires_at=timezone.now() + lasts)
        return token

    @classmethod
    def find(cls, token: str) -> OneTimeLink | None:
        """The link of a token, if it is still good."""
        return (
            cls.objects.select_related("reader")
            .filter(digest=_digest(token), expires_at__gt=timezone.now(), reader__is_active=True)
            .first()
        )


class AuditEntry(models.Model):
    """Something that staff did to what is not their own. Kept for ``accounts.audit_days``."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        Reader, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    by_name = models.CharField(_("name"), max_length=150)
    """Stays when the account is gone."""
    action = models.CharField(_("what"), max_length=60, db_index=True)
    """ "comment.hide", "reader.disable", …: the kind of thing and a verb."""
    subject = models.CharField(_("to what"), max_length=200)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        """Newest first."""

        db_table = "audit_entry"
        ordering = ("-at", "-id")
        verbose_name = _("action of staff")
        verbose_name_plural = _("actions of staff")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.action} {self.subject}"


def record(by: Person | None, action: str, subject: object, **detail: Any) -> AuditEntry:
    """Write down what a member of staff did; ``by`` is None for the command line."""
    reader = by if isinstance(by, Reader) else None
    return AuditEntry.objects.create(
        by=reader,
        by_name=reader.get_username() if reader else "pinakes",
        action=action,
        subject=str(subject)[:200],
        detail={k: v.isoformat() if isinstance(v, datetime) else v for k, v in detail.items()},
    )


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
