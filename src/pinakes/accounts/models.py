"""Table of people."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reader(AbstractUser):
    """Somebody with an account: a reader, a moderator, an administrator."""

    language = models.CharField(_("language of mails"), max_length=12, blank=True)
    display_name = models.CharField(_("name that others see"), max_length=80, blank=True)

    class Meta:
        """Named without the app's prefix, as the tables of the store are."""

        db_table = "reader"
        verbose_name = _("reader")
        verbose_name_plural = _("readers")

    def __str__(self) -> str:
        return self.get_username()
