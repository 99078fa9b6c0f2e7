"""The Jinja2 environment of the pages: escaping on, texts translated, icons and static files with their version."""

from __future__ import annotations

import hashlib
from functools import _lru_cache_wrapper, cache, lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from pinakes.web import availability, labels, links

STATIC = Path(__file__).parent / "static"


class QuickContext(Context):
    """Calls what needs nothing of the context directly: a page of results makes some 600 calls."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        if (
            kind is Macro
            or kind is _lru_cache_wrapper
            or (kind is FunctionType and not hasattr(obj, "jinja_pass_arg"))
        ):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return obj(*args, **kwargs)
        return super().call(obj, *args, **kwargs)


class QuickEnvironment(Environment):
    """Templates that are rendered in such a context."""

    context_class = QuickContext

    def _generate(self, *arguments: Any, **named: Any) -> str:
        """The module of a template, which prints by our ``escape``; no line gets another number."""
        made = super()._generate(*arguments, **named)
        return made.replace(" escape,", "", 1) + "\nfrom pinakes.web.escaping import escape\n"


def environment(**options: Any) -> Environment:
    """The environment that settings.TEMPLATES names; an unknown name in a template is an error."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    if "loader" in options:
        options["loader"] = _with_own(options["loader"])
    made = QuickEnvironment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    from pinakes.web.facet_markup import facet_rows  # it needs the icons above

    made.globals.update(
        facet_rows=facet_rows,
        gettext=translated,
        _=translated,
        icon=icon,
        static=static,
        bidi=get_language_bidi,
        today=labels.today_words,
        live_on=availability.is_on,
        record_url=links.record,
        search_url=links.search,
    )
    made.filters.update(number=labels.number)
    return made


def _with_own(ours: BaseLoader) -> BaseLoader:
    """The library's templates before ours, which it extends as "original/pinakes/…"."""
    own = Path(settings.PINAKES_HOME) / "templates"
    if not own.is_dir():
        return ours
    return ChoiceLoader([FileSystemLoader(own), ours, PrefixLoader({"original": ours})])


def translated(text: str, **variables: Any) -> Markup:
    """A text of a template in the reader's language; ``%`` always begins a variable, as Jinja wants it."""
    found = _translated(get_language(), text)
    return found % variables if "%" in found else found


@lru_cache(maxsize=4096)
def _translated(language: str | None, text: str) -> Markup:
    return Markup(gettext(text))  # noqa: S704 - our own texts


@cache
def static(path: str) -> str:
    """The address of a static file, with a version that changes with its content: caches keep it for a year."""
    own = Path(settings.PINAKES_HOME) / "static" / path
    file = own if own.is_file() else STATIC / path
    digest = hashlib.blake2b(file.read_bytes(), digest_size=5).hexdigest()
    return f"{settings.STATIC_URL}{path}?v={digest}"


@cache
def icon(name: str, extra: str = "") -> Markup:
    """A symbol of the sprite, hidden from screen readers: a word always stands beside it."""
    href = f"{static('pinakes/vendor/icons.svg')}#{name}"
    classes = f"icon {extra}".strip()
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>').format(
        escape(classes), href
    )
