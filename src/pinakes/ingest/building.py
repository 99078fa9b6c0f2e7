"""Raw records → batches ready for store and index: pure, so that another process can do it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from pinakes.errors import ReadError
from pinakes.formats import native, registry
from pinakes.formats.base import Reader, ReadFailure, parse
from pinakes.index import fields, prepared
from pinakes.index.port import IndexDocument
from pinakes.ingest.frames import Batch, Built, Job
from pinakes.ingest.matching import identified
from pinakes.ingest.seen import SeenIds
from pinakes.records.record import Record
from pinakes.sources.base import RawRecord, SourceFailure
from pinakes.sources.files import Files
from pinakes.sources.rejects import Reject
from pinakes.store import encoding

LATENCY = 0.5
"""Seconds that a record waits at most for its batch to fill (a slow pipe on standard input)."""
MAX_BATCH_BYTES = 4 * 1024 * 1024
"""Raw bytes that end a batch early: records may be large."""


class Builder:
    """Makes batches of a source, in its order."""

    def __init__(self, job: Job, files: Files) -> None:
        self._job = job
        self._files = files
        self._seen = SeenIds()
        self._readers: dict[str, Reader] = {}
        self._clear()

    def _clear(self) -> None:
        self._records: list[Built] = []
        self._documents: list[IndexDocument] = []
        self._rejects: list[Reject] = []
        self._read = self._bytes = 0
        self._since = time.monotonic()

    def batches(self) -> Iterator[Batch]:
        """All of the source; the last batch says so and may be empty."""
        for piece in self._files.read():
            self._take(piece)
            if (
                self._read >= self._job.batch
                or self._bytes > MAX_BATCH_BYTES
                or time.monotonic() - self._since > LATENCY
            ):
                yield self._batch()
        yield self._batch(last=True)

    def _batch(self, *, last: bool = False) -> Batch:
        documents = self._documents
        batch = Batch(
            records=tuple(self._records),
            prepared=prepared.prepare(documents) if documents else b"",
            rejects=tuple(self._rejects),
            read=self._read,
            read_bytes=self._files.read_bytes,
            total_bytes=self._files.total_bytes,
            finished=tuple(str(p) for p in self._files.finished),
            last=last,
        )
        self._clear()
        return batch

    def _take(self, piece: RawRecord | SourceFailure) -> None:
        if isinstance(piece, SourceFailure):
            self._read += piece.position > 0
            self._bytes += len(piece.raw)
            self._rejects.append(
                Reject(
                    origin=piece.origin,
                    position=piece.position,
                    reason=piece.reason,
                    field=piece.field,
                    source=self._job.source,
                    time=_now(),
                    raw=piece.raw,
                )
            )
            return
        self._read += 1
        self._bytes += len(piece.data)
        found = self._parse(piece)
        if isinstance(found, ReadFailure):
            self._rejects.append(
                Reject(
                    origin=piece.origin,
                    position=piece.position,
                    reason=found.reason,
                    field=found.field,
                    format=piece.format,
                    source=self._job.source,
                    time=_now(),
                    raw=piece.data,
                )
            )

    def _parse(self, piece: RawRecord) -> ReadFailure | None:
        """Put the record among those of the batch, or say why not."""
        reader = self._readers.get(piece.format) or self._reader(piece.format)
        record = parse(reader, piece.data, piece.position)
        if isinstance(record, ReadFailure):
            return record
        try:
            record = identified(record, source=self._job.source, default_source=piece.source or "local")
            self._add(record, piece)
        except ReadError as error:
            return ReadFailure(
                position=piece.position, reason=error.reason, raw=piece.data, field=error.field
            )
        except UnicodeEncodeError:
            reason = "It holds half of a surrogate pair, which is no text."
            return ReadFailure(position=piece.position, reason=reason, raw=piece.data)
        return None

    def _reader(self, name: str) -> Reader:
        reader = registry.get(name).reader
        assert reader is not None  # what was cut has been cut by it
        return self._readers.setdefault(name, reader())

    def _add(self, record: Record, piece: RawRecord) -> None:
        kept = encoding.tombstone(record) if record.deleted else record
        encoded = native.encode(kept)
        record_id = record.id
        if not record.deleted:
            self._documents.append(fields.document(record))
        self._records.append(
            Built(
                id=record_id,
                source=record.source,
                title=record.full_title,
                digest=encoding.digest(piece.data, piece.format, encoded),
                encoded=encoding.compress(encoded),
                raw=encoding.compress(piece.data),
                raw_format=piece.format,
                deleted=record.deleted,
                repeats=self._seen.add(record_id),
            )
        )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
