"""What saved searches put on other pages: the way to save one, and the entries of the account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from pinakes.accounts.frame import is_guest
from pinakes.alerts import history_pages, past, saving, search_pages, settings
from pinakes.alerts.models import SavedSearch
from pinakes.discovery.state import SearchState
from pinakes.web import history, slots
from pinakes.web.environment import static


def fill() -> None:
    """Take the places, and be told of each search."""
    slots.fill("styles", _style)
    slots.fill("results-tools", _tools)
    slots.fill("account", _account)
    slots.fill("history", _history)
    history.remember_also(past.remember)


def _style(request: HttpRequest, _subject: Any) -> Markup:
    if not request.path.startswith(("/account/searches", "/account/history", "/alerts/")):
        return Markup("")
    return Markup('<link rel="stylesheet" href="{}">').format(static("pinakes/css/alerts.css"))


def _tools(request: HttpRequest, state: SearchState) -> Markup:
    """Beside the results of a search: save it, or where it is saved."""
    if not saving.is_search(state):
        return Markup("")
    there = None if is_guest(request) else saving.find(request.user, state)
    context = {
        "there": there,
        "href": f"{search_pages.LIST}/{there.pk}" if there else search_pages.save_address(state),
    }
    return _rendered(request, "tools.html", context)


def _account(request: HttpRequest, _subject: Any) -> Markup:
    user: Any = request.user
    saved = SavedSearch.objects.filter(reader=user).count()
    context = {"saved": saved, "history": settings.alerts().history, "is_on": past.is_on(user)}
    return _rendered(request, "account.html", context)


def _history(request: HttpRequest, _subject: Any) -> Markup:
    if is_guest(request) or not settings.alerts().history:
        return Markup("")
    return _rendered(
        request, "history_note.html", {"is_on": past.is_on(request.user), "href": history_pages.ADDRESS}
    )


def _rendered(request: HttpRequest, template: str, context: Mapping[str, object]) -> Markup:
    return Markup(render_to_string(f"pinakes/alerts/{template}", context, request))  # noqa: S704 - a template of ours
