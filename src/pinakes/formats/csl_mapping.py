"""An item of CSL-JSON as a Record."""

from __future__ import annotations

import re
from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import (
    citation_parts,
    csl_custom,
    identifier_links,
    labelled_notes,
    medline_terms,
    serial_numbers,
)
from pinakes.formats.csl_names_and_dates import contributors, date, text
from pinakes.formats.csl_types import ARTICLES, FORMATS_OF_TYPE, ROLES
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.inline_markup import text_of_html
from pinakes.formats.page_ranges import pages
from pinakes.records import identifiers, languages
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Licence,
    Link,
    Note,
    Publication,
    Record,
    Reference,
    Series,
    Subject,
    TitleVariant,
)

_HOSTED = frozenset(
    {"chapter", "paper-conference", "book-chapter", "proceedings-article", "entry", "reference-entry"}
)
_NOTE_NUMBER = re.compile(r"(?m)^\s*(PMID|PMCID|DOI|ISBN|ISSN|arXiv)\s*:\s*(\S+)\s*$", re.IGNORECASE)


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record. Raises ReadError when there is no title."""
    title = without_final_dot(text_of_html(text(item.get("title"))))
    if not title:
        raise ReadError("There is no title.", field="title")
    kind = text(item.get("type"))
    if kind and kind not in FORMATS_OF_TYPE:
        repairs.append(f"CSL has no type {kind[:40]!r}; it was read as other material.")
    host_title = text_of_html(text(item.get("container-title")))
    own, of_host = _identifiers(item, kind, hosted=bool(host_title))
    genre = text(item.get("genre"))
    genres = tuple(filter(None, (genre, *csl_custom.genres(item.get("custom")))))
    found = Record(
        local_id=text(item.get("id")) or text(item.get("citation-key")) or citation_parts.registered_id(own),
        title=title,
        subtitle=_subtitle(item, title),
        titles=_titles(item, title),
        contributors=_contributors(item),
        formats=_formats(kind, genres, hosted=bool(host_title)),
        publication_types=(genre,) if genre else (),
        languages=_languages(item),
        date=next(
            (
                d
                for name in ("issued", "published", "published-print", "created")
                if (d := date(item.get(name)))
            ),
            None,
        ),
        publications=_publications(item),
        edition=text(item.get("edition")),
        version=text(item.get("version")),
        extent_pages=text(item.get("number-of-pages")),
        physical=tuple(filter(None, (text(item.get("dimensions")), text(item.get("medium"))))),
        series=_series(item),
        host=_host(item, host_title, of_host),
        identifiers=own if host_title else own + of_host,
        subjects=_subjects(item),
        abstracts=_abstracts(item),
        notes=_notes(item),
        links=_links(item, own),
        holdings=tuple(Holding(call_number=t) for t in (text(item.get("call-number")),) if t),
        references=_references(item.get("reference")),
        funding=_funding(item.get("funder")),
        licences=_licences(item),
        other_text=" ".join(
            filter(None, (text(item.get(n)) for n in ("archive", "archive_location", "source", "annote")))
        ),
        repairs=tuple(repairs),
    )
    return labelled_notes.in_record(csl_custom.with_custom(found, item.get("custom")))


def _abstracts(item: dict[str, Any]) -> tuple[Abstract, ...]:
    """What stands between empty lines, unless it is HTML, whose paragraphs are one abstract's."""
    value = item.get("abstract")
    whole = value if isinstance(value, str) else text(value)
    several = re.split(r"\n\s*\n", whole) if "\n" in whole and "<" not in whole else [whole]
    return tuple(Abstract(text=t) for part in several if (t := text_of_html(" ".join(part.split()))))


def _formats(kind: str, genres: tuple[str, ...], *, hosted: bool) -> tuple[str, ...]:
    if not kind:
        return ("Article",) if hosted else ("Other",)
    if kind == "article" and hosted and not re.search("rxiv|ssrn|preprint", " ".join(genres), re.IGNORECASE):
        return ("Article",)
    found = FORMATS_OF_TYPE.get(kind, ("Other",))
    if kind in ARTICLES and genres:
        return tuple(dict.fromkeys((*medline_terms.formats(genres), *found)))
    return found


def _subtitle(item: dict[str, Any], title: str) -> str:
    # Crossref's subtitle is a list beside the title; other programs have it in the title already.
    subtitle = text_of_html(text(item.get("subtitle")))
    return "" if subtitle.casefold() in title.casefold() else subtitle


def _titles(item: dict[str, Any], title: str) -> tuple[TitleVariant, ...]:
    short, original = (
        text(item.get("title-short")) or text(item.get("shortTitle")),
        text(item.get("original-title")),
    )
    found = [TitleVariant(title=short)] if short and not title.casefold().startswith(short.casefold()) else []
    return tuple(
        found + ([TitleVariant(title=original, kind="parallel")] if original and original != title else [])
    )


def _contributors(item: dict[str, Any]) -> tuple[Contributor, ...]:
    return tuple(
        c for variable, role in ROLES.items() if variable in item for c in contributors(item[variable], role)
    )


