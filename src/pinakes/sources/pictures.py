"""Pictures of books: from a folder of the library, or from one service that the server asks and remembers."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
import time
from pathlib import Path

from pinakes.errors import SourceError
from pinakes.records.base import Struct
from pinakes.sources.http import HttpClient

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
MAX_BYTES = 3 * 1024 * 1024
LEAST_BYTES = 120
"""A smaller one is the empty dot that services send when they have nothing."""
AT_ONCE = 4
"""Pictures that are fetched at the same time; while more are wanted there is none."""
RELISTED = 30.0
"""Seconds after which the folder is looked at again."""
_MAGIC = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
)
_ISBN = re.compile(r"\d{13}|\d{9}[\dX]", re.ASCII)
"""Nothing else becomes part of an address or the name of a file, whatever a record says."""
_UNSAFE = re.compile(r"[^\w.-]+")


class Picture(Struct):
    """Bytes and what they are."""

    data: bytes
    media_type: str


def media_type(data: bytes) -> str:
    """What the bytes themselves are, whatever anybody says; "" when no picture. Never SVG: it can hold script."""
    return next((kind for magic, kind in _MAGIC if magic.match(data)), "")


def file_name(key: str) -> str:
    """How a record's id is written in the name of a file: "pubmed:25473571" → "pubmed-25473571"."""
    return _UNSAFE.sub("-", key).strip(".-")


class Folder:
    """Pictures named by ISBN (13 digits) or by a record's id. Listed now and then, so that a page asks no disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: dict[str, str] = {}
        self._looked = -RELISTED
        self._changed = 0
        """When the folder was changed last, as it was listed."""

    def name(self, keys: tuple[str, ...]) -> str:
        """The file for the first of the keys that has one; "" for none."""
        now = time.monotonic()
        if now - self._looked >= RELISTED:
            self._looked = now
            self._list()
        return next((self._names[k] for key in keys if (k := file_name(key).lower()) in self._names), "")

    def _list(self) -> None:
        """Only when something has come or gone: a folder may hold very many."""
        try:
            changed = self._path.stat().st_mtime_ns
            if changed == self._changed:
                return
            entries = [e.name for e in os.scandir(self._path) if e.is_file()]
        except OSError:
            entries, changed = [], 0
        named = ((n.rpartition(".")[0].lower(), n) for n in sorted(entries) if n.lower().endswith(ENDINGS))
        self._names, self._changed = dict(named), changed

    def picture(self, keys: tuple[str, ...]) -> Picture | None:
        """None when there is none, or it is too large or no picture."""
        name = self.name(keys)
        if not name:
            return None
        try:
            with (self._path / name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            return None
        kind = media_type(data)
        return Picture(data=data, media_type=kind) if kind and len(data) <= MAX_BYTES else None


class Service:
    """A service that has pictures by ISBN. What it gave, and that it has nothing, is kept in ``cache``."""

    def __init__(
        self, pattern: str, cache: Path, *, wait: float = 4.0, days: int = 30, contact: str = ""
    ) -> None:
        self._pattern, self._cache, self._seconds = pattern, cache, days * 86_400
        self._http = HttpClient(
            contact=contact, max_bytes=MAX_BYTES, whole_seconds=wait, read_seconds=wait, attempts=1
        )
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def has_none(self, isbn: str) -> bool:
        """Whether it is known that the service has nothing, or can't have."""
        if not _ISBN.fullmatch(isbn):
            return True
        kept = self._kept(isbn)
        return kept is not None and not kept.size

    def picture(self, isbn: str) -> Picture | None:
        """From the cache, else from the service; None when it has nothing or does not answer."""
        if not _ISBN.fullmatch(isbn):
            return None
        kept = self._kept(isbn)
        if kept is not None:
            return self._read(isbn) if kept.size else None
        if not self._free.acquire(blocking=False):
            return None
        try:
            answer = self._http.get(self._pattern.replace("{isbn}", isbn), accept=frozenset({200, 404}))
        except SourceError:
            return None
        finally:
            self._free.release()
        kind = media_type(answer.body) if answer.status == 200 and len(answer.body) >= LEAST_BYTES else ""
        self._keep(isbn, answer.body if kind else b"")
        return Picture(data=answer.body, media_type=kind) if kind else None

    def _kept(self, isbn: str) -> _Kept | None:
        try:
            found = (self._cache / isbn).stat()
        except OSError:
            return None
        return _Kept(size=found.st_size) if time.time() - found.st_mtime < self._seconds else None

    def _read(self, isbn: str) -> Picture | None:
        try:
            data = (self._cache / isbn).read_bytes()
        except OSError:
            return None
        kind = media_type(data)
        return Picture(data=data, media_type=kind) if kind else None

    def _keep(self, isbn: str, data: bytes) -> None:
        # A full disk costs the memory of pictures, not the page.
        with contextlib.suppress(OSError):
            self._cache.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._cache)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(self._cache / isbn)


class _Kept(Struct):
    size: int
