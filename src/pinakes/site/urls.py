"""The addresses of the ready project."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("pinakes.accounts.urls")),
    path("", include("pinakes.lists.urls")),
    path("", include("pinakes.tagging.urls")),
    path("", include("pinakes.alerts.urls")),
    path("", include("pinakes.web.urls")),
]

handler400 = "pinakes.web.errors.bad_request"
handler403 = "pinakes.web.errors.forbidden"
handler404 = "pinakes.web.errors.not_found"
handler500 = "pinakes.web.errors.server_error"
