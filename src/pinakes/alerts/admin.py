"""Alerts in Django's administration: whether mails go; what readers search for is theirs and is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pinakes.alerts.models import AlertMail

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin


@admin.register(AlertMail)
class AlertMailAdmin(_Admin):
    """Mails: to which account, when, how far they came."""

    list_display = ("created", "account", "state", "hits", "error")
    list_filter = ("state",)
    fields = ("created", "changed", "state", "hits", "error", "message_id")
    list_select_related = ("search__reader",)

    @admin.display(description=_("reader"))
    def account(self, mail: AlertMail) -> str:
        """The name of the account."""
        return str(mail.search.reader)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