def _identifiers(
    item: dict[str, Any], kind: str, *, hosted: bool
) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    found: dict[tuple[str, str], Identifier] = {}
    texts = [
        (scheme, text(item.get(name)))
        for name, scheme in (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"))
    ]
    # Zotero's users keep what their fields don't have as "PMID: 123" in the note.
    texts += [(m[1].lower(), m[2]) for m in _NOTE_NUMBER.finditer(str(item.get("note") or ""))]
    number = text(item.get("number"))
    if number and kind in ("report", "patent", "standard"):
        texts.append((kind, number))
    if address := identifier_links.doi_of_address(text(item.get("URL"))):
        texts.append(("doi", address))
    for scheme, value in texts:
        if one := identifiers.identifier(scheme, value):
            found.setdefault((one.scheme, one.value), one)
    for name in ("ISBN", "ISSN"):
        given = item.get(name)
        for entry in given if isinstance(given, list) else [given]:
            words = re.sub(r"\s+(?=97[89]|\d{4}-\d{3}[\dXx])", ";", text(entry))
            for one in serial_numbers.issn_or_isbn(words, name.lower()):
                found.setdefault((one.scheme, one.value), one)
    return serial_numbers.of_host(found.values(), isbn=hosted and kind in _HOSTED)


def _host(item: dict[str, Any], title: str, found: tuple[Identifier, ...]) -> HostItem | None:
    if not title:
        return None
    short = text(item.get("container-title-short")) or text(item.get("journalAbbreviation"))
    where = pages(text(item.get("page")) or text(item.get("page-first")))
    number = text(item.get("number")) if text(item.get("type")) in ARTICLES else ""
    return HostItem(
        title=title,
        abbreviation=short if short != title else "",
        identifiers=found,
        volume=text(item.get("volume")),
        issue=text(item.get("issue")),
        first_page=where.first,
        last_page=where.last,
        article_number=where.article_number or text(item.get("article-number")) or number,
        statement=where.printed,
    )


def _languages(item: dict[str, Any]) -> tuple[str, ...]:
    code = languages.code(text(item.get("language")))
    return (code,) if code else ()


def _publications(item: dict[str, Any]) -> tuple[Publication, ...]:
    publisher, place = text(item.get("publisher")), text(item.get("publisher-place"))
    if not publisher and not place:
        return ()
    return (Publication(publishers=(publisher,) if publisher else (), places=(place,) if place else ()),)


def _series(item: dict[str, Any]) -> tuple[Series, ...]:
    title = text_of_html(text(item.get("collection-title")))
    number = text(item.get("collection-number"))
    if not number and not item.get(
        "container-title"
    ):  # Zotero and others number a book in its series by "volume"
        number = text(item.get("volume"))
    return (Series(title=title, number=number),) if title else ()


def _subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    words: list[str] = []
    for name in ("keyword", "categories", "subject"):
        value = item.get(name)
        if isinstance(value, list):
            words += map(text, value)
        elif line := text(value):
            words += re.split(r"\s*;\s*" if ";" in line else r"\s*,\s*", line)
    return tuple(Subject(parts=(word,), scheme="keyword") for word in dict.fromkeys(filter(None, words)))


def _notes(item: dict[str, Any]) -> tuple[Note, ...]:
    lines = _NOTE_NUMBER.sub("", str(item.get("note") or "")).split("\n")
    found = [Note(text=line) for part in lines if (line := text_of_html(part))]
    event = ", ".join(
        filter(
            None, (text(item.get("event-title")) or text(item.get("event")), text(item.get("event-place")))
        )
    )
    return tuple(found + ([Note(text=event, kind="event")] if event else []))


def _links(item: dict[str, Any], own: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = {link.url: link for link in identifier_links.links(own)}
    url = text(item.get("URL"))
    if re.match(r"(?:https?|ftp)://", url) and not identifier_links.doi_of_address(url):
        found.setdefault(url, Link(url=url))
    entries = item.get("link")
    for entry in entries if isinstance(entries, list) else []:
        address = text(entry.get("URL")) if isinstance(entry, dict) else ""
        if address.startswith(("http://", "https://")):
            media = text(entry.get("content-type"))
            found.setdefault(
                address,
                Link(
                    url=address,
                    kind="fulltext",
                    media_type=media if "/" in media and media != "unspecified" else "",
                ),
            )
    return tuple(found.values())


def _references(values: Any) -> tuple[Reference, ...]:
    found = []
    for value in values if isinstance(values, list) else []:
        if not isinstance(value, dict):
            continue
        doi = identifiers.identifier("doi", text(value.get("DOI")))
        found.append(
            Reference(
                text=text(value.get("unstructured")),
                title=text(value.get("article-title")) or text(value.get("volume-title")),
                authors=tuple(filter(None, (text(value.get("author")),))),
                host=text(value.get("journal-title")),
                year=text(value.get("year")),
                volume=text(value.get("volume")),
                first_page=text(value.get("first-page")),
                identifiers=(doi,) if doi else (),
                key=text(value.get("key")),
            )
        )
    return tuple(found)


def _funding(values: Any) -> tuple[Funding, ...]:
    found: list[Funding] = []
    for value in values if isinstance(values, list) else []:
        if isinstance(value, dict) and (name := text(value.get("name"))):
            number = identifiers.identifier("doi", text(value.get("DOI")))
            awards = value.get("award")
            numbers = [text(a) for a in awards] if isinstance(awards, list) else []
            ids = (number,) if number else ()
            found += [Funding(funder=name, award=award, identifiers=ids) for award in numbers or [""]]
    return tuple(found)


def _licences(item: dict[str, Any]) -> tuple[Licence, ...]:
    values = item.get("license")
    urls = [text(v.get("URL")) for v in values if isinstance(v, dict)] if isinstance(values, list) else []
    return tuple(Licence(url=url) for url in dict.fromkeys(filter(None, urls)))
