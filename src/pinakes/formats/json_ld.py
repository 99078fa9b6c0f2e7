"""schema.org's JSON-LD: works alone, in lists, in a graph or within the scripts of a web page.

Source: schema.org's vocabulary (CreativeWork and its kinds) and JSON-LD 1.1. Names may be bare, with the prefix
"schema:" or whole addresses; nodes of a graph that are named by "@id" are put where they are named.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import msgspec

from pinakes.errors import ReadError
from pinakes.formats import json_ld_parts as pieces
from pinakes.formats import json_pieces, markup_text, text_lines
from pinakes.formats.base import Format
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.json_ld_nodes import FORMATS, kinds, plain_names, words, works
from pinakes.formats.json_records import decoded
from pinakes.formats.json_values import entries, text, texts, truth
from pinakes.formats.markup_text import plain
from pinakes.records import languages
from pinakes.records.record import (
    Note,
    Publication,
    Record,
    TitleVariant,
)

_SCRIPT = re.compile(
    rb"""<script\b[^>]{0,300}?type\s*=\s*["']?application/ld\+json[^>]{0,300}>(.*?)</script\s*>""",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT_BEGINS = re.compile(rb"""<script\b[^>]{0,300}?application/ld\+json""", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype|html|head|body|meta|script|!--)[\s>-]", re.IGNORECASE)
_CONTEXT = re.compile(
    rb'"@context"\s*:\s*(?:\[|\{|"https?://(?:www\.)?schema\.org)|"@type"\s*:\s*(?:\[\s*)?"(?:schema:|https?://schema\.org/)'
)
_SCHEMA = re.compile(rb"schema\.org")


class JsonLdReader:
    """Reads every work of the file; other nodes of a graph or a page (organisations, breadcrumbs) are passed over."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        head = stream.read(64 * 1024)
        rest = _Joined(head, stream)
        if _HTML.match(text_lines.head_as_text(head).lstrip()):
            for script in _scripts(rest):
                yield from self._works(io.BytesIO(script), of_page=True)
        else:
            yield from self._works(cast("BinaryIO", rest), of_page=False)

    def _works(self, stream: BinaryIO, *, of_page: bool) -> Iterator[bytes]:
        for raw in json_pieces.objects(stream, within=()):
            if not of_page and b"@graph" not in raw:
                yield raw
                continue
            try:
                found = works(decoded(raw, []))
            except ReadError:
                yield raw
                continue
            if found or of_page:
                yield from (msgspec.json.encode(one) for one in found)
            else:
                yield raw

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        node = plain_names(decoded(raw, repairs))
        if not kinds(node):
            raise ReadError("It is no work of schema.org: there is no @type.", field="@type")
        return record_of(node, repairs)


class _Joined(io.RawIOBase):
    """A stream of which the head was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        if self._head:
            found, self._head = self._head, b""
            return found
        return self._rest.read(size)


def _scripts(stream: Any) -> Iterator[bytes]:
    """What stands in the scripts of JSON-LD, a page being no longer than a record may be."""
    data = b""
    while len(data) <= text_lines.MAX_RECORD and (chunk := stream.read(64 * 1024)):
        data += chunk
        while match := _SCRIPT.search(data):
            yield re.sub(rb"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$", b"", match[1])
            data = data[match.end() :]
        begun = _SCRIPT_BEGINS.search(data)
        data = data[begun.start() :] if begun else data[-1024:]


def record_of(node: dict[str, Any], repairs: list[str]) -> Record:
    """The record of a work, names without prefixes. Raises ReadError when there is no title."""
    title = without_final_dot(
        plain(words(node.get("name")) or words(node.get("headline")) or words(node.get("title")))
    )
    if not title:
        raise ReadError("There is no title.", field="name")
    names = kinds(node)
    numbers, of_host = pieces.numbers(node)
    host, series = pieces.host(node, of_host)
    spoken = tuple(
        dict.fromkeys(
            filter(None, (languages.code(pieces.language(v)) for v in pieces.values(node, "inLanguage")))
        )
    )
    formats = next((FORMATS[n] for n in names if n in FORMATS), ("Other",))
    if formats == ("Book",) and "EBook" in text(node.get("bookFormat")):
        formats = ("EBook",)
    free = truth(node.get("isAccessibleForFree"))
    licences = pieces.licences(node)
    return Record(
        local_id=next((n.value for n in numbers if n.scheme == "doi"), "")
        or pieces.address(node)
        or next((n.value for n in numbers), ""),
        title=title,
        subtitle=plain(words(node.get("alternativeHeadline")))
        if node.get("name") or node.get("headline")
        else "",
        titles=_other_titles(node, title),
        contributors=pieces.people(node),
        formats=formats,
        publication_types=tuple(
            dict.fromkeys([*names, *(plain(g) for g in pieces.named(node.get("genre")))])
        ),
        languages=spoken,
        date=pieces.date(node),
        publications=_publications(node),
        edition=text(node.get("bookEdition")),
        extent_pages=text(node.get("numberOfPages")),
        version=text(node.get("version")) or text(node.get("softwareVersion")),
        physical=tuple(texts(node.get("duration"))),
        series=series,
        host=host,
        identifiers=numbers,
        subjects=pieces.subjects(node),
        abstracts=pieces.abstracts(node, spoken[0] if spoken else ""),
        notes=_notes(node),
        links=pieces.links(node, numbers, open_=bool(free)),
        relations=pieces.relations(node),
        references=pieces.references(node),
        funding=pieces.funding(node),
        licences=licences,
        coordinates=pieces.coordinates(node),
        open_access=free
        if free is not None
        else (True if any("creativecommons" in one.url for one in licences) else None),
        full_text=markup_text.plain(text(node.get("articleBody")) or text(node.get("text"))),
        record_changed=text(node.get("dateModified")),
        repairs=tuple(repairs),
    )


def _other_titles(node: dict[str, Any], title: str) -> tuple[TitleVariant, ...]:
    given = pieces.named(node.get("alternateName")) + pieces.named(node.get("headline"))
    for one in entries(node.get("name")):
        given.append(text(one.get("@value")))
    return tuple(
        dict.fromkeys(
            TitleVariant(title=t) for v in given if (t := without_final_dot(plain(v))) and t != title
        )
    )


def _publications(node: dict[str, Any]) -> tuple[Publication, ...]:
    names = [n for key in ("publisher", "sourceOrganization") for n in pieces.named(node.get(key))]
    places = pieces.named(node.get("locationCreated"))
    return tuple(Publication(publishers=(name,), places=tuple(places)) for name in dict.fromkeys(names[:3]))


def _notes(node: dict[str, Any]) -> tuple[Note, ...]:
    found = [Note(text=t, kind="thesis") for t in texts(node.get("inSupportOf"))]
    found += (Note(text=t, kind="awards") for t in texts(node.get("award")))
    found += (Note(text=t, kind="access") for t in texts(node.get("conditionsOfAccess")))
    found += (Note(text=t, kind="use") for t in texts(node.get("copyrightNotice")))
    return tuple(found)


def _recognise(head: bytes) -> bool:
    start = text_lines.head_as_text(head).lstrip(b" \t\r\n\0")
    if _HTML.match(start):
        return bool(_SCRIPT_BEGINS.search(start)) and bool(_SCHEMA.search(start))
    return (
        start[:1] in (b"{", b"[")
        and bool(_CONTEXT.search(start))
        and bool(_SCHEMA.search(start))
        and b'"@type"' in start
    )


JSON_LD = Format(
    name="json-ld",
    label="schema.org JSON-LD",
    media_type="application/ld+json",
    extension="jsonld",
    recognise=_recognise,
    reader=JsonLdReader,
)
