"""Records of one format written in another without a catalogue: streaming, with the same rejects as an import."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from pinakes.errors import StoreError, StoreFull, WriteError
from pinakes.formats import registry
from pinakes.formats.base import Exporter, Reader, ReadFailure, parse
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.sources.base import RawRecord, SourceFailure
from pinakes.sources.files import Files
from pinakes.sources.rejects import Reject

PROGRESS_EVERY = 500
"""Records between two calls of ``progress``."""


class Conversion(Struct, omit_defaults=False):
    """What a conversion did, in records."""

    read: int = 0
    written: int = 0
    deleted: int = 0
    """Withdrawn by their source: read, not written."""
    rejected: int = 0
    read_bytes: int = 0
    total_bytes: int = 0
    seconds: float = 0.0
    stopped: bool = False

    @property
    def rate(self) -> float:
        """Records read per second."""
        return self.read / self.seconds if self.seconds else 0.0


class Converter:
    """Reads ``files`` and writes what they hold; whatever can't be read or written goes to ``rejected``."""

    def __init__(
        self,
        files: Files,
        exporter: Exporter,
        *,
        rejected: Callable[[Reject], None],
        progress: Callable[[Conversion], None] = lambda _: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._files, self._exporter = files, exporter
        self._rejected, self._progress, self._should_stop = rejected, progress, should_stop
        self._readers: dict[str, Reader] = {}
        self._began = time.monotonic()
        self._read = self._deleted = self._refused = self._given = 0
        self._stopped = False
        self._last: RawRecord | None = None

    def write(self, out: BinaryIO) -> Conversion:
        """Write all; the numbers. Raises what ``out`` and ``rejected`` raise."""
        records = self._records()
        while True:
            try:
                self._exporter.write(records, out)
            except WriteError as error:
                # Only formats without a frame refuse a record; the next begins where it would have begun.
                self._given -= 1
                self._refuse(self._last, str(error))
                continue
            return self._numbers()

    def _numbers(self) -> Conversion:
        return Conversion(
            read=self._read,
            written=self._given,
            deleted=self._deleted,
            rejected=self._refused,
            read_bytes=self._files.read_bytes,
            total_bytes=self._files.total_bytes,
            seconds=time.monotonic() - self._began,
            stopped=self._stopped,
        )

    def _records(self) -> Iterator[Record]:
        for piece in self._files.read():
            if self._should_stop():
                self._stopped = True
                return
            record = self._record(piece)
            if record is not None:
                self._given += 1
                yield record
            if self._read % PROGRESS_EVERY == 0:
                self._progress(self._numbers())

    def _record(self, piece: RawRecord | SourceFailure) -> Record | None:
        self._read += isinstance(piece, RawRecord) or piece.position > 0
        if isinstance(piece, SourceFailure):
            self._refuse(piece, piece.reason, piece.field)
            return None
        self._last = piece
        found = parse(self._reader(piece.format), piece.data, piece.position)
        if isinstance(found, ReadFailure):
            self._refuse(piece, found.reason, found.field)
            return None
        if found.deleted:
            self._deleted += 1
            return None
        return found if found.source else msgspec.structs.replace(found, source=piece.source or "local")

    def _reader(self, name: str) -> Reader:
        found = self._readers.get(name)
        if found is None:
            known = registry.get(name).reader
            assert known is not None  # what was cut has been cut by it
            found = self._readers[name] = known()
        return found

    def _refuse(self, piece: RawRecord | SourceFailure | None, reason: str, field: str = "") -> None:
        self._refused += 1
        raw = piece.data if isinstance(piece, RawRecord) else piece.raw if piece else b""
        self._rejected(
            Reject(
                origin=piece.origin if piece else "",
                position=piece.position if piece else 0,
                reason=reason,
                field=field,
                format=piece.format if isinstance(piece, RawRecord) else "",
                time=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                raw=raw,
            )
        )


class RejectLines:
    """Writes rejects to one file, which is made when there is a first; `pinakes convert` and `import` read it again."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._out: BinaryIO | None = None

    def keep(self, rejects: Iterable[Reject]) -> None:
        """Write them down. Raises StoreFull, StoreError."""
        if self.path is None:
            return
        try:
            for reject in rejects:
                if self._out is None:
                    self._out = self.path.open("wb")
                self._out.write(msgspec.json.encode(reject) + b"\n")
        except OSError as error:
            kind = StoreFull if error.errno in (28, 122, 27) else StoreError
            raise kind(f"{self.path} can't be written: {error.strerror}.") from error

    def close(self) -> bool:
        """Whether anything was written."""
        if self._out is None:
            return False
        self._out.close()
        return True
