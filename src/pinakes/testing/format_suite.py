"""The tests that every format must pass; a test class of a format is a subclass with ``name``.

``class TestRis(FormatSuite): name = "ris"``. Samples lie in tests/golden/NAME (see ``testing.golden``).
"""

from __future__ import annotations

import codecs
import io
import random
from pathlib import Path

import pytest

from pinakes.formats import registry
from pinakes.formats.base import Format, ReadFailure, read
from pinakes.records.record import Record
from pinakes.testing import golden


class FormatSuite:
    """What holds for all formats."""

    name: str
    golden_folder: Path = golden.FOLDER
    garbage = (
        b"\x00" * 300, b"\xff\xfe\xfd" * 50, b"{" * 5000, b"<" * 5000, b"@article{" * 500, b"TY  - JOUR\n" * 50,
        b"PMID- \n" * 50, b"(" * 5000, b'"' * 999, b"\\" * 999, "ö€\U0001f600\u0000".encode() * 40, b"\r\r\n\n\r",
        b"[" * 2000 + b"]" * 2000, b'{"title": ' * 2000,
    )  # fmt: skip

    @pytest.fixture
    def form(self) -> Format:
        return registry.get(self.name)

    def folder(self) -> Path:
        found = self.golden_folder
        if not found.is_dir():
            pytest.skip("The samples lie in the repository, not in the installed package.")
        return found

    def _samples(self) -> list[Path]:
        return golden.samples(registry.get(self.name), self.folder())

    def test_there_are_samples_enough(self) -> None:
        assert len(self._samples()) >= 6

    def test_each_sample_reads_as_expected(self, form: Format) -> None:
        for path in self._samples():
            expected = path.with_name(path.name + ".json").read_bytes()
            assert golden.outcome(form, path.read_bytes()) == expected, path.name

    def test_each_sample_is_recognised(self) -> None:
        for path in self._samples():
            assert registry.recognise(path.read_bytes()[:65536]).name == self.name, path.name

    def test_a_sample_after_empty_lines_is_recognised(self, form: Format) -> None:
        for path in self._samples():
            raw = path.read_bytes()[:60000].removeprefix(codecs.BOM_UTF8)
            if b"\0" not in raw[:100]:  # UTF-16
                assert registry.recognise(b"\r\n\n  \n" + raw).name == self.name, path.name

    def test_each_exported_model_record_is_as_expected(self, form: Format) -> None:
        if form.exporter is None:
            return
        for which in golden.WRITTEN:
            path = self.folder() / self.name / f"{which}.written.{form.extension}"
            record = golden.model_record(which, self.folder())
            assert golden.written(form, [record]) == path.read_bytes(), path.name

    def test_nothing_in_is_nothing_out(self, form: Format) -> None:
        assert form.reader is not None
        assert list(read(form.reader(), io.BytesIO(b""))) == []

    def test_no_records_can_be_written(self, form: Format) -> None:
        if form.exporter is not None and form.reader is not None:
            assert list(read(form.reader(), io.BytesIO(golden.written(form, [])))) == []

    def test_garbage_never_raises(self, form: Format) -> None:
        assert form.reader is not None
        for raw in self.garbage:
            for one in read(form.reader(), io.BytesIO(raw)):
                assert isinstance(one, Record | ReadFailure)
                assert not isinstance(one, ReadFailure) or "The reader failed" not in one.reason, (
                    raw[:40],
                    one.reason,
                )

    def test_damaged_samples_never_break_the_reader(self, form: Format) -> None:
        assert form.reader is not None
        chance = random.Random(2051)  # noqa: S311 - the same damage each time
        for path in self._samples():
            raw = path.read_bytes()
            for _ in range(12):
                damaged = bytearray(raw)
                for _ in range(3):
                    at = chance.randrange(len(damaged) or 1)
                    damaged[at : at + chance.randrange(4)] = bytes(
                        chance.randrange(256) for _ in range(chance.randrange(4))
                    )
                for one in read(form.reader(), io.BytesIO(bytes(damaged))):
                    assert not isinstance(one, ReadFailure) or "The reader failed" not in one.reason, (
                        path,
                        one,
                    )

    def test_a_broken_record_costs_only_itself(self, form: Format) -> None:
        """Every sample that holds a failure holds a record too, unless it is named "only-…"."""
        assert form.reader is not None
        for path in self._samples():
            found = list(read(form.reader(), io.BytesIO(path.read_bytes())))
            if any(isinstance(one, ReadFailure) for one in found) and not path.name.startswith("only-"):
                assert any(isinstance(one, Record) for one in found), path.name

    def test_small_pieces_of_a_stream_give_the_same(self, form: Format) -> None:
        assert form.reader is not None
        for path in self._samples():
            raw = path.read_bytes()
            whole = list(read(form.reader(), io.BytesIO(raw)))
            assert list(read(form.reader(), _Trickle(raw))) == whole, path.name

    def test_what_is_written_is_read_and_written_the_same_again(self, form: Format) -> None:
        if form.exporter is None or form.reader is None:
            return
        for which in golden.WRITTEN:
            first = golden.written(form, [golden.model_record(which, self.folder())])
            again = [one for one in read(form.reader(), io.BytesIO(first)) if isinstance(one, Record)]
            assert len(again) == 1
            assert self.comparable(golden.written(form, again)) == self.comparable(first)

    def comparable(self, written: bytes) -> bytes:
        """What of the output must survive a second round; a format that loses more says so here."""
        return written

    def test_exported_records_are_recognised(self, form: Format) -> None:
        if form.exporter is not None:
            raw = golden.written(form, [golden.model_record("full", self.folder())])
            assert registry.recognise(raw).name == self.name


class _Trickle(io.BytesIO):
    """A stream that gives few bytes at a time, as pipes do."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 97) if size is not None and size > 0 else 97)
