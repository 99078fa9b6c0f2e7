"""A journal: what is known of it, its volumes with their issues, and the articles of a volume in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.remembering import Remembered
from pinakes.discovery.works import Works, having, works
from pinakes.index.parts import Part
from pinakes.index.port import FacetValue, Filter
from pinakes.query.tree import Node, Or, Words
from pinakes.records import identifiers
from pinakes.records.base import Struct
from pinakes.records.filing import sort_key
from pinakes.records.record import HostItem
from pinakes.store.port import StoredRecord

PAGE = 200
"""Articles on one page."""
_LOOKED_AT = 50
_PARTS = 20_000
_FACETS = {"part": _PARTS, "subject_facet": 10, "author_facet": 10}


class Issue(Struct):
    """An issue, or what has none of a volume."""

    value: str
    """Of the index field ``part``."""
    issue: str
    count: int


class Volume(Struct):
    """A volume, or the issues of a year where none is named."""

    volume: str
    first_year: int | None
    last_year: int | None
    issues: tuple[Issue, ...]

    @property
    def count(self) -> int:
        return sum(i.count for i in self.issues)


class Journal(Struct):
    """What is known of a journal, from its articles and, when it is in the catalogue, from its own record."""

    title: str
    titles: tuple[str, ...]
    """As its articles name it, the most frequent first."""
    issns: tuple[str, ...]
    own: StoredRecord | None
    """The record of the serial itself."""
    publisher: str
    total: int
    volumes: tuple[Volume, ...]
    """The newest first."""
    subjects: tuple[FacetValue, ...] = ()
    authors: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()


_known: Remembered[Journal | None] = Remembered()


def journal(catalogue: Catalogue, key: str) -> Journal | None:
    """The journal of an ISSN, or of a title; None when nothing is of it. Kept until the index changes.

    Raises IndexUnavailable.
    """
    index = catalogue.index
    return _known.get(index, index.state().snapshot, key, lambda: _made(catalogue, key))


def articles(
    catalogue: Catalogue, found: Journal, parts: Sequence[str], *, page: int = 1, limit: int = PAGE
) -> Works:
    """Articles of some issues, in the order of the journal."""
    return works(
        catalogue,
        Filter(field="part", values=tuple(parts)),
        query=_query(found.issns, found.titles),
        sort="part",
        offset=(page - 1) * limit,
        limit=limit,
    )


def issn_of(key: str) -> str:
    """The ISSN with its hyphen; empty when it is none."""
    return (identifiers.issn(key) or "") if len(key.strip()) < 15 else ""


def _made(catalogue: Catalogue, key: str) -> Journal | None:
    issn = issn_of(key)
    if issn:
        seen = works(catalogue, query=Words(text=issn, field="identifier"), limit=_LOOKED_AT).records
        hosts = [h for h in _hosts(seen) if issn in _issns(h)]
    else:
        seen = works(catalogue, having("journal_facet", key), limit=_LOOKED_AT).records
        hosts = [h for h in _hosts(seen) if h.title == key]
    issns = tuple(
        dict.fromkeys((*((issn,) if issn else ()), *_most_common(i for h in hosts for i in _issns(h))))
    )
    own = _own(catalogue, seen, issns)
    if own is not None:
        issns = tuple(dict.fromkeys((*own.record.values("issn"), *issns)))
    titles = tuple(_most_common(h.title for h in hosts if h.title))
    if issn:
        titles = tuple(t for t in titles if _is_sure(catalogue, t, issns))
    if own is None and not hosts:
        return None
    found = works(catalogue, query=_query(issns, titles), facets=_FACETS, limit=0)
    # The serial's own record has its ISSN, but is no part of it.
    total = found.total - (1 if own is not None and issns else 0)
    named = _most_common(h.title for h in hosts if h.title)
    return Journal(
        title=own.record.full_title if own is not None else (named or [key])[0],
        titles=titles,
        issns=issns,
        own=own,
        publisher=_publisher(own, hosts),
        total=max(0, total),
        volumes=volumes(found.facets["part"]),
        subjects=found.facets["subject_facet"],
        authors=found.facets["author_facet"],
        years=_years(found.facets["part"]),
    )


def _years(parts: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    counted: Counter[int] = Counter()
    for value in parts:
        if (year := Part.of(value.value).year) is not None:
            counted[year] += value.count
    return tuple(FacetValue(value=str(year), count=number) for year, number in sorted(counted.items()))


def _query(issns: Sequence[str], titles: Sequence[str]) -> Node:
    return Or(
        parts=(
            *(Words(text=i, field="identifier") for i in issns),
            *(Words(text=t, field="journal_facet") for t in titles),
        )
    )


def _hosts(seen: Iterable[StoredRecord]) -> list[HostItem]:
    return [s.record.host for s in seen if s.record.host is not None]


def _issns(host: HostItem) -> list[str]:
    return [i.value for i in host.identifiers if i.scheme == "issn" and i.valid]


def _most_common(values: Iterable[str]) -> list[str]:
    return [value for value, _number in Counter(values).most_common()]


def _own(catalogue: Catalogue, seen: Iterable[StoredRecord], issns: Sequence[str]) -> StoredRecord | None:
    """The record of the serial: it has the number itself and is part of nothing."""

    def fitting(some: Iterable[StoredRecord]) -> StoredRecord | None:
        return next(
            (s for s in some if s.record.host is None and set(s.record.values("issn")) & set(issns)), None
        )

    own = fitting(seen)
    if own is None and issns:
        query = Or(parts=tuple(Words(text=i, field="identifier") for i in issns))
        serials = Filter(field="format", values=("Journal", "Serial", "Newspaper"))
        own = fitting(works(catalogue, serials, query=query, limit=5).records)
    return own


def _is_sure(catalogue: Catalogue, title: str, issns: Sequence[str]) -> bool:
    """Whether no other journal has this title."""
    seen = works(catalogue, having("journal_facet", title), limit=_LOOKED_AT).records
    return all(not (own := _issns(h)) or set(own) & set(issns) for h in _hosts(seen) if h.title == title)


def _publisher(own: StoredRecord | None, hosts: Sequence[HostItem]) -> str:
    for publication in own.record.publications if own is not None else ():
        if publication.publishers:
            place = ", ".join(publication.places[:1])
            return f"{place}: {publication.publishers[0]}" if place else publication.publishers[0]
    return next(iter(_most_common(h.publisher for h in hosts if h.publisher)), "")


def volumes(values: Iterable[FacetValue]) -> tuple[Volume, ...]:
    """Issues by volume, the newest first; a volume that begins anew after years is another one."""
    parts = [(Part.of(v.value), v) for v in values if v.value]
    parts.sort(key=lambda pair: _order(pair[0]))
    groups: dict[str, list[list[tuple[Part, FacetValue]]]] = {}
    for part, value in parts:
        name = f"v{part.volume}" if part.volume else f"y{part.year}"
        runs = groups.setdefault(name, [])
        last = runs[-1][-1][0].year if runs else None
        if not runs or (part.year is not None and last is not None and part.year - last > 1):
            runs.append([])
        runs[-1].append((part, value))
    found = [_volume(run) for runs in groups.values() for run in runs]
    return tuple(sorted(found, key=lambda v: (v.last_year or 0, sort_key(v.volume)), reverse=True))


def _order(part: Part) -> tuple[int, str, str]:
    return (part.year or 0, sort_key(part.volume), sort_key(part.issue))


def _volume(run: Sequence[tuple[Part, FacetValue]]) -> Volume:
    years = [p.year for p, _ in run if p.year is not None]
    return Volume(
        volume=run[0][0].volume,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        issues=tuple(Issue(value=v.value, issue=p.issue, count=v.count) for p, v in run),
    )
