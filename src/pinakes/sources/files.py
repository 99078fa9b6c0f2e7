"""Files, folders and standard input as a source of raw records."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from pinakes.errors import PinakesError, ReadError, SourceError
from pinakes.formats import registry
from pinakes.formats.base import Format
from pinakes.formats.table_columns import Columns
from pinakes.sources import archives, rejects, tables
from pinakes.sources.archives import Budget, Peekable
from pinakes.sources.base import RawRecord, SourceFailure

STANDARD_INPUT = "-"
Piece = RawRecord | SourceFailure


class Files:
    """Everything in the files and folders that are named, folders with all that is below them.

    Formats are known by content; ``format`` (a name) says it for all. Hidden files in folders are
    passed over; any other file that no reader knows is a failure with its reason.
    """

    def __init__(
        self,
        paths: Sequence[str | Path],
        *,
        format: str | None = None,  # noqa: A002 - the option's name
        columns: Columns | None = None,
    ) -> None:
        self._format = registry.get(format) if format else None
        self._columns = columns
        self._files: list[Path] = []
        self._failures: list[SourceFailure] = []
        self.total_bytes = 0
        self.finished: list[Path] = []
        self._done_bytes = 0
        self._current: BinaryIO | None = None
        for path in paths:
            self._find(Path(path))

    @property
    def failures(self) -> tuple[SourceFailure, ...]:
        """What is named and is not there."""
        return tuple(self._failures)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were found, in the order of reading."""
        return tuple(self._files)

    @property
    def read_bytes(self) -> int:
        return self._done_bytes + (_tell(self._current) if self._current else 0)

    def _find(self, path: Path) -> None:
        if str(path) == STANDARD_INPUT:
            self._files.append(path)
        elif path.is_dir():
            self._walk(path)
        else:
            self._add(path)

    def _walk(self, folder: Path) -> None:
        def failed(error: OSError) -> None:
            self._fail(error.filename or folder, f"The folder can't be read: {error.strerror}.")

        for here, folders, names in os.walk(folder, onerror=failed):
            folders[:] = sorted(f for f in folders if not archives.hidden(f))
            for name in sorted(names):
                if not archives.hidden(name) and not name.endswith(tables.ENDING):
                    self._add(Path(here) / name, found=True)

    def _add(self, path: Path, *, found: bool = False) -> None:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            reason = (
                "There is no such file."
                if isinstance(error, FileNotFoundError)
                else f"It can't be read: {error}."
            )
            self._fail(path, reason)
            return
        if found and not stat.S_ISREG(status.st_mode):
            return  # a pipe or a socket in a folder would wait for ever
        self._files.append(path)
        self.total_bytes += status.st_size

    def _fail(self, path: str | Path, reason: str) -> None:
        self._failures.append(SourceFailure(origin=str(path), reason=reason))

    def read(self) -> Iterator[Piece]:
        yield from self._failures
        for path in self._files:
            yield from self._read_path(path)

    def _read_path(self, path: Path) -> Iterator[Piece]:
        if str(path) == STANDARD_INPUT:
            yield from self._read_stream(sys.stdin.buffer, "-", size=0, folder=None)
            return
        try:
            with path.open("rb") as stream:
                self._current = stream
                size = os.fstat(stream.fileno()).st_size
                yield from self._read_stream(stream, str(path), size=size, folder=path.parent)
                self._current = None
                self._done_bytes += size
        except OSError as error:
            self._current = None
            yield SourceFailure(origin=str(path), reason=f"It can't be read: {error.strerror or error}.")

    def _read_stream(
        self, stream: BinaryIO, origin: str, *, size: int, folder: Path | None
    ) -> Iterator[Piece]:
        budget = Budget(size)
        # The bytes on the disk don't count as expanded: only what comes out of an archive spends the budget.
        for member in archives.members(Peekable(stream), origin, budget):
            if isinstance(member, SourceFailure):
                yield member
            else:
                yield from self._read_member(member.stream, member.origin, folder)

    def _read_member(self, stream: Peekable, origin: str, folder: Path | None) -> Iterator[Piece]:
        try:
            head = stream.peek()
            if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(rejects.MARK) and self._format is None:
                yield from self._retry(stream, origin, folder)
                return
            columns = self._columns or tables.columns_beside(origin)
            if columns is not None:
                found = tables.table_format(head, self._format)
            else:
                found = self._format or registry.recognise(head)
        except PinakesError as error:
            yield SourceFailure(origin=origin, reason=str(error))
            return
        yield from split(found, stream, origin, columns)

    def _retry(self, stream: Peekable, origin: str, folder: Path | None) -> Iterator[Piece]:
        """Records that were rejected before, as if they stood where they first did."""
        for reject in rejects.read_rejects(cast(BinaryIO, io.BufferedReader(stream)), folder):
            if reject.raw and reject.format:
                yield RawRecord(
                    data=reject.raw,
                    format=reject.format,
                    source=reject.source,
                    origin=reject.origin,
                    position=reject.position,
                    local_id=reject.local_id,
                    collections=reject.collections,
                )
            elif reject.raw:
                for piece in self._read_member(Peekable(io.BytesIO(reject.raw)), reject.origin, None):
                    yield msgspec.structs.replace(
                        piece, local_id=reject.local_id, collections=reject.collections
                    )
            else:
                yield from self._retry_file(reject)
        if "!/" not in origin and folder is not None:
            self.finished.append(Path(origin))

    def _retry_file(self, reject: rejects.Reject) -> Iterator[Piece]:
        path = Path(reject.origin.partition("!/")[0])
        if path.is_file():
            yield from Files([path])._read_path(path)
        else:
            yield SourceFailure(
                origin=reject.origin, reason=reject.reason, position=reject.position, field=reject.field
            )


def split(found: Format, stream: Peekable, origin: str, columns: Columns | None = None) -> Iterator[Piece]:
    """The raw records of a file of a known format; where it can't be cut further, a failure says why."""
    reader = tables.reader(found, columns)
    if reader is None:
        yield SourceFailure(origin=origin, reason=f"The format {found.name} can be written, not read.")
        return
    position = 0
    try:
        for data in reader.split(cast(BinaryIO, io.BufferedReader(stream, 1 << 18))):
            position += 1
            yield RawRecord(
                data=data, format=found.name, source=found.source, origin=origin, position=position
            )
    except ReadError as error:
        yield SourceFailure(origin=origin, reason=error.reason, position=position + 1, field=error.field)
        return
    except SourceError as error:
        yield SourceFailure(origin=origin, reason=str(error), position=position + 1)
        return
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader didn't foresee ends this file, never the run
        reason = f"The reader of {found.name} failed: {type(error).__name__}: {error}."
        yield SourceFailure(origin=origin, reason=reason, position=position + 1)
        return
    if not position:
        yield SourceFailure(origin=origin, reason=f"There is no record in it ({found.label}).")


def _tell(stream: BinaryIO) -> int:
    try:
        return os.lseek(stream.fileno(), 0, os.SEEK_CUR)
    except (OSError, ValueError):
        return 0
