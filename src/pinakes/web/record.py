"""The record page, its staff view and its exports; which of them an address means is told by the store."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.formats import registry
from pinakes.index import fields
from pinakes.records import record_ids
from pinakes.records.base import Struct
from pinakes.records.record import Holding
from pinakes.store.port import StoredRecord
from pinakes.web import (
    cite,
    corrections,
    errors,
    explain,
    export,
    labels,
    links,
    metadata,
    openurl,
    pages,
    presenters,
    record_page,
    staff,
    versions,
    walk,
)

STAFF = "/staff"
SIMILAR = 4
OWN = "own"
"""Parameter that asks for what one of several sources says."""


@require_safe
def record(request: HttpRequest, record_id: str) -> HttpResponseBase:
    """``/record/ID``, ``/record/ID/staff``, ``/record/ID/why?q=…``, ``/record/ID.FORMAT``.

    An id may end with any of these endings: a record of exactly this id wins.
    """
    kept = record_ids.record_id
    whole = kept(record_id)
    candidates = [whole]
    base, dot, ending = record_id.rpartition(".")
    if dot and ending in registry.names():
        candidates.append(kept(base))
    suffixes = (suffix for suffix in (STAFF, explain.SUFFIX, cite.SUFFIX) if record_id.endswith(suffix))
    candidates += [kept(record_id.removesuffix(suffix)) for suffix in suffixes]
    catalogue = conf.current_catalogue()
    found = {s.id: s for s in catalogue.store.get_many(candidates)}
    for candidate in candidates:
        stored = found.get(candidate)
        if stored is None:
            continue
        if stored.deleted:
            return gone(request, stored)
        if candidate == whole:
            return _shown(request, stored)
        if record_id.endswith(explain.SUFFIX):
            return explain.view(request, stored)
        if record_id.endswith(cite.SUFFIX):
            return cite.view(request, stored)
        if record_id.endswith(STAFF):
            return staff.view(request, stored, catalogue.store.raw(stored.id))
        return export.download(request, stored, ending)
    return errors.record_not_found(request, candidates[-1])


def _shown(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """The page of a record, or the way to the one that shows it; ``?own`` asks for what its own source says."""
    if OWN in request.GET:
        own = conf.current_catalogue().store.joins.own([stored.id])
        return show(request, own[0] if own else stored, own=True)
    if stored.joined_into:
        # Not for ever: a librarian may part them again.
        return HttpResponseRedirect(links.record(stored.joined_into))
    return show(request, stored)


def gone(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """410: what is kept of a withdrawn record, and a search for its title."""
    record = stored.record
    context = {
        "record": record,
        "date": labels.timestamp_words(stored.datestamp),
        "lang": presenters.title_language(record),
        "authors": presenters.authors(record),
        "identifiers": record_page.identifier_rows(record, "")[:-1],
        "title_href": links.words("title", record.title),
    }
    return pages.render(request, "gone.html", context, status=410)


def show(request: HttpRequest, stored: StoredRecord, *, own: bool = False) -> HttpResponseBase:
    """The page, complete: all sections that have content. ``own``: as one of several sources has it."""
    record = stored.record
    address = links.record(stored.id)
    permanent = request.build_absolute_uri(address)
    texts = [a.text for a in record.abstracts if a.text]
    teaser, is_cut = presenters.cut(texts[0], presenters.TEASER) if texts else ("", False)
    is_part = record.host is not None
    context = {
        "id": stored.id,
        "stored": stored,
        "record": record,
        "address": address,
        "permanent": permanent,
        "kind": presenters.kind(record),
        "kind_icon": presenters.icon(record),
        "cover": presenters.cover(record, stored.id),
        "cover_author": presenters.cover_author(record),
        "lang": presenters.title_language(record),
        "people": [
            (presenters.spoken_name(c), links.limited("author", c.name), _roles(c.roles), c.alternate)
            for c in record.contributors[:12]
        ],
        "more_people": max(0, len(record.contributors) - 12),
        "host_href": links.limited("journal", record.host.title) if record.host and record.host.title else "",
        "host_words": record_page.host_words(record),
        "imprint": presenters.imprint(record),
        "year": labels.date_words(record.date),
        "teaser": teaser,
        "teaser_lang": labels.html_language(record.abstracts[0].language) if record.abstracts else "",
        "is_cut": is_cut,
        "abstracts": record_page.abstracts(record),
        "description": record_page.description(record),
        "subjects": () if is_part else record_page.subject_rows(record),
        "classified": record_page.subject_rows(record) if is_part and record.classifications else (),
        "identifiers": record_page.identifier_rows(record, permanent),
        "notes": record_page.note_rows(record.notes),
        "relations": record_page.relation_rows(record.relations),
        "holdings": [(h, _items(h)) for h in record.holdings],
        "holdings_first": bool(record.holdings) and not is_part,
        "access": presenters.access(record),
        "exports": export.offered(),
        "changed": labels.timestamp_words(stored.datestamp),
        "raw_format": stored.raw_format,
        "meta": metadata.meta_tags(record),
        "coins": openurl.coins(record),
        "schema_org": metadata.schema_org(record, permanent),
        "similar": _similar(stored),
        "banners": corrections.banners(stored),
        "versions": versions.versions(stored),
        "sources": _sources(stored),
        "of_one": own and bool(stored.joined_into or stored.sources),
        "shown_href": links.record(stored.joined_into or stored.id),
        "walk": walk.around(request.GET, stored.id),
        "found_by": walk.found_by(request.GET, record),
    }
    state = walk.came_from(request.GET)
    return pages.render(request, "record.html", context, state=state, documents=pages.documents())


def _similar(stored: StoredRecord) -> list[presenters.HitView]:
    """A few records that share telling words with this one; none when the index is silent."""
    catalogue = conf.current_catalogue()
    try:
        ids = catalogue.index.more_like(fields.document(stored.record), limit=SIMILAR)
    except IndexError_:
        return []
    found = catalogue.store.get_many(ids) if ids else []
    return [presenters.hit(s.record, s.id, 0) for s in found if not s.deleted]


class SourceLine(Struct):
    """One of the sources that speak in a record."""

    name: str
    href: str
    """Everything of the source."""
    raw_format: str
    own_href: str = ""
    """The record as this source has it; empty when it is the only one."""


def _sources(stored: StoredRecord) -> list[SourceLine]:
    """Its source, or those of all records that are shown in it, the leading one first."""
    if not (stored.sources or stored.joined_into):
        source = stored.record.source
        return [SourceLine(name=source, href=links.limited("source", source), raw_format=stored.raw_format)]
    joins = conf.current_catalogue().store.joins
    together = joins.together([stored.id])
    leading_first = sorted(together, key=lambda i: (together[i] != i, i))
    return [
        SourceLine(
            name=s.record.source,
            href=links.limited("source", s.record.source),
            raw_format=s.raw_format,
            own_href=f"{links.record(s.id)}?{OWN}=1",
        )
        for s in joins.own(leading_first)
        if not s.deleted
    ]


def _roles(roles: tuple[str, ...]) -> str:
    return ", ".join(labels.role_name(r) for r in roles if r != "aut")


def _items(holding: Holding) -> list[tuple[str, str, presenters.Access, str]]:
    """Call number, copy, state and note of each copy."""
    return [
        (
            item.call_number or holding.call_number,
            " ".join(filter(None, (item.copy, item.enumeration))),
            presenters.item_state(item.status, item.due),
            item.note,
        )
        for item in holding.items
    ]
