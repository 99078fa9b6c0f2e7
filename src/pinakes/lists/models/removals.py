"""Table of what was just removed, so that one can have it back for ten minutes."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(minutes=10)


def new_key() -> str:
    """A name that nobody guesses."""
    return secrets.token_urlsafe(12)


class Removal(models.Model):
    """Entries, or a whole list, as JSON in the form that undoing reads."""

    key = models.CharField(max_length=32, unique=True, default=new_key)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField(default=timezone.now, db_index=True)
    what = models.CharField(max_length=12)
    """"entries", "list", "saved" (undoing takes away what was saved), "moved"."""
    payload = models.JSONField()

    class Meta:
        """Named without the app's prefix, as the other tables are."""

        db_table = "list_removal"

    def __str__(self) -> str:
        return f"{self.what} {self.key}"
