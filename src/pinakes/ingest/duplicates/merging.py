"""Which value wins: the records of one work → the record that is shown, the first of them leading."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from pinakes.index.folding import fold
from pinakes.records.names import initials, parse
from pinakes.records.record import Contributor, Record

_T = TypeVar("_T")

# What is taken whole from the first record that has it: a description is not pieced together from two.
_FIRST = (
    "subtitle", "title_alternate", "title_language", "responsibility", "publication_types", "languages",
    "original_languages", "date", "publications", "country", "edition", "physical", "extent_pages", "version", "series",
    "host", "abstracts", "contents", "references", "funding", "coordinates", "full_text", "open_access",
    "peer_reviewed",
)  # fmt: skip
# What is gathered from all, each thing once.
_ALL: dict[str, Callable[[Any], Hashable]] = {
    "titles": lambda t: fold(t.title),
    "formats": lambda f: f,
    "identifiers": lambda i: (i.scheme, fold(i.value)),
    "subjects": lambda s: (s.scheme, tuple(map(fold, s.parts))),
    "classifications": lambda c: (c.scheme, c.number, c.item),
    "notes": lambda n: fold(n.text),
    "links": lambda link: link.url,
    "relations": lambda r: (r.kind, fold(r.title), tuple((i.scheme, fold(i.value)) for i in r.identifiers)),
    "holdings": lambda h: (h.institution, h.location, h.call_number, h.items),
    "licences": lambda licence: licence.url or licence.name,
    "collections": lambda c: c,
    "repairs": lambda r: r,
}


def merged(records: Sequence[Record]) -> Record:
    """One record of several, under the id of the first: its values, and what the others add.

    Nothing that only one of them says of itself is lost: identifiers, subjects, links, holdings and notes
    come together; a description (date, host, abstract …) is that of the first who has one.
    """
    lead = records[0]
    values: dict[str, Any] = {
        name: next((v for r in records if (v := getattr(r, name)) not in (None, "", ())), getattr(lead, name))
        for name in _FIRST
    }
    values |= {name: _gathered((getattr(r, name) for r in records), key) for name, key in _ALL.items()}
    values["contributors"] = _people(records)
    values["other_text"] = " ".join(dict.fromkeys(r.other_text for r in records if r.other_text))
    values["record_changed"] = max(r.record_changed for r in records)
    return msgspec.structs.replace(lead, **values)


def _gathered(lists: Iterable[Sequence[_T]], key: Callable[[_T], Hashable]) -> tuple[_T, ...]:
    found: dict[Hashable, _T] = {}
    for some in lists:
        for one in some:
            found.setdefault(key(one), one)
    return tuple(found.values())


def _people(records: Sequence[Record]) -> tuple[Contributor, ...]:
    """The contributors of the first who names any, with what the others know of the same people."""
    lead = next((r.contributors for r in records if r.contributors), ())
    known: dict[tuple[str, str], list[Contributor]] = {}
    for record in records:
        for other in record.contributors:
            known.setdefault(_name(other), []).append(other)
    return tuple(_enriched(one, known[_name(one)]) for one in lead)


def _name(contributor: Contributor) -> tuple[str, str]:
    name = parse(contributor.name)
    return fold(name.family), fold(initials(name.given))[:1]


def _enriched(one: Contributor, others: Sequence[Contributor]) -> Contributor:
    if len(others) < 2:
        return one
    return msgspec.structs.replace(
        one,
        identifiers=_gathered((o.identifiers for o in (one, *others)), lambda i: (i.scheme, i.value)),
        affiliations=one.affiliations or next((o.affiliations for o in others if o.affiliations), ()),
        roles=one.roles or next((o.roles for o in others if o.roles), ()),
        alternate=one.alternate or next((o.alternate for o in others if o.alternate), ""),
        dates=one.dates or next((o.dates for o in others if o.dates), ""),
    )
