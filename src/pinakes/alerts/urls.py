"""The addresses of saved searches, their feeds and mails."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from pinakes.alerts import feed, history_pages, mail_pages, search_pages

urlpatterns: list[URLPattern] = [
    path("account/searches", search_pages.overview, name="searches"),
    path("account/searches/save", search_pages.save, name="search-save"),
    path("account/searches/<int:number>", search_pages.one, name="search"),
    path("account/searches/<int:number>/delete", search_pages.delete, name="search-delete"),
    path("account/searches/<int:number>/feed", search_pages.feed_address, name="search-feed"),
    path("account/history", history_pages.page, name="account-history"),
    path("alerts/stop/<str:token>", mail_pages.stop, name="alert-stop"),
    path("alerts/feed/<str:token>", feed.feed, name="alert-feed"),
]
