"""Raw records → batches ready for store and index: pure, so that another process can do it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from pinakes.errors import ReadError, SourceError
from pinakes.formats import native, registry, table_columns
from pinakes.formats.base import AuthorityReader, Reader, ReadFailure, parse, parse_authority
from pinakes.index import fields, prepared
from pinakes.index.port import IndexDocument
from pinakes.index.seen_ids import SeenIds
from pinakes.ingest.frames import Batch, Built, Job
from pinakes.ingest.matching import identified, identified_authority
from pinakes.records import authority_matching, record_ids
from pinakes.records.authority import Authority
from pinakes.records.record import Record
from pinakes.sources import opening
from pinakes.sources.base import Checkpoint, RawRecord, Source, SourceFailure
from pinakes.sources.files import Files
from pinakes.sources.rejects import Reject
from pinakes.store import authority_port, encoding
from pinakes.store.authority_port import AuthorityToStore

LATENCY = 0.5
"""Seconds that a record waits at most for its batch to fill (a slow pipe on standard input)."""
MAX_BATCH_BYTES = 4 * 1024 * 1024
"""Raw bytes that end a batch early: records may be large."""


class Builder:
    """Makes batches of a source, in its order."""

    def __init__(self, job: Job, source: Source) -> None:
        self._job = job
        self._source = source
        self._seen = SeenIds()
        self._readers: dict[str, Reader] = {}
        self._authority_readers: dict[str, AuthorityReader] = {}
        self._clear()

    def _clear(self) -> None:
        self._records: list[Built] = []
        self._authorities: list[AuthorityToStore] = []
        self._documents: list[IndexDocument] = []
        self._rejects: list[Reject] = []
        self._unread: list[str] = []
        self._read = self._bytes = 0
        self._checkpoint, self._whole = b"", False
        self._since = time.monotonic()

    def batches(self) -> Iterator[Batch]:
        """All of the source; the last batch says so, and what went wrong if something did. It may be empty."""
        try:
            for piece in self._source.read():
                self._take(piece)
                if (
                    self._read >= self._job.batch
                    or self._bytes > MAX_BATCH_BYTES
                    or time.monotonic() - self._since > LATENCY
                ):
                    yield self._batch()
        except SourceError as error:
            # What came before it is stored: a server that fails is asked for the rest the next time.
            yield msgspec.structs.replace(self._batch(last=True), error=str(error))
            return
        yield self._batch(last=True)

    def _batch(self, *, last: bool = False) -> Batch:
        documents = self._documents
        batch = Batch(
            records=tuple(self._records),
            prepared=prepared.prepare(documents) if documents else b"",
            rejects=tuple(self._rejects),
            read=self._read,
            read_bytes=self._source.read_bytes,
            total_bytes=self._source.total_bytes,
            finished=tuple(str(p) for p in self._source.finished),
            checkpoint=self._checkpoint,
            unread=tuple(self._unread),
            whole=self._whole,
            last=last,
            authorities=tuple(self._authorities),
        )
        self._clear()
        return batch

    def _take(self, piece: RawRecord | SourceFailure | Checkpoint) -> None:
        if isinstance(piece, Checkpoint):
            self._checkpoint, self._whole = piece.state, piece.whole
            return
        if isinstance(piece, SourceFailure):
            self._read += piece.position > 0
            self._bytes += len(piece.raw)
            self._unread.append(piece.local_id)
            self._rejects.append(
                Reject(
                    origin=piece.origin,
                    position=piece.position,
                    reason=piece.reason,
                    field=piece.field,
                    source=self._job.source,
                    time=_now(),
                    raw=piece.raw,
                    local_id=piece.local_id,
                    collections=piece.collections,
                )
            )
            return
        self._read += 1
        self._bytes += len(piece.data)
        if piece.withdrawn:
            self._withdraw(piece)
            return
        found = self._parse(piece)
        if isinstance(found, ReadFailure):
            self._unread.append(piece.local_id)
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
                    local_id=piece.local_id,
                    collections=piece.collections,
                )
            )

    def _parse(self, piece: RawRecord) -> ReadFailure | None:
        """Put the record among those of the batch, or say why not."""
        reader = self._readers.get(piece.format) or self._reader(piece.format)
        if knows := self._authority_readers.get(piece.format):
            authority = parse_authority(knows, piece.data, piece.position)
            if isinstance(authority, ReadFailure):
                return authority
            if authority is not None:
                return self._add_authority(authority, piece)
        record = parse(reader, piece.data, piece.position)
        if isinstance(record, ReadFailure):
            return record
        try:
            if piece.local_id:
                record = named(record, piece)
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

    def _withdraw(self, piece: RawRecord) -> None:
        """A tombstone of what is there; of what never was there is nothing to say."""
        source = self._job.source or piece.source or "local"
        record_id = record_ids.record_id(f"{source}:{piece.local_id}")
        repeats = self._seen.add(record_id)
        self._records.append(
            Built(
                id=record_id, source=source, title="", digest=b"", encoded=b"", raw=b"", raw_format="",
                deleted=True, repeats=repeats,
            )
        )  # fmt: skip

    def _reader(self, name: str) -> Reader:
        reader = registry.get(name).reader
        assert reader is not None  # what was cut has been cut by it
        made = self._readers.setdefault(name, reader())
        if isinstance(made, AuthorityReader):
            self._authority_readers[name] = made
        return made

    def _add_authority(self, authority: Authority, piece: RawRecord) -> ReadFailure | None:
        try:
            authority = identified_authority(
                authority,
                source=self._job.source,
                default_source=piece.source or "local",
                local_id=piece.local_id,
            )
            encoded = authority_port.encoded(authority)
        except ReadError as error:
            return ReadFailure(
                position=piece.position, reason=error.reason, raw=piece.data, field=error.field
            )
        except UnicodeEncodeError:
            reason = "It holds half of a surrogate pair, which is no text."
            return ReadFailure(position=piece.position, reason=reason, raw=piece.data)
        self._authorities.append(
            AuthorityToStore(
                id=f"{authority.source}:{authority.local_id}",
                source=authority.source,
                digest=encoding.digest(piece.data, piece.format, encoded),
                encoded=encoding.compress(encoded),
                raw=encoding.compress(piece.data),
                raw_format=piece.format,
                deleted=authority.deleted,
            )
        )
        return None

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
                headings=self._headings(record),
            )
        )

    def _headings(self, record: Record) -> tuple[int, ...]:
        if not self._job.with_authorities or record.deleted:
            return ()
        return authority_matching.keys(authority_matching.headings(record))


def builder(job: Job) -> Builder:
    """Reads what a job names: a source of the configuration, or paths. Raises SourceError."""
    if not job.harvest:
        columns = table_columns.decoded(job.columns) if job.columns else None
        return Builder(job, Files(job.paths, format=job.format or None, columns=columns))
    settings = opening.unpacked(job.harvest)
    source = opening.open_source(settings, state=job.state, full=job.full, folder=Path(job.folder))
    return Builder(job, source)


def named(record: Record, piece: RawRecord) -> Record:
    """The record under the id, and in the collections, that its source has for it."""
    return msgspec.structs.replace(
        record,
        local_id=piece.local_id,
        collections=tuple(dict.fromkeys((*record.collections, *piece.collections))),
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
