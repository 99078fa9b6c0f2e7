"""Citing: /record/ID/cite /cite?id=…&id=… and /cite?q=… for a whole search, in any style and language."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.citation import locale as locales
from pinakes.discovery.citation import styles
from pinakes.discovery.state import SearchState
from pinakes.errors import CitationError
from pinakes.records.base import Struct
from pinakes.records.languages import two_letter
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord
from pinakes.web import errors, export, labels, links, pages
from pinakes.web.selection import chosen, nothing

SUFFIX = "/cite"
_OWN = frozenset({"style", "locale", "find", "format", "lang"})
LIMIT = 100
"""Records on one page of references."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
STYLE_COOKIE, LOCALE_COOKIE = "cite_style", "cite_locale"
"""Where a script remembers what the reader chose last."""


class Shown(Struct):
    """A reference as it is shown."""

    html: str
    text: str
    cite: str


class Context(Struct):
    """What is cited, and where it leads."""

    records: Sequence[Record]
    title: str = ""
    back: str = ""
    back_label: str = ""
    said: str = ""
    """That a limit leaves some out."""
    exports: str = ""
    """Address of the exports, to which a format's name is added."""


def preferred() -> tuple[str, ...]:
    """The styles that this library names first."""
    return conf.current_settings().citing.styles or conf.PREFERRED_STYLES


def view(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """One record."""
    address = links.record(stored.id)
    return page(
        request,
        Context(
            records=[stored.record],
            title=stored.record.full_title,
            back=address,
            back_label=_("Back to the record"),
            exports=f"{address}.",
        ),
    )


@require_safe
def several(request: HttpRequest) -> HttpResponseBase:
    """A selection by ``id``, else what a search finds, up to LIMIT."""
    picked = chosen(request, LIMIT)
    if isinstance(picked, HttpResponseBase):
        return picked
    if not picked.total:
        return nothing(request, _("Nothing was chosen to be cited"))
    records = [s.record for s in picked.records]
    shown = ngettext("%(shown)s record", "%(shown)s records", len(records)) % {"shown": len(records)}
    back = links.search(SearchState.from_query(request.GET)) if picked.words else ""
    return page(
        request,
        Context(
            records=records,
            title=f"{shown}: {picked.words}" if picked.words else shown,
            back=back,
            back_label=_("Back to the results"),
            said=picked.said,
            exports=export.address_of(request, _OWN),
        ),
    )


def page(request: HttpRequest, cited: Context) -> HttpResponseBase:
    """The references, in the style and language of the address, of the reader's last choice, or the first."""
    first = preferred()
    style = request.GET.get("style") or _remembered(request, STYLE_COOKIE, styles.names()) or first[0]
    language = (
        request.GET.get("locale")
        or _remembered(request, LOCALE_COOKIE, locales.names())
        or _first_locale(cited.records)
    )
    try:
        made = styles.references(cited.records, style, language)
        named = styles.label(style)
    except CitationError as error:
        return errors.page(
            request, 422, word=_("not possible"), title=_("No references can be made"), text=str(error)
        )
    plain = "\n".join(e.text for e, _c in made)
    if request.GET.get("format") == "text":
        response = HttpResponse(f"{plain}\n", content_type="text/plain; charset=utf-8")
        response["X-Robots-Tag"] = "noindex"
        return response
    words = request.GET.get("find", "")
    found = styles.find(words)
    common, others = export.menu(cited.exports) if cited.exports else ((), ())
    context = {
        "cited": cited,
        "kept": [(n, v) for n, values in request.GET.lists() for v in values if n not in _OWN],
        "styles": [
            # What was looked for stands in place of what is preferred.
            (name, styles.label(name), name == style)
            for name in dict.fromkeys([style, *found] if found else [*first, style])
        ],
        "found": ngettext("%(shown)s style found", "%(shown)s styles found", len(found))
        % {"shown": len(found)}
        if words
        else "",
        "found_none": bool(words) and not found,
        "find": words,
        "style": named,
        "number_of_styles": len(styles.names()),
        "locales": sorted(
            ((name, language_label(name), name == language) for name in locales.names()),
            key=lambda one: one[1].casefold(),
        ),
        "language": language.partition("-")[0],
        # Escaped by the processor, which lets only its own few elements through.
        "references": [
            Shown(html=mark_safe(e.html), text=e.text, cite=mark_safe(c.html))  # noqa: S308
            for e, c in made
        ],
        "in_text": any(c.text.strip() for _e, c in made),
        "plain": plain,
        "rows": min(14, 2 + 3 * len(made)),
        "common": common,
        "others": others,
    }
    return pages.render(request, "cite.html", context)


def _first_locale(records: Sequence[Record]) -> str:
    """That of the page; for works in another direction of writing English, since names of months would break them."""
    reader = labels.language()
    if reader in RIGHT_TO_LEFT and not any(
        two_letter(c) in RIGHT_TO_LEFT for r in records for c in r.languages
    ):
        return "en-US"
    return locales.nearest(reader)


def _remembered(request: HttpRequest, cookie: str, known: Sequence[str]) -> str:
    value = request.COOKIES.get(cookie, "")
    return value if value in known else ""


def language_label(name: str) -> str:
    """ "German (Austria)" for "de-AT" in the reader's language; a name that CLDR lacks stands for itself."""
    try:
        shown = BabelLocale.parse(name, sep="-").get_display_name(labels.locale())
    except (UnknownLocaleError, ValueError):
        return name
    return shown[:1].upper() + shown[1:] if shown else name
