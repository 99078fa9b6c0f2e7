"""The addresses of lists and the book bag."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from pinakes.lists import (
    acting,
    bag_page,
    entry_page,
    feed,
    list_export,
    list_form,
    list_page,
    overview,
    save_page,
    sharing,
    vufind,
)

urlpatterns: list[URLPattern] = [
    path("lists", overview.overview),
    path("lists/", overview.overview, name="lists"),
    path("lists/public", overview.public, name="public-lists"),
    path("lists/new", list_form.new, name="new-list"),
    path("lists/save", save_page.save, name="save"),
    path("lists/undo", acting.undo, name="undo"),
    path("lists/<slug:public_id>", list_page.the_page, name="list"),
    path("lists/<slug:public_id>/edit", list_form.edit),
    path("lists/<slug:public_id>/delete", list_form.delete),
    path("lists/<slug:public_id>/copy", list_form.copy),
    path("lists/<slug:public_id>/merge", list_form.merge),
    path("lists/<slug:public_id>/hide", list_form.hide),
    path("lists/<slug:public_id>/share", sharing.share),
    path("lists/<slug:public_id>/share/link", list_form.renew_link),
    path("lists/<slug:public_id>/share/add", sharing.add_person),
    path("lists/<slug:public_id>/share/remove", sharing.remove_person),
    path("lists/<slug:public_id>/leave", sharing.leave),
    path("lists/<slug:public_id>/act", acting.act),
    path("lists/<slug:public_id>/export", list_export.whole),
    path("lists/<slug:public_id>/entry", entry_page.entry),
    path("lists/<slug:public_id>/feed", feed.feed),
    path("lists/<slug:public_id>/embed", feed.embed),
    path("bag", bag_page.the_page, name="bag"),
    path("bag/add", bag_page.add),
    path("bag/act", bag_page.act),
    path("MyResearch/Favorites", vufind.favourites),
    path("MyResearch/MyList/<path:_number>", vufind.favourites),
    path("Cart", vufind.cart),
    path("Cart/Home", vufind.cart),
]
