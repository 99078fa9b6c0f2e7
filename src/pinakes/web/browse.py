"""Lists to leaf through: names, titles, subjects, journals, series, call numbers, page by page in both directions."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery import browsing, cross_references
from pinakes.discovery.browsing import BY_RECORDS, Listing, Row
from pinakes.errors import IndexError_
from pinakes.index import fields
from pinakes.index.hierarchy import SEPARATOR
from pinakes.records.authority import Authority
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord
from pinakes.web import browse_tabs, errors, labels, letters, links, pages, presenters
from pinakes.web.presenters import Anchor

log = logging.getLogger(__name__)
LONGEST = 400
"""Characters of what is typed."""
VARIANTS = 4


class RowView(Struct):
    """A line of a list."""

    heading: str
    href: str
    """Empty for a form that is not used."""
    count: int
    share: str
    """Per cent of the rule that is inked."""
    lang: str = ""
    fitting: bool = False
    see: tuple[Anchor, ...] = ()
    see_also: tuple[Anchor, ...] = ()
    forms: tuple[str, ...] = ()
    works: tuple[Anchor, ...] = ()
    """Records under it, where the heading itself leads to none."""
    more: int = 0
    """How many more there are."""


@require_safe
def browse(request: HttpRequest, name: str) -> HttpResponseBase:
    """``/browse/NAME?from=`` what was typed, or ``?at=`` the heading that begins the page."""
    if name not in fields.HEADINGS:
        raise Http404
    typed, at = (request.GET.get(n, "").strip()[:LONGEST] for n in ("from", "at"))
    catalogue = conf.current_catalogue()
    try:
        found = browsing.listing(catalogue, name, typed=typed, at=at)
        here = _here(found, typed)
        strip, others = letters.strip(catalogue.index, name, found.snapshot, here)
        tabs = browse_tabs.tabs(catalogue, name, found.snapshot)
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    context = {
        "name": name,
        "title": heading(name),
        "lead": lead(name, found.total),
        "columns": columns(name),
        "rows": rows(
            found, cross_references.authorities(catalogue.store, name, [r.value for r in found.rows])
        ),
        "typed": typed,
        "beyond": bool(typed and not at and found.rows and found.fitting < 0),
        "tabs": tabs,
        "letters": strip if found.total else (),
        "others": others if found.total else (),
        "previous": _range(name, found.previous),
        "previous_href": _turn(name, found.previous),
        "next": _range(name, found.following),
        "next_href": _turn(name, found.following),
        "shown": _range(name, _shown(found)),
        "by_records": name in BY_RECORDS,
    }
    return pages.render(request, "browse.html", context, documents=pages.documents())


def heading(name: str) -> str:
    """Over the list."""
    return {
        "author": _("Browse authors"),
        "title": _("Browse titles"),
        "subject": _("Browse subjects"),
        "journal": _("Browse journals"),
        "series": _("Browse series"),
        "callnumber": _("Browse call numbers"),
        "lcc": _("Browse the Library of Congress Classification"),
        "ddc": _("Browse the Dewey Decimal Classification"),
    }[name]


def lead(name: str, total: int) -> str:
    """How many there are, and in which order."""
    text = {
        "author": ngettext(
            "%(shown)s name, in the order of the alphabet.",
            "%(shown)s names, in the order of the alphabet.",
            total,
        ),
        "title": ngettext(
            "%(shown)s title, in the order of the alphabet.",
            "%(shown)s titles, in the order of the alphabet.",
            total,
        ),
        "subject": ngettext(
            "%(shown)s heading, in the order of the alphabet.",
            "%(shown)s headings, in the order of the alphabet.",
            total,
        ),
        "journal": ngettext(
            "%(shown)s journal or other host, in the order of the alphabet.",
            "%(shown)s journals and other hosts, in the order of the alphabet.",
            total,
        ),
        "series": ngettext(
            "%(shown)s series, in the order of the alphabet.",
            "%(shown)s series, in the order of the alphabet.",
            total,
        ),
    }.get(name) or ngettext(
        "%(shown)s call number, in the order of the shelf.",
        "%(shown)s call numbers, in the order of the shelf.",
        total,
    )
    return text % {"shown": labels.number(total)}


def columns(name: str) -> tuple[str, str, str]:
    """What stands over the columns."""
    if name in ("callnumber", "lcc", "ddc"):
        return _("Call number"), _("Works"), ""
    if name == "title":
        return _("Title"), _("By and when"), ""
    first = {"author": _("Name"), "subject": _("Heading"), "journal": _("Title"), "series": _("Title")}[name]
    second = _("Other forms and links") if name in cross_references.LISTS else ""
    return first, second, _("Works here")


def rows(found: Listing, authorities: dict[str, tuple[Authority, ...]]) -> list[RowView]:
    """Lines of the page; the largest number shown has a full rule."""
    most = max((r.count for r in found.rows), default=0)
    views = []
    for n, row in enumerate(found.rows):
        text, href, works = _target(found.name, row)
        views.append(
            RowView(
                heading=text,
                href=href,
                count=row.count,
                share=f"{100 * row.count / most:.1f}" if most else "0",
                lang=presenters.title_language(row.records[0].record)
                if found.name == "title" and row.records
                else "",
                fitting=n == found.fitting,
                see=tuple(Anchor(text=s, href=links.browse(found.name, start=s)) for s in row.see),
                works=works,
                more=row.count - len(works) if works and row.count > len(works) else 0,
                forms=_forms(authorities.get(row.value, ())),
                see_also=_see_also(found.name, authorities.get(row.value, ())),
            )
        )
    return views


def _forms(authorities: Sequence[Authority]) -> tuple[str, ...]:
    """Other forms of the same."""
    found: dict[str, None] = {}
    for authority in authorities:
        found |= dict.fromkeys(authority.forms)
        found.pop(authority.heading.text, None)
    return tuple(found)[:VARIANTS]


def _see_also(name: str, authorities: Sequence[Authority]) -> tuple[Anchor, ...]:
    """Other headings that one may look under too."""
    related = dict.fromkeys(r.heading.text for a in authorities for r in a.related)
    return tuple(Anchor(text=r, href=links.browse(name, start=r)) for r in list(related)[:VARIANTS])


def _target(name: str, row: Row) -> tuple[str, str, tuple[Anchor, ...]]:
    """What is shown of a heading, where it leads, and the works named beside it."""
    if row.see:
        return row.value, "", ()
    if name not in BY_RECORDS:
        address = {"author": links.author, "subject": links.subject, "journal": links.journal}
        return row.value, address.get(name, links.series)(row.value), ()
    if name == "title":
        if not row.records:
            return row.value, links.words("title", row.value), ()
        title = row.records[0].record.full_title
        only = row.count == 1
        href = links.record(row.records[0].id) if only else links.phrase("title", title)
        return title, href, tuple(_by(s, linked=not only) for s in row.records)
    return row.value, links.words("callnumber", row.value), tuple(_work(s) for s in row.records)


def _by(stored: StoredRecord, *, linked: bool) -> Anchor:
    record = stored.record
    said = " · ".join(filter(None, (_maker(record), labels.year_words(record.date))))
    return Anchor(text=said or presenters.kind(record), href=links.record(stored.id) if linked else "")


def _maker(record: Record) -> str:
    people = presenters.makers(record)
    return presenters.spoken_name(people[0]) if people else ""


def _work(stored: StoredRecord) -> Anchor:
    record = stored.record
    return Anchor(
        text=record.full_title or _("[untitled]"),
        href=links.record(stored.id),
        note=" · ".join(filter(None, (_maker(record), labels.year_words(record.date)))),
        lang=presenters.title_language(record),
    )


def _shown(found: Listing) -> tuple[Row, ...]:
    used = [r for r in found.rows if not r.see]
    return (used[0], used[-1]) if used else ()


def _range(name: str, ends: Sequence[Row]) -> str:
    """ "Camerarius – Campanella": the first words of the two ends."""
    if not ends:
        return ""
    first, last = (_short(name, row) for row in (ends[0], ends[-1]))
    return f"{first} – {last}" if first != last else first


def _short(name: str, row: Row) -> str:
    text = row.records[0].record.title if name == "title" and row.records else row.value
    if name == "author":
        text = text.split(",")[0]
    if name == "subject":
        text = text.split(SEPARATOR)[0]
    return presenters.cut(text, 28)[0]


def _turn(name: str, ends: Sequence[Row]) -> str:
    return links.browse(name, at=ends[0].value) if ends else ""


def _here(found: Listing, typed: str) -> str:
    """What decides which letter is marked: the row that fits, else the first."""
    if found.fitting >= 0:
        return found.rows[found.fitting].value
    return typed or (found.rows[0].value if found.rows else "")
