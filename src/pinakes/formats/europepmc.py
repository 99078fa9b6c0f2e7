"""Europe PMC's JSON: search answers ("resultList"), lite and core, single results, a result a line; getpapers' lists.

Source: Europe PMC RESTful web service, reference guide (resultType core). Programs that make JSON of its XML give
every value as a list and attributes under "$": both are read.
"""

from __future__ import annotations

import re
from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats import issue_dates, markup_text, medline_terms
from pinakes.formats.base import Format
from pinakes.formats.europepmc_parts import abstracts, corrections, funding, links, people, subjects
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entry, text, texts, truth
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import HostItem, Identifier, Note, Publication, Record, TitleVariant

_SOURCES = {
    "MED": "pmid",
    "PMC": "pmcid",
    "AGR": "agricola",
    "CBA": "cba",
    "PAT": "patent",
    "ETH": "ethos",
    "HIR": "hir",
}
_YEAR_ALONE = re.compile(r"\d{4}\s*")


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a result. Raises ReadError when there is no title."""
    title, translated = _title(text(item.get("title")))
    if not title:
        raise ReadError("There is no title.", field="title")
    book = entry(item.get("bookOrReportDetails"))
    types = _types(item)
    numbers = _numbers(item)
    languages = tuple(filter(None, map(medline_terms.language, texts(item.get("language")))))
    date, notes = _dates(item)
    open_ = truth(item.get("isOpenAccess"))
    return Record(
        local_id=text(item.get("id")) or next((n.value for n in numbers), ""),
        title=title,
        title_language="eng" if translated else "",
        titles=tuple(
            TitleVariant(title=t, kind="parallel")
            for t in map(plain, texts(item.get("vernacularTitle")))
            if t
        ),
        contributors=people(item),
        formats=_formats(item, types),
        publication_types=types,
        languages=languages,
        date=date,
        publications=_publications(book),
        edition=text(book.get("edition")),
        extent_pages=text(book.get("numberOfPages")),
        host=_host(item, book),
        identifiers=numbers,
        subjects=subjects(item),
        abstracts=abstracts(item),
        notes=notes,
        links=links(item, numbers),
        relations=corrections(item),
        funding=funding(item),
        licences=tuple(parts.licence(name) for name in texts(item.get("license"))),
        open_access=True if open_ else None,
        record_changed=text(item.get("dateOfRevision")),
        repairs=tuple(repairs),
    )


def _title(printed: str) -> tuple[str, bool]:
    title = without_final_dot(plain(printed))
    if title.startswith("[") and title.endswith("]") and "]" not in title[1:-1]:
        return without_final_dot(title[1:-1].strip()), True
    return title, False


def _types(item: dict[str, Any]) -> tuple[str, ...]:
    """ "review-article" (from the full text) and "Review" (from MEDLINE) say the same: the first form is dropped."""
    found = texts(entry(item.get("pubTypeList")).get("pubType")) or [
        t.strip() for t in text(item.get("pubType")).split(";") if t.strip()
    ]
    words = {t.casefold() for t in found}
    kept: dict[str, str] = {}
    for one in sorted(found, key=lambda t: t.islower()):
        if not (one.islower() and "-" in one and one.partition("-")[0] in words):
            kept.setdefault(one.casefold().replace("-", " ").rstrip("s"), one)
    return tuple(one for one in dict.fromkeys(found) if one in kept.values())


def _formats(item: dict[str, Any], types: tuple[str, ...]) -> tuple[str, ...]:
    source = text(item.get("source"))
    if source == "PPR" or "Preprint" in types:
        return ("Preprint",)
    if source == "PAT":
        return ("Patent",)
    words = {"review-article": "review", "case-report": "case reports", "research-article": "journal article"}
    found = medline_terms.formats(words.get(t.casefold(), t) for t in types)
    book = {"book", "book chapter", "chapter", "monograph"} & {t.casefold() for t in types}
    if not entry(item.get("journalInfo")) and not text(item.get("journalTitle")) and book:
        return (
            ("Chapter",) if text(entry(item.get("bookOrReportDetails")).get("comprisingTitle")) else ("Book",)
        )
    return found


def _numbers(item: dict[str, Any]) -> tuple[Identifier, ...]:
    found = parts.Numbers()
    found.add("pmid", text(item.get("pmid")))
    found.add("pmcid", text(item.get("pmcid")))
    found.add("doi", text(item.get("doi")))
    source, number = text(item.get("source")), text(item.get("id"))
    if source and number and not found.first(_SOURCES.get(source, source.lower())):
        found.add(_SOURCES.get(source, "europepmc"), number)
    found.add("mid", text(item.get("manuscriptId")))
    return found.all


def _dates(item: dict[str, Any]) -> tuple[PublicationDate | None, tuple[Note, ...]]:
    """The date of the issue; the first publication where the issue has no more than that, or is of another year."""
    info = entry(item.get("journalInfo"))
    first = parts.day(text(item.get("firstPublicationDate")))
    online = parts.day(text(item.get("electronicPublicationDate")))
    printed = text(info.get("dateOfPublication"))
    issue = issue_dates.issue_date(printed) if printed and not _YEAR_ALONE.fullmatch(printed) else None
    if issue is None:
        year = parts.day(text(info.get("yearOfPublication")) or text(item.get("pubYear")))
        issue = next((d for d in (online, first) if d and year and d.year == year.year), None) or year
    issue = issue or first or online
    if issue and online and online.edtf.startswith(issue.edtf):
        issue = online
    return issue, parts.online_day(issue, online)


def _host(item: dict[str, Any], book: dict[str, Any]) -> HostItem | None:
    info = entry(item.get("journalInfo"))
    journal = entry(info.get("journal"))
    title = text(journal.get("title")) or text(item.get("journalTitle")) or text(book.get("comprisingTitle"))
    if not title:
        return None
    numbers = parts.Numbers()
    print_, online = (
        text(journal.get("ISSN")) or text(journal.get("issn")),
        text(journal.get("ESSN")) or text(journal.get("essn")),
    )
    numbers.add("issn", print_ if print_ != online else "", "print")
    numbers.add("issn", online, "electronic")
    for number in re.split(r"[;,]\s*", text(item.get("journalIssn"))):
        if number not in (print_, online):
            numbers.add("issn", number)
    numbers.add("nlm", text(journal.get("NLMid")) or text(journal.get("nlmid")))
    for name in ("isbn13", "isbn10"):
        numbers.add("isbn", text(book.get(name)) if not numbers.first("isbn") else "")
    short = text(journal.get("ISOAbbreviation")) or text(journal.get("isoabbreviation"))
    short = short or text(journal.get("medlineAbbreviation"))
    where = pages(text(item.get("pageInfo")))
    return HostItem(
        title=without_final_dot(plain(title)),
        abbreviation=short if short != title else "",
        identifiers=numbers.all,
        volume=text(info.get("volume")) or text(item.get("journalVolume")),
        issue=text(info.get("issue")) or text(item.get("issue")),
        first_page=where.first,
        last_page=where.last,
        article_number=where.article_number,
        statement=where.printed,
    )


def _publications(book: dict[str, Any]) -> tuple[Publication, ...]:
    publisher = text(book.get("publisher"))
    return (Publication(publishers=(markup_text.plain(publisher),)),) if publisher else ()


EUROPEPMC = Format(
    name="europepmc",
    label="Europe PMC JSON",
    media_type="application/json",
    extension="json",
    recognise=recogniser("authorString|authorList|firstPublicationDate|pubYear", "source", "title"),
    reader=lambda: JsonReader(record_of, ("resultList", "result")),
    source="europepmc",
)
