"""Pictures of books: a folder, and a service that may be slow, wrong or hostile."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from pinakes.sources import pictures
from pinakes.sources.pictures import Folder, Service
from pinakes.testing.loopback import loopback

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)
ISBN = "9780299131708"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"GIF89a...", "image/gif"),
        (b"\x00\x00\x00 ftypavif", "image/avif"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_bytes_themselves_say_what_they_are(data: bytes, kind: str) -> None:
    assert pictures.media_type(data) == kind


def test_a_picture_in_the_folder_is_named_by_isbn_or_id(tmp_path: Path) -> None:
    (tmp_path / f"{ISBN}.JPG").write_bytes(JPEG)
    (tmp_path / "pubmed-25473571.png").write_bytes(PNG)
    folder = Folder(tmp_path)
    by_isbn, by_id = folder.picture(("x:1", ISBN)), folder.picture(("pubmed:25473571",))
    assert by_isbn is not None
    assert by_id is not None
    assert (by_isbn.media_type, by_id.media_type) == ("image/jpeg", "image/png")
    assert folder.picture(("x:2",)) is None


@pytest.mark.parametrize("key", ["../secret", "a/../../secret", "/etc/passwd", "..", "", ".", "x\0y"])
def test_no_id_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    inner = tmp_path / "covers"
    inner.mkdir()
    assert Folder(inner).picture((key,)) is None


def test_what_is_no_picture_or_too_large_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(b"<script>")
    (tmp_path / "b.png").write_bytes(PNG + bytes(500))
    monkeypatch.setattr(pictures, "MAX_BYTES", 300)
    folder = Folder(tmp_path)
    assert folder.picture(("a",)) is None
    assert folder.picture(("b",)) is None


def test_a_picture_that_comes_later_is_seen_and_one_that_goes_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "RELISTED", 0.0)
    folder = Folder(tmp_path / "covers")
    assert folder.name((ISBN,)) == ""
    (tmp_path / "covers").mkdir()
    (tmp_path / "covers" / f"{ISBN}.png").write_bytes(PNG)
    assert folder.name((ISBN,)) == f"{ISBN}.png"
    (tmp_path / "covers" / f"{ISBN}.png").unlink()
    os.utime(tmp_path / "covers", (1, 1))
    assert folder.name((ISBN,)) == ""


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert Folder(tmp_path / "never").name(("a",)) == ""


def test_a_service_is_asked_once_and_remembered(tmp_path: Path) -> None:
    with loopback(lambda _p, _q: PNG) as server:
        service = Service(server.url + "/{isbn}-M.png", tmp_path / "cache")
        first, second = service.picture(ISBN), service.picture(ISBN)
        assert first is not None
        assert first == second
        assert [path for path, _, _ in server.asked] == [f"/{ISBN}-M.png"]


@pytest.mark.parametrize("answer", [(404, {}, b""), b"<svg><script/></svg>", b"GIF89a\x01\x00\x01\x00", b""])
def test_that_it_has_nothing_is_remembered_too(tmp_path: Path, answer: Any) -> None:
    with loopback(lambda _p, _q: answer) as server:
        service = Service(server.url + "/{isbn}", tmp_path)
        assert not service.has_none(ISBN)
        assert service.picture(ISBN) is None
        assert service.has_none(ISBN)
        assert service.picture(ISBN) is None
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "isbn", ["../../x", "/etc/passwd", "", "978", "9780299131708/..", "x" * 13, "９７８０２９９１３１７０８"]
)
def test_what_is_no_isbn_is_neither_asked_for_nor_kept(tmp_path: Path, isbn: str) -> None:
    with loopback(lambda _p, _q: PNG) as server:
        service = Service(server.url + "/{isbn}", tmp_path / "cache")
        assert service.picture(isbn) is None
        assert service.has_none(isbn)
        assert server.asked == []
        assert list(tmp_path.iterdir()) == []


def test_it_is_asked_again_when_the_memory_is_old(tmp_path: Path) -> None:
    with loopback(lambda _p, _q: PNG) as server:
        service = Service(server.url + "/{isbn}", tmp_path, days=1)
        service.picture(ISBN)
        os.utime(tmp_path / ISBN, (time.time() - 90_000,) * 2)
        service.picture(ISBN)
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    "answer", [(500, {}, b""), (302, {"Location": "http://127.0.0.2/"}, b""), (200, {}, PNG * 99)]
)
def test_a_service_that_fails_leads_astray_or_sends_too_much_gives_none_and_is_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 10_000)
    with loopback(lambda _p, _q: answer) as server:
        service = Service(server.url + "/{isbn}", tmp_path)
        assert service.picture(ISBN) is None
        assert not service.has_none(ISBN)


def test_a_cache_that_can_not_be_written_costs_no_picture(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with loopback(lambda _p, _q: PNG) as server:
        assert Service(server.url + "/{isbn}", tmp_path / "file" / "cache").picture(ISBN) is not None
