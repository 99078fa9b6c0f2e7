"""People, their groups and devices, and what staff did, in Django's administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pinakes.accounts import ending
from pinakes.accounts.frame import account_settings
from pinakes.accounts.models import AuditEntry, Reader, record

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin


def _told(request: HttpRequest, number: int) -> None:
    text = ngettext("%(num)s account was changed.", "%(num)s accounts were changed.", number)
    messages.success(request, text % {"num": number})


@admin.action(description=_("Let nobody sign in to these accounts"), permissions=["change"])
def disable(model_admin: Any, request: HttpRequest, chosen: QuerySet[Reader]) -> None:
    """Closed, and signed out everywhere; one's own is left out."""
    others = list(chosen.exclude(username=request.user.get_username()))
    for reader in others:
        reader.is_active = False
        reader.save(update_fields=["is_active"])
        ending.sign_out_everywhere(reader)
        record(request.user, "reader.disable", reader)
    _told(request, len(others))


@admin.action(description=_("Let people sign in to these accounts again"), permissions=["change"])
def enable(model_admin: Any, request: HttpRequest, chosen: QuerySet[Reader]) -> None:
    """Open again."""
    for reader in chosen:
        reader.is_active = True
        reader.save(update_fields=["is_active"])
        record(request.user, "reader.enable", reader)
    _told(request, len(chosen))


@admin.action(description=_("Sign these accounts out everywhere"), permissions=["change"])
def sign_out(model_admin: Any, request: HttpRequest, chosen: QuerySet[Reader]) -> None:
    """All devices have to sign in anew."""
    for reader in chosen:
        ending.sign_out_everywhere(reader)
        record(request.user, "reader.sign-out", reader)
    _told(request, len(chosen))


@admin.register(Reader)
class ReaderAdmin(UserAdmin[Reader] if TYPE_CHECKING else UserAdmin):  # type: ignore[misc]
    """People. What they save is theirs and not here."""

    list_display = ("username", "email", "display_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "email", "display_name")
    readonly_fields = ("last_login", "date_joined", "is_staff", "warned_at", "ends_at")
    filter_horizontal = ("groups",)
    actions = (disable, enable, sign_out)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("email", "display_name", "language")}),
        (_("Rights"), {"fields": ("is_active", "groups", "is_superuser", "is_staff")}),
        (_("Times"), {"fields": ("date_joined", "last_login", "warned_at", "ends_at")}),
    )

    def delete_model(self, request: HttpRequest, obj: Reader) -> None:
        ending.end(obj, account_settings())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Reader]) -> None:
        for reader in queryset.exclude(username=request.user.get_username()):
            ending.end(reader, account_settings())

    def has_delete_permission(self, request: HttpRequest, obj: Reader | None = None) -> bool:
        own = obj is not None and obj.pk == request.user.pk
        return not own and super().has_delete_permission(request, obj)


class _Read(_Admin):
    """To be read only."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


# Their table is allauth's, the words for it are ours.
UserSession._meta.verbose_name = _("device that is signed in")
UserSession._meta.verbose_name_plural = _("devices that are signed in")


@admin.register(UserSession)
class DeviceAdmin(_Read):
    """Devices that are signed in; deleting one signs it out."""

    list_display = ("user", "user_agent", "created_at")
    search_fields = ("user__username",)
    fields = ("user", "user_agent", "created_at")

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for session in queryset:
            session.end()


@admin.register(AuditEntry)
class AuditAdmin(_Read):
    """What staff did; nobody takes anything out of it."""

    list_display = ("at", "by_name", "action", "subject")
    list_filter = ("action",)
    search_fields = ("by_name", "subject")
    date_hierarchy = "at"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
