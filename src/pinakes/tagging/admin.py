"""Tags, comments and ratings in Django's administration: decisions there are written down as those of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pinakes.tagging import moderation
from pinakes.tagging.models import Comment, CommentVersion, ModerationAct, Rating, RecordTag, Report

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
    _Inline = admin.TabularInline[Any, Any]
else:
    _Admin, _Inline = admin.ModelAdmin, admin.TabularInline


@admin.action(description=_("Approve what is chosen"), permissions=["change"])
def approve(model_admin: Moderated, request: HttpRequest, chosen: QuerySet[Any]) -> None:
    """Show it to all."""
    _decide(model_admin, request, chosen, moderation.Verb.APPROVE)


@admin.action(description=_("Reject what is chosen"), permissions=["change"])
def reject(model_admin: Moderated, request: HttpRequest, chosen: QuerySet[Any]) -> None:
    """Take it from the pages."""
    _decide(model_admin, request, chosen, moderation.Verb.REJECT)


def _decide(model_admin: Moderated, request: HttpRequest, chosen: QuerySet[Any], verb: str) -> None:
    for number in chosen.values_list("pk", flat=True):
        moderation.decide(request.user, model_admin.kind, number, verb)


class Moderated(_Admin):
    """What moderators decide on; what readers said is not rewritten by staff."""

    kind: str
    actions = (approve, reject)
    list_filter = ("state",)
    date_hierarchy = "created"
    list_select_related = ("reader",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [f.name for f in self.model._meta.fields if f.name not in ("state", "reason")]


@admin.register(RecordTag)
class RecordTagAdmin(Moderated):
    """Tags."""

    kind = moderation.Kind.TAG
    list_display = ("tag", "title", "reader", "state", "created")
    search_fields = ("tag", "title", "record_id")


class VersionInline(_Inline):
    """What a comment said before."""

    model = CommentVersion
    extra = 0
    can_delete = False
    readonly_fields = ("text", "until")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Comment)
class CommentAdmin(Moderated):
    """Comments with their earlier versions."""

    kind = moderation.Kind.COMMENT
    list_display = ("__str__", "title", "reader", "state", "created")
    search_fields = ("text", "title", "record_id")
    inlines = (VersionInline,)


class Kept(_Admin):
    """What is only read."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(Kept):
    """Reports of comments."""

    list_display = ("reason", "comment", "reader", "created", "settled")


@admin.register(Rating)
class RatingAdmin(Kept):
    """Ratings."""

    list_display = ("title", "stars", "reader", "created")


@admin.register(ModerationAct)
class ModerationActAdmin(Kept):
    """Decisions; nobody removes one."""

    list_display = ("at", "moderator", "verb", "kind", "excerpt", "reason")
    list_filter = ("verb", "kind")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
