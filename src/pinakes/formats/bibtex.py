"""BibTeX and biblatex: read as people write them, written for each in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import bibtex_crossref, bibtex_entries, text_lines
from pinakes.formats.base import Format
from pinakes.formats.bibtex_mapping import record_of
from pinakes.formats.bibtex_writing import BIBLATEX_DIALECT, BIBTEX_DIALECT, entry
from pinakes.records.record import Record

_ENTRY = re.compile(rb"(?:^|[\r\n])[ \t]*@[ \t]*([A-Za-z]{2,20})[ \t\r\n]*[{(][^{}@]{0,200}?[,=]")
_NOT_TYPES = frozenset({b"media", b"font", b"import", b"context", b"prefix"})


class BibtexReader:
    """Reads BibTeX and biblatex entries; each piece brings the @string macros and the entries that it inherits from."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from bibtex_crossref.with_parents(bibtex_entries.pieces(stream))

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        texts = text_lines.decoded(raw, repairs).split(bibtex_crossref.BOUNDARY)
        found = bibtex_entries.entry(texts[-1], repairs)
        for parent in texts[:-1]:
            found = bibtex_crossref.inherited(found, bibtex_entries.entry(parent, repairs))
        return record_of(found, repairs)


class BibtexExporter:
    """Writes entries with fields that BibTeX's own styles and biber both read, in UTF-8."""

    dialect = BIBTEX_DIALECT

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            out.write(entry(record, self.dialect).encode("utf-8", "replace"))


class BiblatexExporter(BibtexExporter):
    """Writes entries for biblatex: its types, dates of ISO 8601-2, subtitles of their own."""

    dialect = BIBLATEX_DIALECT


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
BIBLATEX = Format(
    name="biblatex",
    label="BibLaTeX",
    media_type="application/x-bibtex",
    extension="bib",
    # Its files are recognised as BibTeX, whose reader knows the fields of both.
    reader=BibtexReader,
    exporter=BiblatexExporter,
)
