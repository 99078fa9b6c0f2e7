"""EndNote's generic fields, which its XML and its tagged format share, as a Record and back.

Source: EndNote's reference types table: what a field holds hangs on the type; the secondary title is the journal of an
article, the book of a section, the series of a book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinakes.errors import ReadError
from pinakes.formats import author_addresses, labelled_notes, medline_terms, written_names
from pinakes.formats import citation_parts as parts
from pinakes.formats.endnote_types import ARTICLES, MAKERS, PARTS, TYPE_OF_FORMAT, TYPES
from pinakes.formats.reference_draft import Draft
from pinakes.records.labels import language_label
from pinakes.records.record import Contributor, Record, Relation, TitleVariant

Fields = dict[str, list[str]]
"""Values by the names of EndNote's XML ("secondary-title"), in order; people under "authors" and so on."""

_PMID = re.compile(r"PMID\s*[:=]?\s*(\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"PMC\d{4,9}")
_ONLY_A_NUMBER = re.compile(r"\d{1,6}")
_THESIS_ROLES = frozenset({"ths", "dgs", "trl"})
_OWN_ROLES = frozenset({"edt", "edc", "com", "red", "trl", "pbd"})


def record_of(kind: str, given: Fields, repairs: list[str]) -> Record:
    """The record. Raises ReadError when there is no title."""
    if kind not in TYPES:
        if kind:
            repairs.append(f"EndNote has no type {kind[:40]!r}; it was read as other material.")
        kind = "Journal Article" if not kind and _first(given, "full-title") else "Generic"
    draft = Draft(formats=TYPES[kind][1])
    _titles(draft, kind, given)
    if not draft.title:
        raise ReadError("There is no title.", field="title")
    _people(draft, kind, given)
    _place_and_time(draft, kind, given)
    _numbers(draft, kind, given)
    _texts(draft, kind, given)
    return draft.record(repairs)


def _first(given: Fields, *names: str) -> str:
    for name in names:
        for value in given.get(name, ()):
            if text := " ".join(value.split()):
                return text
    return ""


def _titles(draft: Draft, kind: str, given: Fields) -> None:
    draft.title = _first(given, "title")
    second, series = _first(given, "secondary-title"), _first(given, "tertiary-title")
    journal = _first(given, "full-title") or second
    number = _first(given, "number")
    if kind in ARTICLES or (kind in ("Generic", "Unpublished Work") and journal):
        draft.host = journal
        draft.host_short = _first(given, "abbr-1", "alt-title", "abbr-2")
        draft.volume, draft.issue = _first(given, "volume"), number or _first(given, "issue")
        if draft.formats == ("Other",):
            draft.formats = ("Article",)
    elif kind in PARTS:
        draft.host, draft.volume = second, _first(given, "volume")
        if kind == "Conference Proceedings" and _first(given, "authors") and second:
            draft.formats = ("ConferencePaper",)
        draft.series.append((series, number))
        draft.host_short = _first(given, "alt-title")
    elif kind == "Thesis":
        draft.add_note(second, "thesis")
    else:
        draft.series += [(second, number or _first(given, "volume")), (series, "")]
    if not draft.title and not draft.host:
        draft.title = second or journal
    for title in given.get("translated-title", ()):
        draft.titles.append(TitleVariant(title=title, kind="translated"))
    short = _first(given, "short-title")
    if short and not draft.title.casefold().startswith(short.casefold()):
        draft.titles.append(TitleVariant(title=short))


def _people(draft: Draft, kind: str, given: Fields) -> None:
    third = "ths" if kind == "Thesis" else "pbd" if kind in PARTS else "edt"
    second = "ths" if kind == "Thesis" else "edt" if kind in PARTS or kind in ARTICLES else "pbd"
    for name, role in (
        ("authors", MAKERS.get(kind, "aut")),
        ("secondary-authors", second),
        ("tertiary-authors", third),
        ("subsidiary-authors", "trl"),
        ("translated-authors", "trl"),
    ):
        for value in given.get(name, ()):
            draft.add_people(value, role)
    draft.addresses += given.get("auth-address", ())


def _place_and_time(draft: Draft, kind: str, given: Fields) -> None:
    draft.dated(_first(given, "year"), _first(given, "date"))
    draft.publisher, draft.place = _first(given, "publisher"), _first(given, "pub-location")
    pages = _first(given, "pages")
    if draft.host:
        draft.first_page, draft.host_edition = pages, ""
        draft.article_number = _first(given, "custom7") if kind in ARTICLES else ""
    else:
        draft.extent = pages
    draft.edition = "" if kind in ARTICLES else _first(given, "edition")
    draft.call_numbers += given.get("call-num", ())
    draft.languages += [w for v in given.get("language", ()) for w in re.split(r"[;,]", v)]


def _numbers(draft: Draft, kind: str, given: Fields) -> None:
    accession = _first(given, "accession-num")
    database = _first(given, "remote-database-provider", "remote-database-name").lower()
    if accession and not _ONLY_A_NUMBER.fullmatch(accession):
        draft.local_id = accession
    doi = _first(given, "electronic-resource-num")
    draft.numbers.append(("doi", doi))
    if accession.isdigit() and re.search(r"\bnlm\b|pubmed|medline", database):
        draft.numbers.append(("pmid", accession))
    for name in ("custom1", "custom2", "accession-num", "notes", "research-notes"):
        for value in given.get(name, ()):
            draft.numbers += [("pmid", m[1]) for m in _PMID.finditer(value)]
            if name.startswith("custom"):
                draft.numbers += [("pmcid", m[0]) for m in _PMCID.finditer(value)]
    draft.numbers += [("issn" if kind in ARTICLES else "isbn", value) for value in given.get("isbn", ())]
    if kind in ("Report", "Patent", "Standard") and (number := _first(given, "report-id")):
        draft.numbers.append((kind.lower(), number))


def _texts(draft: Draft, kind: str, given: Fields) -> None:
    for value in given.get("abstract", ()):
        draft.add_abstract(value)
    for value in given.get("keyword", ()):
        draft.keywords += (w.strip(" ;") for w in re.split(r"\n|;\s+|;$", value))
    for value in (*given.get("notes", ()), *given.get("research-notes", ())):
        for line in value.split("\n"):
            if not _PMID.fullmatch(line.strip()):
                draft.add_note(line)
    for value in given.get("orig-pub", ()):
        draft.add_note(value, "original-version")
    types = [t for value in given.get("work-type", ()) for t in value.split("; ")]
    draft.types += types
    if kind in ARTICLES and types:
        draft.formats = tuple(dict.fromkeys((*medline_terms.formats(tuple(types)), *draft.formats)))
    for value in given.get("reviewed-item", ()):
        draft.relations.append(Relation(kind="review-of", title=" ".join(value.split())))
    draft.references += [labelled_notes.reference(v) for v in given.get("reference", ())]
    for name in ("url", "pdf-url", "text-url"):
        for value in given.get(name, ()):
            draft.urls += [(u, "other" if name == "url" else "fulltext") for u in value.split()]
    for name in ("label", "caption", "section", "custom3", "custom4", "custom5", "custom6"):
        draft.other += given.get(name, ())


def fields(record: Record) -> Iterator[tuple[str, str]]:
    """("ref-type", name) and (field, value) for each field of the record, in the order of EndNote's XML."""
    kind = parts.kind(record, TYPE_OF_FORMAT, "Journal Article" if record.host else "Generic")
    if kind == "Unpublished Work" and record.host and record.host.volume:
        kind = "Journal Article"
    host = record.host
    yield "ref-type", kind
    yield from _people_fields(record, kind)
    yield "title", record.full_title
    series = record.series[0] if record.series else None
    if host:
        yield "secondary-title", parts.host_title(record)
        yield "tertiary-title", series.title if series else ""
        yield "abbr-1", host.abbreviation if host.abbreviation != host.title else ""
    elif series:
        yield "secondary-title", series.title
    for title in record.titles:
        if title.kind in ("translated", "parallel"):
            yield "translated-title", title.title
    yield "pages", parts.page_range(record) if host else record.extent_pages
    yield "volume", host.volume if host else ""
    if kind in ARTICLES or (host and kind not in PARTS):
        yield "number", host.issue if host else ""
    else:
        yield "number", series.number if series else ""
    yield "edition", record.edition or (host.edition if host else "")
    yield from (("keyword", keyword) for keyword in parts.keywords(record))
    yield "year", parts.year_text(record)
    yield "date", parts.day_text(record)
    yield "pub-location", parts.place(record)
    yield "publisher", parts.publisher(record)
    numbers = (*parts.identifiers(record, "issn"), *parts.identifiers(record, "isbn"))
    yield "isbn", "\n".join(numbers)
    yield from _other_fields(record)


def _people_fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    authors = parts.authors(record)
    yield from (("authors", name(c)) for c in authors)
    if kind == "Thesis":
        advisors = parts.with_roles(record, frozenset({"ths", "dgs"}))
        yield from (("tertiary-authors", name(c)) for c in advisors)
    else:
        # In a book the secondary author is the editor of the series, in a section the tertiary.
        found = ("secondary-authors", "tertiary-authors")
        editors, series = found if kind in PARTS or kind in ARTICLES else found[::-1]
        yield from ((editors, name(c)) for c in parts.editors(record))
        yield from ((series, name(c)) for c in parts.with_roles(record, frozenset({"pbd"})))
    yield from (("subsidiary-authors", name(c)) for c in parts.with_roles(record, frozenset({"trl"})))
    yield "auth-address", "\n".join(author_addresses.lines(record.contributors))


def _other_fields(record: Record) -> Iterator[tuple[str, str]]:
    pmid = parts.first(record, "pmid")
    yield "accession-num", record.local_id
    for holding in record.holdings[:1]:
        yield "call-num", holding.call_number
    yield "electronic-resource-num", parts.first(record, "doi")
    for abstract in record.abstracts:
        yield "abstract", parts.abstract_text(abstract)
    own = _THESIS_ROLES if "Thesis" in record.formats else _OWN_ROLES
    lines = [n.text for n in record.notes] + list(labelled_notes.of(record, besides=own))
    yield "notes", "\n".join(lines)
    yield "work-type", "; ".join(record.publication_types)
    if pmid and pmid == record.local_id:
        yield "remote-database-name", "PubMed"
    yield "language", "; ".join(language_label(code) for code in record.languages)
    for url, text in parts.addresses(record):
        yield ("text-url" if text else "url"), url
    if pmid and pmid != record.local_id:
        yield "custom1", f"PMID: {pmid}"
    yield "custom2", parts.first(record, "pmcid")
    yield "custom7", record.host.article_number if record.host else ""
    for one in record.references:
        yield "reference", labelled_notes.reference_text(one)


def name(one: Contributor) -> str:
    """ "Rigby, Amy L., Jr."; a body so that EndNote does not turn it round."""
    return written_names.written(one)
