"""RIS: the tagged format of Reference Manager, EndNote, Zotero, Mendeley, Web of Science and publishers' sites.

Source: Research Information Systems, "RIS Format Specifications"; its dialects as programs write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import author_addresses, labelled_notes, text_lines, written_names
from pinakes.formats import citation_parts as parts
from pinakes.formats.base import Format
from pinakes.formats.ris_mapping import record_of
from pinakes.formats.ris_types import KNOWN_TAGS, PARTS, TYPE_OF_FORMAT
from pinakes.records.record import Contributor, Record

_TYPE = re.compile(rb"[\s\xef\xbb\xbf]{0,8}[Tt][Yy](\s{0,3})-(\s{0,3})\S")
_END = re.compile(rb"\s{0,3}[Ee][Rr]\s{0,3}-?\s*$|\s{0,3}[Ee][Rr]\s{0,3}-\s")
_TAG = re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])\s{1,3}-(?:\s(.*)|$)", re.DOTALL)
_TIGHT_TAG = re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])\s{0,3}-\s*(.*)", re.DOTALL)
# A tag that nobody knows is one all the same, and not a line of the field before.
_STRICT = re.compile(r"[A-Z][A-Z0-9]  - ")
_MAY_BE_SPECIAL = b"TtEe \t\xef\xbb\xbf"
_TAG_BYTES = re.compile(rb"\s{0,3}[A-Z][A-Z0-9]\s{1,2}-\s")


class RisReader:
    """Reads RIS; a record without ER ends where the next begins."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size = 0
        for line in text_lines.lines(stream):
            # Looking at one byte saves two searches on most lines.
            special = line[:1] in _MAY_BE_SPECIAL
            if special and _TYPE.match(line):
                if piece:
                    yield b"\n".join(piece)
                piece, size = [], 0
            elif not piece and not _TAG_BYTES.match(line):
                continue  # what stands before and between records: addresses of providers, counts, empty lines
            elif special and _END.match(line):
                if piece:
                    yield b"\n".join(piece)
                piece, size = [], 0
                continue
            if size <= text_lines.MAX_RECORD:
                piece.append(line)
                size += len(line) + 1
        if piece:
            yield b"\n".join(piece)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        fields = tagged(text_lines.decoded(raw, repairs))
        if not fields or fields[0][0] != "TY":
            raise ReadError("The record does not begin with its type.", field="TY")
        return record_of(fields, repairs)


def tagged(text: str) -> list[tuple[str, str]]:
    """(tag, value) for each field in order; lines without a tag go on with the field before, after a line feed."""
    found: list[tuple[str, list[str]]] = []
    lines = text_lines.split(text)
    # Only who writes "TY-JOUR" may write "AU-Rigby": else "IL-6" would be a tag.
    tight = bool(_TIGHT_TAG.match(lines[0])) and not _TAG.match(lines[0])
    pattern = _TIGHT_TAG if tight else _TAG
    small_letters = _lower_case(lines[0])
    for line in lines:
        if line[2:6] == "  - " and (
            line[:2] in KNOWN_TAGS or _STRICT.match(line)
        ):  # as the specification has it
            found.append((line[:2], [line[6:].strip()]))
            continue
        match = pattern.match(line)
        tag = match[1].upper() if match else ""
        if match and tag in KNOWN_TAGS and (match[1].isupper() or small_letters):
            found.append((tag, [(match[2] or "").strip()]))
        elif found and line.strip():
            found[-1][1].append(line.strip())
    return [(tag, "\n".join(parts).strip() if len(parts) > 1 else parts[0]) for tag, parts in found]


def _lower_case(line: str) -> bool:
    return line.lstrip().startswith(("ty", "Ty"))


