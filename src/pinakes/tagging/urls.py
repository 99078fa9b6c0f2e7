"""The addresses of tags, comments, ratings and the queue of moderators."""

from __future__ import annotations

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from pinakes.tagging import comment_pages, moderation_pages, own_page, tag_pages

urlpatterns: list[URLPattern] = [
    path("tags", tag_pages.cloud, name="tags"),
    re_path(r"^tags/(?P<name>[\s\S]+)\Z", tag_pages.tag, name="tag"),
    path("account/tags", own_page.own, name="own-tags"),
    path("Tag/Home", tag_pages.vufind),
    path("tagging/tags", tag_pages.form, name="tag-form"),
    path("tagging/tags/remove", tag_pages.remove, name="tag-remove"),
    path("tagging/comments", comment_pages.form, name="comment-form"),
    path("tagging/comments/<int:number>/edit", comment_pages.edit, name="comment-edit"),
    path("tagging/comments/<int:number>/delete", comment_pages.delete, name="comment-delete"),
    path("tagging/comments/<int:number>/versions", comment_pages.versions, name="comment-versions"),
    path("tagging/comments/<int:number>/report", comment_pages.report, name="comment-report"),
    path("tagging/rating", comment_pages.rate, name="rating"),
    path("moderation", moderation_pages.queue, name="moderation"),
]
