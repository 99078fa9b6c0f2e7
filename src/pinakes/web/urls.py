"""The addresses of the pages."""

from __future__ import annotations

from django.urls import path, re_path

from pinakes.web import (
    about,
    advanced,
    branding,
    browse_urls,
    chosen,
    cite,
    covers,
    export,
    facet_page,
    health,
    history,
    home,
    live,
    machines,
    preferences,
    record,
    search,
    sending,
    share,
    static_pages,
    suggest,
    vufind,
)

# An id may hold anything, also line breaks, which "path" converters refuse.
_ID = r"(?P<record_id>[\s\S]+)"

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.results, name="search"),
    path("search/advanced", advanced.form, name="advanced"),
    path("search/advanced/sentence", advanced.spoken),
    path("search/history", history.history, name="history"),
    path("search/suggest", suggest.suggest, name="suggest"),
    path("search/facet/<str:name>", facet_page.facet, name="facet"),
    path("chosen", chosen.chosen, name="chosen"),
    path("send", sending.send, name="send"),
    path("availability", live.states, name="availability"),
    *browse_urls.urlpatterns,
    path("cite", cite.several, name="cite"),
    path("export", export.several, name="export"),
    re_path(rf"^record/{_ID}\Z", record.record, name="record"),
    re_path(rf"^cover/{_ID}\Z", covers.cover, name="cover"),
    re_path(rf"^r/{_ID}\Z", share.short, name="short"),
    path("pages/<slug:name>", static_pages.page, name="page"),
    path("branding.css", branding.stylesheet),
    path("help", about.help_page, name="help"),
    path("preferences", preferences.preferences, name="preferences"),
    path("health", health.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    re_path(rf"^Record/{_ID}\Z", vufind.record),
    path("Search/Results", vufind.results),
    path("Author/Home", vufind.author),
]