class RisExporter:
    """Writes RIS in UTF-8 with CR LF, as the specification asks."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields(record) if value.strip()]
            out.write(("\r\n".join(lines) + "\r\nER  - \r\n\r\n").encode("utf-8", "replace"))


def fields(record: Record) -> Iterator[tuple[str, str]]:
    """(tag, value) of a record, TY first, without ER."""
    kind = parts.kind(record, TYPE_OF_FORMAT, "JOUR" if record.host else "GEN")
    yield "TY", kind
    yield "TI", record.full_title
    yield from (("TT", t.title) for t in record.titles if t.kind in ("translated", "parallel"))
    yield from (("ST", t.title) for t in record.titles if t.kind in ("variant", "abbreviated"))
    yield from _people(record, kind)
    yield from _place_and_time(record, kind)
    yield from _numbers(record)
    for abstract in record.abstracts:
        yield "AB", parts.abstract_text(abstract)
    yield from (("KW", keyword) for keyword in parts.keywords(record))
    yield from (("LA", language) for language in record.languages)
    yield from (("M3", text) for text in record.publication_types)
    yield from (("OP" if note.kind == "original-version" else "N1", note.text) for note in record.notes)
    yield from (("N1", line) for line in labelled_notes.of(record, besides=_roles(kind)))
    yield from (("RI", tie.title) for tie in record.relations if tie.kind == "review-of")
    yield from (("CN", holding.call_number) for holding in record.holdings)
    yield from _addresses(record)
    # Web of Science's tag; EndNote and Zotero pass over it.
    yield from (("CR", labelled_notes.reference_text(one)) for one in record.references)


_WHOLE = frozenset({"BOOK", "EBOOK", "RPRT", "GOVDOC", "MAP", "SER"})
_EDITORS = frozenset({"edt", "edc", "com", "red", "trl"})


def _roles(kind: str) -> frozenset[str]:
    """Roles that have a tag in records of this type."""
    if kind == "THES":
        return _EDITORS | {"ths", "dgs"}
    return _EDITORS | {"pbd"} if kind in _WHOLE or kind in PARTS else _EDITORS


def _people(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    yield from (("AU", ris_name(author)) for author in parts.authors(record))
    # In a whole book A2 is the editor of the series, in a part A3.
    own, series = ("A3", "A2") if kind in _WHOLE else ("ED", "") if kind == "THES" else ("A2", "A3")
    yield from ((own, ris_name(c)) for c in parts.editors(record))
    if "pbd" in _roles(kind):
        yield from ((series, ris_name(c)) for c in parts.with_roles(record, frozenset({"pbd"})))
    yield from (("A4", ris_name(c)) for c in parts.with_roles(record, frozenset({"trl"})))
    if kind == "THES":
        yield from (("A3", ris_name(c)) for c in parts.with_roles(record, frozenset({"ths", "dgs"})))
    yield from (("AD", line) for line in author_addresses.lines(record.contributors))


def ris_name(contributor: Contributor) -> str:
    """ "Rigby, Amy L., Jr."; a body so that it isn't taken for a person."""
    return written_names.written(contributor)


def _place_and_time(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    host = record.host
    if host:
        yield "T2", parts.host_title(record)
        yield "J2", host.abbreviation
        yield "VL", host.volume
        yield "IS", host.issue
        yield "SP", host.first_page or host.statement
        yield "EP", host.last_page
        yield "C7", host.article_number
    for number, series in enumerate(record.series):
        yield ("T3" if host or number else "T2"), series.title
        if not number:
            yield ("M1" if host else "VL"), series.number
    yield from _dates(record)
    yield "ET", record.edition or (host.edition if host else "")
    yield "PB", parts.publisher(record)
    yield "CY", parts.place(record)
    if not host:
        yield "SP", record.extent_pages


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    """PY with four digits; DA as year/month/day/other when more is known than the year."""
    date = parts.date_parts(record)
    if not date:
        return
    yield "PY", f"{date[0]:04d}"
    year, day = parts.year_text(record), parts.day_text(record)
    other = year if year != f"{date[0]:04d}" else day if len(date) == 1 or "-" in day else ""
    if len(date) > 1 or other:
        numbers = [f"{n:02d}" for n in date] + [""] * (3 - len(date))
        yield "DA", "/".join((*numbers, other)) if other else "/".join(numbers)


def _numbers(record: Record) -> Iterator[tuple[str, str]]:
    for scheme in ("issn", "isbn"):
        yield from (("SN", value) for value in parts.identifiers(record, scheme))
    yield "DO", parts.first(record, "doi")
    yield "C2", parts.first(record, "pmcid")
    yield "AN", record.local_id
    if pmid := parts.first(record, "pmid"):
        # With "PubMed" beside it the accession number says all.
        yield ("DB", "PubMed") if pmid == record.local_id else ("C1", f"PMID: {pmid}")


def _addresses(record: Record) -> Iterator[tuple[str, str]]:
    seen = set()
    for link in record.links:
        if link.url in seen or (link.url.startswith("https://doi.org/") and parts.first(record, "doi")):
            continue
        seen.add(link.url)
        yield ("L2" if link.kind == "fulltext" else "UR"), link.url


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head)
    for line in re.split(rb"[\r\n]+", text[:8192]):
        if _TYPE.match(line):
            return bool(
                re.search(rb"(?im)(?:^|[\r\n])\s{0,3}(?:ER|AU|A1|TI|T1|PY|Y1|T2|JO|ID|ED|AB)\s{0,3}-", text)
            )
        if line.strip() and not re.match(
            rb"(?:Provider|Database|Content|Source|%|#|\d+[.:]?\s*$)", line.strip()
        ):
            return False
    return False


RIS = Format(
    name="ris",
    label="RIS",
    media_type="application/x-research-info-systems",
    extension="ris",
    recognise=_recognise,
    reader=RisReader,
    exporter=RisExporter,
)
