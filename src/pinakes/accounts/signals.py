"""What happens beside sign-in: groups are kept in step, no address of a device is kept, of a browser only its name."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import receiver

from pinakes.accounts import browsers, institutions
from pinakes.accounts.models import Reader, record
from pinakes.accounts.permissions import Role, role_of

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


@receiver(m2m_changed, sender=Reader.groups.through)
def let_staff_in(sender: Any, instance: Any, action: str, reverse: bool, **others: Any) -> None:
    """After somebody's groups changed: moderators and administrators are staff to Django, others are not."""
    if action not in ("post_add", "post_remove", "post_clear"):
        return
    people = Reader.objects.filter(pk__in=others.get("pk_set") or ()) if reverse else [instance]
    for reader in people:
        reader.__dict__.pop("_pinakes_standing", None)
        is_staff = role_of(Reader(pk=reader.pk, is_superuser=reader.is_superuser)) >= Role.MODERATOR
        if is_staff != reader.is_staff:
            reader.is_staff = is_staff
            reader.save(update_fields=["is_staff"])


@receiver(post_save, sender=LogEntry)
def remember_administration(sender: Any, instance: LogEntry, created: bool, **_others: Any) -> None:
    """What is done in the administration stands among the actions of staff."""
    if created:
        kind = {ADDITION: "add", CHANGE: "change", DELETION: "delete"}.get(instance.action_flag, "change")
        model = instance.content_type.model if instance.content_type else "thing"
        record(instance.user, f"admin.{model}.{kind}", instance.object_repr, id=str(instance.object_id))
