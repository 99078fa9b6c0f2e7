"""Citing: /record/ID/cite /cite?id=…&id=… and /cite?q=… for a whole search, in any style and language."""

from __future__ import annotations

from itertools import islice

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.citation import locale as locales
from pinakes.discovery.citation import styles
from pinakes.discovery.state import SearchState
from pinakes.errors import CitationError
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord
from pinakes.web import errors, export, labels, links, pages

SUFFIX = "/cite"
_OWN = frozenset({"style", "locale", "find", "format", "lang"})
LIMIT = 100
"""Records on one page of references."""


class Shown(Struct):
    """A reference as it is shown."""

    html: str
    text: str
    cite: str


def preferred() -> tuple[str, ...]:
    """The styles that this library names first."""
    if (conf.current_home() / conf.FILE).is_file():
        return conf.current_settings().citing.styles or conf.PREFERRED_STYLES
    return conf.PREFERRED_STYLES


def view(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """One record."""
    return _page(request, [stored.record], total=1, stored=stored)


@require_safe
def several(request: HttpRequest) -> HttpResponseBase:
    """A selection by ``id``, else what a search finds, up to LIMIT."""
    catalogue = conf.current_catalogue()
    ids = request.GET.getlist("id")
    if not ids and ("q" in request.GET or "filter" in request.GET):
        state = SearchState.from_query(request.GET)
        first = list(islice(catalogue.everything(state), LIMIT + 1))
        return _page(request, [s.record for s in first[:LIMIT]], total=len(first))
    if not ids:
        return errors.page(
            request, 422, word=_("not possible"), title=_("Nothing was chosen to be cited"),
            text=_("Choose between 1 and %(limit)s records.") % {"limit": LIMIT},
        )  # fmt: skip
    kept = list(dict.fromkeys(ids))
    found = {s.id: s for s in catalogue.store.get_many(kept[:LIMIT])}
    records = [found[i].record for i in kept[:LIMIT] if i in found and not found[i].deleted]
    return _page(request, records, total=len(kept))


def _page(
    request: HttpRequest, records: list[Record], *, total: int, stored: StoredRecord | None = None
) -> HttpResponseBase:
    first = preferred()
    style = request.GET.get("style") or first[0]
    language = request.GET.get("locale") or locales.nearest(labels.language())
    try:
        made = styles.references(records, style, language) if records else []
        named = styles.label(style)
    except CitationError as error:
        return errors.page(
            request, 422, word=_("not possible"), title=_("No references can be made"), text=str(error)
        )
    if request.GET.get("format") == "text":
        response = HttpResponse(
            "\n".join(e.text for e, _c in made) + "\n", content_type="text/plain; charset=utf-8"
        )
        response["X-Robots-Tag"] = "noindex"
        return response
    words = request.GET.get("find", "")
    listed = list(dict.fromkeys([*first, style, *styles.find(words)]))
    context = {
        "title": stored.record.full_title if stored else "",
        "back": links.record(stored.id) if stored else "",
        "kept": [(n, v) for n, values in request.GET.lists() for v in values if n not in _OWN],
        "styles": [(name, styles.label(name), name == style) for name in listed],
        "found_none": bool(words) and not styles.find(words),
        "find": words,
        "style": named,
        "number_of_styles": len(styles.names()),
        "locales": [(name, _language(name), name == language) for name in locales.names()],
        # Escaped by the processor, which lets only its own few elements through.
        "references": [
            Shown(html=mark_safe(e.html), text=e.text, cite=mark_safe(c.html))  # noqa: S308
            for e, c in made
        ],
        "plain": "\n".join(e.text for e, _c in made),
        "rows": min(14, 2 + 3 * len(made)),
        "limit": LIMIT,
        "over": total > LIMIT,
        "exports": export.offered() if stored else (),
        "address": links.record(stored.id) if stored else "",
    }
    return pages.render(request, "cite.html", context)


def _language(name: str) -> str:
    try:
        return BabelLocale.parse(name, sep="-").get_display_name(labels.language()) or name
    except (UnknownLocaleError, ValueError):
        return name
