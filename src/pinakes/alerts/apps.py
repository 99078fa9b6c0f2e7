"""The Django app of saved searches and alerts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Saved searches, mails and feeds; adds itself to the pages when the program starts."""

    name = "pinakes.alerts"
    label = "alerts"
    verbose_name = _("Saved searches and alerts")

    def ready(self) -> None:
        """Fill the places on the pages, and add what is kept to the export."""
        from pinakes.alerts import own_parts, places

        places.fill()
        own_parts.register_all()
