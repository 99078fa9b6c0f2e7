"""The Django app of tags, comments and ratings."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaggingConfig(AppConfig):
    """Tags, comments, ratings; adds itself to the page of a record when the program starts."""

    name = "pinakes.tagging"
    label = "tagging"
    verbose_name = _("Tags and comments")

    def ready(self) -> None:
        """Fill the places on the pages, and add what is kept to the export."""
        from pinakes.tagging import own_parts, record_section

        record_section.fill()
        own_parts.register_all()
