"""Addresses of the pages to browse, and of authors, subjects, journals and series."""

from __future__ import annotations

from django.urls import path, re_path

from pinakes.web import author, browse, journal, series, subject

# A heading may hold anything, also slashes and line breaks.
_NAME = r"(?P<name>[\s\S]+)"

urlpatterns = [
    path("browse/<slug:name>", browse.browse, name="browse"),
    re_path(rf"^author/{_NAME}\Z", author.author, name="author"),
    re_path(rf"^subject/{_NAME.replace('name', 'heading')}\Z", subject.subject, name="subject"),
    re_path(rf"^series/{_NAME.replace('name', 'title')}\Z", series.series, name="series"),
    re_path(rf"^journal/{_NAME.replace('name', 'key')}\Z", journal.journal, name="journal"),
]
