"""The Django app of what people keep."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """Lists, tags, comments, saved searches; adds itself to the pages when the program starts."""

    name = "pinakes.lists"
    label = "lists"
    verbose_name = _("Lists, tags and searches")

    def ready(self) -> None:
        """Take the places on the pages; the book bag comes along at sign-in."""
        from django.contrib.auth.signals import user_logged_in

        from pinakes.lists import bag, beside, exports

        beside.fill()
        exports.register()
        user_logged_in.connect(bag.come_along, dispatch_uid="pinakes.lists.bag")
