"""DataCite JSON (REST answers "data" with "attributes", content negotiation, a record a line) and DataCite XML.

Source: DataCite Metadata Schema 3 and 4 (4.6) and the REST API's reference. XML is brought into the shape of the
JSON (datacite_xml.py), so both are mapped here.
"""

from __future__ import annotations

import re
from typing import Any

from pinakes.errors import ReadError
from pinakes.formats import article_parts as parts
from pinakes.formats import datacite_parts as pieces
from pinakes.formats import markup_text
from pinakes.formats.base import Format
from pinakes.formats.datacite_types import formats, relation_of
from pinakes.formats.datacite_xml import DataciteXmlReader, recognise_xml
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_records import JsonReader, recogniser
from pinakes.formats.json_values import entries, entry, text, texts
from pinakes.formats.markup_text import plain
from pinakes.records import dates, languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    ContentsEntry,
    HostItem,
    Identifier,
    Link,
    Note,
    Publication,
    Record,
    Reference,
    Relation,
    Series,
    TitleKind,
    TitleVariant,
)

_TITLE_KINDS: dict[str, TitleKind] = {"TranslatedTitle": "translated", "": "parallel"}
_DATES = (
    "Issued",
    "Available",
    "Copyrighted",
    "Submitted",
    "Accepted",
    "Created",
    "Updated",
    "Collected",
    "Valid",
)
_CITES = frozenset({"References", "Cites"})


