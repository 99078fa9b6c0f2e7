"""Archives are opened by content, nested, streaming; what would do harm is refused in one sentence."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from pinakes.sources import archives
from pinakes.sources.base import RawRecord, SourceFailure
from pinakes.sources.files import Files

LINE = b'{"local_id":"1","title":"One"}\n'


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(**members: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def read(path: Path) -> tuple[list[RawRecord], list[SourceFailure]]:
    pieces = list(Files([path]).read())
    return (
        [p for p in pieces if isinstance(p, RawRecord)],
        [p for p in pieces if isinstance(p, SourceFailure)],
    )


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        bz2.compress,
        lzma.compress,
        zstandard.ZstdCompressor().compress,
        lambda data: gzip.compress(data[:10]) + gzip.compress(data[10:]),
        lambda data: zipped(a=data),
        lambda data: tarred(a=data),
        lambda data: gzip.compress(tarred(a=data)),
        lambda data: tarred(a=zipped(b=gzip.compress(data))),
        lambda data: gzip.compress(zipped(a=data)),
    ],
)
def test_whatever_it_is_packed_in_the_record_comes_out(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "name-that-says-nothing"
    path.write_bytes(pack(LINE))
    records, failures = read(path)
    assert [r.data for r in records] == [LINE.strip()]
    assert failures == []
    assert records[0].origin.startswith(str(path))


def test_an_archive_that_is_cut_off_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(LINE * 20_000, compresslevel=0)[:300_000])
    records, failures = read(path)
    assert len(records) > 1000
    assert "damaged or ends too early" in failures[0].reason


def test_a_bomb_is_refused_without_filling_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 1 << 20)
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(gzip.compress(LINE + b"\n" * (200 << 20))))
    _, failures = read(path)
    assert "expands more than" in failures[0].reason


def test_members_that_lead_out_of_the_archive_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"../../etc/passwd": LINE, "good": LINE}))
    records, failures = read(path)
    assert len(records) == 1
    assert "leads out of the archive" in failures[0].reason


def test_an_encrypted_or_foreign_archive_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + b"\0" * 600)
    _, failures = read(path)
    assert "7-Zip" in failures[0].reason


def test_hidden_files_and_those_of_macos_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"__MACOSX/._a": b"x", ".DS_Store": b"x", "a": LINE}))
    records, failures = read(path)
    assert (len(records), failures) == (1, [])


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c/d"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(LINE)
    records, _ = read(tmp_path)
    assert [Path(r.origin).relative_to(tmp_path).as_posix() for r in records] == ["a", "b", "c/d"]


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert read(tmp_path / "a")[1][0].reason == "There is nothing in it."
