"""DataCite XML of kernel 3 and 4, alone or within answers of OAI-PMH, in the shape of DataCite's JSON.

Source: DataCite Metadata Schema, metadata.xsd of kernel-3 and kernel-4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from lxml import etree

from pinakes.formats import xml_pieces
from pinakes.formats.inline_markup import text_of
from pinakes.records.record import Record

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACE = re.compile(
    rb"""["']https?://(?:schema\.)?datacite\.org/(?:schema|meta)/(?:kernel-|oai/)[^"']*["']"""
)
_RESOURCE = re.compile(rb"<(?:[\w.-]+:)?resource[\s>]")
# List → (its elements, the name of their text in the JSON, names of their attributes).
_SIMPLE: dict[str, tuple[str, str]] = {
    "titles": ("titles", "title"), "subjects": ("subjects", "subject"), "dates": ("dates", "date"),
    "rightsList": ("rightsList", "rights"), "descriptions": ("descriptions", "description"),
    "relatedIdentifiers": ("relatedIdentifiers", "relatedIdentifier"),
    "alternateIdentifiers": ("alternateIdentifiers", "alternateIdentifier"),
}  # fmt: skip
_URI = re.compile(r"URI$")


class DataciteXmlReader:
    """Reads ``resource`` elements, wherever they stand in the file."""

    def __init__(self, record_of: Callable[[dict[str, Any], list[str]], Record]) -> None:
        self._record_of = record_of
        self._parser = xml_pieces.parser()
        self._cutter = xml_pieces.XmlCutter("resource")

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from self._cutter.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        return self._record_of(attributes(xml_pieces.element(raw, self._parser, repairs)), repairs)


def attributes(root: etree._Element) -> dict[str, Any]:
    """The element ``resource`` in the shape of the REST API's "attributes"."""
    found: dict[str, Any] = {}
    for part in root:
        name = part.tag
        if name == "identifier":
            kind = part.get("identifierType", "DOI")
            found["doi" if kind == "DOI" else "id"] = text_of(part)
        elif name in ("creators", "contributors"):
            found[name] = [_person(one) for one in part]
        elif name in _SIMPLE:
            key, inner = _SIMPLE[name]
            found[key] = [_with_attributes(one, inner) for one in part]
        elif name in ("sizes", "formats"):
            found[name] = [text_of(one) for one in part]
        elif name == "resourceType":
            found["types"] = {
                "resourceType": text_of(part),
                "resourceTypeGeneral": part.get("resourceTypeGeneral", ""),
            }
        elif name == "fundingReferences":
            found[name] = [_funding(one) for one in part]
        elif name == "geoLocations":
            found[name] = [_location(one) for one in part]
        elif name == "relatedItems":
            found[name] = [_related_item(one) for one in part]
        else:
            found[name] = text_of(part)
    return found


def _with_attributes(element: etree._Element, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {name: text_of(element)}
    for key, value in element.attrib.items():
        found["lang" if key == _LANGUAGE else _URI.sub("Uri", str(key))] = value
    return found


def _person(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {
        "contributorType": element.get("contributorType", ""),
        "affiliation": [],
        "nameIdentifiers": [],
    }
    for part in element:
        if part.tag in ("creatorName", "contributorName"):
            found["name"], found["nameType"] = text_of(part), part.get("nameType", "")
        elif part.tag == "affiliation":
            found["affiliation"].append(text_of(part))
        elif part.tag == "nameIdentifier":
            found["nameIdentifiers"].append(_with_attributes(part, "nameIdentifier"))
        else:
            found[part.tag] = text_of(part)
    return found


def _funding(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in element:
        found[part.tag] = text_of(part)
        if kind := part.get("funderIdentifierType"):
            found["funderIdentifierType"] = kind
    return found


def _location(element: etree._Element) -> dict[str, Any]:
    """A place; kernel 3 has "latitude longitude" and "south west north east" as text."""
    found: dict[str, Any] = {}
    for part in element:
        numbers = text_of(part).split() if len(part) == 0 else []
        if part.tag == "geoLocationPlace":
            found[part.tag] = text_of(part)
        elif len(part):
            found[part.tag] = {inner.tag: text_of(inner) for inner in part}
        elif part.tag == "geoLocationPoint" and len(numbers) == 2:
            found[part.tag] = {"pointLatitude": numbers[0], "pointLongitude": numbers[1]}
        elif part.tag == "geoLocationBox" and len(numbers) == 4:
            south, west, north, east = numbers
            found[part.tag] = {
                "southBoundLatitude": south, "westBoundLongitude": west,
                "northBoundLatitude": north, "eastBoundLongitude": east,
            }  # fmt: skip
    return found


def _related_item(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {str(key): value for key, value in element.attrib.items()}
    for part in element:
        if part.tag == "titles":
            found["titles"] = [_with_attributes(one, "title") for one in part]
        elif part.tag == "relatedItemIdentifier":
            found[part.tag] = _with_attributes(part, part.tag)
        elif part.tag == "number":
            found |= {"number": text_of(part), "numberType": part.get("numberType", "")}
        elif part.tag not in ("creators", "contributors"):
            found[part.tag] = text_of(part)
    return found


def recognise_xml(head: bytes) -> bool:
    """Whether a ``resource`` in a namespace of DataCite stands in the first bytes."""
    text = xml_pieces.head_as_utf8(head)
    return text.lstrip()[:1] == b"<" and bool(_RESOURCE.search(text)) and bool(_NAMESPACE.search(text))
