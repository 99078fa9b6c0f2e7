"""JATS and NLM's older archiving and publishing DTDs: articles, alone, in sets or within answers of OAI-PMH.

Source: ANSI/NISO Z39.96 (JATS 1.0–1.3) and the NLM Journal Archiving and Interchange DTD 2.0–3.0; PMC Tagging
Guidelines for what PubMed Central makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import jats_front as front
from pinakes.formats import xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.jats_abstracts import abstracts, translations
from pinakes.formats.jats_dates import dates
from pinakes.formats.jats_names import contributors
from pinakes.formats.jats_references import references
from pinakes.formats.jats_relations import relations
from pinakes.formats.jats_text import LANGUAGE, child, full_text, prepare
from pinakes.formats.jats_types import formats, publication_types
from pinakes.records import languages
from pinakes.records.record import Record

_ARTICLE = re.compile(rb"<(?:[\w.-]+:)?article[\s>]")
_OF_JATS = re.compile(
    rb"<(?:[\w.-]+:)?(?:article-meta|journal-meta|front|pmc-articleset)[\s>]|JATS|//NLM//DTD|jats\.nlm\.nih\.gov"
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_PREFIXES = (
    (b"xlink", b"http://www.w3.org/1999/xlink"),
    (b"mml", b"http://www.w3.org/1998/Math/MathML"),
    (b"ali", b"http://www.niso.org/schemas/ali/1.0/"),
    (b"xsi", b"http://www.w3.org/2001/XMLSchema-instance"),
)


class JatsReader:
    """Reads ``article`` elements, wherever they stand in the file."""

    def __init__(self) -> None:
        self._parser = xml_pieces.parser()
        self._cutter = xml_pieces.XmlCutter("article")

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from self._cutter.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        article = xml_pieces.element(_with_prefixes(raw), self._parser, repairs)
        return _record(article, repairs)


def _with_prefixes(raw: bytes) -> bytes:
    """Prefixes that the DTD declares by default, and a file without it does not, are declared."""
    missing = b"".join(
        b' xmlns:%s="%s"' % pair
        for pair in _PREFIXES
        if pair[0] + b":" in raw and b"xmlns:" + pair[0] not in raw
    )
    if not missing or not (name := re.match(rb"<[\w:.-]+", raw)):
        return raw
    return raw[: name.end()] + missing + raw[name.end() :]


def _record(article: etree._Element, repairs: list[str]) -> Record:
    head = child(article, "front")
    meta = child(head if head is not None else article, "article-meta")
    if meta is None:
        raise ReadError("There is no article-meta in it.", field="front")
    prepare(article)
    language = languages.code(article.get(LANGUAGE, ""))
    title, subtitle, titles = front.titles(meta, article)
    if not title:
        title = front.title_of_reviewed(meta)
    if not title:
        raise ReadError("There is no title.", field="article-title")
    numbers = front.numbers(meta)
    date, date_notes = dates(meta)
    licences, open_ = front.licences(meta)
    types = publication_types(article, meta)
    first = {one.scheme: one.value for one in reversed(numbers) if one.valid}
    return Record(
        local_id=first.get("pmcid")
        or first.get("doi")
        or first.get("pmid")
        or next((n.value for n in numbers), ""),
        title=title,
        subtitle=subtitle,
        titles=titles,
        title_language=language if titles else "",
        contributors=contributors(meta),
        formats=formats(article, meta),
        publication_types=types,
        languages=(language,) if language else (),
        date=date,
        publications=front.publications(head),
        host=front.host(head, meta),
        identifiers=numbers,
        subjects=front.subjects(meta),
        abstracts=(*abstracts(meta, language), *translations(article)),
        notes=(*date_notes, *front.notes(meta)),
        links=front.links(meta, numbers, open_=open_),
        relations=relations(meta, child(article, "front")),
        references=references(article),
        funding=front.funding(meta),
        licences=licences,
        open_access=True if open_ or "pmcid" in first else None,
        full_text=full_text(article),
        repairs=tuple(repairs),
    )


def _recognise(head: bytes) -> bool:
    text = xml_pieces.head_as_utf8(head)
    if text.lstrip()[:1] != b"<" or _HTML.search(text[:2048]):
        return False
    return bool(_ARTICLE.search(text)) and bool(_OF_JATS.search(text))


JATS = Format(
    name="jats",
    label="JATS XML",
    media_type="application/jats+xml",
    extension="xml",
    recognise=_recognise,
    reader=JatsReader,
)
