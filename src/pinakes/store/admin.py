"""What the store did and knows, in Django's administration: to be read, never to be changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pinakes.store.models import AuthorityRow, RunRow, SourceStateRow, VerdictRow

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin

_DETAIL = 80
"""Characters of what was read that a list shows."""


class ReadOnly(_Admin):
    """Rows that programs write; all staff may look at them."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class Ended(admin.SimpleListFilter):
    """How runs ended."""

    title = _("end")
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("well", _("well")), ("failed", _("with an error")), ("open", _("not yet, or killed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "well":
            return queryset.filter(ended__isnull=False, error="")
        if self.value() == "failed":
            return queryset.exclude(error="")
        return queryset.filter(ended__isnull=True) if self.value() == "open" else queryset


@admin.register(RunRow)
class RunAdmin(ReadOnly):
    """Imports, harvests and deletions."""

    list_display = (
        "started",
        "what",
        "read_from",
        "took",
        "added",
        "changed",
        "deleted",
        "rejected",
        "error",
    )
    list_filter = ("what", Ended)
    search_fields = ("detail", "error")
    date_hierarchy = "started"
    ordering = ("-pk",)
    fields = ("what", "detail", "started", "ended", "took", "counts", "error")

    @admin.display(description=_("source or files"))
    def read_from(self, run: RunRow) -> str:
        return run.detail if len(run.detail) <= _DETAIL else run.detail[: _DETAIL - 1] + "…"

    @admin.display(description=_("seconds"))
    def took(self, run: RunRow) -> str:
        return f"{(run.ended - run.started).total_seconds():.1f}" if run.ended else "–"

    @admin.display(description=_("added"))
    def added(self, run: RunRow) -> int:
        return int(run.counts.get("added", 0))

    @admin.display(description=_("changed"))
    def changed(self, run: RunRow) -> int:
        return int(run.counts.get("changed", 0))

    @admin.display(description=_("deleted"))
    def deleted(self, run: RunRow) -> int:
        return int(run.counts.get("deleted", 0))

    @admin.display(description=_("rejected"))
    def rejected(self, run: RunRow) -> int:
        return int(run.counts.get("rejected", 0))


@admin.register(SourceStateRow)
class SourceStateAdmin(ReadOnly):
    """How far each source was harvested."""

    list_display = ("name", "updated")
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "updated", "state")


@admin.register(VerdictRow)
class VerdictAdmin(ReadOnly):
    """What people said of pairs of records; `pinakes duplicates` changes it."""

    list_display = ("first", "second", "same", "given")
    list_filter = ("same",)
    search_fields = ("first", "second")
    ordering = ("-given",)


@admin.register(AuthorityRow)
class AuthorityAdmin(ReadOnly):
    """Names, subjects and works with their chosen forms."""

    list_display = ("heading", "kind", "source", "used", "deleted", "datestamp")
    list_filter = ("kind", "used", "deleted")
    search_fields = ("=id", "heading__istartswith")
    ordering = ("sequence",)
    fields = ("id", "heading", "kind", "source", "used", "deleted", "datestamp", "sequence", "raw_format")
