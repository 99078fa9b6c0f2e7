"""Rendering: the frame around every page, and an answer of 304 when the reader has it already."""

from __future__ import annotations

import hashlib
import logging
import re
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import url_has_allowed_host_and_scheme
from markupsafe import Markup

import pinakes
from pinakes import conf
from pinakes.discovery.state import SearchState
from pinakes.errors import PinakesError
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.web import keeping, labels, links, slots

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
KEYS_COOKIE = "keys"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
log = logging.getLogger(__name__)


class Frame(Struct):
    """What head and foot of a page need; made without store and index, so that errors have it too."""

    library: str
    language: str
    languages: tuple[tuple[str, str, str], ...]
    """Code, own name, address of this page in it."""
    theme: str
    keys: bool
    """Whether single keys do something."""
    path: str
    """This page, for the way back from the preferences."""
    version: str
    imprint: str
    email: str
    origin: str
    state: SearchState
    search_fields: tuple[tuple[str, str], ...]
    advanced_href: str
    kept: str
    """The limits that the search box sends along; "" when there are none."""
    keeps: bool
    """Whether the reader keeps filters over new searches."""
    brand: Brand
    documents: int | None = None


class Brand(Struct):
    """Logo, colours and links of the library in the frame."""

    logos: tuple[Any, ...]
    icon: str
    accent: str
    stylesheet: str
    footer: tuple[tuple[str, str], ...]
    pages: tuple[Any, ...]


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    state: SearchState | None = None,
    documents: int | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """The page; 304 when the browser holds this very page."""
    values: dict[str, Any] = {
        "frame": _frame(request, state or SearchState(), documents),
        # When something is broken the page must not ask others for their parts.
        "slot": partial(slots.filled, request) if status < HTTPStatus.INTERNAL_SERVER_ERROR else _nothing,
    }
    content = render_to_string(f"pinakes/{template}", values | (context or {}), request).encode()
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = "private, no-cache"
    if status != 200:
        response["X-Robots-Tag"] = "noindex"
        return response
    etag = f'"{_digest(request, content)}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _digest(request: HttpRequest, content: bytes) -> str:
    """Of the page without the token of its forms, which is masked anew each time, but with the secret behind it."""
    if b"csrfmiddlewaretoken" in content:
        content = _TOKEN.sub(b"", content) + str(request.META.get("CSRF_COOKIE", "")).encode()
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _nothing(_name: str, _subject: object = None) -> Markup:
    return Markup("")


def _frame(request: HttpRequest, state: SearchState, documents: int | None) -> Frame:
    library = library_settings()
    language = labels.language()
    return Frame(
        library=library.name,
        language=language,
        languages=tuple((code, name, _in_language(request, code)) for code, name in settings.LANGUAGES),
        theme=theme(request),
        keys=request.COOKIES.get(KEYS_COOKIE) != "0",
        path=request.get_full_path(),
        version=pinakes.__version__,
        imprint=library.imprint,
        email=library.email,
        origin=origin(request),
        state=state,
        search_fields=tuple((name, labels.field_name(name)) for name in fields.SEARCH_FIELDS),
        advanced_href=links.advanced(state),
        brand=brand(),
        documents=documents,
        kept=keeping.kept(state),
        keeps=keeping.keeps(request),
    )


def brand() -> Brand:
    """What the library made of the frame."""
    from pinakes.web import branding, static_pages  # they need the settings below

    chosen = branding.settings()
    return Brand(
        logos=branding.logos(),
        icon=chosen.icon,
        accent=branding.sheet_href(),
        stylesheet=chosen.stylesheet,
        footer=tuple((branding.words(link.text), link.href) for link in chosen.footer),
        pages=static_pages.links(),
    )


def library_settings() -> conf.LibrarySettings:
    """Name, languages and addresses of the library; those of no library when there is no catalogue's folder."""
    return conf.current_settings().library


def search_settings() -> conf.SearchSettings:
    """What this library lets pages do with searches."""
    return conf.current_settings().search


def origin(request: HttpRequest) -> str:
    """ "https://catalogue.example.org", as the reader came here; "" for a wrong host."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except Exception:  # noqa: BLE001 - a page about a wrong host has no host
        return ""


def local(address: str) -> str:
    """A page of ours to go back to, without ?lang=, which would win over a choice; "" for any other address."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None) or not address.startswith("/"):
        return ""
    path, _, query = address.partition("?")
    kept = "&".join(p for p in query.split("&") if p and not p.startswith("lang="))
    return f"{path}?{kept}" if kept else path


def _in_language(request: HttpRequest, code: str) -> str:
    kept = [(n, v) for n, values in request.GET.lists() if n != "lang" for v in values]
    return "?" + urlencode([*kept, ("lang", code)], errors="replace")


def theme(request: HttpRequest) -> str:
    """ "light", "dark", or "auto" for the system's."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"


def documents() -> int | None:
    """How many records the index holds; None when it does not answer."""
    try:
        return conf.current_catalogue().index.state().documents
    except PinakesError:
        log.exception("The index does not answer")
        return None
