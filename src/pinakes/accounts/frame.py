"""What stands around the pages of accounts, and what accounts put on all pages: the menu of the person."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from jinja2 import Environment
from markupsafe import Markup, escape

from pinakes import conf
from pinakes.accounts import browsers, guard
from pinakes.accounts.permissions import Action, may
from pinakes.discovery.state import SearchState
from pinakes.records.base import Struct
from pinakes.web import labels, pages, slots
from pinakes.web.environment import environment as pages_environment

_HREF = "@@href@@"


class Way(Struct):
    """A way of signing in besides passwords and passkeys of this catalogue."""

    name: str
    href: str


def environment(**options: Any) -> Environment:
    """The environment of the pages of accounts: that of all pages, and addresses by name."""
    made = pages_environment(**options)
    made.globals.update(
        url=_url,
        other_ways=_ways,
        day=_day,
        browser=browsers.shown,
        challenge=guard.challenge,
        institution=_institution,
    )
    return made


def _url(name: str, **parts: Any) -> str:
    return reverse(name, kwargs=parts or None)


def _day(moment: datetime) -> str:
    """The day as the reader's language writes it."""
    return format_date(moment.date(), format="long", locale=labels.locale())


def _institution(provider: str) -> str:
    from pinakes.accounts import institutions

    return institutions.name_of(provider)


def _ways(next_page: str | None) -> list[Way]:
    """What else one can sign in with; ``next_page`` is where it leads to."""
    from pinakes.accounts import institutions

    return institutions.ways(next_page)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Head, foot and places, for pages that are drawn by views of Django and allauth."""
    return {
        "frame": pages._frame(request, SearchState(), None),
        "slot": partial(slots.filled, request),
        "notes": SimpleLazyObject(lambda: list(get_messages(request))),
        "accounts": account_settings(),
        "mail_is_sent": bool(mail_settings().sender),
    }


def is_guest(request: HttpRequest) -> bool:
    """Whether nobody is signed in: tells it without a query for browsers that have no session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not hasattr(request, "_cached_user"):
        return True
    user = getattr(request, "user", None)
    return user is None or not user.is_authenticated


def header(request: HttpRequest, subject: Any) -> Markup:
    """The way to sign in, or the menu of the person who is."""
    if is_guest(request):
        here = request.get_full_path()
        href = f"/account/sign-in?next={quote(here)}" if here != "/" else "/account/sign-in"
        return Markup(_guest_link(get_language()).replace(_HREF, str(escape(href))))  # noqa: S704 - our own
    values: dict[str, Any] = {
        "reader": request.user,
        "csrf_input": get_csrf_input(request),
        "sees_desk": may(request.user, Action.SEE_DESK),
    }
    template = get_template("account/header_reader.html", using="accounts")
    return Markup(template.render(values))  # noqa: S704 - our own


@lru_cache(maxsize=64)
def _guest_link(language: str | None) -> str:
    """The way to sign in as it is on every page of guests, but for the address: drawn once for each language."""
    return str(get_template("account/header_guest.html", using="accounts").render({"href": _HREF}))


def get_csrf_input(request: HttpRequest) -> Any:
    """The hidden field of forms, made when it is drawn."""
    from django.template.backends.utils import csrf_input

    return csrf_input(request)


def account_settings() -> conf.AccountsSettings:
    """[accounts] of the catalogue that is served."""
    return conf.current_settings().accounts


def mail_settings() -> conf.MailSettings:
    """[mail] of the catalogue that is served."""
    return conf.current_settings().mail
