"""DOAJ's JSON: articles and journals, as answers of the API ("results"), dumps or an entry a line.

Source: DOAJ API documentation and its outgoing data models (article: bibjson.journal; journal: bibjson.ref, apc …).
"""

from __future__ import annotations

import re
from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats import markup_text
from pinakes.formats.base import Format
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entries, entry, text, texts, truth
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records import dates, languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Classification,
    Contributor,
    HostItem,
    Identifier,
    Licence,
    Link,
    Note,
    Publication,
    Record,
    Relation,
    Subject,
    TitleVariant,
)

_ADDRESS = "https://doaj.org/"


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of an article or a journal. Raises ReadError when there is no title."""
    about = entry(item.get("bibjson"))
    title = without_final_dot(plain(text(about.get("title"))))
    if not title:
        raise ReadError("There is no title.", field="bibjson.title")
    is_article = isinstance(about.get("journal"), dict) or text(item.get("es_type")) == "article"
    read = _article if is_article else _journal
    return read(item, about, title, repairs)


def _article(item: dict[str, Any], about: dict[str, Any], title: str, repairs: list[str]) -> Record:
    journal = entry(about.get("journal"))
    own, of_host = parts.Numbers(), parts.Numbers()
    for one in entries(about.get("identifier")):
        kind, number = text(one.get("type")).lower(), text(one.get("id"))
        if kind in ("pissn", "eissn", "issn"):
            of_host.add("issn", number, {"pissn": "print", "eissn": "electronic"}.get(kind, ""))
        else:
            own.add(kind or "local", number)
    for number in texts(journal.get("issns")):
        if number not in {i.value for i in of_host.all}:
            of_host.add("issn", number)
    identifier = text(item.get("id"))
    first, last = (
        text(about.get("start_page")) or text(journal.get("start_page")),
        text(about.get("end_page")) or text(journal.get("end_page")),
    )
    where = pages(f"{first}-{last}" if first and last and first != last else first)
    abstract = markup_text.abstract(text(about.get("abstract")))
    publisher = plain(text(journal.get("publisher")))
    return Record(
        local_id=identifier or own.first("doi"),
        title=title,
        contributors=_authors(about),
        formats=("Article",),
        languages=_languages(journal.get("language")),
        date=_month(about),
        publications=(Publication(publishers=(publisher,)),) if publisher else (),
        country=text(journal.get("country"))[:2].upper(),
        host=HostItem(
            title=without_final_dot(plain(text(journal.get("title")))),
            identifiers=of_host.all,
            volume=text(journal.get("volume")),
            issue=text(journal.get("number")),
            first_page=where.first,
            last_page=where.last,
            article_number=where.article_number,
            statement=where.printed,
        )
        if text(journal.get("title"))
        else None,
        identifiers=(*own.all, *_doaj(identifier)),
        subjects=_subjects(about),
        classifications=_classes(about),
        abstracts=(abstract,) if abstract else (),
        links=_links(about, own.all, f"article/{identifier}" if identifier else ""),
        licences=_licences(journal),
        open_access=True,
        peer_reviewed=True,
        record_changed=text(item.get("last_updated")),
        repairs=tuple(repairs),
    )


def _journal(item: dict[str, Any], about: dict[str, Any], title: str, repairs: list[str]) -> Record:
    numbers = parts.Numbers()
    numbers.add("issn", text(about.get("pissn")), "print")
    numbers.add("issn", text(about.get("eissn")), "electronic")
    for one in entries(about.get("identifier")):
        kind = text(one.get("type"))
        numbers.add("issn", text(one.get("id")), {"pissn": "print", "eissn": "electronic"}.get(kind, ""))
    identifier = text(item.get("id"))
    publisher, body = entry(about.get("publisher")), entry(about.get("institution"))
    name = plain(text(publisher.get("name")) or text(about.get("publisher")))
    institution = parts.body(plain(text(body.get("name")) or text(about.get("institution"))), "isb")
    other = plain(text(about.get("alternative_title")))
    start, end = text(about.get("oa_start")), text(about.get("discontinued_date"))[:4]
    return Record(
        local_id=identifier or numbers.first("issn"),
        title=title,
        titles=(TitleVariant(title=other),) if other and other != title else (),
        contributors=(institution,) if institution else (),
        formats=("Journal", "Online"),
        languages=_languages(about.get("language")),
        date=dates.from_text(f"{start}-{end}") if start.isdecimal() else None,
        publications=(Publication(publishers=(name,)),) if name else (),
        country=text(publisher.get("country"))[:2].upper(),
        identifiers=(*numbers.all, *_doaj(identifier)),
        subjects=_subjects(about),
        classifications=_classes(about),
        notes=tuple(_journal_notes(about)),
        links=_links(about, (), f"toc/{identifier}" if identifier else ""),
        relations=_replaced(about),
        licences=_licences(about),
        open_access=True,
        peer_reviewed=True if texts(entry(about.get("editorial")).get("review_process")) else None,
        record_changed=text(item.get("last_updated")),
        repairs=tuple(repairs),
    )


def _doaj(identifier: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme="doaj", value=identifier),) if identifier else ()


def _authors(about: dict[str, Any]) -> tuple[Contributor, ...]:
    found = (
        parts.full_name(
            plain(text(a.get("name"))),
            "aut",
            orcid=text(a.get("orcid_id")),
            affiliations=[plain(text(a.get("affiliation")))],
        )
        for a in entries(about.get("author"))
    )
    return tuple(c for c in found if c)


def _languages(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(languages.code, texts(values)))))


def _month(about: dict[str, Any]) -> PublicationDate | None:
    year, month = text(about.get("year")), dates.month_number(text(about.get("month")))
    if not re.fullmatch(r"[12]\d{3}", year):
        return dates.from_text(year) if year else None
    return dates.from_parts(int(year), month)


def _subjects(about: dict[str, Any]) -> tuple[Subject, ...]:
    """Terms of LC's classification, as they are in it, and keywords."""
    found = [
        Subject(parts=tuple(part.strip() for part in term.split(": ")), scheme="lcc")
        for one in entries(about.get("subject"))
        if (term := plain(text(one.get("term"))))
    ]
    found += (
        Subject(parts=(word,), scheme="keyword") for word in map(plain, texts(about.get("keywords"))) if word
    )
    return tuple(dict.fromkeys(found))


