"""LIDO: objects of museums and collections, their basic description.

Source: ICOM CIDOC, LIDO 1.1 (Lightweight Information Describing Objects).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree
from msgspec import structs

from pinakes.errors import ReadError
from pinakes.formats import article_parts, described_types, envelopes
from pinakes.formats.base import Format
from pinakes.formats.described import Described
from pinakes.formats.ead import date_of
from pinakes.formats.envelopes import Envelopes, text_of
from pinakes.formats.marc.names import authority
from pinakes.formats.mods_words import language_of
from pinakes.records import relators
from pinakes.records.record import (
    Abstract,
    Contributor,
    Holding,
    Identifier,
    Publication,
    Record,
    Relation,
    Subject,
    SubjectKind,
    TitleKind,
    TitleVariant,
)

_MAKING = (
    "creation",
    "production",
    "herstellung",
    "entwurf",
    "design",
    "making",
    "création",
    "lido00007",
    "lido00012",
)
_FORMATS = (
    ("photo", "Photograph"), ("foto", "Photograph"), ("map", "Map"), ("karte", "Map"), ("manuscript", "Manuscript"),
    ("handschrift", "Manuscript"), ("print", "Image"), ("grafik", "Image"), ("graphic", "Image"), ("drawing", "Image"),
    ("zeichnung", "Image"), ("painting", "Image"), ("gemälde", "Image"), ("druck", "Image"), ("poster", "Image"),
)  # fmt: skip
_SUBJECTS: tuple[tuple[str, str, SubjectKind], ...] = (
    ("subjectConcept", "term", "topic"), ("subjectActor", "appellationValue", "person"),
    ("subjectPlace", "appellationValue", "place"), ("subjectDate", "displayDate", "period"),
    ("subjectEvent", "displayEvent", "topic"), ("subjectObject", "displayObject", "work"),
)  # fmt: skip


class LidoReader:
    """Reads LIDO 1.0 and 1.1, in a wrap, alone, or within OAI-PMH."""

    def __init__(self) -> None:
        self._envelopes = Envelopes("lido")

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return self._envelopes.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root, header = self._envelopes.opened(raw, repairs)
        if header is not None and (gone := envelopes.deletion(header)) is not None:
            return gone
        if root is None:
            raise ReadError("There is no <lido> in it.")
        draft = Described()
        draft.source_id = text_of(root.find("lidoRecID"))
        for part in root.iterchildren("descriptiveMetadata"):
            _description(part, draft)
        for part in root.iterchildren("administrativeMetadata"):
            _administration(part, draft)
        if not draft.title and draft.types:
            draft.title = draft.types[0]
        if header is not None:
            draft.source_id = draft.source_id or text_of(header.find("identifier"))
        draft.formats.append("Object")
        return draft.record(repairs)


def _values(element: etree._Element, path: str) -> list[str]:
    return [text for found in element.iterfind(path) if (text := text_of(found))]


def _description(part: etree._Element, draft: Described) -> None:
    _titles(part, draft)
    language = language_of(part)
    for text in _values(part, ".//objectDescriptionSet/descriptiveNoteValue"):
        draft.abstracts.append(Abstract(text=text, language=language, kind="summary"))
    draft.physical += _values(part, ".//displayObjectMeasurements") + _values(part, ".//displayMaterialsTech")
    for text in _values(part, ".//displayEdition"):
        draft.edition = draft.edition or text
    inscribed = _values(part, ".//inscriptionDescription/descriptiveNoteValue")
    for text in _values(part, ".//inscriptionTranscription") + inscribed:
        draft.note(text)
    for place in part.iterfind(".//repositorySet"):
        _repository(place, draft)
    for event in part.iterfind(".//event"):
        _event(event, draft)
    _subjects(part, draft)
    for related in part.iterfind(".//relatedWorkSet"):
        _related(related, draft)


def _titles(part: etree._Element, draft: Described) -> None:
    """Titles, and what kind of object it is; a second description says it in another language."""
    language = language_of(part)
    first = not draft.title
    for title in _values(part, "objectIdentificationWrap/titleWrap/titleSet/appellationValue"):
        if not draft.title:
            draft.title, draft.title_language = title, language
        elif title != draft.title:
            kind: TitleKind = "variant" if first else "parallel"
            draft.titles.append(TitleVariant(title=title, kind=kind, language=language))
    for term in _values(part, ".//objectWorkType/term"):
        draft.types.append(term)
        draft.formats += (
            described_types.codes(term) or [c for word, c in _FORMATS if word in term.lower()][:1]
        )


def _subjects(part: etree._Element, draft: Described) -> None:
    for entry in part.iterfind(".//classificationWrap/classification"):
        _heading(entry, "term", "topic", draft)
    for wrap in part.iterfind(".//subject"):
        for name, value, kind in _SUBJECTS:
            for entry in wrap.iterfind(name):
                _heading(entry, value, kind, draft)


def _related(related: etree._Element, draft: Described) -> None:
    title = next(iter(_values(related, ".//displayObject")), "")
    label = next(iter(_values(related, "relatedWorkRelType/term")), "")
    found = authority(next(iter(_values(related, ".//objectWebResource")), ""))
    if title or found is not None:
        numbers = (found,) if found is not None else ()
        draft.relations.append(Relation(kind="related", title=title, label=label, identifiers=numbers))


def _heading(entry: etree._Element, value: str, kind: SubjectKind, draft: Described) -> None:
    """A term or a name with its identifiers; display forms stand in for names."""
    text = (
        next(iter(_values(entry, f".//{value}")), "")
        or text_of(entry.find("displayActor"))
        or text_of(entry.find("displayPlace"))
    )
    if not text:
        return
    numbers = _numbers(entry, "conceptID") + _numbers(entry, "actorID") + _numbers(entry, "placeID")
    scheme = next((n.scheme for n in numbers if n.scheme in ("gnd", "aat", "lcsh", "wikidata")), "")
    actor = entry.find(".//actor")
    if actor is not None and "corp" in " ".join(map(str, actor.attrib.values())).lower():
        kind = "organisation"
    draft.subjects.append(Subject(parts=(text,), kind=kind, scheme=scheme, identifiers=tuple(numbers)))


def _numbers(entry: etree._Element, name: str) -> list[Identifier]:
    found = (authority(text_of(e)) for e in entry.iter(name) if text_of(e).startswith(("http", "(")))
    return list(dict.fromkeys(n for n in found if n is not None))


def _repository(place: etree._Element, draft: Described) -> None:
    name = next(iter(_values(place, "repositoryName/legalBodyName/appellationValue")), "")
    numbers = _values(place, "workID")
    for number in numbers:
        draft.number("local", number)
    town = next(iter(_values(place, "repositoryLocation//appellationValue")), "")
    if name or numbers:
        draft.holdings.append(Holding(institution=name, location=town, call_number=next(iter(numbers), "")))


def _event(event: etree._Element, draft: Described) -> None:
    """Making gives makers, date and place; what else happened, a note."""
    kinds = _values(event, "eventType/term") + _values(event, "eventType/conceptID")
    making = any(word in kind.lower() for kind in kinds for word in _MAKING) or not kinds
    dates = event.find("eventDate")
    earliest = next(iter(_values(event, "eventDate/date/earliestDate")), "")
    latest = next(iter(_values(event, "eventDate/date/latestDate")), "")
    printed = text_of(dates.find("displayDate")) if dates is not None else ""
    place = next(
        iter(_values(event, "eventPlace/displayPlace") + _values(event, "eventPlace//appellationValue")), ""
    )
    for actor in event.iterfind("eventActor"):
        if (found := _actor(actor, primary=making)) is not None:
            draft.contributors.append(found)
    if making:
        draft.date = draft.date or date_of("/".join(filter(None, (earliest, latest))), printed)
        if place or printed:
            draft.publications.append(
                Publication(function="production", places=(place,) if place else (), date=printed or earliest)
            )
    elif kinds and (printed or earliest or place):
        draft.note(f"{kinds[0]}: {', '.join(filter(None, (printed or earliest, place)))}", "event")


def _actor(element: etree._Element, *, primary: bool) -> Contributor | None:
    name = next(iter(_values(element, ".//nameActorSet/appellationValue")), "")
    name = name or next(iter(_values(element, "displayActorInRole")), "")
    role = next(
        (c for t in _values(element, ".//roleActor/term") if (c := relators.role(t))),
        "cre" if primary else "",
    )
    actor = element.find(".//actor")
    body = actor is not None and "corp" in " ".join(map(str, actor.attrib.values())).lower()
    found = article_parts.body(name, role) if body else article_parts.full_name(name, role)
    if found is None:
        return None
    years = (
        next(iter(_values(element, f".//vitalDatesActor/{n}")), "")[:4]
        for n in ("earliestDate", "latestDate")
    )
    dates = "-".join(years)
    return structs.replace(
        found,
        primary=primary,
        dates=dates if re.search(r"\d", dates) else "",
        identifiers=tuple(_numbers(element, "actorID")),
    )


def _administration(part: etree._Element, draft: Described) -> None:
    for text in _values(part, "rightsWorkWrap/rightsWorkSet/creditLine"):
        draft.note(text, "acquisition")
    for rights in (
        *part.iterfind(".//rightsWorkSet/rightsType"),
        *part.iterfind(".//rightsResource/rightsType"),
    ):
        url = next((t for t in _values(rights, "conceptID") if t.startswith("http")), "")
        term = next(iter(_values(rights, "term")), "")
        found = article_parts.licence(url or term) if url or term else None
        if found is not None and (found.url or "creativecommons" in url):
            draft.licences.append(found)
        elif term:
            draft.note(term, "use")
    for url in _values(part, ".//recordInfoSet/recordInfoLink"):
        draft.link(url, "other")
    for resource in part.iterfind(".//resourceRepresentation"):
        small = "thumb" in " ".join(map(str, resource.attrib.values())).lower()
        for url in _values(resource, "linkResource"):
            draft.link(url, "cover" if small else "fulltext")
    changed = next(iter(_values(part, ".//recordMetadataDate")), "")
    draft.changed = draft.changed or changed[:19].rstrip("Z")


def recognise(head: bytes) -> bool:
    """A <lido> or its wrap, alone or within an answer of OAI-PMH."""
    name, _ = envelopes.first_element(head)
    return name in ("lido", "lidoWrap") or (
        name == "OAI-PMH" and bool(re.search(rb"<(?:[\w.-]+:)?lido[\s>]", head))
    )


LIDO = Format(
    name="lido",
    label="LIDO",
    media_type="application/xml",
    extension="xml",
    recognise=recognise,
    reader=LidoReader,
)
