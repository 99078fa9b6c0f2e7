"""The page of a journal: its numbers, its volumes, and the articles of one of them by issue, in order."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby

import msgspec
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery import journal as journals
from pinakes.discovery.journal import Issue, Journal, Volume
from pinakes.discovery.state import Constraint
from pinakes.discovery.works import Works
from pinakes.errors import IndexError_
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.records.record import Record, Relation
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, links, pages, presenters
from pinakes.web import works as shown
from pinakes.web.presenters import Anchor

log = logging.getLogger(__name__)
FEW = 40
"""Volumes that stand in one list; more are folded by decade."""


class VolumeLink(Struct):
    """A volume in the list of all."""

    label: str
    href: str
    count: int
    share: str
    current: bool


class Decade(Struct):
    """Volumes of ten years; the one that is shown stands open."""

    label: str
    volumes: tuple[VolumeLink, ...]
    count: int
    current: bool


WHOLE = 100
"""A journal of so few articles is shown whole."""


class IssueView(Struct):
    """An issue with those of its articles that are on the page."""

    label: str
    href: str
    articles: tuple[shown.WorkLine, ...]


class VolumeView(Struct):
    """A volume with those of its articles that are on the page."""

    label: str
    href: str
    count: int
    issues: tuple[IssueView, ...]


@require_safe
def journal(request: HttpRequest, key: str) -> HttpResponseBase:
    """``/journal/ISSN`` or ``/journal/TITLE``, ``?volume=&year=&issue=&page=``; a title with an ISSN leads to that."""
    key = key.strip()[:1000]
    catalogue = conf.current_catalogue()
    try:
        found = journals.journal(catalogue, key)
        if found is None:
            return HttpResponseRedirect(links.browse("journal", start=key))
        if found.issns and not journals.issn_of(key):
            return HttpResponseRedirect(links.journal(found.issns[0]))
        asked = _asked(found, request.GET)
        works = journals.articles(catalogue, found, asked.parts, page=asked.page) if asked.parts else None
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    context = _context(key, found, asked, works)
    return pages.render(request, "journal.html", context, documents=pages.documents())


class Asked(Struct):
    """What of a journal is shown: a few volumes whole, one volume, or one issue of it."""

    volumes: tuple[Volume, ...]
    parts: tuple[str, ...]
    """Values of the issues."""
    issue: Issue | None = None
    page: int = 1

    @property
    def one(self) -> Volume | None:
        return self.volumes[0] if len(self.volumes) == 1 else None


def _asked(found: Journal, query: QueryDict) -> Asked:
    """What the address means; a volume that isn't there is taken for the newest."""
    volume = chosen(found, query)
    if volume is None and found.total <= WHOLE:
        return Asked(volumes=found.volumes, parts=tuple(i.value for v in found.volumes for i in v.issues))
    volume = volume or found.volumes[0]
    name = query.get("issue")
    issue = next((i for i in volume.issues if i.issue == name), None) if name is not None else None
    number = query.get("page", "1")
    return Asked(
        volumes=(volume,),
        parts=(issue.value,) if issue is not None else tuple(i.value for i in volume.issues),
        issue=issue,
        page=int(number) if number.isascii() and number.isdigit() and 0 < int(number[:6]) < 100_000 else 1,
    )


def chosen(found: Journal, query: QueryDict) -> Volume | None:
    """The volume that the address names."""
    name, year = query.get("volume", ""), query.get("year", "")
    for volume in found.volumes if name or year else ():
        if volume.volume == name and (not year or str(volume.first_year) == year):
            return volume
    return None


