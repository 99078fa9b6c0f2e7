"""Citation formats under attack: ten thousand authors, endless records, another encoding, a cut in the middle."""

from __future__ import annotations

import io
import time
import tracemalloc

import pytest

from pinakes.formats import registry, text_lines, xml_pieces
from pinakes.formats.base import ReadFailure, read
from pinakes.records.record import Contributor, HostItem, Record
from pinakes.testing import golden

ALL = ("ris", "endnote", "endnote-tagged", "bibtex", "csl-json", "word", "isbd", "csv", "tsv", "xlsx")
STREAMED = ("ris", "endnote", "endnote-tagged", "bibtex", "csl-json", "word", "isbd", "csv", "tsv")


def written(name: str, *records: Record) -> bytes:
    return golden.written(registry.get(name), list(records))


def found(name: str, raw: bytes) -> list[Record | ReadFailure]:
    reader = registry.get(name).reader
    assert reader is not None
    return list(read(reader(), io.BytesIO(raw)))


def plain(title: str) -> Record:
    return Record(title=title, formats=("Article",), host=HostItem(title="Lungs", volume="1", first_page="2"))


@pytest.mark.parametrize("name", [n for n in ALL if n != "xlsx"])
def test_ten_thousand_authors_come_back_in_little_time(name: str) -> None:
    people = tuple(
        Contributor(name=f"Name{n}, Amy", family=f"Name{n}", given="Amy", roles=("aut",), primary=True)
        for n in range(10_000)
    )
    began = time.process_time()
    (one,) = found(name, written(name, Record(title="T", contributors=people, formats=("Book",))))
    assert isinstance(one, Record)
    assert len(one.contributors) == 10_000
    assert time.process_time() - began < 20


@pytest.mark.parametrize("name", STREAMED)
def test_a_record_without_end_is_a_failure_and_the_others_are_kept(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (text_lines, xml_pieces):
        monkeypatch.setattr(module, "MAX_RECORD", 50_000)
    raw = written(name, plain("Before"), plain("x" * 200_000), plain("After"))
    got = found(name, raw)
    assert [one.title for one in got if isinstance(one, Record)] == ["Before", "After"]
    failures = [one for one in got if isinstance(one, ReadFailure)]
    assert len(failures) == 1
    assert "longer" in failures[0].reason or "end" in failures[0].reason


@pytest.mark.parametrize("name", ALL)
def test_what_is_cut_anywhere_gives_records_and_reasons(name: str) -> None:
    raw = written(name, plain("One"), plain("Two"), plain("Three"))
    for at in range(0, len(raw), max(1, len(raw) // 40)):
        for one in found(name, raw[:at]):
            assert isinstance(one, Record) or "The reader failed" not in one.reason, (at, one)


@pytest.mark.parametrize("name", [n for n in ALL if n != "xlsx"])
def test_windows_1252_is_read_and_told(name: str) -> None:
    raw = written(name, plain("Große Lungen")).decode().encode("cp1252")
    (one,) = found(name, raw)
    assert isinstance(one, Record)
    assert one.title == "Große Lungen"
    assert any("Windows-1252" in sentence for sentence in one.repairs)


@pytest.mark.parametrize("name", STREAMED)
def test_memory_does_not_grow_with_the_file(name: str) -> None:
    reader = registry.get(name).reader
    assert reader is not None
    raw = written(name, *(plain(f"Title {n}") for n in range(4_000)))
    stream = io.BytesIO(raw)
    tracemalloc.start()
    count = sum(1 for _ in reader().split(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    # BibTeX keeps entries in case another inherits from them: as much as the file, up to its limit.
    assert peak < (2 * len(raw) + 2_000_000 if name == "bibtex" else 2_000_000)
