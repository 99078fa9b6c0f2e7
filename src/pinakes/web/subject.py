"""The page of a subject: its scheme, what is broader and narrower, works, years, related subjects."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery import cross_references
from pinakes.discovery import subject as subjects
from pinakes.discovery.state import Constraint
from pinakes.discovery.subject import Near
from pinakes.discovery.works import Works, having, works
from pinakes.errors import IndexError_
from pinakes.index.hierarchy import SEPARATOR
from pinakes.index.port import Heading
from pinakes.records.authority import Authority
from pinakes.records.record import Subject
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, links, pages, subject_trees
from pinakes.web import works as shown
from pinakes.web.presenters import Anchor

log = logging.getLogger(__name__)
FACETS = {"year": 2500, "subject_facet": 16, "author_facet": 8, "journal_facet": 6}
LISTED = 40
"""Works that the page names."""
KINDS = frozenset({"person", "organisation", "meeting", "work", "place", "period", "genre"})


@require_safe
def subject(request: HttpRequest, heading: str) -> HttpResponseBase:
    """``/subject/HEADING``, steps of a chain joined by " › "; one that no work has leads into the list of headings."""
    heading = heading[:1000]
    catalogue = conf.current_catalogue()
    try:
        found = works(catalogue, having("subject_heading", heading), facets=FACETS, limit=LISTED)
        if not found.total:
            return HttpResponseRedirect(links.browse("subject", start=heading))
        near = subjects.near(catalogue.index, heading)
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    authorities = cross_references.authorities(catalogue.store, "subject", [heading]).get(heading, ())
    context = _context(heading, found, near, authorities)
    return pages.render(request, "subject.html", context, documents=pages.documents())


def _context(heading: str, found: Works, near: Near, authorities: Sequence[Authority]) -> dict[str, object]:
    steps = heading.split(SEPARATOR)
    own = _own(steps, found.records)
    whole = len(steps) == 1
    limit = Constraint(facet="subject", value=steps[0])
    in_trees = _in_trees(heading)
    return {
        "heading": heading,
        "steps": [Anchor(text=o.split(SEPARATOR)[-1], href=links.subject(o)) for o in near.over],
        "last": steps[-1],
        "lang": labels.html_language(_common(s.language for s in own if len(s.parts) == len(steps))),
        "kind": kind(_common(s.kind for s in own)),
        "schemes": [labels.scheme_name(s) for s in dict.fromkeys(s.scheme for s in own) if s],
        "forms": _forms(heading, own, authorities, len(steps)),
        "notes": [n for a in authorities for n in a.notes][:3],
        "total": found.total,
        "span": shown.span(found.facets["year"]),
        "results_href": links.limited("subject", heading)
        if whole
        else links.phrase("subject", " ".join(steps)),
        "works": shown.lines(found.records),
        "listed": len(found.records),
        "plot_of": shown.plot(found.facets["year"], limit) if whole else shown.Plot(),
        "broader": _each([*in_trees[0], *_tied(authorities, ("broader", "parent"))]),
        "narrower": _each(
            [*in_trees[1], *_tied(authorities, ("narrower",)), *(_step(h) for h in near.under)]
        ),
        "see_also": _tied(authorities, ("related", "earlier", "later")),
        "alike": [_step(h, whole=True) for h in near.alike],
        "related": shown.shares(
            found.facets["subject_facet"], links.subject, without=steps[0], whole=found.total
        ),
        "people": shown.shares(found.facets["author_facet"], links.author, whole=found.total),
        "journals": shown.shares(found.facets["journal_facet"], links.journal, whole=found.total),
        "browse_href": links.browse("subject", start=heading),
    }


def _in_trees(heading: str) -> tuple[list[Anchor], list[Anchor]]:
    """What is directly over and under it in the library's trees of subjects, where works have it."""
    catalogue = conf.current_catalogue()
    over: list[Anchor] = []
    under: list[Anchor] = []
    for name, tree in subject_trees.trees().items():
        if heading in tree.numbers:
            works = subject_trees.used_of(catalogue, name, tree).works
            for found, anchors in ((tree.broader(heading), over), (tree.narrower(heading), under)):
                anchors += (
                    Anchor(text=h, href=links.subject(h), note=labels.number(works[h]))
                    for h in found
                    if h in works
                )
    return over, under


def _each(anchors: Iterable[Anchor]) -> list[Anchor]:
    """The first of each heading."""
    found: dict[str, Anchor] = {}
    for anchor in anchors:
        found.setdefault(anchor.text, anchor)
    return list(found.values())


def _step(heading: Heading, *, whole: bool = False) -> Anchor:
    text = heading.value if whole else heading.value.split(SEPARATOR)[-1]
    return Anchor(text=text, href=links.subject(heading.value), note=labels.number(heading.count))


def _own(steps: Sequence[str], records: Iterable[StoredRecord]) -> list[Subject]:
    """The heading as the works have it, with what follows it in them."""
    wanted = tuple(steps)
    return [s for r in records for s in r.record.subjects if s.parts[: len(wanted)] == wanted]


def _common(values: Iterable[str]) -> str:
    return next((value for value, _number in Counter(values).most_common(1)), "")


def kind(name: str) -> str:
    """What kind of thing a heading names."""
    return {
        "person": _("Person as a subject"),
        "organisation": _("Organisation as a subject"),
        "meeting": _("Meeting as a subject"),
        "work": _("Work as a subject"),
        "place": _("Place"),
        "period": _("Period"),
        "genre": _("Genre or form"),
    }.get(name) or _("Subject")


def _forms(heading: str, own: Sequence[Subject], authorities: Sequence[Authority], steps: int) -> list[str]:
    alternates = (s.alternate for s in own if s.alternate and len(s.parts) == steps)
    found = dict.fromkeys((*alternates, *(form for a in authorities for form in a.forms)))
    return [form for form in found if form != heading][:20]


def _tied(authorities: Sequence[Authority], relationships: Sequence[str]) -> list[Anchor]:
    """Headings that authorities name, at their place in the list: perhaps no work has them."""
    names = dict.fromkeys(
        r.heading.text for a in authorities for r in a.related if r.relationship in relationships
    )
    return [Anchor(text=name, href=links.browse("subject", start=name)) for name in names]
