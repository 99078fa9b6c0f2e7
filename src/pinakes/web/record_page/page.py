"""The page of a record, complete: all sections that have content."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.store.port import StoredRecord
from pinakes.web import (
    availability,
    corrections,
    export,
    labels,
    links,
    live,
    metadata,
    openurl,
    pages,
    pictures,
    presenters,
    versions,
    walk,
)
from pinakes.web.record_page import (
    abstracts,
    around,
    holdings,
    identifiers,
    people,
    publication,
    sources,
    subjects,
    successors,
)
from pinakes.web.record_page.order import Rows

WAS = "was"
"""Parameter: the withdrawn record that led here."""


class Section(Struct):
    """An entry of the page's own table of contents; its name is an anchor and, after the record's, an address."""

    name: str
    label: str
    count: int = 0


def show(request: HttpRequest, stored: StoredRecord, *, own: bool = False) -> HttpResponseBase:
    """The page. ``own``: as one of several sources has it."""
    record = stored.record
    permanent = request.build_absolute_uri(links.record(stored.id))
    rows = Rows(record)
    about = around.around(stored)
    live_wanted = availability.wanted(record)
    asked_now = live_wanted and live.PARAMETER in request.GET
    said = availability.ask([record], again=True).get(record.id) if asked_now else None
    held = live.merged(record, said) if said else holdings.stored(record)
    other_versions = versions.versions(stored)
    context = {
        "id": stored.id,
        "stored": stored,
        "record": record,
        "address": links.record(stored.id),
        "permanent": permanent,
        "raw_format": stored.raw_format,
        "changed": labels.timestamp_words(stored.datestamp),
        **_head(record, stored.id),
        "summaries": abstracts.rows(record),
        "description": rows.description,
        "subjects": _subject_section(record),
        "identifiers": identifiers.section(record, permanent),
        "notes": rows.notes,
        "relations": rows.relations,
        "holdings": held,
        "holdings_first": (bool(held.places) or live_wanted) and record.host is None,
        "has_holdings": bool(held.places) or live_wanted,
        "live_note": live.note(stored, said) if live_wanted else None,
        "asked_now": asked_now,
        "access": presenters.access(record),
        "exports": export.offered(),
        "meta": metadata.meta_tags(record),
        "coins": openurl.coins(record),
        "schema_org": metadata.schema_org(record, permanent),
        "about": about,
        "banners": corrections.banners(stored),
        "versions": other_versions,
        "sources": sources.sources(stored),
        "of_one": own and bool(stored.joined_into or stored.sources),
        "shown_href": links.record(stored.joined_into or stored.id),
        "walk": walk.around(request.GET, stored.id),
        "was": successors.came_from(request.GET.get(WAS, ""), stored),
        "found_by": walk.found_by(request.GET, record),
    }
    context["sections"] = _sections(record, context, held, about, other_versions)
    state = walk.came_from(request.GET)
    return pages.render(request, "record.html", context, state=state, documents=pages.documents())


def _head(record: Record, record_id: str) -> dict[str, object]:
    """What stands above the sections."""
    host = record.host
    return {
        "kind": presenters.kind(record),
        "kind_icon": presenters.icon(record),
        "cover": presenters.cover(record, record_id),
        "picture": pictures.address(record, record_id),
        "cover_author": presenters.cover_author(record),
        "lang": presenters.title_language(record),
        "people": people.line(record),
        "host_href": publication.journal_href(host.title, host.identifiers) if host and host.title else "",
        "host_words": host_words(record),
        "imprint": presenters.imprint(record),
        "year": labels.date_words(record.date),
        "teaser": abstracts.teaser(record),
    }


def _subject_section(record: Record) -> tuple[object, ...]:
    """All headings of what stands for itself; the classes of what is part of another, which has the rest in a row."""
    if record.host is None:
        return subjects.section(record)
    return tuple(r for r in subjects.classes(record) if r is not None)


def _sections(
    record: Record,
    context: dict[str, object],
    held: holdings.Holdings,
    about: around.Around,
    other_versions: versions.Versions,
) -> tuple[Section, ...]:
    """Those that have content, in the order of the page."""
    has_holdings = bool(context["has_holdings"])
    first = bool(context["holdings_first"])
    copies = Section(name="holdings", label=_("Holdings"), count=held.copies)
    found = [
        copies if has_holdings and first else None,
        Section(name="description", label=_("Description")),
        Section(name="contents", label=_("Contents"), count=len(record.contents))
        if record.contents
        else None,
        Section(name="parts", label=_("In here"), count=about.parts.total) if about.parts.listed else None,
        Section(name="subjects", label=_("Subjects")) if context["subjects"] else None,
        Section(name="identifiers", label=_("Identifiers")),
        copies if has_holdings and not first else None,
        Section(name="shelf", label=pgettext("section", "On the shelf")) if about.shelf else None,
        Section(name="notes", label=_("Notes")) if context["notes"] else None,
        Section(name="relations", label=_("Related works")) if context["relations"] or about.tied else None,
        Section(name="references", label=_("References"), count=about.references.total)
        if about.references.total
        else None,
        Section(name="cited-by", label=_("Cited by"), count=about.cited_by.total)
        if about.cited_by.listed
        else None,
        Section(name="versions", label=_("Other editions"), count=other_versions.total)
        if other_versions.total
        else None,
        Section(name="sources", label=_("Source")),
    ]
    return tuple(s for s in found if s is not None)


def host_words(record: Record) -> str:
    """ "June 2014, vol. 2, no. 2, pp. 70–72", after the journal's title."""
    host = record.host
    if host is None:
        return ""
    where = presenters.pages(host)
    found = [
        labels.date_words(record.date),
        _("vol. %(volume)s") % {"volume": host.volume} if host.volume else "",
        _("no. %(issue)s") % {"issue": host.issue} if host.issue else "",
        (_("pp. %(pages)s") if "–" in where else _("p. %(pages)s")) % {"pages": where} if where else "",
    ]
    return labels.comma().join(filter(None, found)) if host.volume or host.issue or where else host.statement
