"""Addresses of the pages to browse, and of authors, subjects, journals and series."""

from __future__ import annotations

from django.urls import path

from pinakes.web import browse

urlpatterns = [
    path("browse/<slug:name>", browse.browse, name="browse"),
]
