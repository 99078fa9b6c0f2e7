"""Django's administration as part of this catalogue: our sign-in, our name, only what its staff need."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pinakes.accounts.permissions import Role, role_of
from pinakes.web import pages

_KEPT_BY_OTHERS = frozenset({"account", "mfa", "socialaccount", "usersessions"})
"""Apps whose own tables are not for staff: they hold secrets, and links between tables that no hand should change."""


class AdminSite(admin.AdminSite):
    """Open to moderators and administrators."""

    index_title = _("Administration")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        ours = admin_class is not None and admin_class.__module__.startswith("pinakes.")
        wanted = [m for m in models if ours or m._meta.app_label not in _KEPT_BY_OTHERS]
        super().register(wanted, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return role_of(request.user) >= Role.MODERATOR

    def each_context(self, request: Any) -> dict[str, Any]:
        library = pages.library_settings().name
        return super().each_context(request) | {
            "site_title": library,
            "site_header": library,
        }

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Our page, with second factor and limits; who is signed in and may not come in is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or "/admin/")
