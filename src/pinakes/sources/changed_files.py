"""Files that are read again when they have changed: in folders, or at addresses."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from pinakes.errors import SourceError
from pinakes.records.base import Struct
from pinakes.sources.base import Checkpoint, RawRecord, SourceFailure
from pinakes.sources.files import Files
from pinakes.sources.http import HttpClient
from pinakes.sources.settings import FolderSource, HttpFileSource

MAX_FILE = 64 * 1024**3
MAX_SECONDS = 12 * 3600.0


class FilesState(Struct):
    """Of each file what tells that it has not changed: time and size, or what the server calls its version."""

    known: dict[str, str] = msgspec.field(default_factory=dict)


class Folders:
    """Files and folders beside the catalogue; those whose time and size are as before are passed over."""

    def __init__(
        self, settings: FolderSource, *, state: bytes = b"", full: bool = False, folder: Path
    ) -> None:
        self._settings, self._full = settings, full
        self._state = msgspec.json.decode(state, type=FilesState) if state else FilesState()
        self._folder = folder
        self._done = 0
        self._current: Files | None = None
        self.finished: tuple[Path, ...] = ()
        self.total_bytes = 0

    @property
    def read_bytes(self) -> int:
        return self._done + (self._current.read_bytes if self._current else 0)

    def describe(self) -> Iterator[tuple[str, str]]:
        for path in self._settings.paths:
            there = self._folder / path
            if not there.exists():
                raise SourceError(f"There is no {there}.")
            yield "path", str(there)
        yield "files", f"{len(self._files().paths):,}"

    def _files(self) -> Files:
        return Files([self._folder / p for p in self._settings.paths], format=self._settings.format or None)

    def read(self) -> Iterator[RawRecord | SourceFailure | Checkpoint]:
        everything = self._files()
        yield from everything.failures
        self.total_bytes = everything.total_bytes
        known: dict[str, str] = {}
        for path in everything.paths:
            status = path.stat()
            version = f"{status.st_mtime_ns} {status.st_size}"
            if self._full or self._state.known.get(str(path)) != version:
                self._current = Files([path], format=self._settings.format or None)
                yield from self._current.read()
                self._current = None
            self._done += status.st_size
            known[str(path)] = version
            yield Checkpoint(state=msgspec.json.encode(FilesState(known=self._state.known | known)))
        yield Checkpoint(state=msgspec.json.encode(FilesState(known=known)), whole=self._full)


class HttpFiles:
    """Files at addresses; a server that says 304 is believed."""

    def __init__(
        self,
        settings: HttpFileSource,
        *,
        state: bytes = b"",
        full: bool = False,
        folder: Path,
        attempts: int = 0,
        client: HttpClient | None = None,
    ) -> None:
        self._settings, self._full, self._folder = settings, full, folder
        self._state = msgspec.json.decode(state, type=FilesState) if state else FilesState()
        self._client = client or HttpClient(
            rate=settings.rate,
            contact=settings.contact,
            attempts=attempts,
            allow_private_redirects=settings.allow_private_redirects,
            max_bytes=MAX_FILE,
            whole_seconds=MAX_SECONDS,
        )
        self.finished: tuple[Path, ...] = ()
        self.total_bytes = self.read_bytes = 0

    def describe(self) -> Iterator[tuple[str, str]]:
        for url in self._settings.urls:
            with self._client.open(url) as (answer, _):
                yield "file", f"{url}  {answer.headers.get('content-length', '?')} bytes"

    def read(self) -> Iterator[RawRecord | SourceFailure | Checkpoint]:
        known = dict(self._state.known)
        for url in self._settings.urls:
            version = "" if self._full else known.get(url, "")
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".harvest-") as file:
                found = self._fetch(url, version, file.file)
                if found is None:
                    continue
                yield from self._records(url, Path(file.name))
            known[url] = found
            yield Checkpoint(state=msgspec.json.encode(FilesState(known=known)))
        yield Checkpoint(state=msgspec.json.encode(FilesState(known=known)), whole=self._full)

    def _fetch(self, url: str, version: str, file: IO[bytes]) -> str | None:
        """The file's version, ETag and time of change; None when it is as before."""
        etag, _, modified = version.partition("\n")
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        accepted = frozenset({200, 304}) if version else frozenset({200})
        headers = {k: v for k, v in asked.items() if v}
        with self._client.open(url, headers=headers, accept=accepted) as (answer, chunks):
            if answer.status == 304:
                return None
            for chunk in chunks:
                file.write(chunk)
            file.flush()
        said = (answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        return "\n".join(said) if any(said) else ""

    def _records(self, url: str, path: Path) -> Iterator[RawRecord | SourceFailure]:
        size = path.stat().st_size
        self.total_bytes += size
        for piece in Files([path], format=self._settings.format or None).read():
            yield msgspec.structs.replace(piece, origin=piece.origin.replace(str(path), url))
        self.read_bytes += size
