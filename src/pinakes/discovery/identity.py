"""Who a name stands for: other forms of the name that a number or an authority joins with it, and namesakes.

Joins are certain; forms that only look alike are ``name_forms.other_forms``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pinakes.discovery.catalogue import Catalogue
from pinakes.index.port import FacetRequest, Filter, SearchRequest
from pinakes.records.authority_forms import form_key
from pinakes.records.base import Struct
from pinakes.records.record import Contributor, Identifier, Record
from pinakes.store.authority_port import StoredAuthority

PERSONAL = ("orcid", "gnd", "viaf", "isni", "lccn", "idref", "bnf", "wikidata")
"""Registries of people and bodies, the most trusted first."""
LOOKED_AT = 200
"""Works that are read to learn numbers and forms."""


class Form(Struct):
    """A name as it stands in the list of authors."""

    name: str
    count: int
    """Works under it that are this one's."""


class Person(Struct):
    """Numbers that were found together, and so are of one; none is of a registry that has another one here."""

    identifiers: tuple[Identifier, ...]
    count: int
    """Of the works that were read."""


class Identity(Struct):
    """What is known of a name."""

    name: str
    identifiers: tuple[Identifier, ...] = ()
    """Of the one whom most works mean."""
    authorities: tuple[StoredAuthority, ...] = ()
    forms: tuple[Form, ...] = ()
    """Other names of the same one, the most frequent first."""
    namesakes: tuple[Person, ...] = ()
    """Others who have this name, by their numbers."""


def identity(catalogue: Catalogue, name: str) -> Identity:
    """Of a heading of the list of authors: three index calls, two SELECT statements. Raises IndexUnavailable."""
    held = catalogue.store.authorities.headed("author", [name]).get(name, ())
    found = catalogue.find(
        SearchRequest(filters=(Filter(field="author_facet", values=(name,)),), limit=LOOKED_AT)
    )
    records = [s.record for s in catalogue.store.get_many([h.id for h in found.hits]) if not s.deleted]
    own = [c for r in records for c in r.contributors if c.name == name]
    first, *others = persons([*own, *(_as_contributor(name, a) for a in held)]) or [
        Person(identifiers=(), count=0)
    ]
    asked = [*(f"{i.scheme}:{i.value}" for i in first.identifiers), *(a.id for a in held)]
    return Identity(
        name=name,
        identifiers=first.identifiers,
        authorities=held,
        forms=_forms(catalogue, name, asked, first.identifiers, held) if asked else (),
        namesakes=tuple(others),
    )


def persons(contributors: Iterable[Contributor]) -> list[Person]:
    """The persons among contributors of one name, by their numbers; who is named most often first.

    Numbers that stand together are of one; two of one registry are of two, whatever else joins them.
    """
    groups: list[dict[str, Counter[str]]] = []
    works: list[int] = []
    for contributor in sorted(contributors, key=lambda c: -len(_numbers(c))):
        numbers = _numbers(contributor)
        if not numbers:
            continue
        fitting = [n for n, g in enumerate(groups) if any(v in g.get(s, ()) for s, v in numbers.items())]
        agreeing = [
            n for n in fitting if all(s not in groups[n] or v in groups[n][s] for s, v in numbers.items())
        ]
        if not agreeing:
            groups.append({})
            works.append(0)
            agreeing = [len(groups) - 1]
        for scheme, value in numbers.items():
            groups[agreeing[0]].setdefault(scheme, Counter())[value] += 1
        works[agreeing[0]] += 1
    found = [
        Person(
            identifiers=tuple(
                Identifier(scheme=s, value=g[s].most_common(1)[0][0]) for s in PERSONAL if s in g
            ),
            count=count,
        )
        for g, count in zip(groups, works, strict=True)
    ]
    return sorted(found, key=lambda p: -p.count)


def _numbers(contributor: Contributor) -> dict[str, str]:
    return {i.scheme: i.value for i in reversed(contributor.identifiers) if i.valid and i.scheme in PERSONAL}


def _as_contributor(name: str, stored: StoredAuthority) -> Contributor:
    return Contributor(name=name, identifiers=stored.authority.identifiers)


def _forms(
    catalogue: Catalogue,
    name: str,
    asked: Sequence[str],
    numbers: Sequence[Identifier],
    authorities: Sequence[StoredAuthority],
) -> tuple[Form, ...]:
    limit = (Filter(field="authority", values=tuple(asked)),)
    found = catalogue.find(SearchRequest(filters=limit, limit=LOOKED_AT))
    records = [s.record for s in catalogue.store.get_many([h.id for h in found.hits]) if not s.deleted]
    names = tuple(dict.fromkeys(n for r in records for n in _named(r, numbers, authorities) if n != name))
    if not names:
        return ()
    counted = catalogue.find(
        SearchRequest(
            filters=limit, facets=(FacetRequest(field="author_facet", size=0, values=names),), limit=0
        )
    )
    forms = [Form(name=v.value, count=v.count) for v in counted.facets["author_facet"] if v.count]
    return tuple(sorted(forms, key=lambda f: (-f.count, f.name)))


def _named(
    record: Record, numbers: Sequence[Identifier], authorities: Sequence[StoredAuthority]
) -> Iterable[str]:
    """Names in a record that are this one's: by a number, or as a form of an authority."""
    sure = {(i.scheme, i.value) for i in numbers}
    forms = {form_key(t, a.authority.heading.kind) for a in authorities for t in a.authority.forms}
    for c in record.contributors:
        theirs = _numbers(c)
        by_number = any((s, v) in sure for s, v in theirs.items())
        denied = any(s in theirs and theirs[s] != v for s, v in sure)
        if by_number or (not denied and form_key(c.name, c.kind) in forms):
            yield c.name
