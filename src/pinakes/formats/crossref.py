"""Crossref JSON: works of the REST API, alone, in lists of answers ("message", "items") or a work a line.

Source: CrossRef/rest-api-doc, api_format.md, and the fields that answers have had since (resource, language,
updated-by, institution, event).
"""

from __future__ import annotations

from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats import csl_names_and_dates, markup_text
from pinakes.formats.base import Format
from pinakes.formats.crossref_parts import funding, licences, reference, ties
from pinakes.formats.crossref_types import FORMATS_OF_TYPE, HOSTED, SERIALS, of_posted
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entries, entry, text, texts
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records import languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Contributor,
    HostItem,
    Identifier,
    Link,
    Note,
    Publication,
    Record,
    Series,
    Subject,
    TitleVariant,
)

_ROLES = (("author", "aut"), ("editor", "edt"), ("chair", "mod"), ("translator", "trl"), ("reviewer", "rev"))
_DATES = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "posted",
    "published-other",
    "content-created",
)
_MEDIA = {
    "print": "print",
    "electronic": "electronic",
    "pissn": "print",
    "eissn": "electronic",
    "lissn": "linking",
}


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a work. Raises ReadError when there is no title."""
    kind = text(item.get("type"))
    titles = [plain(t) for t in texts(item.get("title"))]
    hosts = [plain(t) for t in texts(item.get("container-title"))]
    title = without_final_dot(titles[0]) if titles else _title_of_a_grant(item)
    if not title and kind in ("journal-issue", "journal-volume") and hosts:
        title = hosts[0]
    if not title:
        raise ReadError("There is no title.", field="title")
    numbers, of_host = _numbers(item, kind, hosted=bool(hosts) and kind in HOSTED)
    subtitle = next((plain(s) for s in texts(item.get("subtitle"))), "")
    date = next((d for name in _DATES if (d := csl_names_and_dates.date(item.get(name)))), None)
    language = languages.code(text(item.get("language")))
    abstract = markup_text.abstract(text(item.get("abstract")))
    links = _links(item, numbers)
    return Record(
        local_id=next((n.value for n in numbers if n.scheme == "doi"), ""),
        title=title,
        subtitle="" if subtitle.casefold() in title.casefold() else without_final_dot(subtitle),
        titles=_other_titles(item, titles, title),
        contributors=tuple(_contributors(item)),
        formats=of_posted(text(item.get("subtype")))
        if kind == "posted-content"
        else FORMATS_OF_TYPE.get(kind, ("Other",)),
        publication_types=tuple(filter(None, (kind, text(item.get("subtype")), *texts(item.get("degree"))))),
        languages=(language,) if language else (),
        date=date,
        publications=_publications(item, kind),
        edition=text(item.get("edition-number")),
        series=_series(hosts, kind, of_host),
        host=_host(item, hosts, kind, of_host),
        identifiers=numbers,
        subjects=_subjects(item),
        abstracts=(abstract,) if abstract else (),
        notes=_notes(item, date),
        links=links,
        relations=ties(item),
        references=tuple(r for one in entries(item.get("reference")) if (r := reference(one))),
        funding=funding(item.get("funder")),
        licences=licences(item.get("license")),
        open_access=True
        if any("creativecommons.org" in text(c.get("URL")) for c in entries(item.get("license")))
        else None,
        record_changed=text(entry(item.get("deposited")).get("date-time"))
        or text(entry(item.get("indexed")).get("date-time")),
        repairs=tuple(repairs),
    )


def _title_of_a_grant(item: dict[str, Any]) -> str:
    for project in entries(item.get("project")):
        for title in entries(project.get("project-title")):
            if found := plain(text(title.get("title"))):
                return found
    return ""


def _subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    """Scopus' subject categories, and the group of a preprint."""
    found = [Subject(parts=(s,), scheme="asjc") for t in texts(item.get("subject")) if (s := plain(t))]
    group = plain(text(item.get("group-title")))
    return (*found, Subject(parts=(group,))) if group else tuple(found)


def _other_titles(item: dict[str, Any], titles: list[str], title: str) -> tuple[TitleVariant, ...]:
    found = [TitleVariant(title=t, kind="translated") for t in titles[1:]]
    found += (
        TitleVariant(title=t, kind="parallel") for o in texts(item.get("original-title")) if (t := plain(o))
    )
    short = (plain(s) for s in texts(item.get("short-title")))
    found += (TitleVariant(title=t) for t in short if not title.casefold().startswith(t.casefold()))
    return tuple(dict.fromkeys(v for v in found if v.title and v.title != title))


def _contributors(item: dict[str, Any]) -> list[Contributor]:
    found: list[Contributor] = []
    for name, role in _ROLES:
        for one in entries(item.get(name)):
            places = [_affiliation(a) for a in entries(one.get("affiliation"))]
            family, given = plain(text(one.get("family"))), plain(text(one.get("given")))
            suffix, orcid = text(one.get("suffix")), text(one.get("ORCID"))
            if " " in family and not given:
                # Old deposits have whole names, or all of them, in the place of the family name.
                names = family.split(", ") if all(" " in n for n in family.split(", ")) else [family]
                whole = (parts.full_name(n, role, orcid=orcid, affiliations=places) for n in names)
                found += (c for c in whole if c)
                continue
            if family or given:
                person = parts.person(family, given, role, suffix=suffix, orcid=orcid, affiliations=places)
            else:
                person = parts.body(plain(text(one.get("name"))), role, affiliations=places)
            if person:
                found.append(person)
    return found


