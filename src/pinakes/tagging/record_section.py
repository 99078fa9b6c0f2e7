"""What stands on the page of a record: its tags, comments and ratings, and the ways to them."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from markupsafe import Markup

from pinakes.accounts.permissions import Action, may
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.tagging import settings, tag_pages, tags
from pinakes.web import slots

_KEPT = "_pinakes_said"


class Said(Struct):
    """All that readers said of the record of this page; asked for once."""

    tags: tuple[tags.Tag, ...]


def fill() -> None:
    """Take the places on the pages."""
    slots.fill("styles", _style)
    slots.fill("record-nav", _nav)
    slots.fill("record-sections", _sections)


def said(request: HttpRequest, stored: StoredRecord) -> Said:
    """What was said, as this reader may see it."""
    kept: Said | None = getattr(request, _KEPT, None)
    if kept is None:
        limits = settings.community()
        kept = Said(tags=tags.of_record(stored, request.user) if limits.tags else ())
        setattr(request, _KEPT, kept)
    return kept


def _style(request: HttpRequest, _subject: Any) -> Markup:
    from pinakes.web.environment import static

    if not request.path.startswith(("/record/", "/tag")):
        return Markup("")
    return Markup('<link rel="stylesheet" href="{}">').format(static("pinakes/css/community.css"))


def _nav(request: HttpRequest, stored: StoredRecord) -> Markup:
    if not settings.community().tags:
        return Markup("")
    return _rendered(request, "nav.html", {"said": said(request, stored)})


def _sections(request: HttpRequest, stored: StoredRecord) -> Markup:
    limits = settings.community()
    if not limits.tags:
        return Markup("")
    form = tag_pages.form_address(stored)
    context = {
        "stored": stored,
        "said": said(request, stored),
        "tag_address": tag_pages.address,
        "form": form,
        "sign_in": f"{resolve_url(django_settings.LOGIN_URL)}?next={_quoted(form)}",
        "may_tag": may(request.user, Action.ADD_TAG),
        "guest": not request.user.is_authenticated,
    }
    return _rendered(request, "section.html", context)


def _rendered(request: HttpRequest, template: str, context: dict[str, object]) -> Markup:
    return Markup(render_to_string(f"pinakes/tagging/{template}", context, request))  # noqa: S704 - a template of ours


def _quoted(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="/")
