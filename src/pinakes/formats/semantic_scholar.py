"""Semantic Scholar's JSON: papers of the Academic Graph API, its lists and citations, and the data sets.

Source: Semantic Scholar Academic Graph API and Datasets API, Paper; names in data sets are in small letters.
"""

from __future__ import annotations

from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats import markup_text
from pinakes.formats.base import Format
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entries, entry, text, texts
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records.record import (
    Abstract,
    Contributor,
    HostItem,
    Identifier,
    Licence,
    Link,
    Record,
    Reference,
    Subject,
)

_NUMBERS = {
    "doi": "doi", "pubmed": "pmid", "pubmedcentral": "pmcid", "arxiv": "arxiv", "mag": "mag", "acl": "acl",
    "dblp": "dblp", "corpusid": "s2corpus",
}  # fmt: skip
_FORMATS = (
    ("CaseReport", ("CaseReport", "Article")),
    ("MetaAnalysis", ("Review", "Article")), ("Review", ("Review", "Article")),
    ("Editorial", ("Letter", "Article")), ("LettersAndComments", ("Letter", "Article")), ("BookSection", ("Chapter",)),
    ("Book", ("Book",)), ("Dataset", ("DataSet",)), ("Conference", ("ConferencePaper",)), ("News", ("Article",)),
    ("JournalArticle", ("Article",)), ("Study", ("Article",)), ("ClinicalTrial", ("Article",)),
)  # fmt: skip


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a paper. Raises ReadError when there is no title."""
    item = {name.lower(): value for name, value in item.items()}
    title = without_final_dot(plain(text(item.get("title"))))
    if not title:
        raise ReadError("There is no title.", field="title")
    numbers = _numbers(item)
    types = tuple(texts(item.get("publicationtypes")))
    return Record(
        local_id=text(item.get("paperid"))
        or text(item.get("corpusid"))
        or next((n.value for n in numbers), ""),
        title=title,
        contributors=tuple(c for a in entries(item.get("authors")) if (c := _author(a))),
        formats=_formats(item, types),
        publication_types=types,
        date=parts.day(text(item.get("publicationdate"))) or parts.day(text(item.get("year"))),
        host=_host(item),
        identifiers=numbers,
        subjects=_subjects(item),
        abstracts=_abstracts(item),
        links=_links(item, numbers),
        references=tuple(r for one in entries(item.get("references")) if (r := _reference(one))),
        licences=_licences(item),
        open_access=item["isopenaccess"] if isinstance(item.get("isopenaccess"), bool) else None,
        record_changed=text(item.get("updated")),
        repairs=tuple(repairs),
    )


def _external(item: dict[str, Any]) -> dict[str, str]:
    given = {name.lower(): text(value) for name, value in entry(item.get("externalids")).items()}
    return {
        "doi": text(item.get("doi")),
        "arxiv": text(item.get("arxivid")),
        **{k: v for k, v in given.items() if v},
    }


def _numbers(item: dict[str, Any]) -> tuple[Identifier, ...]:
    found, given = parts.Numbers(), _external(item)
    for name, scheme in _NUMBERS.items():
        number = given.get(name, "")
        found.add(scheme, f"PMC{number}" if scheme == "pmcid" and number.isdigit() else number)
    found.add("s2", text(item.get("paperid")))
    if not found.first("s2corpus"):
        found.add("s2corpus", text(item.get("corpusid")))
    return found.all


def _author(value: dict[str, Any]) -> Contributor | None:
    external = entry(value.get("externalIds") or value.get("externalids"))
    found = parts.full_name(
        plain(text(value.get("name"))),
        "aut",
        orcid=text(external.get("ORCID")),
        affiliations=map(plain, texts(value.get("affiliations"))),
    )
    number = text(value.get("authorId")) or text(value.get("authorid"))
    return (
        parts.with_details(found, others=[Identifier(scheme="s2", value=number)])
        if found and number
        else found
    )


def _formats(item: dict[str, Any], types: tuple[str, ...]) -> tuple[str, ...]:
    for name, codes in _FORMATS:
        if name in types:
            return codes
    venue = entry(item.get("publicationvenue"))
    if text(venue.get("type")) == "conference":
        return ("ConferencePaper",)
    journal = text(entry(item.get("journal")).get("name")) or text(item.get("venue"))
    if journal.lower() in ("arxiv", "arxiv.org", "biorxiv", "medrxiv") or (
        _external(item).get("arxiv") and not journal
    ):
        return ("Preprint",)
    return ("Article",)


def _host(item: dict[str, Any]) -> HostItem | None:
    journal, venue = entry(item.get("journal")), entry(item.get("publicationvenue"))
    title = plain(text(journal.get("name")) or text(venue.get("name")) or text(item.get("venue")))
    if not title or title.lower() in ("arxiv", "arxiv.org"):
        return None
    numbers = parts.Numbers()
    numbers.add("issn", text(venue.get("issn")))
    for number in texts(venue.get("alternate_issns")):
        numbers.add("issn", number)
    where = pages(text(journal.get("pages")))
    volume, _, issue = text(journal.get("volume")).partition(" ")
    return HostItem(
        title=title,
        identifiers=numbers.all,
        volume=volume,
        issue=issue.strip(" ()"),
        first_page=where.first,
        last_page=where.last,
        article_number=where.article_number,
        statement=where.printed,
    )


def _subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    names = [text(one.get("category")) for one in entries(item.get("s2fieldsofstudy"))] + texts(
        item.get("fieldsofstudy")
    )
    names += (text(one.get("topic")) for one in entries(item.get("topics")))
    return tuple(Subject(parts=(name,), scheme="s2") for name in dict.fromkeys(filter(None, names)))


def _abstracts(item: dict[str, Any]) -> tuple[Abstract, ...]:
    found = [markup_text.abstract(text(item.get("abstract")))]
    short = plain(text(entry(item.get("tldr")).get("text")))
    if short:
        found.append(Abstract(text=short, kind="summary", label="TLDR"))
    return tuple(a for a in found if a)


def _links(item: dict[str, Any], numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = parts.Ways(numbers)
    pdf = entry(item.get("openaccesspdf"))
    found.fulltext(text(pdf.get("url")), access="open", media_type="application/pdf")
    page = text(item.get("url"))
    found.add(page, Link(url=page, kind="related", label="Semantic Scholar"))
    return found.all


def _licences(item: dict[str, Any]) -> tuple[Licence, ...]:
    name = text(entry(item.get("openaccesspdf")).get("license"))
    return (parts.licence(name.replace("CCBY", "cc-by")),) if name else ()


def _reference(value: dict[str, Any]) -> Reference | None:
    value = {name.lower(): inner for name, inner in (entry(value.get("citedPaper")) or value).items()}
    title, numbers = plain(text(value.get("title"))), _numbers(value)
    if not title and not numbers:
        return None
    authors = tuple(filter(None, (text(a.get("name")) for a in entries(value.get("authors")))))
    return Reference(
        title=title,
        authors=authors,
        host=text(value.get("venue")),
        year=text(value.get("year")),
        identifiers=numbers,
    )


SEMANTIC_SCHOLAR = Format(
    name="semantic-scholar",
    label="Semantic Scholar JSON",
    media_type="application/json",
    extension="json",
    recognise=recogniser("paperId|corpusid|paperid|corpusId", "title"),
    reader=lambda: JsonReader(record_of, ("data", "recommendedPapers", "citingPaper", "citedPaper")),
    source="s2",
)
