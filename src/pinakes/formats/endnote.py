"""EndNote XML, read with and without its style elements, written as EndNote imports it.

Source: EndNote's RSXML.dtd and what its versions write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from lxml import etree

from pinakes.formats import endnote_fields
from pinakes.formats.base import Format
from pinakes.formats.endnote_types import NAME_OF_NUMBER, TYPES
from pinakes.formats.xml_pieces import XmlCutter, element, head_as_utf8, parser
from pinakes.formats.xml_writing import escaped
from pinakes.records.record import Record

_CUTTER = XmlCutter("record")
_PEOPLE = frozenset(
    {"authors", "secondary-authors", "tertiary-authors", "subsidiary-authors", "translated-authors"}
)
_URLS = {"web-urls": "url", "related-urls": "url", "pdf-urls": "pdf-url", "text-urls": "text-url"}
# Elements that hold others; the name of the inner ones is what counts.
_WRAPPERS = frozenset({"titles", "periodical", "alt-periodical", "keywords", "dates", "pub-dates"})
_REFERENCE = "Cited reference: "


class EndNoteXmlReader:
    """Reads ``record`` elements."""

    def __init__(self) -> None:
        self._parser = parser()

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from _CUTTER.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root = element(raw, self._parser, repairs)
        given = endnote_fields.Fields()
        kind = ""
        for child in root:
            name = str(child.tag)
            if name == "ref-type":
                number = _text(child)
                kind = child.get("name") or NAME_OF_NUMBER.get(number, number)
            elif name == "contributors":
                for people in child:
                    given.setdefault(str(people.tag), []).extend(_text(one) for one in people)
            elif name == "urls":
                for urls in child:
                    field = _URLS.get(str(urls.tag), "")
                    given.setdefault(field, []).extend(_text(u) for u in urls if field)
            elif name in _WRAPPERS:
                _inner(child, given)
            else:
                given.setdefault(name, []).append(_text(child))
        notes = [line for value in given.get("notes", ()) for line in value.split("\n")]
        given["notes"] = ["\n".join(n for n in notes if not n.startswith(_REFERENCE))]
        given["reference"] = [n.removeprefix(_REFERENCE) for n in notes if n.startswith(_REFERENCE)]
        return endnote_fields.record_of(kind, given, repairs)


def _inner(wrapper: etree._Element, given: endnote_fields.Fields) -> None:
    for child in wrapper:
        if str(child.tag) in _WRAPPERS:
            _inner(child, given)
        else:
            given.setdefault(str(child.tag), []).append(_text(child))


def _text(one: etree._Element) -> str:
    """The text with that of its style elements; EndNote ends lines with a carriage return."""
    return "".join(map(str, one.itertext())).replace("\r\n", "\n").replace("\r", "\n").strip()


class EndNoteXmlExporter:
    """Writes ``xml/records``, without style elements, which EndNote does not need."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n')
        for number, record in enumerate(records, 1):
            out.write(self._record(record, number).encode("utf-8", "replace"))
        out.write(b"</records></xml>\n")

    def _record(self, record: Record, number: int) -> str:
        fields = [(n, v) for n, v in endnote_fields.fields(record) if v.strip()]
        kind = fields.pop(0)[1]
        cited = "\n".join(f"{_REFERENCE}{v}" for n, v in fields if n == "reference")
        found = {
            name: [escaped(v) for _, v in same]
            for name, same in groupby(sorted(fields, key=_name), key=_name)
        }
        if cited:
            found["notes"] = ["\n".join((*found.get("notes", ()), escaped(cited)))]
        if kind in ("Journal Article", "Unpublished Work") and "secondary-title" in found:
            found["full-title"] = found["secondary-title"]
        inner = "".join(_laid_out(found))
        return (
            f'<record><source-app name="pinakes">pinakes</source-app><rec-number>{number}</rec-number>'
            f'<ref-type name="{kind}">{TYPES[kind][0]}</ref-type>{inner}</record>\n'
        )


def _name(field: tuple[str, str]) -> str:
    return field[0]


# In the order of the DTD: a name, or (wrapper, inner layout); people are authors within their kind.
_LAYOUT: tuple[str | tuple[str, tuple[str, ...]], ...] = (
    ("contributors", ("authors", "secondary-authors", "tertiary-authors", "subsidiary-authors")), "auth-address",
    ("titles", ("title", "secondary-title", "tertiary-title", "translated-title")),
    ("periodical", ("full-title", "abbr-1")), "pages", "volume", "number", "edition", ("keywords", ("keyword",)),
    ("dates", ("year", "date")), "pub-location", "publisher", "isbn", "accession-num", "call-num",
    "electronic-resource-num", "abstract", "notes", "work-type", "remote-database-name", "language",
    ("urls", ("text-url", "url")), "custom1", "custom2", "custom7",
)  # fmt: skip
_WRITTEN_URLS = {"url": "related-urls", "text-url": "text-urls"}


def _laid_out(found: dict[str, list[str]]) -> Iterator[str]:
    for item in _LAYOUT:
        if isinstance(item, str):
            yield from (f"<{item}>{value}</{item}>" for value in found.get(item, ()))
            continue
        wrapper, names = item
        inner = "".join(_wrapped(name, found[name]) for name in names if name in found)
        if inner:
            yield f"<{wrapper}>{inner}</{wrapper}>"


def _wrapped(name: str, values: list[str]) -> str:
    if name in _PEOPLE:
        return f"<{name}>" + "".join(f"<author>{v}</author>" for v in values) + f"</{name}>"
    if name in _WRITTEN_URLS:
        outer = _WRITTEN_URLS[name]
        return f"<{outer}>" + "".join(f"<url>{v}</url>" for v in values) + f"</{outer}>"
    if name == "date":
        return f"<pub-dates><date>{values[0]}</date></pub-dates>"
    return "".join(f"<{name}>{v}</{name}>" for v in values)


def _recognise(head: bytes) -> bool:
    text = head_as_utf8(head)
    return text.lstrip()[:1] == b"<" and b"<record" in text and b"<ref-type" in text


ENDNOTE = Format(
    name="endnote",
    label="EndNote XML",
    media_type="application/x-endnote+xml",
    extension="xml",
    recognise=_recognise,
    reader=EndNoteXmlReader,
    exporter=EndNoteXmlExporter,
)