def record_of(item: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a DOI's metadata. Raises ReadError when there is no title."""
    item = item["attributes"] if isinstance(item.get("attributes"), dict) else item
    title, subtitle, titles, title_language = _titles(item)
    if not title:
        raise ReadError("There is no title.", field="titles")
    kinds = entry(item.get("types"))
    numbers = _numbers(item)
    language = languages.code(text(item.get("language")))
    host, series = _host(item, kinds)
    licences = pieces.licences(item)
    related, items = entries(item.get("relatedIdentifiers")), entries(item.get("relatedItems"))
    return Record(
        local_id=next((n.value for n in numbers if n.scheme == "doi"), text(item.get("id"))),
        title=title,
        subtitle=subtitle,
        titles=titles,
        title_language=title_language,
        contributors=pieces.people(item),
        formats=formats(kinds),
        publication_types=tuple(
            dict.fromkeys(
                filter(None, map(text, (kinds.get("resourceType"), kinds.get("resourceTypeGeneral"))))
            )
        ),
        languages=(language,) if language else (),
        date=_date(item),
        publications=_publications(item),
        physical=tuple(dict.fromkeys(texts(item.get("sizes")) + texts(item.get("formats")))),
        version=text(item.get("version")),
        series=series,
        host=host,
        identifiers=numbers,
        subjects=pieces.subjects(item),
        abstracts=tuple(a for d in entries(item.get("descriptions")) if (a := _abstract(d))),
        contents=_contents(item),
        notes=_notes(item),
        links=_links(item, numbers),
        relations=_relations(item, related),
        references=tuple(_reference(r) for r in (*related, *items) if text(r.get("relationType")) in _CITES),
        funding=pieces.funding(item),
        licences=licences,
        coordinates=pieces.coordinates(item),
        open_access=pieces.is_open(item, licences),
        record_changed=text(item.get("updated")),
        repairs=tuple(repairs),
    )


def _titles(item: dict[str, Any]) -> tuple[str, str, tuple[TitleVariant, ...], str]:
    """Title, subtitle, other titles, and the language of the title."""
    given = [
        (text(t.get("titleType")), plain(text(t.get("title"))), languages.code(text(t.get("lang"))))
        for t in entries(item.get("titles"))
    ]
    given = [g for g in given if g[1]]
    main = next((g for g in given if not g[0]), given[0] if given else None)
    if main is None:
        return "", "", (), ""
    subtitle = next((words for kind, words, _ in given if kind == "Subtitle" and words != main[1]), "")
    others = (
        TitleVariant(
            title=without_final_dot(words), kind=_TITLE_KINDS.get(kind, "variant"), language=language
        )
        for kind, words, language in given
        if words not in (main[1], subtitle)
    )
    return without_final_dot(main[1]), without_final_dot(subtitle), tuple(dict.fromkeys(others)), main[2]


def _date(item: dict[str, Any]) -> PublicationDate | None:
    """The day of issue; else the first of the dates that agrees with the year of publication; else that year."""
    given: dict[str, PublicationDate] = {}
    for one in entries(item.get("dates")):
        printed = text(one.get("date"))
        if found := parts.day(printed.partition("/")[0] if not printed.endswith("/") else printed[:-1]):
            given.setdefault(text(one.get("dateType")), found)
    year = parts.day(text(item.get("publicationYear"))) or dates.from_text(text(item.get("publicationYear")))
    year = year or _buddhist(text(item.get("publicationYear")))
    if issued := given.get("Issued"):
        return issued
    agreeing = [
        given[kind] for kind in _DATES if kind in given and (year is None or given[kind].year == year.year)
    ]
    return agreeing[0] if agreeing else year


def _buddhist(year: str) -> PublicationDate | None:
    """A year of the Thai calendar, 543 ahead of the common one."""
    return dates.from_parts(int(year) - 543, printed=year) if re.fullmatch(r"2[45]\d\d", year) else None


def _numbers(item: dict[str, Any]) -> tuple[Identifier, ...]:
    found = parts.Numbers()
    found.add("doi", text(item.get("doi")) or text(item.get("id")))
    for one in entries(item.get("identifiers")) + entries(item.get("alternateIdentifiers")):
        kind = text(one.get("identifierType")) or text(one.get("alternateIdentifierType"))
        value = text(one.get("identifier")) or text(one.get("alternateIdentifier"))
        if kind.upper() == "DOI" and found.first("doi"):
            continue
        found.add(pieces.scheme(kind), value)
    return found.all


def _abstract(value: dict[str, Any]) -> Abstract | None:
    if text(value.get("descriptionType")) not in ("Abstract", ""):
        return None
    return markup_text.abstract(
        text(value.get("description")), language=languages.code(text(value.get("lang")))
    )


def _contents(item: dict[str, Any]) -> tuple[ContentsEntry, ...]:
    found = [
        str(d.get("description") or "")
        for d in entries(item.get("descriptions"))
        if text(d.get("descriptionType")) == "TableOfContents"
    ]
    lines = (plain(line) for words in found for line in re.split(r"\n+|<br\s*/?>|\s--\s", words))
    return tuple(ContentsEntry(title=line) for line in lines if line)


def _notes(item: dict[str, Any]) -> tuple[Note, ...]:
    found: list[Note] = []
    for one in entries(item.get("descriptions")):
        kind, words = text(one.get("descriptionType")), plain(text(one.get("description")))
        if words and kind in ("Methods", "TechnicalInfo", "Other", "SeriesInformation"):
            found.append(Note(text=words, kind="system" if kind == "TechnicalInfo" else "general"))
    for one in entries(item.get("dates")):
        kind, day = text(one.get("dateType")), text(one.get("date"))
        if day and kind in ("Withdrawn", "Coverage", "Collected"):
            found.append(Note(text=f"{kind} {day}", kind="dates"))
    return tuple(dict.fromkeys(found))


def _publications(item: dict[str, Any]) -> tuple[Publication, ...]:
    given = item.get("publisher")
    name = plain(text(given.get("name") if isinstance(given, dict) else given))
    return (Publication(publishers=(name,)),) if name and not pieces.is_unknown(name) else ()


def _host(item: dict[str, Any], kinds: dict[str, Any]) -> tuple[HostItem | None, tuple[Series, ...]]:
    """The journal or book, from the related item or the container; a series of data is no host."""
    for one in entries(item.get("relatedItems")):
        if text(one.get("relationType")) == "IsPublishedIn":
            return pieces.host_of_item(one), ()
    container = entry(item.get("container"))
    title = plain(text(container.get("title")))
    if not title:
        return None, ()
    located = any(text(container.get(n)) for n in ("volume", "issue", "firstPage"))
    textual = text(kinds.get("resourceTypeGeneral")) in (
        "",
        "Text",
        "JournalArticle",
        "BookChapter",
        "ConferencePaper",
        "Preprint",
        "PeerReview",
        "DataPaper",
    )
    if text(container.get("type")) in ("Series", "DataRepository") and not (located and textual):
        number = (
            text(container.get("identifier"))
            if text(container.get("identifierType")).endswith("ISSN")
            else ""
        )
        return None, (Series(title=title, number=text(container.get("volume")), issn=number),)
    return pieces.host_of_container(container, title), ()


def _links(item: dict[str, Any], numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = parts.Ways(numbers)
    if page := text(item.get("url")):
        found.add(page, Link(url=page, kind="publisher"))
    for address in texts(item.get("contentUrl")):
        found.fulltext(address)
    return found.all


def _relations(item: dict[str, Any], related: list[dict[str, Any]]) -> tuple[Relation, ...]:
    found: list[Relation | None] = []
    for one in related:
        name = text(one.get("relationType"))
        if name not in _CITES:
            kind, label = relation_of(name, text(one.get("resourceTypeGeneral")))
            number = text(one.get("relatedIdentifier"))
            found.append(
                parts.relation(
                    kind, label, scheme=pieces.scheme(text(one.get("relatedIdentifierType"))), number=number
                )
            )
    for one in entries(item.get("relatedItems")):
        if text(one.get("relationType")) not in ("IsPublishedIn", *_CITES):
            found += (pieces.relation_of_item(one),)
    return tuple(dict.fromkeys(r for r in found if r))


def _reference(value: dict[str, Any]) -> Reference:
    """A work that is cited, by its identifier or as a related item."""
    if made := pieces.relation_of_item(value):
        return Reference(title=made.title, year=made.date, volume=made.number, identifiers=made.identifiers)
    found = parts.Numbers()
    found.add(pieces.scheme(text(value.get("relatedIdentifierType"))), text(value.get("relatedIdentifier")))
    return Reference(identifiers=found.all)


DATACITE = Format(
    name="datacite",
    label="DataCite JSON",
    media_type="application/vnd.datacite.datacite+json",
    extension="json",
    recognise=recogniser(
        "creators",
        "titles",
        "publicationYear|schemaVersion|relatedIdentifiers|resourceTypeGeneral|rightsList",
    ),
    reader=lambda: JsonReader(record_of, ("data",)),
    source="datacite",
)
DATACITE_XML = Format(
    name="datacite-xml",
    label="DataCite XML",
    media_type="application/vnd.datacite.datacite+xml",
    extension="xml",
    recognise=recognise_xml,
    reader=lambda: DataciteXmlReader(record_of),
    source="datacite",
)
