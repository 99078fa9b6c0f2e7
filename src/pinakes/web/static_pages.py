"""/pages/NAME: what the library writes itself, as Markdown in its folder; four pages are there from the beginning.

``pages/LANGUAGE/NAME.md`` in the catalogue's folder goes before ours. HTML in it is text, and links lead to web pages,
paths and mail only, so that a page can't do more than be read.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language_info, gettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from pinakes import conf
from pinakes.records.base import Struct, gettext_noop
from pinakes.web import labels, pages

OURS = Path(__file__).parent / "texts"
FIRST = ("about", "help", "accessibility", "privacy", "imprint")
"""The order in the foot of the page; others follow by name."""
PARTS = ("home", "help")
"""Stand on a page that there is anyway: under the search of the start page, above the help for searching."""
TITLES = frozenset(
    (
        gettext_noop("About this catalogue"),
        gettext_noop("Accessibility"),
        gettext_noop("Privacy"),
        gettext_noop("Imprint"),
    )
)
"""Titles of our own pages, which are said in the reader's language in the foot though the page is in another."""
LASTING = 3.0
"""Seconds until a new page stands in the foot."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


class Text(Struct):
    """A page as it is shown."""

    name: str
    title: str
    html: Markup
    """Without its title."""
    language: str
    """Another than the reader's where it was not written in that."""

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"


class Link(Struct):
    """A page in the foot."""

    name: str
    title: str
    href: str


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page in the reader's language, else in the library's, else in any that it has."""
    if name in PARTS:
        return HttpResponseRedirect("/help" if name == "help" else "/")
    text = find(name)
    if text is None:
        raise Http404
    context = {"text": text, "is_translated": _is_in(text, request)}
    return pages.render(request, "static_page.html", context, documents=pages.documents())


def find(name: str) -> Text | None:
    """The text of a page for this reader; None when nobody wrote it."""
    if not _NAME.fullmatch(name):
        return None
    for language in _languages():
        for folder in _folders():
            file = folder / language / f"{name}.md"
            try:
                read = _read(file, file.stat().st_mtime_ns)
            except OSError:
                continue
            return _filled(read, name, language)
    return None


def links() -> tuple[Link, ...]:
    """What stands in the foot: every page but those that are a part of another; looked for every few seconds."""
    return _links(conf.current_home(), labels.language(), int(time.monotonic() / LASTING))


@lru_cache(maxsize=64)
def _links(_home: Path, _language: str, _moment: int) -> tuple[Link, ...]:
    names = {f.stem for folder in _folders() for f in folder.glob("*/*.md") if _NAME.fullmatch(f.stem)}
    ordered = [n for n in FIRST if n in names] + sorted(names - set(FIRST))
    found = ((n, find(n)) for n in ordered if n not in PARTS)
    return tuple(Link(name=n, title=_said(text.title), href=f"/pages/{n}") for n, text in found if text)


def _said(title: str) -> str:
    return gettext(title) if title in TITLES else title


def _folders() -> tuple[Path, ...]:
    return conf.current_home() / "pages", OURS


def _languages() -> list[str]:
    from django.conf import settings

    return list(dict.fromkeys((labels.language(), settings.LANGUAGE_CODE, "en", *dict(settings.LANGUAGES))))


def _is_in(text: Text, request: HttpRequest) -> bool:
    return text.language == getattr(request, "LANGUAGE_CODE", text.language)


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int) -> tuple[str, Markup]:
    """Title and body of a file; its name is the title where no first line with # is."""
    from markdown_it import MarkdownIt

    source = file.read_text(encoding="utf-8", errors="replace")
    heading = re.match(r"\s*#\s+(.+?)\s*#*\s*(?:\n|\Z)", source)
    title = heading[1] if heading else file.stem.replace("-", " ").capitalize()
    body = source[heading.end() :] if heading else source
    reader = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    return title, Markup(reader.render(body))  # noqa: S704 - HTML in the source was escaped


def _filled(read: tuple[str, Markup], name: str, language: str) -> Text:
    """The text with the library's name and address where it says {library} and {email}."""
    library = pages.library_settings()
    values = {"{library}": library.name, "{email}": library.email}
    title, html = read
    for place, value in values.items():
        title, html = title.replace(place, value), html.replace(place, Markup.escape(value))
        html = Markup(html.replace(place.replace("{", "%7B").replace("}", "%7D"), Markup.escape(value)))  # noqa: S704
    return Text(name=name, title=title, html=html, language=language)
