"""Japan Link Center's JSON: answers of the REST API ("data"), lists of them, or a DOI's data a line.

Source: JaLC API reference, /v2/dois/{doi}. Most values come in several languages.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import structs

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats.base import Format
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.jalc_parts import affiliations, funding, in_language, links, references, relations
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entries, entry, text
from pinakes.formats.markup_text import abstract, plain
from pinakes.formats.page_ranges import last_page
from pinakes.records import dates, identifiers, languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Contributor,
    HostItem,
    Licence,
    Note,
    Publication,
    Record,
    Subject,
    TitleVariant,
)

_FORMATS = {
    "JA": ("Article",),
    "BK": ("Book",),
    "RD": ("DataSet",),
    "EL": ("Online",),
    "GD": ("Other",),
    "TS": ("Thesis",),
}


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a DOI. Raises ReadError when there is no title."""
    language = languages.code(text(item.get("content_language")))
    given = entries(item.get("title_list"))
    main = in_language(given, language)
    title = without_final_dot(plain(text(main.get("title"))))
    if not title:
        raise ReadError("There is no title.", field="title_list")
    own = parts.Numbers()
    own.add("doi", text(item.get("doi")))
    for one in entries(item.get("alternate_identifier_list")):
        own.add((text(one.get("type")) or "local").lower(), text(one.get("alternate_identifier")))
    host = _host(item, language)
    if host is None:
        own.add("isbn", text(item.get("isbn")))
    kind = text(item.get("content_type"))
    return Record(
        local_id=own.first("doi") or text(item.get("siteId")),
        title=title,
        subtitle=without_final_dot(plain(text(main.get("subtitle")))),
        titles=_other_titles(given, main),
        title_language=languages.code(text(main.get("lang"))),
        contributors=_people(item, language),
        formats=_FORMATS.get(kind, ("Other",)) if kind != "BK" or host is None else ("Chapter",),
        publication_types=tuple(filter(None, (text(item.get("resource_type")),))),
        languages=(language,) if language else (),
        date=_date(item),
        publications=_publications(item, language),
        edition=text(entry(item.get("edition")).get("version")),
        host=host,
        identifiers=own.all,
        subjects=_subjects(item),
        abstracts=_abstracts(item),
        notes=_notes(item, language),
        links=links(item, own.all),
        relations=relations(item),
        references=references(item, language),
        funding=funding(item, language),
        licences=_licences(item),
        open_access=True
        if "open access" in text(entry(item.get("access_rights")).get("access_rights")).lower()
        else None,
        record_changed=text(item.get("updated_date")),
        repairs=tuple(repairs),
    )


def _other_titles(given: list[dict[str, Any]], main: dict[str, Any]) -> tuple[TitleVariant, ...]:
    found: list[TitleVariant] = []
    for one in given:
        if one is not main:
            words = ": ".join(filter(None, (plain(text(one.get("title"))), plain(text(one.get("subtitle"))))))
            found.append(
                TitleVariant(
                    title=without_final_dot(words),
                    kind="parallel",
                    language=languages.code(text(one.get("lang"))),
                )
            )
    return tuple(dict.fromkeys(v for v in found if v.title))


def _people(item: dict[str, Any], language: str) -> tuple[Contributor, ...]:
    found: list[Contributor] = []
    for name, role in (("creator_list", "aut"), ("contributor_list", "ctb")):
        for one in sorted(entries(item.get(name)), key=lambda o: _sequence(o)):
            kind = text(one.get("contributor_type")).lower()
            if made := _person(one, {"editor": "edt", "translator": "trl"}.get(kind, role), language):
                found.append(made)
    return tuple(found)


def _sequence(value: dict[str, Any]) -> int:
    number = text(value.get("sequence"))
    return int(number) if number.isdecimal() else 0


def _person(value: dict[str, Any], role: str, language: str) -> Contributor | None:
    names = entries(value.get("names"))
    main = in_language(names, language)
    family, given = plain(text(main.get("last_name"))), plain(text(main.get("first_name")))
    if text(value.get("type")).lower().startswith("organi"):
        found = parts.body(" ".join(filter(None, (family, given))), role)
    else:
        found = parts.person(family, given, role, suffix=text(main.get("suffix")))
    if found is None:
        return None
    other = next((n for n in names if n is not main and text(n.get("last_name"))), None)
    if other:
        found = structs.replace(
            found,
            alternate=", ".join(filter(None, (text(other.get("last_name")), text(other.get("first_name"))))),
        )
    given_numbers = (
        identifiers.identifier((text(one.get("type")) or "local").lower(), text(one.get("id_code")))
        for one in entries(value.get("researcher_id_list"))
    )
    numbers = [number for number in given_numbers if number]
    return parts.with_details(found, affiliations=affiliations(value, language), others=numbers)


