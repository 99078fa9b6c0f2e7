"""BibTeX and biblatex: read as people write them, written for both in UTF-8."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import bibtex_entries, bibtex_names, text_lines
from pinakes.formats import citation_parts as parts
from pinakes.formats.base import Format
from pinakes.formats.bibtex_mapping import record_of
from pinakes.formats.bibtex_types import TYPE_OF_FORMAT
from pinakes.formats.latex_text import escaped
from pinakes.records.labels import language_label
from pinakes.records.record import Record

_KEY = re.compile(r"(?=.*[A-Za-z])(?!.*//)[A-Za-z0-9][A-Za-z0-9_:.+/-]*")
_ENTRY = re.compile(rb"(?:^|[\r\n])[ \t]*@[ \t]*([A-Za-z]{2,20})[ \t\r\n]*[{(][^{}@]{0,200}?[,=]")
_NOT_TYPES = frozenset({b"media", b"font", b"import", b"context", b"prefix"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TITLES = frozenset({"title", "booktitle"})
_VERBATIM = frozenset({"doi", "url", "eprint", "pmid", "pmcid"})


class BibtexReader:
    """Reads BibTeX and biblatex entries; each piece brings the @string macros that it uses."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from bibtex_entries.pieces(stream)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        entry = bibtex_entries.entry(text_lines.decoded(raw, repairs), repairs)
        return record_of(entry, repairs)


class BibtexExporter:
    """Writes entries with fields that BibTeX's own styles and biber both read, in UTF-8."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            lines = [f"  {name} = {_value(name, text)}," for name, text in fields(record) if text.strip()]
            kind = _type(record)
            out.write("\n".join((f"@{kind}{{{key(record)},", *lines, "}\n\n")).encode("utf-8", "replace"))


def key(record: Record) -> str:
    """The key: the local id where LaTeX can read it, else "rigby2014-" and the id's readable part or its hash.

    It hangs on nothing but the record, so that it is the same in every export.
    """
    local = record.local_id
    if _KEY.fullmatch(local):
        return local
    authors = parts.authors(record) or record.contributors
    name = (authors[0].family or authors[0].name.split(",")[0]) if authors else record.title.split(" ")[0]
    decomposed = unicodedata.normalize("NFKD", name.lower())
    word = (
        re.sub(r"[^a-z]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))[:20] or "record"
    )
    day = parts.date_parts(record)
    ending = local if re.fullmatch(r"[A-Za-z0-9_-]{1,20}", local) else parts.hashed_id(record)
    return f"{word}{day[0] if day else ''}-{ending}"


def _type(record: Record) -> str:
    kind = parts.kind(record, TYPE_OF_FORMAT, "article" if record.host else "misc")
    if kind == "article" and not record.host:
        return "misc"
    if kind == "phdthesis" and re.search(
        r"master|magister|diplom", " ".join(record.publication_types), re.IGNORECASE
    ):
        return "mastersthesis"
    return kind


def fields(record: Record) -> Iterator[tuple[str, str]]:
    """(name, value) in the order in which people expect them; values not yet escaped but for names."""
    kind = _type(record)
    yield "author", " and ".join(bibtex_names.name(c) for c in parts.authors(record))
    yield "editor", " and ".join(bibtex_names.name(c) for c in parts.editors(record))
    yield (
        "translator",
        " and ".join(bibtex_names.name(c) for c in parts.with_roles(record, frozenset({"trl"}))),
    )
    yield "title", record.full_title
    yield from _where(record, kind)
    yield from _when(record)
    publisher = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}.get(
        kind, "publisher"
    )
    yield publisher, parts.publisher(record)
    yield "address", parts.place(record)
    yield "edition", record.edition or (record.host.edition if record.host else "")
    if record.series:
        yield "series", record.series[0].title
        yield (
            ("number" if record.host is None or kind == "incollection" else "seriesnumber"),
            record.series[0].number,
        )
    if kind in ("phdthesis", "mastersthesis", "techreport", "misc") and record.publication_types:
        yield "type", record.publication_types[0]
    if record.host is None:
        yield "pagetotal", record.extent_pages
    yield "isbn", " ".join(parts.identifiers(record, "isbn"))
    yield "issn", ", ".join(parts.identifiers(record, "issn"))
    for scheme in ("doi", "pmid", "pmcid"):
        yield scheme, parts.first(record, scheme)
    if arxiv := parts.first(record, "arxiv"):
        yield "eprint", arxiv
        yield "archiveprefix", "arXiv"
    yield "url", parts.fulltext_address(record)
    yield "language", ", ".join(language_label(code).lower() for code in record.languages)
    yield "abstract", " ".join(parts.abstract_text(a) for a in record.abstracts[:1])
    yield "keywords", "; ".join(parts.keywords(record))
    # Styles print "note": what is said of an article (its copyright, its day online) is not meant for a bibliography.
    yield ("annote" if record.host else "note"), "; ".join(n.text for n in record.notes)


def _where(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    host = record.host
    if host is None:
        return
    yield ("booktitle" if kind in ("incollection", "inproceedings") else "journal"), parts.host_title(record)
    if host.abbreviation != host.title:
        yield "shortjournal", host.abbreviation
    yield "volume", host.volume
    yield "number", host.issue
    yield "pages", "--".join(filter(None, (host.first_page, host.last_page))) or host.statement
    yield "eid", host.article_number


def _when(record: Record) -> Iterator[tuple[str, str]]:
    day = parts.date_parts(record)
    if day:
        yield "year", f"{day[0]:04d}"
    if len(day) > 1:
        yield "month", _MONTHS[day[1] - 1]
    if len(day) > 2:
        yield "day", str(day[2])


def _value(name: str, text: str) -> str:
    if name == "month":
        return text
    if name in ("author", "editor", "translator"):
        return "{" + text + "}"
    if name in _VERBATIM:
        return "{" + re.sub(r"[{}\\\s]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), text) + "}"
    if name in _TITLES:
        return "{" + _protected(text) + "}"
    return "{" + (text if name == "pages" and "--" in text else escaped(text)) + "}"


def _protected(title: str) -> str:
    """The title with braces around what a style must not put in small letters.

    Words with a capital inside always; words that begin with one when the title is no title in capitals throughout.
    """
    words = title.split()
    long_words = [w for w in words[1:] if len(w) > 3 and w[0].isalpha()]
    names = sum(w[0].isupper() for w in long_words) * 2 <= len(long_words)
    found = []
    for number, word in enumerate(words):
        inner = any(c.isupper() for c in word[1:])
        first = number == 0 or words[number - 1].endswith((":", "?", "!", "."))
        keep = inner or (names and word[:1].isupper() and not first)
        core = word.rstrip(".,:;?!") if keep else ""
        found.append("{" + escaped(core) + "}" + word[len(core) :] if core else escaped(word))
    return " ".join(found)


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head)
    if text.lstrip(b" \t\r\n\0")[:1] in (b"<", b"{", b"["):
        return False
    return any(match[1].lower() not in _NOT_TYPES for match in _ENTRY.finditer(text))


BIBTEX = Format(
    name="bibtex",
    label="BibTeX",
    media_type="application/x-bibtex",
    extension="bib",
    recognise=_recognise,
    reader=BibtexReader,
    exporter=BibtexExporter,
)
