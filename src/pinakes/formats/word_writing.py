"""A record as a source of Microsoft Word's list.

What Word has no element for stands in Comments, a line each with its label, and is read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pinakes.formats import author_addresses, bibtex_writing, labelled_notes
from pinakes.formats import citation_parts as parts
from pinakes.formats.word_types import FORMATS, NAMESPACE, ROLE_ELEMENTS, TYPE_OF_FORMAT
from pinakes.formats.xml_writing import escaped
from pinakes.records.labels import language_label
from pinakes.records.record import Contributor, Record


class WordExporter:
    """Writes ``b:Sources``, which Word opens in its manager of sources."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<b:Sources SelectedStyle="" xmlns:b="{NAMESPACE}">\n'
        out.write(head.encode())
        for record in records:
            out.write(self._source(record).encode("utf-8", "replace"))
        out.write(b"</b:Sources>\n")

    def _source(self, record: Record) -> str:
        kind = parts.kind(record, TYPE_OF_FORMAT, "JournalArticle" if record.host else "Misc")
        people = "".join(_written_people(record))
        inner = "".join(
            f"<b:{name}>{escaped(value)}</b:{name}>" for name, value in _fields(record, kind) if value
        )
        return f"<b:Source>{inner}{f'<b:Author>{people}</b:Author>' if people else ''}</b:Source>\n"


def _written_people(record: Record) -> Iterator[str]:
    groups: dict[str, list[Contributor]] = {"Author": list(parts.authors(record))}
    chosen = set(groups["Author"])
    for one in record.contributors:
        name = next((ROLE_ELEMENTS[r] for r in one.roles if r in ROLE_ELEMENTS), "")
        if one not in chosen and (name or one in parts.editors(record)):
            groups.setdefault(name or "Editor", []).append(one)
    for name, group in groups.items():
        people = [c for c in group if c.kind == "person"]
        bodies = [c.name for c in group if c.kind != "person"]
        # A group is a list of people or one body: bodies among people stand as people without first names,
        # and a line of the comments says that they are bodies.
        if people or len(bodies) > 1:
            inner = f"<b:NameList>{''.join(map(_person, group))}</b:NameList>"
        elif bodies:
            inner = f"<b:Corporate>{escaped(bodies[0])}</b:Corporate>"
        else:
            continue
        yield f"<b:{name}>{inner}</b:{name}>"


def _person(one: Contributor) -> str:
    family, given = one.family, one.given
    if one.kind != "person":
        family, given = one.name, ""
    elif not family:
        family, _, given = (part.strip() for part in one.name.partition(","))
    family = f"{family}, {one.suffix}" if one.suffix else family
    first = f"<b:First>{escaped(given)}</b:First>" if given else ""
    return f"<b:Person><b:Last>{escaped(family)}</b:Last>{first}</b:Person>"


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    host = record.host
    yield "Tag", bibtex_writing.key(record)
    yield "SourceType", kind
    yield "Title", record.full_title
    day = parts.date_parts(record)
    yield "Year", parts.year_text(record)
    rest = parts.day_text(record)
    yield "Month", str(day[1]) if len(day) > 1 and "-" not in rest else ""
    yield "Day", str(day[2]) if len(day) > 2 and "-" not in rest else ""
    if host:
        name = {"BookSection": "BookTitle", "ConferenceProceedings": "ConferenceName"}.get(
            kind, "JournalName"
        )
        yield name, parts.host_title(record)
        yield "Volume", host.volume
        yield "Issue", host.issue
        yield "Pages", parts.page_range(record)
    else:
        yield "Pages", record.extent_pages
    yield "City", parts.place(record)
    yield ("Institution" if kind == "Report" else "Publisher"), parts.publisher(record)
    yield "Edition", record.edition or (host.edition if host else "")
    yield "Version", record.version
    yield (
        "StandardNumber",
        "; ".join(parts.identifiers(record, "isbn" if kind != "JournalArticle" else "issn")),
    )
    if kind == "Patent":
        yield "PatentNumber", next((i.value for i in record.identifiers if i.scheme == "patent"), "")
    if "Thesis" in record.formats:
        yield "ThesisType", record.publication_types[0] if record.publication_types else "Thesis"
    yield "DOI", parts.first(record, "doi")
    addresses = parts.addresses(record)
    yield "URL", addresses[0][0] if addresses else ""
    yield "Comments", "\n".join(_lines(record, kind))


def _labelled(label: str, text: str) -> Iterator[str]:
    if line := " ".join(text.split()):
        yield f"{label}: {line}"


def _lines(record: Record, kind: str) -> Iterator[str]:
    """What has no element of its own."""
    yield from (line for n in record.notes if (line := " ".join(n.text.split())))
    if record.local_id and record.local_id != bibtex_writing.key(record):
        yield from _labelled("Id", record.local_id)
    if tuple(record.formats) != FORMATS.get(kind, ()) and record.formats:
        yield from _labelled("Kind", "; ".join(record.formats))
    if "/" in parts.iso_date(record) or re.search(r"\d{4}-2\d", parts.iso_date(record)):
        yield from _labelled("Date", f"{parts.year_text(record)} {parts.day_text(record)}")
    if record.host:
        yield from _labelled("Abbreviation", record.host.abbreviation)
        yield from _labelled("Article number", record.host.article_number)
    for series in record.series:
        yield from _labelled("Series", f"{series.title} ; {series.number}" if series.number else series.title)
    yield from _numbers(record, kind)
    yield from (f"Body: {c.name}" for c in record.contributors if c.kind != "person")
    yield from (f"Address: {line}" for line in author_addresses.lines(record.contributors))
    yield from _labelled("Keywords", "; ".join(parts.keywords(record)))
    yield from labelled_notes.of(record, besides=frozenset({*ROLE_ELEMENTS, "edc", "com", "red"}))
    for abstract in record.abstracts:
        yield from _labelled("Abstract", parts.abstract_text(abstract))
    yield from (f"Reference: {labelled_notes.reference_text(one)}" for one in record.references)


def _numbers(record: Record, kind: str) -> Iterator[str]:
    types = record.publication_types[1:] if "Thesis" in record.formats else record.publication_types
    yield from _labelled("Type", "; ".join(types))
    yield from _labelled("Languages", "; ".join(language_label(code) for code in record.languages))
    other = "issn" if kind != "JournalArticle" else "isbn"
    yield from _labelled(other.upper(), "; ".join(parts.identifiers(record, other)))
    for scheme in ("pmid", "pmcid"):
        yield from _labelled(scheme.upper(), parts.first(record, scheme))
    for title in record.titles:
        if title.kind in ("translated", "parallel"):
            yield from _labelled("Translated title", title.title)
    for url, _ in parts.addresses(record)[1:]:
        yield from _labelled("Link", url)
    for holding in record.holdings:
        yield from _labelled("Call number", holding.call_number)
