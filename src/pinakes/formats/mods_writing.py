"""A record written as MODS 3.8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pinakes.formats import citation_parts as parts
from pinakes.formats import funders
from pinakes.formats.mods_related_writing import host, reference, relation, series
from pinakes.formats.mods_vocabulary import NOTES, TITLE_TYPES, TYPES_OF_RESOURCE
from pinakes.formats.mods_xml import Attributes, identifier, leaf, node, titled
from pinakes.records import countries, languages, relators
from pinakes.records.record import Contributor, Holding, Publication, Record, Subject

_NAMES = {"person": "personal", "organisation": "corporate", "meeting": "conference"}
_URIS = {
    "gnd": "http://d-nb.info/gnd/", "viaf": "http://viaf.org/viaf/", "fast": "http://id.worldcat.org/fast/",
    "mesh": "http://id.nlm.nih.gov/mesh/", "wikidata": "http://www.wikidata.org/entity/", "uri": "",
    "idref": "http://www.idref.fr/",
}  # fmt: skip
_SERIALS = frozenset({"Journal", "Newspaper", "Serial", "Series"})
_NAMESPACES = 'xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"'


def element(record: Record, *, namespace: bool = False) -> str:
    """The record as one <mods>, with its namespaces when it is to stand alone."""
    start = f'<mods {_NAMESPACES} version="3.8">' if namespace else '<mods version="3.8">'
    return "\n".join([start, *(f"  {line}" for line in _lines(record) if line), "</mods>"])


def _lines(record: Record) -> Iterator[str]:
    yield from _titles(record)
    yield from (_name(one) for one in record.contributors)
    kind = next((TYPES_OF_RESOURCE[c] for c in record.formats if c in TYPES_OF_RESOURCE), "text")
    yield leaf("typeOfResource", kind)
    yield from (leaf("genre", code, {"authority": "pinakes"}) for code in record.formats if code != "Other")
    yield from (leaf("genre", text) for text in record.publication_types)
    yield from _origins(record)
    yield from (_language(code) for code in record.languages)
    yield from (_language(code, "original") for code in record.original_languages)
    extents = [leaf("extent", text) for text in record.physical]
    yield node("physicalDescription", [*extents, leaf("extent", record.extent_pages, {"unit": "pages"})])
    for abstract in record.abstracts:
        attributes = {
            "type": abstract.kind.replace("-", " "),
            "displayLabel": abstract.label,
            "lang": _code(abstract.language),
        }
        yield leaf("abstract", parts.abstract_text(abstract), attributes)
    lines = (f"{c.title} / {c.responsibility}" if c.responsibility else c.title for c in record.contents)
    yield leaf("tableOfContents", " -- ".join(filter(None, lines)))
    yield from _notes(record)
    yield from map(_subject, record.subjects)
    yield from (
        node("subject", [node("cartographics", [leaf("coordinates", c)])]) for c in record.coordinates
    )
    for number in record.classifications:
        text = f"{number.number} {number.item}".strip()
        yield leaf("classification", text, {"authority": number.scheme, "edition": number.edition})
    if record.host is not None:
        yield host(record.host, record.date)
    yield from map(series, record.series)
    yield from map(relation, record.relations)
    yield from map(reference, record.references)
    yield from map(identifier, record.identifiers)
    yield from _locations(record)
    yield from _conditions(record)
    yield _record_info(record)


def _code(language: str) -> str:
    return languages.bibliographic(language) if language else ""


def _titles(record: Record) -> Iterator[str]:
    group = "1" if record.title_alternate else ""
    attributes = {"usage": "primary", "lang": _code(record.title_language), "altRepGroup": group}
    yield titled(record.title, record.subtitle, attributes, nonfiling=record.nonfiling)
    if record.title_alternate:
        yield titled(record.title_alternate, "", {"altRepGroup": group})
    for variant in record.titles:
        kind = TITLE_TYPES.get(variant.kind, "alternative")
        other = variant.kind if kind != variant.kind else ""
        attributes = {
            "type": kind,
            "otherType": other,
            "displayLabel": variant.label,
            "lang": _code(variant.language),
        }
        yield titled(variant.title, "", attributes)


def _name(one: Contributor) -> str:
    inner: list[str] = []
    pieces = ", ".join(filter(None, (one.family, one.given, one.suffix)))
    exact = one.kind == "person" and bool(one.family) and pieces == one.name
    if one.kind == "person" and one.family:
        inner.append(leaf("namePart", one.family, {"type": "family"}))
        inner.append(leaf("namePart", one.given, {"type": "given"}))
        inner.append(leaf("namePart", one.suffix, {"type": "termsOfAddress"}))
    else:
        exact = True
        inner.append(leaf("namePart", one.name))
    inner.append(leaf("namePart", one.dates, {"type": "date"}))
    inner.append(leaf("displayForm", one.name) if not exact else "")
    inner += map(_role, one.roles)
    inner += [leaf("affiliation", text) for text in one.affiliations]
    inner += [leaf("nameIdentifier", i.value, {"type": i.scheme}) for i in one.identifiers]
    if one.alternate:
        inner.append(node("alternativeName", [leaf("namePart", one.alternate)]))
    attributes = {
        "type": _NAMES[one.kind],
        "usage": "primary" if one.primary else "",
        "authority": "" if exact else "pinakes",
    }
    return node("name", inner, attributes)


@lru_cache(maxsize=512)
def _role(role: str) -> str:
    term = relators.term(role)
    code = leaf("roleTerm", role, {"type": "code", "authority": "marcrelator"}) if term else ""
    text = leaf("roleTerm", term or role, {"type": "text", "authority": "marcrelator" if term else ""})
    return node("role", [code, text])


def _origins(record: Record) -> Iterator[str]:
    general = _dates(record)
    if record.country:
        code = leaf(
            "placeTerm", countries.to_marc(record.country), {"type": "code", "authority": "marccountry"}
        )
        general.insert(0, node("place", [code]))
    general.append(leaf("edition", record.edition))
    general.append(
        leaf(
            "issuance", "serial" if _SERIALS & set(record.formats) else "monographic" if any(general) else ""
        )
    )
    general += [leaf("frequency", n.text) for n in record.notes if n.kind == "frequency"]
    yield node("originInfo", general)
    yield from map(_publication, record.publications)


def _dates(record: Record) -> list[str]:
    date = record.date
    if date is None:
        return []
    attributes = {"encoding": "edtf", "keyDate": "yes"}
    # What is printed goes with its date, unless it stands in a statement of publication.
    printed = date.printed if all(p.date != date.printed for p in record.publications) else ""
    return [leaf("dateIssued", date.edtf, attributes), leaf("dateIssued", printed)]


def _publication(one: Publication) -> str:
    inner = [
        node("place", [leaf("placeTerm", place, {"type": "text"})]) for place in one.places if place.strip()
    ]
    inner += [leaf("publisher", name) for name in one.publishers]
    names = {"copyright": "copyrightDate", "production": "dateCreated"}
    inner.append(
        leaf(
            names.get(one.function, "dateIssued" if one.function == "publication" else "dateOther"), one.date
        )
    )
    return node("originInfo", inner, {"eventType": one.function})


def _language(code: str, part: str = "") -> str:
    known = languages.bibliographic(code)
    authority = "iso639-2b" if known != "und" or code == "und" else "iso639-3"
    term = leaf(
        "languageTerm", known if authority == "iso639-2b" else code, {"type": "code", "authority": authority}
    )
    return node("language", [term], {"objectPart": part})


def _notes(record: Record) -> Iterator[str]:
    yield leaf("note", record.responsibility, {"type": "statement of responsibility"})
    yield leaf("note", record.version, {"type": "version identification"})
    for note in record.notes:
        if note.kind != "frequency":
            yield leaf("note", note.text, {"type": NOTES.get(note.kind, "")})
    for grant in record.funding:
        yield leaf(
            "note", "; ".join(filter(None, (funders.with_numbers(grant), grant.award))), {"type": "funding"}
        )
    for text in record.collections:
        yield leaf("note", text, {"type": "collection"})


def _subject(subject: Subject) -> str:
    inner: list[str] = []
    kinds = [subject.kind, *subject.part_kinds, *["topic"] * len(subject.parts)]
    for part, kind in zip(subject.parts, kinds, strict=False):
        if kind in ("person", "organisation", "meeting"):
            inner.append(node("name", [leaf("namePart", part)], {"type": _NAMES[kind]}))
        elif kind == "work":
            inner.append(node("titleInfo", [leaf("title", part)]))
        else:
            names = {"place": "geographic", "period": "temporal", "genre": "genre"}
            inner.append(leaf(names.get(kind, "topic"), part))
    uri = next((_URIS[i.scheme] + i.value for i in subject.identifiers if i.scheme in _URIS), "")
    attributes = {
        "authority": subject.scheme, "valueURI": re.sub(r"\s", "%20", uri), "usage": "primary" if subject.major else "",
        "lang": _code(subject.language),
    }  # fmt: skip
    return node("subject", inner, attributes)


def _locations(record: Record) -> Iterator[str]:
    for link in record.links:
        kind = "" if link.kind == "fulltext" else link.kind
        note = f"{kind}: {link.note}" if kind and link.note else kind or link.note
        attributes = {"usage": "primary" if not kind else "", "displayLabel": link.label, "note": note}
        yield node("location", [leaf("url", link.url, attributes)])
    yield from map(_holding, record.holdings)


def _holding(one: Holding) -> str:
    copies = [
        leaf("subLocation", one.location),
        leaf("note", one.note),
        *(leaf("enumerationAndChronology", text) for text in one.coverage),
        *(leaf("itemIdentifier", item.barcode, {"type": "barcode"}) for item in one.items),
    ]
    inner = [leaf("physicalLocation", one.institution), leaf("shelfLocator", one.call_number)]
    return node("location", [*inner, node("holdingSimple", [node("copyInformation", copies)])])


def _conditions(record: Record) -> Iterator[str]:
    for licence in record.licences:
        attributes: Attributes = {
            "type": "use and reproduction",
            "xlink:href": re.sub(r"\s", "%20", licence.url),
        }
        yield leaf("accessCondition", licence.name or licence.url, attributes)
    if record.open_access:
        yield leaf("accessCondition", "Open access", {"type": "restriction on access"})


def _record_info(record: Record) -> str:
    inner: Iterable[str] = (
        leaf("recordChangeDate", record.record_changed, {"encoding": "iso8601"}),
        leaf("recordIdentifier", record.local_id),
    )
    return node("recordInfo", inner)
