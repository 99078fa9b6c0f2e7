"""CSL-JSON, the data of citation processors: Zotero, Mendeley, Pandoc, Crossref's and DataCite's "citeproc" answers.

Source: CSL 1.0.2 with its schema csl-data.json. Only what the schema has is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from pinakes.formats import citation_parts as parts
from pinakes.formats import csl_custom, json_pieces, json_records, text_lines
from pinakes.formats import csl_names_and_dates as csl
from pinakes.formats.base import Format
from pinakes.formats.csl_mapping import record_of
from pinakes.formats.csl_types import FORMATS_OF_TYPE, ROLES, TYPE_OF_FORMAT
from pinakes.records import languages
from pinakes.records.record import Record

_TYPE = re.compile(rb'"type"\s*:\s*"([A-Za-z_-]{3,30})"')
_OWN_KEYS = re.compile(
    rb'"(?:container-title|issued|date-parts|DOI|URL|ISSN|ISBN|publisher-place|collection-title|event-place|'
    rb'citation-key|non-dropping-particle|family|title-short|journalAbbreviation|abstract|genre|publisher|title)"\s*:'
)
_FOREIGN = re.compile(
    rb'"(?:leader|fields|openalex\w*|abstract_inverted_index|authorships|attributes|relationships|pmcid)"\s*:'
)


class CslJsonReader:
    """Reads a list of items, one item, or an item a line."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from json_pieces.objects(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        return record_of(json_records.decoded(raw, repairs), repairs)


class CslJsonExporter:
    """Writes a list, one item a line."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        written: set[str] = set()
        out.write(b"[")
        for number, record in enumerate(records):
            values = item(record)
            if values["id"] in written:
                values["id"] = record.id
            written.add(values["id"])
            out.write((b",\n" if number else b"\n") + msgspec.json.encode(values))
        out.write(b"\n]\n")


def item(record: Record) -> dict[str, Any]:
    """The record as a CSL item; empty variables are left out."""
    values: dict[str, Any] = {
        "id": parts.stable_id(record),
        "type": parts.kind(record, TYPE_OF_FORMAT, "article-journal" if record.host else "document"),
        "title": record.full_title,
    }
    values |= _names(record) | _where(record)
    day = parts.date_parts(record)
    if record.date and "X" in record.date.edtf:
        values["issued"] = {"literal": parts.year_text(record)}
    elif day and record.date:
        values["issued"] = csl.date_variable(day, record.date.edtf)
    url = parts.fulltext_address(record)
    values |= {
        "publisher": parts.publisher(record),
        "publisher-place": parts.place(record),
        "edition": record.edition or (record.host.edition if record.host else ""),
        "genre": record.publication_types[0] if record.publication_types else "",
        "number-of-pages": record.extent_pages if not record.host else "",
        "version": record.version,
        "call-number": next((h.call_number for h in record.holdings if h.call_number), ""),
        "DOI": parts.first(record, "doi"),
        "PMID": parts.first(record, "pmid"),
        "PMCID": parts.first(record, "pmcid"),
        "ISBN": " ".join(parts.identifiers(record, "isbn")),
        "ISSN": ", ".join(parts.identifiers(record, "issn")),
        "URL": url,
        "language": languages.two_letter(record.languages[0]) or record.languages[0]
        if record.languages
        else "",
        "abstract": "\n\n".join(map(parts.abstract_text, record.abstracts)),
        "keyword": parts.keyword_list(parts.keywords(record)),
        "title-short": next((v.title for v in record.titles if v.kind in ("variant", "abbreviated")), ""),
        "original-title": next((v.title for v in record.titles if v.kind in ("parallel", "uniform")), ""),
        "reviewed-title": next((r.title for r in record.relations if r.kind == "review-of"), ""),
        "note": "\n".join(n.text for n in record.notes),
        "custom": csl_custom.custom(record, values["type"], url),
    }
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def _names(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {"author": [csl.name(c) for c in parts.authors(record)]}
    by_role: dict[str, str] = {}
    for variable, role in ROLES.items():
        by_role.setdefault(role, variable)
    chosen = set(parts.authors(record))
    for one in record.contributors:
        if one in chosen:
            continue
        variable = next((by_role[r] for r in one.roles if r in by_role), "")
        if variable:
            found.setdefault(variable, []).append(csl.name(one))
    return found


def _where(record: Record) -> dict[str, str]:
    host = record.host
    series = record.series[0] if record.series else None
    found = {
        "collection-title": series.title if series else "",
        "collection-number": series.number if series else "",
        "number": next(
            (i.value for i in record.identifiers if i.scheme in ("report", "patent", "standard")), ""
        ),
    }
    if host is None:
        return found
    pages = parts.page_range(record)
    if pages and host.article_number:
        found["number"] = host.article_number
    return found | {
        "container-title": parts.host_title(record),
        "container-title-short": host.abbreviation if host.abbreviation != host.title else "",
        "volume": host.volume,
        "issue": host.issue,
        "page": pages or host.article_number,
    }


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head).lstrip(b" \t\r\n\0")
    if not re.match(rb"\[\s*\{|\{", text) or _FOREIGN.search(text[:8192]):
        return False
    types = {match.decode() for match in _TYPE.findall(text)}
    if types and types.isdisjoint(FORMATS_OF_TYPE):
        return False
    needed = 1 if types else 3
    return len(set(_OWN_KEYS.findall(text))) >= needed


CSL_JSON = Format(
    name="csl-json",
    label="CSL-JSON",
    media_type="application/vnd.citationstyles.csl+json",
    extension="json",
    recognise=_recognise,
    reader=CslJsonReader,
    exporter=CslJsonExporter,
)