def _date(item: dict[str, Any]) -> PublicationDate | None:
    given = entry(item.get("publication_date"))
    year, month, day = (text(given.get(f"publication_{n}")) for n in ("year", "month", "day"))
    if year.isdecimal() and 1000 <= int(year) <= 2100:
        return dates.from_parts(
            int(year), int(month) if month.isdecimal() else 0, int(day) if day.isdecimal() else 0
        )
    printed = text(item.get("date")) or next(
        (text(d.get("date")) for d in entries(item.get("date_list"))), ""
    )
    return parts.day(printed) or dates.from_text(printed)


def _host(item: dict[str, Any], language: str) -> HostItem | None:
    names = [n for n in entries(item.get("journal_title_name_list")) if text(n.get("journal_title_name"))]
    full = [n for n in names if text(n.get("type")) != "abbreviation"] or names
    main = in_language(full, language)
    title = plain(text(main.get("journal_title_name")))
    if not title:
        return None
    short = in_language([n for n in names if text(n.get("type")) == "abbreviation"], language)
    other = next((n for n in full if n is not main), {})
    numbers = parts.Numbers()
    for one in entries(item.get("journal_id_list")):
        kind, number = text(one.get("type")).lower(), text(one.get("journal_id"))
        media = {"print": "print", "online": "electronic", "electronic": "electronic"}.get(
            text(one.get("issn_type")), ""
        )
        numbers.add(kind or "local", number, media if kind == "issn" else "")
    first, last = text(item.get("first_page")), text(item.get("last_page"))
    return HostItem(
        title=title,
        abbreviation=plain(text(short.get("journal_title_name"))),
        identifiers=numbers.all,
        volume=text(item.get("volume")),
        issue=text(item.get("issue")),
        first_page=first,
        last_page=last_page(first, last) if last and last != first else "",
        article_number=text(item.get("article_number")),
        alternate=plain(text(other.get("journal_title_name"))),
    )


def _publications(item: dict[str, Any], language: str) -> tuple[Publication, ...]:
    main = in_language(entries(item.get("publisher_list")), language)
    name, place = plain(text(main.get("publisher_name"))), plain(text(main.get("location")))
    return (Publication(publishers=(name,), places=(place,) if place else ()),) if name else ()


def _subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    found = [
        Subject(parts=(plain(word),), scheme="keyword", language=languages.code(text(one.get("lang"))))
        for one in entries(item.get("keyword_list"))
        if (word := text(one.get("keyword")))
    ]
    found += (
        Subject(
            parts=(plain(word),),
            scheme=text(one.get("subject_scheme")).lower(),
            language=languages.code(text(one.get("lang"))),
        )
        for one in entries(item.get("subject_list"))
        if (word := text(one.get("subject")))
    )
    return tuple(dict.fromkeys(found))


def _abstracts(item: dict[str, Any]) -> tuple[Abstract, ...]:
    found = (
        abstract(text(one.get("description")), language=languages.code(text(one.get("lang"))))
        for one in entries(item.get("description_list"))
        if text(one.get("type")).lower() in ("abstract", "")
    )
    return tuple(a for a in found if a)


def _notes(item: dict[str, Any], language: str) -> tuple[Note, ...]:
    found = [
        Note(text=plain(words))
        for one in entries(item.get("description_list"))
        if text(one.get("type")).lower() not in ("abstract", "") and (words := text(one.get("description")))
    ]
    meeting = in_language(entries(item.get("meeting_list")), language)
    if name := ", ".join(filter(None, (plain(text(meeting.get(n))) for n in ("meeting_name", "place")))):
        found.append(Note(text=name, kind="event"))
    if re.fullmatch(r"\d{4}.*", online := text(item.get("advance_date"))):
        found.append(Note(text=f"Published online {online}", kind="dates"))
    return tuple(found)


def _licences(item: dict[str, Any]) -> tuple[Licence, ...]:
    found: list[Licence] = []
    for one in entries(item.get("rights_list")):
        name, url = plain(text(one.get("rights"))), text(one.get("uri"))
        known = parts.licence(url) if url else Licence()
        if name or url:
            found.append(Licence(name=known.name or name, url=url))
    return tuple(dict.fromkeys(found))


JALC = Format(
    name="jalc",
    label="JaLC JSON",
    media_type="application/json",
    extension="json",
    recognise=recogniser(
        "title_list", "creator_list|journal_title_name_list|publication_date|content_language|siteId"
    ),
    reader=lambda: JsonReader(record_of, ("data",)),
    source="jalc",
)
