"""What happens beside sign-in: no address of a device is kept, and of a browser only its name."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver

from pinakes.accounts import browsers

NOWHERE = "0.0.0.0"  # noqa: S104 - no address is bound
"""Stands where the table wants an address."""


@receiver(pre_save, sender=UserSession)
def keep_little(sender: type[UserSession], instance: UserSession, **_others: Any) -> None:
    """Before a session is written."""
    instance.ip = NOWHERE
    if "/" in instance.user_agent:
        instance.user_agent = browsers.name(instance.user_agent)
