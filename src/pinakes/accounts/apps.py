"""The Django app of people's accounts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and groups, sign-in, rights."""

    name = "pinakes.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Put the way to sign in into the head of every page; keep little of sessions; export accounts."""
        from pinakes.accounts import exporting, frame, own_part, permissions
        from pinakes.accounts import signals as signals  # its receivers join when it is loaded
        from pinakes.web import slots

        permissions.check_given()
        slots.fill("header", frame.header)
        exporting.register(own_part.PART)
