"""Markdown of readers as safe HTML: a few elements, links that lead to the web and say so."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "heading", "lheading"])


@lru_cache(maxsize=512)
def html(text: str) -> Markup:
    """``text`` rendered; raw HTML in it is shown as text, pictures and headings are not made."""
    made = nh3.clean(
        _reader.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )
    return Markup(made)  # noqa: S704 - sanitised on the line above


def plain(text: str) -> str:
    """The words without markup, for mails and exports."""
    return " ".join(Markup(nh3.clean(_reader.render(text), tags=set())).unescape().split())  # noqa: S704 - made text again
