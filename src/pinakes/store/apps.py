"""The Django app of the store."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoreConfig(AppConfig):
    """Tables of records and of runs."""

    name = "pinakes.store"
    label = "store"
    verbose_name = _("Records and where they come from")
