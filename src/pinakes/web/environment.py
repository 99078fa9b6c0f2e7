"""The Jinja2 environment of the pages: escaping on, texts translated, icons and static files with their version."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from pinakes.web import labels, links

STATIC = Path(__file__).parent / "static"


def environment(**options: Any) -> Environment:
    """The environment that settings.TEMPLATES names; an unknown name in a template is an error."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    made = Environment(  # noqa: S701 - switched on in the line above
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals.update(
        icon=icon,
        static=static,
        bidi=get_language_bidi,
        record_url=links.record,
        search_url=links.search,
    )
    made.filters.update(number=labels.number)
    return made


@cache
def static(path: str) -> str:
    """The address of a static file, with a version that changes with its content: caches keep it for a year."""
    digest = hashlib.blake2b((STATIC / path).read_bytes(), digest_size=5).hexdigest()
    return f"{settings.STATIC_URL}{path}?v={digest}"


@cache
def icon(name: str, extra: str = "") -> Markup:
    """A symbol of the sprite, hidden from screen readers: a word always stands beside it."""
    href = f"{static('pinakes/vendor/icons.svg')}#{name}"
    classes = f"icon {extra}".strip()
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>').format(
        escape(classes), href
    )
