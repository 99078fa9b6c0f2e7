"""What citation formats have no field for, as notes that people can read and we read back.

"Funding: Lung Foundation; award L-1" — "Licence: https://creativecommons.org/licenses/by/4.0/" — "Identifier: arxiv
1501.00001" — "ORCID: Rigby, Amy 0000-0002-1825-0097" — "Contributor: Rigby, Amy (illustrator)" — "Collection: Lungs".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from pinakes.formats import citation_parts as parts
from pinakes.formats import funders, written_names
from pinakes.records import identifiers, relators
from pinakes.records.base import Struct
from pinakes.records.record import (
    Contributor,
    Funding,
    Identifier,
    Licence,
    Note,
    Record,
    Reference,
    Series,
)

_LABELLED = re.compile(
    r"(Funding|Licence|ORCID|Contributor|Collection|Identifier|Series ISSN):\s+(\S.*)", re.DOTALL
)
_AWARD = re.compile(r"(.*?)(?:; award (.+))?", re.DOTALL)
_LICENCE = re.compile(r"(.*?)\s*<?(https?://[^\s<>]+)?>?", re.DOTALL)
_ORCID = re.compile(r"(.+?)\s+(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_SERIES = re.compile(r"(.+?)\s+(\d{4}-\d{3}[\dX])", re.DOTALL)
_NUMBER = re.compile(r"([a-z][a-z-]*)\s+(\S.*)", re.DOTALL)
_ROLE = re.compile(r"(.+?)\s+\(([^()]+)\)")
_DOI = re.compile(r"\b(?:doi[:\s]\s*|doi\.org/)(10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID[:\s]\s*(\d{4,9})\b")


_SCHEMES = frozenset({"doi", "isbn", "issn", "pmid", "pmcid"})


def of(
    record: Record, *, besides: frozenset[str] = frozenset(), schemes: frozenset[str] = _SCHEMES
) -> tuple[str, ...]:
    """The lines for a record; contributors in a role in ``besides`` and ``schemes`` have fields of their own."""
    return (
        *funding(record),
        *licences(record),
        *orcids(record),
        *others(record, besides),
        *numbers(record, schemes),
        *series(record),
        *(f"Collection: {c}" for c in record.collections),
    )


def numbers(record: Record, besides: frozenset[str]) -> tuple[str, ...]:
    """Identifiers of schemes that have no field, a line each."""
    return tuple(f"Identifier: {i.scheme} {i.value}" for i in record.identifiers if i.scheme not in besides)


def series(record: Record) -> tuple[str, ...]:
    """The ISSN of every series that has one, a line each."""
    return tuple(f"Series ISSN: {s.title} {s.issn}" for s in record.series if s.issn and s.title)


def funding(record: Record) -> tuple[str, ...]:
    """Who paid, a line each."""
    return tuple(
        f"Funding: {funders.with_numbers(f)}" + (f"; award {f.award}" if f.award else "")
        for f in record.funding
        if f.funder or f.award
    )


def licences(record: Record) -> tuple[str, ...]:
    """Licences, a line each."""
    return tuple(
        f"Licence: {x.name} <{x.url}>" if x.name and x.url else f"Licence: {x.name or x.url}"
        for x in record.licences
        if x.name or x.url
    )


def orcids(record: Record) -> tuple[str, ...]:
    """The ORCID of everyone who has one, a line each."""
    return tuple(
        f"ORCID: {c.name} {i.value}"
        for c in record.contributors
        for i in c.identifiers
        if i.scheme == "orcid" and i.valid
    )


def others(record: Record, besides: frozenset[str]) -> Iterator[str]:
    """Contributors that are no authors and whose roles have no field of their own."""
    chosen = set(parts.authors(record))
    for one in record.contributors:
        if one in chosen or not besides.isdisjoint(one.roles):
            continue
        role = one.roles[0] if one.roles else "ctb"
        yield f"Contributor: {told(one)} ({relators.term(role) or role})"


def told(one: Contributor) -> str:
    """The name, for a body that would be taken for a person with the commas that say what it is."""
    if one.kind == "person":
        return one.name
    read = written_names.contributor(one.name, "")
    return one.name if read is not None and read.kind == "organisation" else written_names.written(one)


class Extra(Struct):
    """What was found in notes; ``notes`` are those without a label."""

    notes: tuple[Note, ...] = ()
    funding: tuple[Funding, ...] = ()
    licences: tuple[Licence, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    collections: tuple[str, ...] = ()
    orcids: tuple[tuple[str, str], ...] = ()
    """(name, ORCID)."""
    series: tuple[tuple[str, str], ...] = ()
    """(title, ISSN)."""
    identifiers: tuple[Identifier, ...] = ()


def taken_apart(notes: Iterable[Note]) -> Extra:
    """The notes, and what those with our labels say."""
    plain: list[Note] = []
    paid: list[Funding] = []
    free: list[Licence] = []
    people: list[Contributor] = []
    held: list[str] = []
    names: list[tuple[str, str]] = []
    own: list[Identifier] = []
    issns: list[tuple[str, str]] = []
    for note in notes:
        labelled = _LABELLED.fullmatch(note.text) if ":" in note.text[:12] else None
        label, value = (labelled[1], labelled[2].strip()) if labelled else ("", "")
        if label == "Funding" and (found := _AWARD.fullmatch(value)):
            paid.append(funders.read(found[1], found[2] or ""))
        elif label == "Licence" and (found := _LICENCE.fullmatch(value)):
            free.append(Licence(name=found[1], url=found[2] or ""))
        elif label == "ORCID" and (found := _ORCID.fullmatch(value)):
            names.append((found[1], found[2]))
        elif label == "Contributor" and (found := _ROLE.fullmatch(value)):
            one = written_names.contributor(found[1], relators.code(found[2]) or found[2])
            people += [one] if one else []
        elif label == "Collection":
            held.append(value)
        elif label == "Series ISSN" and (found := _SERIES.fullmatch(value)):
            issns.append((found[1], found[2]))
        elif label == "Identifier" and (found := _NUMBER.fullmatch(value)):
            number = identifiers.identifier(found[1], found[2])
            own += [number] if number else []
        else:
            plain.append(note)
    return Extra(
        notes=tuple(plain),
        funding=tuple(paid),
        licences=tuple(free),
        contributors=tuple(people),
        collections=tuple(held),
        orcids=tuple(names),
        identifiers=tuple(own),
        series=tuple(issns),
    )


def with_issns(series: tuple[Series, ...], found: Iterable[tuple[str, str]]) -> tuple[Series, ...]:
    """The series with the ISSNs that belong to their titles."""
    by_title = dict(found)
    if not by_title:
        return series
    return tuple(
        structs.replace(s, issn=by_title[s.title]) if s.title in by_title and not s.issn else s
        for s in series
    )


def with_orcids(people: tuple[Contributor, ...], found: Iterable[tuple[str, str]]) -> tuple[Contributor, ...]:
    """The people with the ORCIDs that belong to their names."""
    by_name = {name.rstrip(","): value for name, value in found}
    if not by_name:
        return people
    changed = []
    for one in people:
        number = identifiers.identifier("orcid", by_name[one.name]) if one.name in by_name else None
        changed.append(written_names.with_identifier(one, number) if number else one)
    return tuple(changed)


def in_record(record: Record) -> Record:
    """The record with what its notes say under our labels in the fields that it belongs to."""
    if not any(":" in n.text[:12] for n in record.notes):
        return record
    found = taken_apart(record.notes)
    if len(found.notes) == len(record.notes):
        return record
    return structs.replace(
        record,
        notes=found.notes,
        series=with_issns(record.series, found.series),
        funding=record.funding + found.funding,
        licences=record.licences + found.licences,
        collections=record.collections + found.collections,
        identifiers=tuple(dict.fromkeys(record.identifiers + found.identifiers)),
        contributors=with_orcids(record.contributors + found.contributors, found.orcids),
    )


def reference_text(one: Reference) -> str:
    """A reference in one line, with its DOI or PMID at the end when it isn't in it already."""
    text = one.text
    if not text:
        who = ", ".join(one.authors)
        where = " ".join(filter(None, (one.host, one.year)))
        if one.volume or one.first_page:
            where += f";{one.volume}" + (f":{one.first_page}" if one.first_page else "")
        text = ". ".join(filter(None, (part.rstrip(". ") for part in (who, one.title, where))))
    text = " ".join(text.split())
    for scheme, label in (("doi", "doi:"), ("pmid", "PMID: ")):
        value = next((i.value for i in one.identifiers if i.scheme == scheme and i.valid), "")
        if value and value.lower() not in text.lower():
            text = f"{text} {label}{value}".strip()
    return text


def reference(text: str) -> Reference:
    """A line of a list of references, with the DOI and PMID that are printed in it."""
    line = " ".join(text.split())
    found = []
    for scheme, pattern in (("doi", _DOI), ("pmid", _PMID)):
        match = pattern.search(line)
        if match and (one := identifiers.identifier(scheme, match[1].rstrip(".]"))):
            found.append(one)
    return Reference(text=line, identifiers=tuple(found))
