"""What stands on the page of a record: its tags, comments and ratings, and the ways to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from pinakes.accounts.frame import is_guest
from pinakes.accounts.permissions import Action, may
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.tagging import comment_pages, comments, moderation, ratings, settings, tag_pages, tags
from pinakes.tagging.models.ratings import MOST
from pinakes.web import labels, links, markdown, slots
from pinakes.web.environment import static

_PAGES = ("/record/", "/tag", "/moderation", "/account/tags")
_KEPT = "_pinakes_said"


class Said(Struct):
    """All that readers said of the record of this page; asked for once."""

    tags: tuple[tags.Tag, ...] = ()
    comments: tuple[comments.CommentView, ...] = ()
    rated: ratings.Rated = ratings.Rated()


def fill() -> None:
    """Take the places on the pages."""
    slots.fill("styles", _style)
    slots.fill("scripts", _script)
    slots.fill("record-nav", _nav)
    slots.fill("record-sections", _sections)
    slots.fill("account", _account)
    slots.fill("footer", _footer)


def said(request: HttpRequest, stored: StoredRecord) -> Said:
    """What was said, as this reader may see it."""
    kept: Said | None = getattr(request, _KEPT, None)
    if kept is None:
        limits, user = settings.community(), _person(request)
        kept = Said(
            tags=tags.of_record(stored, user) if limits.tags else (),
            comments=comments.of_record(stored, user) if limits.comments else (),
            rated=ratings.of_record(stored, user) if limits.ratings else ratings.Rated(),
        )
        setattr(request, _KEPT, kept)
    return kept


def _person(request: HttpRequest) -> Any:
    """Who reads; a guest without a session costs no query."""
    return AnonymousUser() if is_guest(request) else request.user


def _style(request: HttpRequest, _subject: Any) -> Markup:
    if not request.path.startswith(_PAGES):
        return Markup("")
    return Markup('<link rel="stylesheet" href="{}">').format(static("pinakes/css/community.css"))


def _script(request: HttpRequest, _subject: Any) -> Markup:
    if not request.path.startswith(("/record/", tag_pages.FORM)) or is_guest(request):
        return Markup("")
    return Markup('<script src="{}" defer></script>').format(static("pinakes/js/tagging.js"))


def _nav(request: HttpRequest, stored: StoredRecord) -> Markup:
    return _rendered(request, "nav.html", {"said": said(request, stored), "limits": settings.community()})


def _sections(request: HttpRequest, stored: StoredRecord) -> Markup:
    user = _person(request)
    context = {
        "stored": stored,
        "said": said(request, stored),
        "limits": settings.community(),
        "tag_address": tag_pages.address,
        "tag_form": tag_pages.form_address(stored),
        "comment_form": comment_pages.form_address(stored),
        "sign_in": f"{resolve_url(django_settings.LOGIN_URL)}?{urlencode({'next': links.record(stored.id)})}",
        "may_tag": may(user, Action.ADD_TAG),
        "may_comment": may(user, Action.COMMENT),
        "may_rate": may(user, Action.RATE),
        "guest": not user.is_authenticated,
        "day": comment_pages.day,
        "html": markdown.html,
        "most": MOST,
        "average": _average(said(request, stored).rated.average),
    }
    return _rendered(request, "section.html", context)


def _average(value: float) -> str:
    """ "4.3", in German "4,3"."""
    return str(format_decimal(value, format="0.0", locale=labels.locale()))


def _account(request: HttpRequest, _subject: Any) -> Markup:
    """What one said, and for moderators the way to their queue."""
    user, limits = _person(request), settings.community()
    moderates = may(user, Action.MODERATE_TAG) or may(user, Action.MODERATE_COMMENT)
    context = {
        "says": limits.tags or limits.comments,
        "moderates": moderates,
        "waiting": moderation.count(user) if moderates else 0,
    }
    return _rendered(request, "account.html", context)


def _footer(_request: HttpRequest, _subject: Any) -> Markup:
    if not settings.community().tags:
        return Markup("")
    return Markup('<li><a href="/tags">{}</a></li>').format(_("Tags"))


def _rendered(request: HttpRequest, template: str, context: Mapping[str, object]) -> Markup:
    return Markup(render_to_string(f"pinakes/tagging/{template}", context, request))  # noqa: S704 - a template of ours
