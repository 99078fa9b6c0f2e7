"""Whether something that a reader said is shown, and to whom."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import pgettext_lazy

from pinakes.accounts.permissions import Relation


class State(models.TextChoices):
    """Shown to all, or only to who said it and to moderators."""

    SHOWN = "shown", pgettext_lazy("state of a tag or comment", "shown")
    WAITING = "waiting", pgettext_lazy("state of a tag or comment", "waiting for review")
    REJECTED = "rejected", pgettext_lazy("state of a tag or comment", "rejected")


def relation(user: AbstractBaseUser | AnonymousUser, owner: int | None, state: str) -> Relation:
    """What somebody is to a tag or comment of ``owner``: what is not shown has no address for others."""
    if owner is not None and user.pk == owner:
        return Relation.OWNER
    return Relation.VISITOR if state == State.SHOWN else Relation.STRANGER