def _context(key: str, found: Journal, asked: Asked, works: Works | None) -> dict[str, object]:
    limit = Constraint(facet="journal", value=found.titles[0] if found.titles else found.title)
    own = found.own.record if found.own is not None else None
    one = asked.one
    at = found.volumes.index(one) if one is not None else 0
    address = links.journal(key)
    records = works.records if works is not None else ()
    return {
        "key": key,
        "title": found.title,
        "lang": presenters.title_language(own) if own else "",
        "kind": presenters.kind(own) if own else _("Journal") if found.issns else _("Journal or book"),
        "forms": _forms(found, own),
        "issns": found.issns,
        "publisher": found.publisher,
        "own_href": links.record(found.own.id) if found.own is not None else "",
        "relations": [r for r in (_relation(r) for r in (own.relations if own else ())) if r is not None],
        "total": found.total,
        "span": shown.span(found.years),
        "results_href": links.limited("journal", limit.value)
        if found.titles
        else links.words("identifier", key),
        "canonical": _address(key, one) if one is not None and len(found.volumes) > 1 else address,
        "volume": volume_label(one) if one is not None else "",
        "volume_href": _address(key, one) if one is not None else "",
        "issue": issue_label(asked.issue) if asked.issue is not None else "",
        "shown": [v for v in (_with_articles(key, v, records, asked) for v in asked.volumes) if v.issues],
        "listed": works.total if works is not None else 0,
        "page": asked.page,
        "last": max(1, -(-works.total // journals.PAGE)) if works is not None else 1,
        "pager": _pager(key, asked, works),
        "later": _neighbour(key, found, at - 1) if one is not None else None,
        "earlier": _neighbour(key, found, at + 1) if one is not None else None,
        "decades": decades(key, found, one),
        "several": len(found.volumes) > 1,
        "plot_of": shown.plot(found.years, limit) if found.titles else shown.Plot(),
        "subjects": shown.shares(found.subjects, links.subject, whole=found.total),
        "people": shown.shares(found.authors, links.author, whole=found.total),
        "browse_href": links.browse("journal", start=found.titles[0] if found.titles else found.title),
    }


def volume_label(volume: Volume) -> str:
    """ "Volume 2 (2014)", "2014", "Volume 2"."""
    years = (
        labels.year_range(f"{volume.first_year}..{volume.last_year}") if volume.first_year is not None else ""
    )
    if not volume.volume:
        return years or _("Without volume and year")
    if not years:
        return _("Volume %(volume)s") % {"volume": volume.volume}
    return _("Volume %(volume)s (%(years)s)") % {"volume": volume.volume, "years": years}


def issue_label(issue: Issue) -> str:
    """ "Issue 2"."""
    return _("Issue %(issue)s") % {"issue": issue.issue} if issue.issue else _("Without an issue number")


def _address(key: str, volume: Volume, **more: str) -> str:
    year = "" if volume.first_year is None else str(volume.first_year)
    return links.journal(key, volume=volume.volume, year=year, **more)


def _with_articles(key: str, volume: Volume, records: Sequence[StoredRecord], asked: Asked) -> VolumeView:
    """Articles of a volume by issue, in the order in which they came."""
    own = {i.value: i for i in volume.issues}
    mine = [
        (own[v], s) for s in records for v in map(str, fields.field("part").extract(s.record)) if v in own
    ]
    several = len(volume.issues) > 1
    return VolumeView(
        label=volume_label(volume),
        href=_address(key, volume),
        count=asked.issue.count if asked.issue is not None else volume.count,
        issues=tuple(
            IssueView(
                label=issue_label(issue) if issue.issue or several else "",
                href=_address(key, volume, issue=issue.issue) if several and issue.issue else "",
                articles=tuple(_article(s) for _, s in some),
            )
            for issue, some in groupby(mine, key=lambda pair: pair[0])
        ),
    )


def _article(stored: StoredRecord) -> shown.WorkLine:
    """An article under its issue: the pages are enough of its place."""
    host = stored.record.host
    line = shown.line(stored)
    return msgspec.structs.replace(line, host="", place=presenters.pages(host) if host is not None else "")


def _pager(key: str, asked: Asked, works: Works | None) -> tuple[str, str]:
    """Addresses of the page before and after."""
    if asked.one is None or works is None:
        return "", ""
    more = {"issue": asked.issue.issue} if asked.issue is not None else {}
    page = asked.page
    before = _address(key, asked.one, **more, page=str(page - 1)) if page > 1 else ""
    after = page * journals.PAGE < works.total
    return before, _address(key, asked.one, **more, page=str(page + 1)) if after else ""


def _neighbour(key: str, found: Journal, at: int) -> Anchor | None:
    if not 0 <= at < len(found.volumes):
        return None
    volume = found.volumes[at]
    return Anchor(text=volume_label(volume), href=_address(key, volume))


def decades(key: str, found: Journal, current: Volume | None) -> tuple[Decade, ...]:
    """All volumes, the newest first; in one group when they are few."""
    most = max((v.count for v in found.volumes), default=1)
    few = len(found.volumes) <= FEW
    groups: dict[str, list[Volume]] = {}
    for volume in found.volumes:
        decade = "" if few else "" if volume.last_year is None else f"{volume.last_year // 10 * 10}"
        groups.setdefault(decade, []).append(volume)
    return tuple(
        Decade(
            label=labels.year_range(f"{name}..{int(name) + 9}") if name else "",
            volumes=tuple(
                VolumeLink(
                    label=volume_label(v),
                    href=_address(key, v),
                    count=v.count,
                    share=f"{100 * v.count / most:.1f}",
                    current=v is current,
                )
                for v in some
            ),
            count=sum(v.count for v in some),
            current=current in some,
        )
        for name, some in groups.items()
    )


def _forms(found: Journal, own: Record | None) -> list[str]:
    """Other titles: of its record, and as articles have them."""
    ours = (t for v in (own.titles if own else ()) for t in (v.title, v.alternate))
    named = dict.fromkeys((own.title_alternate if own else "", *ours, *found.titles))
    return [t for t in named if t and t.casefold() != found.title.casefold()][:12]


def _relation(relation: Relation) -> Anchor | None:
    """The title before or after, and its page."""
    if relation.kind not in ("earlier", "later") or not (relation.title or relation.identifiers):
        return None
    issn = next((i.value for i in relation.identifiers if i.scheme == "issn" and i.valid), "")
    label = (
        pgettext("of a journal", "Earlier title")
        if relation.kind == "earlier"
        else pgettext("of a journal", "Later title")
    )
    return Anchor(
        text=relation.title or issn,
        href=links.journal(issn) if issn else links.browse("journal", start=relation.title),
        note=label,
    )
