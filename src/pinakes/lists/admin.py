"""Public lists in Django's administration: staff hide and show them; private ones are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pinakes.lists.models import ReaderList
from pinakes.lists.models.reader_lists import Visibility

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin


@admin.action(description=_("Take from the public"), permissions=["change"])
def hide(_model_admin: Any, _request: HttpRequest, chosen: QuerySet[ReaderList]) -> None:
    """Only the owner, and people it is shared with, see it from now on."""
    chosen.update(hidden=True)


@admin.action(description=_("Give back to the public"), permissions=["change"])
def show(_model_admin: Any, _request: HttpRequest, chosen: QuerySet[ReaderList]) -> None:
    """Everybody sees it again."""
    chosen.update(hidden=False)


@admin.register(ReaderList)
class PublicListAdmin(_Admin):
    """What its owner made public; whatever else readers keep is nobody's business."""

    list_display = ("title", "owner", "changed", "hidden")
    list_filter = ("hidden",)
    search_fields = ("title", "description")
    list_select_related = ("owner",)
    actions = (hide, show)
    fields = ("title", "description", "owner", "created", "changed", "hidden")
    readonly_fields = ("title", "description", "owner", "created", "changed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(visibility=Visibility.PUBLIC)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
