"""The Django app of the store."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables of records and of runs."""

    name = "pinakes.store"
    label = "store"
    verbose_name = "Store"