def _classes(about: dict[str, Any]) -> tuple[Classification, ...]:
    given = (
        (text(one.get("scheme")).lower(), text(one.get("code"))) for one in entries(about.get("subject"))
    )
    return tuple(
        dict.fromkeys(Classification(scheme=scheme or "lcc", number=code) for scheme, code in given if code)
    )


def _links(about: dict[str, Any], numbers: tuple[Identifier, ...], page: str) -> tuple[Link, ...]:
    found = parts.Ways(numbers)
    for one in entries(about.get("link")):
        media = {
            "pdf": "application/pdf",
            "html": "text/html",
            "epub": "application/epub+zip",
            "xml": "application/xml",
        }
        kind = text(one.get("content_type")).lower()
        if text(one.get("type")) in ("fulltext", ""):
            found.fulltext(
                text(one.get("url")), access="open", media_type=media.get(kind, kind if "/" in kind else "")
            )
        elif text(one.get("type")) == "homepage":
            found.add(text(one.get("url")), Link(url=text(one.get("url")), kind="fulltext", access="open"))
    if home := text(entry(about.get("ref")).get("journal")):
        found.fulltext(home, access="open")
    if page:
        found.add(_ADDRESS + page, Link(url=_ADDRESS + page, kind="related", label="DOAJ", access="open"))
    return found.all


def _licences(about: dict[str, Any]) -> tuple[Licence, ...]:
    found: list[Licence] = []
    for one in entries(about.get("license")):
        name, url = text(one.get("type")) or text(one.get("title")), text(one.get("url"))
        known = parts.licence(name) if name else Licence()
        found.append(Licence(name=known.name or name, url=url if parts.is_web_address(url) else known.url))
    return tuple(dict.fromkeys(x for x in found if x.name or x.url))


def _journal_notes(about: dict[str, Any]) -> list[Note]:
    found: list[Note] = []
    if process := ", ".join(texts(entry(about.get("editorial")).get("review_process"))):
        found.append(Note(text=process))
    if truth(entry(about.get("apc")).get("has_apc")) is False:
        found.append(Note(text="No article processing charges", kind="access"))
    charges = [
        f"{text(one.get('price'))} {text(one.get('currency'))}"
        for one in entries(entry(about.get("apc")).get("max"))
    ]
    if charges:
        found.append(Note(text=f"Article processing charges: up to {', '.join(charges)}", kind="access"))
    if services := ", ".join(texts(entry(about.get("preservation")).get("service"))):
        found.append(Note(text=f"Preserved by {services}", kind="access"))
    return found


def _replaced(about: dict[str, Any]) -> tuple[Relation, ...]:
    found = [
        parts.relation("earlier", "Replaces", scheme="issn", number=n) for n in texts(about.get("replaces"))
    ]
    found += (
        parts.relation("later", "Replaced by", scheme="issn", number=n)
        for n in texts(about.get("is_replaced_by"))
    )
    return tuple(r for r in found if r)


DOAJ = Format(
    name="doaj",
    label="DOAJ JSON",
    media_type="application/json",
    extension="json",
    recognise=recogniser("bibjson"),
    reader=lambda: JsonReader(record_of, ("results",)),
    source="doaj",
)
