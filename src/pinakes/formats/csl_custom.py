"""What CSL has no variable for, in "custom", where its schema lets anything stand, and back.

Source: csl-data.json 1.0.2: "custom" is preferred over "note" for data without a field of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec import structs

from pinakes.formats import citation_parts as parts
from pinakes.formats import funders, labelled_notes, table_types, written_names
from pinakes.formats.csl_types import FORMATS_OF_TYPE, ROLES
from pinakes.records import identifiers
from pinakes.records.record import (
    Contributor,
    Holding,
    Licence,
    Link,
    Record,
    Series,
    TitleVariant,
)

_OWN_SCHEMES = frozenset({"doi", "pmid", "pmcid", "isbn", "issn"})
_OWN_ROLES = frozenset(ROLES.values())


def custom(record: Record, kind: str, url: str) -> dict[str, Any]:
    """The object, without empty entries; ``kind`` stands in "type" and ``url`` in "URL" already."""
    chosen = set(parts.authors(record))
    others = [c for c in record.contributors if c not in chosen and _OWN_ROLES.isdisjoint(c.roles)]
    found: dict[str, Any] = {
        "formats": list(record.formats) if record.formats != FORMATS_OF_TYPE.get(kind) else [],
        "languages": list(record.languages[1:]),
        "genres": list(record.publication_types[1:]),
        "translated-titles": [t.title for t in record.titles if t.kind == "translated"],
        "contributors": [{"name": labelled_notes.told(c), "roles": list(c.roles)} for c in others],
        "affiliations": [
            {"name": c.name, "at": list(c.affiliations)} for c in record.contributors if c.affiliations
        ],
        "ORCID": [
            {"name": c.name, "value": i.value}
            for c in record.contributors
            for i in c.identifiers
            if i.scheme == "orcid" and i.valid
        ],
        "identifiers": [
            {"scheme": i.scheme, "value": i.value} for i in record.identifiers if i.scheme not in _OWN_SCHEMES
        ],
        "series": [{"title": s.title, "number": s.number} for s in record.series[1:]],
        "series-issns": [{"title": s.title, "issn": s.issn} for s in record.series if s.issn],
        "links": [address for address, _ in parts.addresses(record) if address != url],
        "funding": [{"funder": funders.with_numbers(f), "award": f.award} for f in record.funding],
        "licences": [{"name": x.name, "url": x.url} for x in record.licences],
        "references": [labelled_notes.reference_text(r) for r in record.references],
        "call-numbers": [h.call_number for h in record.holdings if h.call_number][1:],
        "collections": list(record.collections),
    }
    return {name: value for name, value in found.items() if value}


def genres(given: Any) -> list[str]:
    """Kinds of publication beside "genre"."""
    return _texts(given, "genres") if isinstance(given, dict) else []


def with_custom(record: Record, given: Any) -> Record:
    """The record with what ``custom`` wrote; anything else in the object is passed over."""
    if not isinstance(given, dict):
        return record
    people = record.contributors + tuple(_people(given))
    people = labelled_notes.with_orcids(
        people, [(o["name"], o["value"]) for o in _objects(given, "ORCID", "name", "value")]
    )
    at = {o["name"]: _texts(o, "at") for o in _objects(given, "affiliations", "name")}
    numbers = (
        identifiers.identifier(o["scheme"], o["value"])
        for o in _objects(given, "identifiers", "scheme", "value")
    )
    return structs.replace(
        record,
        formats=tuple(c for text in _texts(given, "formats") for c in table_types.codes(text))
        or record.formats,
        languages=_once(record.languages, _texts(given, "languages")),
        publication_types=_once(record.publication_types, _texts(given, "genres")),
        titles=record.titles
        + tuple(TitleVariant(title=t, kind="translated") for t in _texts(given, "translated-titles")),
        contributors=(
            tuple(written_names.with_affiliations(c, at.get(c.name, ())) for c in people) if at else people
        ),
        identifiers=_once(record.identifiers, [n for n in numbers if n is not None]),
        series=labelled_notes.with_issns(
            record.series
            + tuple(
                Series(title=o["title"], number=_text(o, "number"))
                for o in _objects(given, "series", "title")
            ),
            [(o["title"], o["issn"]) for o in _objects(given, "series-issns", "title", "issn")],
        ),
        links=record.links + tuple(Link(url=url) for url in _texts(given, "links") if "://" in url),
        funding=record.funding
        + tuple(funders.read(_text(o, "funder"), _text(o, "award")) for o in _objects(given, "funding")),
        licences=record.licences
        + tuple(Licence(name=_text(o, "name"), url=_text(o, "url")) for o in _objects(given, "licences")),
        references=record.references + tuple(map(labelled_notes.reference, _texts(given, "references"))),
        holdings=record.holdings + tuple(Holding(call_number=t) for t in _texts(given, "call-numbers")),
        collections=_once(record.collections, _texts(given, "collections")),
    )


def _people(given: dict[str, Any]) -> Iterator[Contributor]:
    for entry in _objects(given, "contributors", "name"):
        roles = tuple(_texts(entry, "roles"))
        if one := written_names.contributor(entry["name"], roles[0] if roles else ""):
            yield structs.replace(one, roles=roles)


def _objects(given: dict[str, Any], name: str, *needed: str) -> list[dict[str, Any]]:
    values = given.get(name)
    return [
        v
        for v in (values if isinstance(values, list) else [])
        if isinstance(v, dict) and all(_text(v, n) for n in needed)
    ]


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(given: dict[str, Any], name: str) -> list[str]:
    values = given.get(name)
    return (
        [" ".join(v.split()) for v in values if isinstance(v, str) and v.strip()]
        if isinstance(values, list)
        else []
    )


_T = TypeVar("_T")


def _once(first: tuple[_T, ...], more: list[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*first, *more)))
