"""Tables as text (CSV, TSV): read with a declared or guessed mapping of columns, written safe for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from pinakes.errors import ReadError
from pinakes.formats import delimited_text, table_columns, table_mapping, text_lines
from pinakes.formats.base import Format
from pinakes.formats.table_columns import WRITTEN, Columns
from pinakes.records.record import Record

MARK = b"#columns "
"""Before the mapping in a piece, so that the piece can be read alone."""


class TableReader:
    """Reads rows, whose columns a mapping names or their own names tell."""

    def __init__(self, mapping: Columns | None = None) -> None:
        self._mapping = mapping

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        mapping = self._mapping
        if mapping is None:
            yield from delimited_text.rows(stream)
            return
        before = MARK + table_columns.encoded(mapping) + b"\n"
        rows = delimited_text.rows(stream, sign=mapping.delimiter, skipped=mapping.header - 1)
        yield from (before + row for row in rows)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        line, sign = "", ""
        if raw.startswith(MARK):
            first, _, raw = raw.partition(b"\n")
            try:
                line = first[len(MARK) :].decode()
                sign = table_columns.decoded(line).delimiter
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise ReadError(f"The mapping of the columns is damaged: {error}.") from error
        header, cells = delimited_text.cells(raw, repairs, sign=sign)
        names = delimited_text.names(header, sign=sign)
        places = table_columns.places(names, line)
        if not any(name == "title" for name, _, _ in places):
            raise ReadError(
                f"No column of {', '.join(names)[:300]} is the title: a mapping must say which one is.",
                field="title",
            )
        return table_mapping.record_of(table_mapping.row_of(cells, places), repairs)


class CsvExporter:
    """Writes RFC 4180 in UTF-8, with a header of all columns."""

    delimiter = ","

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        buffer = io.StringIO(newline="")
        rows = csv.writer(buffer, delimiter=self.delimiter, lineterminator="\r\n")
        rows.writerow(WRITTEN)
        for record in records:
            values = table_mapping.values(record)
            rows.writerow([table_mapping.cell(values.get(name, "")) for name in WRITTEN])
            out.write(buffer.getvalue().encode("utf-8", "replace"))
            buffer.seek(0)
            buffer.truncate()
        out.write(buffer.getvalue().encode())


class TsvExporter(CsvExporter):
    """The same with tabs."""

    delimiter = "\t"


def _known(head: bytes, signs: str) -> bool:
    for line in re.split(rb"[\r\n]+", text_lines.head_as_text(head).lstrip()):
        if line.strip() and not re.fullmatch(rb'"?sep=.{0,2}"?', line.strip()):
            break
    else:
        return False
    if line.startswith(MARK):
        return True
    header = line.decode("utf-8", "replace")
    if header[:1] in "<{[@%" or not any(sign in header for sign in signs):
        return False
    sign = delimited_text.delimiter(header)
    if sign not in signs:
        return False
    try:
        known = {table_columns.guessed(name) for name in delimited_text.names(header)} - {""}
    except ReadError:
        return False
    return "title" in known and len(known) >= 2


def _recognise_csv(head: bytes) -> bool:
    return _known(head, ",;|")


def _recognise_tsv(head: bytes) -> bool:
    return _known(head, "\t")


CSV = Format(
    name="csv",
    label="Table (CSV)",
    media_type="text/csv",
    extension="csv",
    recognise=_recognise_csv,
    reader=TableReader,
    reader_with_columns=TableReader,
    exporter=CsvExporter,
)
TSV = Format(
    name="tsv",
    label="Table (TSV)",
    media_type="text/tab-separated-values",
    extension="tsv",
    recognise=_recognise_tsv,
    reader=TableReader,
    reader_with_columns=TableReader,
    exporter=TsvExporter,
)
