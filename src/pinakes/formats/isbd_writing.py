"""A record as an ISBD-like description with a heading above and labelled lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinakes.formats import author_addresses, labelled_notes, written_names
from pinakes.formats import citation_parts as parts
from pinakes.records import names
from pinakes.records.labels import language_label
from pinakes.records.record import Contributor, Record

AREA = ". — "
"""Between two areas."""
SIGNS = re.compile(r" (?:[/:=;]|//|—) |\. — |^\(|\)$")
"""What can't stand in a part of a description without being taken for punctuation."""
_EDITORS = frozenset({"edt", "edc", "com", "red"})


def lines(record: Record) -> Iterator[str]:
    """The lines, none of them empty."""
    authors = parts.authors(record)
    if authors:
        yield "; ".join(map(_heading, authors))
    yield description(record)
    for label, text in _labelled(record):
        if line := " ".join(text.split()):
            yield f"{label}: {line}"


def _heading(one: Contributor) -> str:
    return written_names.written(one)


def description(record: Record) -> str:
    """Areas 1 to 6 and the standard number: what ISBD has punctuation for."""
    title = f"{record.title} : {record.subtitle}" if record.subtitle else record.title
    for other in record.titles:
        if other.kind == "parallel":
            title += f" = {other.title}"
    people = [_direct(c) for c in parts.authors(record)[:4]]
    responsibility = record.responsibility or ", ".join(people)
    host = record.host
    first = f"{title} / {responsibility}" if responsibility else title
    areas = [first]
    if host:
        areas[0] += f" // {parts.host_title(record)}"
        areas.append(_part(record))
    areas.append(record.edition or (host.edition if host else ""))
    place, publisher = parts.place(record), parts.publisher(record)
    made = " : ".join(filter(None, (place, publisher)))
    areas.append(", ".join(filter(None, (made, parts.year_text(record)))) if not host or made else "")
    areas.append("; ".join(record.physical) or (f"{record.extent_pages} p." if record.extent_pages else ""))
    areas += (f"({s.title} ; {s.number})" if s.number else f"({s.title})" for s in record.series)
    areas += (f"ISBN {n}" for n in parts.identifiers(record, "isbn"))
    areas += (f"ISSN {n}" for n in parts.identifiers(record, "issn"))
    # An area that ends in a full stop keeps one, not two.
    return AREA.join(" ".join(a.split()).removesuffix(".") for a in areas if a.strip()) + "."


def _direct(one: Contributor) -> str:
    if one.kind != "person":
        return one.name
    if one.family:
        return names.PersonalName(family=one.family, given=one.given, suffix=one.suffix).direct
    return names.uninvert(one.name)


def _part(record: Record) -> str:
    """ "Vol. 2, no. 2 (2014 Jun 2), p. 70-72": where in its host a part stands."""
    host = record.host
    if host is None:
        return ""
    when = " ".join(filter(None, (parts.year_text(record), parts.day_text(record))))
    volume = ", ".join(
        filter(None, (host.volume and f"Vol. {host.volume}", host.issue and f"no. {host.issue}"))
    )
    pages = parts.page_range(record)
    found = f"{volume} ({when})" if volume and when else volume or when
    where = f"p. {pages}" if pages else f"art. {host.article_number}" if host.article_number else ""
    return ", ".join(filter(None, (found, where)))


def _labelled(record: Record) -> Iterator[tuple[str, str]]:
    yield "Type", "; ".join(record.formats or ("Article" if record.host else "Other",))
    yield "Kind of publication", "; ".join(record.publication_types)
    titles = (record.title, record.subtitle)
    if any(SIGNS.search(t) or t.endswith(".") for t in titles):
        yield "Title proper", record.title
        yield "Other title information", record.subtitle
    yield from _more(record)
    for title in record.titles:
        if title.kind == "translated":
            yield "Translated title", title.title
    for one in parts.editors(record):
        yield "Editor", _heading(one)
    for one in parts.with_roles(record, frozenset({"trl"})):
        yield "Translator", _heading(one)
    yield from (("Address", line) for line in author_addresses.lines(record.contributors))
    yield "Language", "; ".join(language_label(code) for code in record.languages)
    for scheme in ("doi", "pmid", "pmcid"):
        yield scheme.upper(), parts.first(record, scheme)
    yield from (("Full text" if text else "Link", url) for url, text in parts.addresses(record))
    yield "Subjects", "; ".join(parts.keywords(record))
    yield from (("Note", note.text) for note in record.notes)
    for line in labelled_notes.of(record, besides=_EDITORS | {"trl"}):
        label, _, text = line.partition(": ")
        yield label, text
    yield from (("Abstract", parts.abstract_text(a)) for a in record.abstracts)
    yield from (("Reference", labelled_notes.reference_text(r)) for r in record.references)
    yield "Call number", "; ".join(h.call_number for h in record.holdings)
    yield "Id", record.local_id


def _more(record: Record) -> Iterator[tuple[str, str]]:
    """Parts of the description that its punctuation does not tell apart with certainty."""
    host = record.host
    date = parts.iso_date(record)
    if not re.fullmatch(r"\d{4}", date):
        yield "Date", date
    if host:
        if SIGNS.search(host.title) or host.title.endswith("."):
            yield "Host", host.title
        yield "Abbreviated title", host.abbreviation if host.abbreviation != host.title else ""
        if not all(re.fullmatch(r"[\w/-]+", text or "1") for text in (host.volume, host.issue)):
            yield "Volume", host.volume
            yield "Issue", host.issue
        yield "Pages", parts.page_range(record)
        yield "Article number", host.article_number
    elif record.extent_pages:
        yield "Extent", record.extent_pages
    yield "Edition", record.edition
    yield "Publisher", parts.publisher(record)
    yield "Place", parts.place(record)
    for series in record.series:
        yield "Series", f"{series.title} ; {series.number}" if series.number else series.title
