"""Who made it: rows of names with their roles and numbers, and the line under the title."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pinakes.records.base import Struct, gettext_noop
from pinakes.records.record import Contributor, Record
from pinakes.web import labels, links, presenters
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.identifiers import RESOLVERS
from pinakes.web.record_page.rows import OPEN, SLACK, Row, plain, row

TIES = ("orcid", "gnd", "viaf", "isni")
"""Numbers of people that lead to a page about them, in this order."""
SPOKEN = {
    "trl": gettext_noop("translated by %(name)s"), "edt": gettext_noop("edited by %(name)s"),
    "ill": gettext_noop("illustrated by %(name)s"), "com": gettext_noop("compiled by %(name)s"),
    "drt": gettext_noop("directed by %(name)s"), "cmp": gettext_noop("composed by %(name)s"),
    "nrt": gettext_noop("read by %(name)s"), "aui": gettext_noop("with an introduction by %(name)s"),
}  # fmt: skip
"""Roles that are told as one would say them; others stand behind the name."""
MOST = 300
"""Names that the line under the title unfolds; with more it leads to the row."""


class Person(Struct):
    """A name in the line under the title."""

    name: str
    href: str
    roles: str = ""
    alternate: str = ""
    before: str = ""
    """ "translated by ", where the role is told so; then ``roles`` is empty."""
    after: str = ""


class People(Struct):
    """The line: names that stand open, those behind a fold, and how many the fold does not hold."""

    shown: tuple[Person, ...] = ()
    folded: tuple[Person, ...] = ()
    beyond: int = 0


def line(record: Record) -> People:
    """The people under the title, as they are spoken of."""
    people = tuple(map(_person, record.contributors[:MOST]))
    number = len(record.contributors)
    if number <= OPEN + SLACK:
        return People(shown=people)
    if number > MOST:
        return People(shown=people[:OPEN], beyond=number - OPEN)
    return People(shown=people[:OPEN], folded=people[OPEN:])


def _person(contributor: Contributor) -> Person:
    spoken = SPOKEN.get(contributor.roles[0]) if len(contributor.roles) == 1 else None
    before, _name, after = (_(spoken) if spoken else "").partition("%(name)s")
    return Person(
        name=presenters.spoken_name(contributor),
        href=links.author(contributor.name),
        roles="" if spoken else roles(contributor),
        alternate=contributor.alternate,
        before=before,
        after=after,
    )


def roles(contributor: Contributor) -> str:
    """What someone did, in the reader's language; authors are not told so."""
    return labels.comma().join(dict.fromkeys(labels.role_name(r) for r in contributor.roles if r != "aut"))


def person(contributor: Contributor) -> Anchor:
    """The filed name, leading to all works under it; dates, roles and numbers are said."""
    extra = [contributor.alternate, contributor.dates, roles(contributor)]
    return Anchor(
        text=contributor.name,
        href=links.author(contributor.name),
        note=" · ".join(filter(None, extra)),
        ties=ties(contributor),
    )


def ties(contributor: Contributor) -> tuple[Anchor, ...]:
    """ORCID, GND, VIAF, ISNI: what the registries know of someone."""
    first = {i.scheme: i.value for i in reversed(contributor.identifiers) if i.valid}
    return tuple(
        Anchor(text=labels.scheme_name(s), href=RESOLVERS[s].format(quote(first[s], safe="-")), note=contributor.name)
        for s in TIES
        if s in first
    )  # fmt: skip


def rows(record: Record) -> list[Row | None]:
    """Main authors, corporate bodies and meetings, all others; where they work."""
    main = [c for c in record.contributors if c.primary or (c.kind == "person" and "aut" in c.roles)]
    bodies = [c for c in record.contributors if c not in main and c.kind != "person"]
    others = [c for c in record.contributors if c not in main and c not in bodies]
    places = dict.fromkeys(a for c in record.contributors for a in c.affiliations)
    return [
        row("main-authors", ngettext("Main author", "Main authors", len(main)), map(person, main)),
        row(
            "corporate-authors",
            ngettext("Corporate author", "Corporate authors", len(bodies)),
            map(person, bodies),
        ),
        row("other-authors", _("Other contributors"), map(person, others)),
        row("affiliations", _("Affiliations"), plain(places), lines=True, shown=3),
    ]
