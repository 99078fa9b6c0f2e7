"""Addresses of the pages to browse, and of authors, subjects, journals and series."""

from __future__ import annotations

from django.urls import path, re_path

from pinakes.web import (
    author,
    browse,
    browse_new,
    browse_overview,
    browse_subject_tree,
    browse_tree,
    browse_years,
    journal,
    series,
    subject,
)

# A heading may hold anything, also slashes and line breaks.
_NAME = r"(?P<name>[\s\S]+)"

urlpatterns = [
    path("browse", browse_overview.overview, name="browse-overview"),
    path("browse/year", browse_years.years, name="browse-years"),
    path("browse/tree", browse_tree.tree, name="browse-tree"),
    path("browse/tree/<slug:name>", browse_subject_tree.subject_tree, name="browse-subject-tree"),
    path("browse/new", browse_new.new, name="browse-new"),
    path("browse/<slug:name>", browse.browse, name="browse"),
    re_path(rf"^author/{_NAME}\Z", author.author, name="author"),
    re_path(rf"^subject/{_NAME.replace('name', 'heading')}\Z", subject.subject, name="subject"),
    re_path(rf"^series/{_NAME.replace('name', 'title')}\Z", series.series, name="series"),
    re_path(rf"^journal/{_NAME.replace('name', 'key')}\Z", journal.journal, name="journal"),
]
