"""Workbooks (.xlsx): a sheet read as a table, and a table written as a workbook; both a row at a time.

Source: ECMA-376, Office Open XML. Read with openpyxl; written by hand, since one sheet of text needs six small parts.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from pinakes.errors import ReadError
from pinakes.formats import table_columns, table_mapping
from pinakes.formats.base import Format
from pinakes.formats.csv_table import MARK, TableReader
from pinakes.formats.table_columns import WRITTEN, Columns
from pinakes.formats.xml_writing import escaped
from pinakes.records.record import Record

MAX_FILE = 512 * 1024 * 1024
MAX_PART = 4 * 1024**3
"""Bytes that a sheet may unpack to: it is read a row at a time."""
MAX_STRINGS = 256 * 1024 * 1024
"""Bytes that every other part may unpack to: they are held in memory."""
MAX_RATIO = 1000
MAX_COLUMNS = 500
SEARCHED_ROWS = 20
"""Rows in which the header is looked for."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


class XlsxReader(TableReader):
    """Reads the rows of the first sheet that has a header with a title, or of the sheet that a mapping names."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        with tempfile.SpooledTemporaryFile(max_size=16 * 1024 * 1024) as spool:
            size = 0
            while piece := stream.read(1 << 20):
                size += len(piece)
                if size > MAX_FILE:
                    raise ReadError(f"The workbook is larger than {MAX_FILE:,} bytes.")
                spool.write(piece)
            if not size:
                return
            spool.seek(0)
            yield from self._pieces(cast(BinaryIO, spool))

    def _pieces(self, file: BinaryIO) -> Iterator[bytes]:
        _check(file)
        import openpyxl  # half as long to import as all of pinakes

        mapping = self._mapping
        before = MARK + table_columns.encoded(mapping) + b"\n" if mapping else b""
        found = False
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of parts that are not read: styles, drawings, validation
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
                for sheet in _sheets(book, mapping):
                    rows = _rows(sheet)
                    if header := _header(rows, mapping):
                        found = True
                        for cells in filter(None, rows):
                            yield before + header + b"\n" + _line(cells, mapping)
                        return
        except (ReadError, MemoryError, GeneratorExit):
            raise
        except Exception as error:  # openpyxl lets pass whatever its parts raise
            raise ReadError(f"The workbook is damaged: {type(error).__name__}: {_short(error)}.") from error
        if not found:
            raise ReadError(
                "No sheet has a header with a column for the title: a mapping must say which one it is."
            )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".")


def _check(file: BinaryIO) -> None:
    """Raises ReadError for a workbook that is none or that unpacks to more than it should."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise ReadError(f"The workbook is damaged or cut off: {_short(error)}.") from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise ReadError("The archive is no workbook.")
    for part in parts:
        limit = MAX_PART if _SHEET.fullmatch(part.filename) else MAX_STRINGS
        small = part.file_size <= 16 * 1024 * 1024
        if part.file_size > limit or (not small and part.file_size > MAX_RATIO * max(part.compress_size, 1)):
            raise ReadError(
                f"{part.filename[:80]} unpacks to {part.file_size:,} bytes, as only a harmful file does."
            )
    file.seek(0)


def _sheets(book: Any, mapping: Columns | None) -> list[Any]:
    if mapping is None or not mapping.sheet:
        return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if mapping.sheet not in book.sheetnames:
        raise ReadError(f"There is no sheet {mapping.sheet!r}; there are {', '.join(book.sheetnames)[:300]}.")
    return [book[mapping.sheet]]


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Rows with the empty cells at their ends left out."""
    if not hasattr(sheet, "reset_dimensions"):
        return  # a sheet that is only a chart
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    for row in sheet.iter_rows(values_only=True):
        cells = [_text(value) for value in row[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _header(rows: Iterator[list[str]], mapping: Columns | None) -> bytes:
    """The header as a line, with the rows before it passed over; b"" when there is none."""
    for number, cells in enumerate(rows, 1):
        if mapping is not None:
            if cells and number >= mapping.header:
                return _line(cells, mapping)
            continue
        known = {table_columns.guessed(cell) for cell in cells} - {""}
        if "title" in known and len(known) > 1:
            return _line(cells, None)
        if number >= SEARCHED_ROWS:
            break
    return b""


def _line(cells: list[str], mapping: Columns | None) -> bytes:
    out = io.StringIO(newline="")
    sign = (mapping.delimiter if mapping else "") or ","
    csv.writer(out, delimiter=sign, lineterminator="\n").writerow(cells)
    return out.getvalue().removesuffix("\n").encode("utf-8", "replace")


def _text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, dates as ISO 8601, truths as true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).replace("_x000D_", "").replace("\r", "").strip()


_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
    ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
    ' ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    ' Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Records" sheetId="1"'
    ' r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills'
    ' count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49"'
    ' fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1"'
    ' fillId="0" borderId="0"'
    ' xfId="0" applyFont="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_HEAD = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>'
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
MAX_CELL = 32_767
"""Characters that a cell of a workbook can hold; what is longer is cut with an ellipsis."""
_DATED = (1980, 1, 1, 0, 0, 0)  # the same records give the same file


class XlsxExporter:
    """Writes one sheet whose cells are all text, so that no formula and no date is made of them."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, text in _PARTS.items():
                archive.writestr(_info(name), _HEAD + text)
            with archive.open(_info("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
                sheet.write(
                    (_HEAD + _SHEET_HEAD + _row(dict(zip(WRITTEN, WRITTEN, strict=True)), 1, 1)).encode()
                )
                for number, record in enumerate(records, 2):
                    sheet.write(_row(table_mapping.values(record), number, 0).encode("utf-8", "replace"))
                sheet.write(b"</sheetData></worksheet>")


def _info(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, _DATED)
    found.compress_type = zipfile.ZIP_DEFLATED
    found._compresslevel = 3  # type: ignore[attr-defined]
    return found


def _letters(number: int) -> str:
    """The name of a column, 0 for A."""
    first, last = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


_COLUMN = {name: _letters(n) for n, name in enumerate(WRITTEN)}


def _row(values: dict[str, str], number: int, style: int) -> str:
    cells = []
    for name, column in _COLUMN.items():
        text = values.get(name, "")
        if text:
            if text[0] == "'":  # the only texts that reading a table would take something from
                text = table_mapping.cell(text)
            if len(text) > MAX_CELL:
                text = text[: MAX_CELL - 1] + "…"
            place = f'r="{column}{number}" s="{style}" t="inlineStr"'
            cells.append(f'<c {place}><is><t xml:space="preserve">{escaped(text)}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _recognise(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and (b"xl/" in head or b"[Content_Types].xml" in head[:200])


XLSX = Format(
    name="xlsx",
    label="Workbook (XLSX)",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension="xlsx",
    recognise=_recognise,
    reader=XlsxReader,
    reader_with_columns=XlsxReader,
    exporter=XlsxExporter,
)
