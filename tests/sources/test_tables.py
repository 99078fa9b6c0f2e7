"""Tables with a mapping beside them, and workbooks that are no archives."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from pinakes.formats import registry
from pinakes.records.record import Record
from pinakes.sources.base import RawRecord, SourceFailure
from pinakes.sources.files import Files
from pinakes.testing import golden

TABLE = b"Was,Wer\nLunge,A B\n"
MAPPING = '[columns]\ntitle = "Was"\nauthors = "Wer"\n'


def titles(folder: Path) -> list[str]:
    found = []
    for piece in Files([folder]).read():
        assert isinstance(piece, RawRecord), piece
        reader = registry.get(piece.format).reader
        assert reader is not None
        found.append(reader().parse(piece.data).title)
    return found


def test_a_mapping_beside_a_table_tells_its_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TABLE)
    (tmp_path / "a.csv.columns.toml").write_text(MAPPING)
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(TABLE))
    (tmp_path / "b.csv.columns.toml").write_text(MAPPING)
    assert titles(tmp_path) == ["Lunge", "Lunge"]


def test_a_wrong_mapping_is_the_failure_of_its_table_alone(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TABLE)
    (tmp_path / "a.csv.columns.toml").write_text("[columns]\nauthors = 'Wer'\n")
    (tmp_path / "b.csv").write_bytes(b"Title,Year\nOne,2001\n")
    first, second = Files([tmp_path]).read()
    assert isinstance(first, SourceFailure)
    assert "a.csv.columns.toml does not say which column is the title" in first.reason
    assert isinstance(second, RawRecord)


def test_a_workbook_is_a_table_alone_and_in_an_archive(tmp_path: Path) -> None:
    book = golden.written(registry.get("xlsx"), [Record(title="One")])
    (tmp_path / "a.xlsx").write_bytes(book)
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("b.xlsx", book)
    (tmp_path / "c.zip").write_bytes(inside.getvalue())
    assert titles(tmp_path) == ["One", "One"]
