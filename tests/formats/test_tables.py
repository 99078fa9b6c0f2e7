"""Tables as text and as workbooks."""

from __future__ import annotations

import csv
import io
import time
import zipfile

import openpyxl
import pytest

from pinakes.errors import ConfigurationError
from pinakes.formats import registry, table_columns
from pinakes.formats.base import Format, ReadFailure, read
from pinakes.formats.csv_table import TableReader
from pinakes.formats.xlsx_table import XlsxReader
from pinakes.records.record import Contributor, Note, Record
from pinakes.testing import golden
from pinakes.testing.format_suite import FormatSuite

MAPPING = """
[columns]
title = "Was"
authors = { column = "Wer", separator = "/" }
type = { column = "Art", values = { B = "Book", Z = "Article" } }
keywords = ["Thema 1", "Thema 2"]
language = { value = "deu" }
"""


class TestCsv(FormatSuite):
    name = "csv"


class TestTsv(FormatSuite):
    name = "tsv"


class TestXlsx(FormatSuite):
    name = "xlsx"

    def test_each_exported_model_record_is_as_expected(self, form: Format) -> None:
        """By parts: how well they are compressed hangs on the machine."""
        for which in golden.WRITTEN:
            expected = (self.folder() / "xlsx" / f"{which}.written.xlsx").read_bytes()
            written = golden.written(form, [golden.model_record(which, self.folder())])
            assert _parts(written) == _parts(expected)

    def comparable(self, written: bytes) -> bytes:
        return repr(_parts(written)).encode()


def _parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def records(raw: bytes, mapping: str = "") -> list[Record | ReadFailure]:
    columns = table_columns.declared(mapping) if mapping else None
    reader = XlsxReader(columns) if raw.startswith(b"PK") else TableReader(columns)
    return list(read(reader, io.BytesIO(raw)))


def test_a_declared_mapping_names_columns_values_and_what_holds_for_all() -> None:
    (one,) = records(b"Was,Wer,Art,Thema 1,Thema 2\nLunge,A B/C D,B,x,y\n", MAPPING)
    assert isinstance(one, Record)
    assert one.title == "Lunge"
    assert [c.name for c in one.contributors] == ["B, A", "D, C"]
    assert one.formats == ("Book",)
    assert [s.parts[0] for s in one.subjects] == ["x", "y"]
    assert one.languages == ("deu",)


def test_a_piece_with_a_mapping_can_be_read_without_it() -> None:
    (piece,) = TableReader(table_columns.declared(MAPPING)).split(io.BytesIO(b"Was,Wer\nLunge,A B\n"))
    assert TableReader().parse(piece).title == "Lunge"


def test_the_header_may_stand_further_down_and_the_sign_between_cells_be_said() -> None:
    (one,) = records(
        b"Our list, 2014\n\nWas~Jahr\nLunge~2001\n",
        '[columns]\ntitle="Was"\n[table]\nheader=3\ndelimiter="~"\n',
    )
    assert isinstance(one, Record)
    assert one.title == "Lunge"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns", "no TOML"),
        ("[columns]\nauthors='A'\n", "which column is the title"),
        ("[columns]\ntitle='A'\ncolour='B'\n", "'colour' is none of the columns"),
        ("[columns]\ntitle={colum='B'}\n", "title: Object contains unknown field"),
        ("[columns]\ntitle='A'\n[table]\nheader='x'\n", r"\[table\]"),
        ("[column]\ntitle='A'\n", r"may have \[columns\] and \[table\]"),
    ],
)
def test_a_wrong_mapping_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        table_columns.declared(text)


@pytest.mark.parametrize("name", ["csv", "tsv"])
@pytest.mark.parametrize("start", ["=1+1", "+49", "-5", "@x"])
def test_no_cell_of_an_export_is_a_formula_and_the_text_comes_back(name: str, start: str) -> None:
    form = registry.get(name)
    written = golden.written(form, [Record(title=f"{start} title", notes=(Note(text=f"{start} note"),))])
    for row in csv.reader(io.StringIO(written.decode()), delimiter="\t" if name == "tsv" else ","):
        assert not any(cell[:1] in tuple("=+-@\t\r") for cell in row)
    (found,) = records(written)
    assert isinstance(found, Record)
    assert (found.title, found.notes[0].text) == (f"{start} title", f"{start} note")


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("title", ["'= x", "''=1+1", "'tis pity", "'"])
def test_an_apostrophe_of_the_text_itself_is_kept(name: str, title: str) -> None:
    (found,) = records(golden.written(registry.get(name), [Record(title=title)]))
    assert isinstance(found, Record)
    assert found.title == title


def test_a_workbook_that_is_written_holds_text_only_and_opens_in_another_program() -> None:
    written = golden.written(
        registry.get("xlsx"), [Record(title="=1+1", date=None), Record(title="2014-06-02")]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    column = [cell.value for cell in next(iter(sheet.iter_cols(min_col=5, max_col=5)))]
    assert column[0] == "title"
    assert [
        (c.data_type, c.value) for row in sheet.iter_rows(min_row=2, min_col=5, max_col=5) for c in row
    ] == [
        ("inlineStr", "=1+1"),
        ("inlineStr", "2014-06-02"),
    ] or column[1:] == ["=1+1", "2014-06-02"]
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)


def test_ten_thousand_authors_fit_and_a_cell_of_a_workbook_is_cut_where_it_must_be() -> None:
    people = tuple(Contributor(name=f"Name{n}, A", roles=("aut",), primary=True) for n in range(10_000))
    made = Record(title="T", contributors=people)
    (found,) = records(golden.written(registry.get("csv"), [made]))
    assert isinstance(found, Record)
    assert len(found.contributors) == 10_000
    sheet = openpyxl.load_workbook(io.BytesIO(golden.written(registry.get("xlsx"), [made]))).active
    assert max(len(str(c.value or "")) for row in sheet.iter_rows() for c in row) == 32_767


def _workbook(sheet: bytes, **others: bytes) -> bytes:
    whole = io.BytesIO(golden.written(registry.get("xlsx"), [Record(title="T")]))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name.endswith("sheet1.xml") and sheet else source.read(name))
        for name, data in others.items():
            target.writestr(f"xl/{name}.xml", data)
    return out.getvalue()


def test_a_workbook_that_expands_without_bounds_is_refused_unread() -> None:
    (found,) = records(_workbook(b"", bomb=b"\0" * (300 * 1024 * 1024)))
    assert isinstance(found, ReadFailure)
    assert "unpacks to" in found.reason


def test_entities_in_a_workbook_expand_to_nothing_large() -> None:
    bomb = (
        b'<!DOCTYPE w [<!ENTITY a "'
        + b"a" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 100) for c in range(ord("b"), ord("g")))
        + b"]>"
    )
    sheet = (
        b'<?xml version="1.0"?>' + bomb + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>'
    )  # fmt: skip
    began = time.process_time()
    assert all(isinstance(one, ReadFailure) for one in records(_workbook(sheet)))
    assert time.process_time() - began < 5


def test_an_archive_that_is_no_workbook_is_a_reason() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    (found,) = records(out.getvalue())
    assert isinstance(found, ReadFailure)
    assert found.reason == "The archive is no workbook."


def test_a_table_whose_columns_nobody_knows_says_what_is_missing() -> None:
    (found,) = records(b"Colour,Size\nred,1\n")
    assert isinstance(found, ReadFailure)
    assert "mapping" in found.reason
