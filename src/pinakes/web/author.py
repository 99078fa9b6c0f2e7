"""The page of a person or body: works by role, years, people they worked with, other forms of the name, numbers."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import msgspec
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery import cross_references, name_forms
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.state import Constraint
from pinakes.discovery.works import Works, having, works
from pinakes.errors import IndexError_
from pinakes.index.port import Heading
from pinakes.query.tree import Or, Words
from pinakes.records.authority import Authority
from pinakes.records.base import Struct
from pinakes.records.record import Contributor, Identifier
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, links, pages
from pinakes.web import works as shown
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.identifiers import RESOLVERS

log = logging.getLogger(__name__)
FACETS = {"year": 2500, "author_facet": 13, "subject_facet": 10, "journal_facet": 6}
REGISTRIES = ("orcid", "gnd", "viaf", "isni", "lccn", "wikidata")
"""Numbers that say who someone is."""
ADDRESSES = RESOLVERS | {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "lccn": "https://id.loc.gov/authorities/names/{}",
}
OPEN = 10
"""Works of a role that stand open; the others are behind a fold."""
PLACES = 4


class Role(Struct):
    """What someone did, and the works."""

    code: str
    label: str
    count: int
    first: tuple[shown.WorkLine, ...]
    rest: tuple[shown.WorkLine, ...] = ()


@require_safe
def author(request: HttpRequest, name: str) -> HttpResponseBase:
    """``/author/NAME``; a name that no work has leads into the list of names."""
    name = name[:1000]
    catalogue = conf.current_catalogue()
    try:
        found = works(catalogue, having("author_facet", name), facets=FACETS)
        if not found.total:
            return HttpResponseRedirect(links.browse("author", start=name))
        own = _own(name, found.records)
        authorities = cross_references.authorities(catalogue.store, "author", [name]).get(name, ())
        numbers = _numbers(own, authorities)
        same = _same(catalogue, name, numbers)
        others = name_forms.other_forms(catalogue.index, name) if _is_person(own) else ()
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    return pages.render(
        request,
        "author.html",
        _context(name, found, own, authorities, numbers, same, others),
        documents=pages.documents(),
    )


def _context(
    name: str,
    found: Works,
    own: Sequence[Contributor],
    authorities: Sequence[Authority],
    numbers: Sequence[Identifier],
    same: Sequence[str],
    others: Sequence[Heading],
) -> dict[str, object]:
    limit = Constraint(facet="author", value=name)
    kind = Counter(c.kind for c in own).most_common(1)[0][0] if own else "person"
    return {
        "name": name,
        "kind": kind,
        "dates": next((c.dates for c in own if c.dates and c.dates not in name), ""),
        "forms": _forms(name, own, authorities),
        "notes": [n for a in authorities for n in a.notes][:3],
        "numbers": [_number(i) for i in numbers],
        "affiliations": list(dict.fromkeys(a for c in own for a in c.affiliations))[:PLACES],
        "total": found.total,
        "span": shown.span(found.facets["year"]),
        "results_href": links.limited("author", name),
        "roles": roles(name, found.records),
        "listed": len(found.records),
        "plot_of": shown.plot(found.facets["year"], limit),
        "people": shown.shares(found.facets["author_facet"], links.author, without=name, whole=found.total),
        "subjects": shown.shares(found.facets["subject_facet"], links.subject, whole=found.total),
        "journals": shown.shares(found.facets["journal_facet"], links.journal, whole=found.total),
        "same": [Anchor(text=s, href=links.author(s)) for s in same],
        "others": [(h, links.author(h.value)) for h in others if h.value not in same],
        "related": [
            Anchor(text=r.heading.text, href=links.browse("author", start=r.heading.text), note=r.label)
            for a in authorities
            for r in a.related
        ],
        "browse_href": links.browse("author", start=name),
    }


def _own(name: str, records: Iterable[StoredRecord]) -> list[Contributor]:
    """The person as each work has them."""
    return [c for s in records for c in s.record.contributors if c.name == name]


def _is_person(own: Sequence[Contributor]) -> bool:
    return any(c.kind == "person" for c in own)


def _forms(name: str, own: Sequence[Contributor], authorities: Sequence[Authority]) -> list[str]:
    """Other forms of the name, as works and authorities have them."""
    alternates = (c.alternate for c in own if c.alternate)
    found = dict.fromkeys((*alternates, *(form for a in authorities for form in a.forms)))
    return [form for form in found if form != name][:20]


def _numbers(own: Sequence[Contributor], authorities: Sequence[Authority]) -> list[Identifier]:
    """Numbers of registries; of several in one registry that which most works have, as the others may be mistakes."""
    counted: dict[str, Counter[str]] = {}
    for i in (*(i for c in own for i in c.identifiers), *(i for a in authorities for i in a.identifiers)):
        if i.valid and i.scheme in REGISTRIES:
            counted.setdefault(i.scheme, Counter())[i.value] += 1
    return [Identifier(scheme=s, value=counted[s].most_common(1)[0][0]) for s in REGISTRIES if s in counted]


def _number(identifier: Identifier) -> Anchor:
    address = ADDRESSES.get(identifier.scheme, "")
    return Anchor(
        text=identifier.value,
        href=address.format(quote(identifier.value, safe="-")) if address else "",
        note=labels.scheme_name(identifier.scheme),
    )


def _same(catalogue: Catalogue, name: str, numbers: Sequence[Identifier]) -> list[str]:
    """Other forms under which works have the same number."""
    sure = {(i.scheme, i.value) for i in numbers}
    if not sure:
        return []
    query = Or(parts=tuple(Words(text=i.value, field="identifier") for i in numbers))
    found = works(catalogue, query=query)
    forms = Counter(
        c.name
        for s in found.records
        for c in s.record.contributors
        if c.name != name and any((i.scheme, i.value) in sure for i in c.identifiers)
    )
    return [form for form, _number in forms.most_common(8)]


def roles(name: str, records: Sequence[StoredRecord]) -> list[Role]:
    """What someone did, authorship first, then by number; a work stands under each of their roles in it."""
    by_role: dict[str, dict[str, StoredRecord]] = {}
    for stored in records:
        for c in stored.record.contributors:
            if c.name == name:
                for role in c.roles or ("aut" if c.primary else "",):
                    by_role.setdefault(role, {})[stored.id] = stored
    order = sorted(by_role, key=lambda role: (role not in ("aut", ""), role == "", -len(by_role[role])))
    found = []
    for role in order:
        lines = shown.lines(by_role[role].values())
        found.append(
            Role(
                code=role or "unknown",
                label=labels.role_name(role) if role else pgettext("what someone did", "Role not stated"),
                count=len(lines),
                first=tuple(lines[:OPEN]),
                rest=tuple(lines[OPEN:]),
            )
        )
    if len(found) == 1 and found[0].code == "unknown":
        return [msgspec.structs.replace(found[0], label=_("Works"))]
    return found
