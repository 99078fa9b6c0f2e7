"""The addresses of tags, comments, ratings and the queue of moderators."""

from __future__ import annotations

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from pinakes.tagging import tag_pages

urlpatterns: list[URLPattern] = [
    path("tags", tag_pages.cloud, name="tags"),
    re_path(r"^tags/(?P<name>[\s\S]+)\Z", tag_pages.tag, name="tag"),
    path("tagging/tags", tag_pages.form, name="tag-form"),
    path("tagging/tags/remove", tag_pages.remove, name="tag-remove"),
]
