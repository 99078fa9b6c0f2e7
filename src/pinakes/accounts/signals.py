"""What happens beside sign-in: groups are kept in step, no address of a device is kept, of a browser only its name."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver

from pinakes.accounts import browsers, institutions
from pinakes.accounts.models import Reader

NOWHERE = "0.0.0.0"  # noqa: S104 - no address is bound
"""Stands where the table wants an address."""


@receiver(pre_save, sender=UserSession)
def keep_little(sender: type[UserSession], instance: UserSession, **_others: Any) -> None:
    """Before a session is written."""
    instance.ip = NOWHERE
    if "/" in instance.user_agent:
        instance.user_agent = browsers.name(instance.user_agent)


@receiver(user_logged_in)
def keep_groups_in_step(sender: Any, user: Reader, sociallogin: Any = None, **_others: Any) -> None:
    """After a sign-in with an institution."""
    if sociallogin is not None:
        institutions.after_sign_in(user, sociallogin)