def _affiliation(value: dict[str, Any]) -> str:
    found = (plain(text(value.get(n))) for n in ("department", "name", "place"))
    return ", ".join(filter(None, found))


def _numbers(
    item: dict[str, Any], kind: str, *, hosted: bool
) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    own = parts.Numbers()
    host = own if kind in SERIALS else parts.Numbers()
    own.add("doi", text(item.get("DOI")))
    for one in entries(item.get("issn-type")):
        host.add("issn", text(one.get("value")), _MEDIA.get(text(one.get("type")), ""))
    known = {i.value for i in host.all}
    for number in texts(item.get("ISSN")):
        if number.removeprefix("http://id.crossref.org/issn/") not in known:
            host.add("issn", number.rpartition("/")[2])
    books = host if hosted else own
    for one in entries(item.get("isbn-type")):
        books.add("isbn", text(one.get("value")).rpartition("/")[2], _MEDIA.get(text(one.get("type")), ""))
    known = {i.value for i in books.all}
    for number in texts(item.get("ISBN")):
        digits = number.rpartition("/")[2].removeprefix("urn:isbn:")
        if digits.replace("-", "") not in known:
            books.add("isbn", digits)
    for number in texts(item.get("alternative-id")):
        if number.lower() != own.first("doi"):
            own.add("publisher-number", number)
    for trial in entries(item.get("clinical-trial-number")):
        own.add("trial", text(trial.get("clinical-trial-number")))
    return own.all, () if host is own else host.all


def _host(
    item: dict[str, Any], hosts: list[str], kind: str, numbers: tuple[Identifier, ...]
) -> HostItem | None:
    if not hosts or (kind not in HOSTED and kind not in ("journal-issue", "journal-volume")):
        return None
    title = hosts[-1] if kind != "journal-article" else hosts[0]
    if len(hosts) > 1 and kind != "journal-article":
        numbers = tuple(n for n in numbers if n.scheme != "issn")
    short = next(iter(texts(item.get("short-container-title"))), "")
    where = pages(text(item.get("page")))
    return HostItem(
        title=title,
        abbreviation=plain(short) if plain(short) != title else "",
        identifiers=numbers,
        volume=text(item.get("volume")),
        issue=text(item.get("issue")) or text(entry(item.get("journal-issue")).get("issue")),
        first_page=where.first,
        last_page=where.last,
        article_number=text(item.get("article-number")) or where.article_number,
        statement=where.printed,
    )


def _series(hosts: list[str], kind: str, numbers: tuple[Identifier, ...]) -> tuple[Series, ...]:
    """A chapter's containers are the series and the book; a book's is the series."""
    if kind in ("journal-issue", "journal-volume"):
        return ()
    issn = next((n.value for n in numbers if n.scheme == "issn" and n.valid), "")
    if kind in HOSTED and kind != "journal-article":
        return tuple(Series(title=t, issn=issn) for t in hosts[:-1])
    return () if kind in HOSTED else tuple(Series(title=t, issn=issn) for t in hosts)


def _publications(item: dict[str, Any], kind: str) -> tuple[Publication, ...]:
    publisher, place = plain(text(item.get("publisher"))), plain(text(item.get("publisher-location")))
    found: list[Publication] = []
    if kind in ("dissertation", "report", "posted-content"):
        found += (
            Publication(publishers=(name,), places=tuple(p for p in texts(one.get("place")) if p != "-"))
            for one in entries(item.get("institution"))
            if (name := plain(text(one.get("name"))))
        )
    if publisher and not any(publisher in p.publishers for p in found):
        found.append(Publication(publishers=(publisher,), places=(place,) if place else ()))
    return tuple(found)


def _notes(item: dict[str, Any], date: PublicationDate | None) -> tuple[Note, ...]:
    found = list(parts.online_day(date, csl_names_and_dates.date(item.get("published-online"))))
    event = entry(item.get("event"))
    if name := ", ".join(filter(None, (plain(text(event.get(n))) for n in ("name", "location")))):
        found.append(Note(text=name, kind="event"))
    if text(item.get("type")) == "dissertation" and (degree := ", ".join(texts(item.get("degree")))):
        found.append(Note(text=degree, kind="thesis"))
    return tuple(found)


def _links(item: dict[str, Any], numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = parts.Ways(numbers)
    page = text(entry(entry(item.get("resource")).get("primary")).get("URL"))
    if page:
        found.add(page, Link(url=page, kind="publisher"))
    for one in entries(item.get("link")):
        if text(one.get("intended-application")) == "similarity-checking":
            continue
        media = text(one.get("content-type"))
        found.fulltext(text(one.get("URL")), media_type=media if "/" in media else "")
    return found.all


CROSSREF = Format(
    name="crossref",
    label="Crossref JSON",
    media_type="application/vnd.crossref-api-message+json",
    extension="json",
    recognise=recogniser(
        "DOI",
        "references?-count|is-referenced-by-count|deposited|indexed|member|message-type|content-domain|prefix",
    ),
    reader=lambda: JsonReader(record_of, ("message", "items")),
    source="crossref",
)
