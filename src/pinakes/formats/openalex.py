"""OpenAlex works: answers of the API ("results"), lists, or a work a line as in the snapshot.

Source: ourresearch/openalex-docs, "Work object", with the fields of earlier and later years (host_venue,
raw_affiliation_string, concepts; awards).
"""

from __future__ import annotations

import re
from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats.base import Format
from pinakes.formats.crossref_types import FORMATS_OF_TYPE
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entries, entry, text, texts
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records import languages
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    HostItem,
    Identifier,
    Licence,
    Link,
    Publication,
    Record,
    Reference,
    Subject,
)

_FORMATS: dict[str, tuple[str, ...]] = FORMATS_OF_TYPE | {
    "article": ("Article",), "review": ("Review", "Article"), "letter": ("Letter", "Article"),
    "editorial": ("Letter", "Article"), "erratum": ("Article",), "retraction": ("Article",), "preprint": ("Preprint",),
    "book-review": ("Article",), "conference-abstract": ("ConferencePaper",), "conference-paper": ("ConferencePaper",),
    "data-paper": ("Article",), "software": ("Software",), "libguides": ("Website",), "paratext": ("Other",),
    "supplementary-materials": ("Other",), "working-paper": ("Report",),
}  # fmt: skip
_HOLDERS = frozenset({"journal", "conference", "book series"})
_NUMBER_BEHIND = re.compile(r"\s*\(\d+\)$")
_E_BOOKS = re.compile(r"\s+e-?books?(?:\s+collection)?$", re.IGNORECASE)
_LEAST_SCORE = 0.3
_LONGEST = 200_000
"""Words of an abstract: a position beyond that is an error of the index."""


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a work. Raises ReadError when there is no title."""
    host = _host(item)
    printed = text(item.get("title")) or text(item.get("display_name"))
    kind = text(item.get("type"))
    title = without_final_dot(plain(printed))
    if not title and host and kind in ("journal-issue", "paratext"):
        title = host.title
    if not title:
        raise ReadError("There is no title.", field="title")
    numbers = _numbers(item)
    language = languages.code(text(item.get("language")))
    abstract = abstract_of(item.get("abstract_inverted_index"))
    formats = _formats(item, kind)
    access = entry(item.get("open_access"))
    return Record(
        local_id=text(item.get("id")).rpartition("/")[2],
        title=title,
        contributors=tuple(c for a in entries(item.get("authorships")) if (c := _author(a))),
        formats=formats,
        publication_types=tuple(
            filter(None, (kind, "Retracted Publication" if item.get("is_retracted") is True else ""))
        ),
        languages=(language,) if language else (),
        date=parts.day(text(item.get("publication_date"))) or parts.day(text(item.get("publication_year"))),
        publications=_publications(item, host),
        physical=_pages_alone(item) if host is None else (),
        host=host,
        identifiers=numbers,
        subjects=_subjects(item),
        abstracts=(Abstract(text=abstract),) if abstract else (),
        links=_links(item, numbers),
        references=tuple(
            Reference(identifiers=(Identifier(scheme="openalex", value=work.rpartition("/")[2]),))
            for work in texts(item.get("referenced_works"))
        ),
        funding=_funding(item),
        licences=_licences(item),
        open_access=access["is_oa"] if isinstance(access.get("is_oa"), bool) else None,
        record_changed=text(item.get("updated_date")),
        repairs=tuple(repairs),
    )


def abstract_of(index: Any) -> str:
    """The text of an inverted index, word → positions; words without a right position are left out."""
    if not isinstance(index, dict):
        return ""
    try:
        words: dict[int, str] = {place: word for word, places in index.items() for place in places}
        order = sorted(words)
        sound = not order or (order[0] >= 0 and order[-1] <= _LONGEST)
    except TypeError:
        sound = False
    if not sound:
        places = ((p, w) for w, ps in index.items() if isinstance(ps, list) for p in ps if type(p) is int)
        words = {place: word for place, word in places if 0 <= place <= _LONGEST}
        order = sorted(words)
    found = plain(" ".join([words[place] for place in order]))
    return re.sub(
        r"^(?:Abstract|ABSTRACT|Summary|SUMMARY)\b[.:]?\s+(?=[A-Z])",
        "",
        found,
    )


def _formats(item: dict[str, Any], kind: str) -> tuple[str, ...]:
    found = _FORMATS.get(kind) or _FORMATS.get(text(item.get("type_crossref")), ("Other",))
    if found == ("Article",):
        source = text(entry(entry(item.get("primary_location")).get("source")).get("type"))
        if source == "conference" or text(item.get("type_crossref")) == "proceedings-article":
            return ("ConferencePaper",)
    return found


def _author(value: dict[str, Any]) -> Contributor | None:
    author = entry(value.get("author"))
    name = text(author.get("display_name")) or text(value.get("raw_author_name"))
    name = _NUMBER_BEHIND.sub("", name)  # figshare's numbers of its users: "Eli C Lewis (64532)"
    places = texts(value.get("raw_affiliation_strings")) or [
        place for a in entries(value.get("affiliations")) if (place := text(a.get("raw_affiliation_string")))
    ]
    if not places and (single := text(value.get("raw_affiliation_string"))):
        places = [single]
    places = places or [text(i.get("display_name")) for i in entries(value.get("institutions"))]
    return parts.full_name(
        plain(name), "aut", orcid=text(author.get("orcid")), affiliations=map(plain, filter(None, places))
    )


def _numbers(item: dict[str, Any]) -> tuple[Identifier, ...]:
    found, given = parts.Numbers(), entry(item.get("ids"))
    found.add("doi", text(item.get("doi")) or text(given.get("doi")))
    found.add("pmid", text(given.get("pmid")))
    found.add("pmcid", text(given.get("pmcid")).rstrip("/").rpartition("/")[2])
    found.add("openalex", text(item.get("id")).rpartition("/")[2])
    found.add("mag", text(given.get("mag")))
    return found.all


def _host(item: dict[str, Any]) -> HostItem | None:
    """The journal or proceedings: the primary location's source, or another's where that is a repository."""
    sources = [entry(entry(item.get("primary_location")).get("source")), entry(item.get("host_venue"))]
    sources += (entry(location.get("source")) for location in entries(item.get("locations")))
    source = next(
        (
            s
            for s in sources
            if text(s.get("display_name")) and (text(s.get("type")) or "journal") in _HOLDERS
        ),
        None,
    )
    biblio = entry(item.get("biblio"))
    if source is None:
        return None
    numbers = parts.Numbers()
    linking = text(source.get("issn_l"))
    for number in texts(source.get("issn")):
        numbers.add("issn", number, "linking" if number == linking else "")
    numbers.add("issn", "" if any(i.value == linking for i in numbers.all) else linking, "linking")
    first, last = text(biblio.get("first_page")), text(biblio.get("last_page"))
    where = (
        pages(first)
        if first and last in ("", first)
        else pages(f"{first}-{last}")
        if first and last
        else pages("")
    )
    return HostItem(
        title=plain(text(source.get("display_name"))),
        identifiers=numbers.all,
        volume=text(biblio.get("volume")),
        issue=text(biblio.get("issue")),
        first_page=where.first or ("" if where.article_number else first),
        last_page=where.last,
        article_number=where.article_number,
    )


def _pages_alone(item: dict[str, Any]) -> tuple[str, ...]:
    """The pages of a chapter of which the book is not named."""
    biblio = entry(item.get("biblio"))
    first, last = text(biblio.get("first_page")), text(biblio.get("last_page"))
    if not first or text(item.get("type")) == "book":
        return ()
    return (f"p. {first}–{last}" if last and last != first else f"p. {first}",)


def _publications(item: dict[str, Any], host: HostItem | None) -> tuple[Publication, ...]:
    source = entry(entry(item.get("primary_location")).get("source"))
    name = text(source.get("host_organization_name")) or text(entry(item.get("host_venue")).get("publisher"))
    if not name and host is None:
        # A platform of e-books is called after its publisher: "Elsevier eBooks".
        name = _E_BOOKS.sub("", text(source.get("display_name")))
    return (Publication(publishers=(plain(name),)),) if name else ()


def _subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    found: dict[tuple[str, ...], Subject] = {}
    for heading in entries(item.get("mesh")):
        name, qualifier = text(heading.get("descriptor_name")), text(heading.get("qualifier_name"))
        number, second = text(heading.get("descriptor_ui")), text(heading.get("qualifier_ui"))
        if not name:
            continue
        numbers = [number, number + second] if qualifier and second else [number]
        words = (name, qualifier) if qualifier else (name,)
        found["mesh", *words] = Subject(
            parts=words, scheme="mesh", major=heading.get("is_major_topic") is True,
            identifiers=tuple(Identifier(scheme="mesh", value=n) for n in numbers if n),
        )  # fmt: skip
    for kind in ("keywords", "topics", "concepts"):
        for one in entries(item.get(kind)):
            name = text(one.get("display_name")) or text(one.get("keyword"))
            if name and (kind != "concepts" or _score(one) >= _LEAST_SCORE):
                number = text(one.get("id")).rpartition("/")[2]
                found.setdefault(
                    ("openalex", name),
                    Subject(
                        parts=(name,), scheme="openalex",
                        identifiers=(Identifier(scheme="openalex", value=number),) if number else (),
                    ),
                )  # fmt: skip
    return tuple(found.values())


def _score(one: dict[str, Any]) -> float:
    try:
        return float(text(one.get("score")) or 1)
    except ValueError:
        return 1.0


def _links(item: dict[str, Any], numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = parts.Ways(numbers)
    for location in (entry(item.get("best_oa_location")), *entries(item.get("locations"))):
        open_ = location.get("is_oa") is True
        name = plain(text(entry(location.get("source")).get("display_name")))
        if pdf := text(location.get("pdf_url")):
            found.fulltext(
                pdf, access="open" if open_ else "unknown", media_type="application/pdf", label=name
            )
        page = text(location.get("landing_page_url"))
        found.add(
            page,
            Link(
                url=page,
                kind="fulltext" if open_ else "publisher",
                access="open" if open_ else "unknown",
                label=name,
            ),
        )
    found.fulltext(text(entry(item.get("open_access")).get("oa_url")), access="open")
    return found.all


def _funding(item: dict[str, Any]) -> tuple[Funding, ...]:
    found: list[Funding] = []
    for one in (*entries(item.get("grants")), *entries(item.get("awards"))):
        name, number = (
            text(one.get("funder_display_name")),
            text(one.get("award_id")) or text(one.get("funder_award_id")),
        )
        funder = text(one.get("funder")) or text(one.get("funder_id"))
        identifiers = (Identifier(scheme="openalex", value=funder.rpartition("/")[2]),) if funder else ()
        if name or number:
            found.append(Funding(funder=name, award=number, identifiers=identifiers))
    return tuple(dict.fromkeys(found))


def _licences(item: dict[str, Any]) -> tuple[Licence, ...]:
    found = (
        text(entry(item.get(n)).get("license"))
        for n in ("primary_location", "best_oa_location", "host_venue")
    )
    return tuple(dict.fromkeys(parts.licence(name) for name in found if name and not name.endswith("-oa")))


OPENALEX = Format(
    name="openalex",
    label="OpenAlex JSON",
    media_type="application/json",
    extension="json",
    recognise=recogniser(
        "authorships|abstract_inverted_index|referenced_works",
        "publication_year|publication_date|ids|display_name",
    ),
    reader=lambda: JsonReader(record_of, ("results",)),
    source="openalex",
)
