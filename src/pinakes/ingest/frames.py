"""What passes between the process that reads and the one that writes: frames of msgpack on a socket."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import msgspec

from pinakes.index.weights import FieldWeights
from pinakes.records.base import Struct
from pinakes.sources.rejects import Reject
from pinakes.store.authority_port import AuthorityToStore
from pinakes.store.port import RecordToDelete, RecordToStore

_LENGTH = struct.Struct(">Q")
MAX_FRAME = 2 * 1024**3
"""Bytes; a batch is far below, so more means that the pipe is broken."""


class Job(Struct):
    """What is to be read."""

    paths: tuple[str, ...]
    format: str = ""
    columns: str = ""
    """What the columns of tables are (``formats.table_columns.encoded``); else what lies beside each says it."""
    source: str = ""
    folder: str = ""
    """Relative paths are meant from here."""
    batch: int = 200
    field_weights: FieldWeights = FieldWeights()
    """By which the words of a record are counted."""
    harvest: bytes = b""
    """Settings of a source of pinakes.toml (``sources.opening.packed``), which is read instead of paths."""
    state: bytes = b""
    """What was kept for that source."""
    full: bool = False
    """Whether it is read anew, from its beginning."""
    with_authorities: bool = False
    """Whether the catalogue has authorities, so that it must be told which headings records have."""


class Built(Struct, array_like=True):
    """A record ready for the store."""

    id: str
    source: str
    title: str
    digest: bytes
    encoded: bytes
    raw: bytes
    raw_format: str
    deleted: bool
    repeats: bool
    headings: tuple[int, ...] = ()
    """Keys by which authorities may have its names and subjects."""

    def change(self, *, final: bool = False) -> RecordToStore | RecordToDelete:
        """As the store wants it."""
        if self.deleted:
            return RecordToDelete(
                id=self.id,
                source=self.source,
                title=self.title,
                digest=self.digest,
                encoded=self.encoded,
                repeats=self.repeats,
                final=final,
            )
        return RecordToStore(
            id=self.id,
            source=self.source,
            title=self.title,
            digest=self.digest,
            encoded=self.encoded,
            raw=self.raw,
            raw_format=self.raw_format,
            repeats=self.repeats,
            final=final,
        )


class Batch(Struct, array_like=True):
    """What was read in a stretch of the sources, in order."""

    records: tuple[Built, ...] = ()
    prepared: bytes = b""
    """Documents of the living records, ready for an engine but for their sequence numbers."""
    rejects: tuple[Reject, ...] = ()
    read: int = 0
    read_bytes: int = 0
    total_bytes: int = 0
    finished: tuple[str, ...] = ()
    """Files of rejects that have been read to their end."""
    last: bool = False
    checkpoint: bytes = b""
    """State of the source when all up to here is stored."""
    unread: tuple[str, ...] = ()
    """Local ids of records that came but were rejected; "" for each whose id is not known."""
    whole: bool = False
    """The source has given everything: what did not come is gone."""
    error: str = ""
    """Why there can be nothing more; a sentence."""
    authorities: tuple[AuthorityToStore, ...] = ()


def send(connection: socket.socket, frame: Job | Batch) -> None:
    """Write one frame."""
    data = msgspec.msgpack.encode(frame)
    connection.sendall(_LENGTH.pack(len(data)))
    connection.sendall(data)


class FrameReader:
    """Takes frames from a socket, also when they come in pieces."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    def pump(self) -> bool:
        """Take what is there, waiting as long as the socket's timeout (TimeoutError). False at the end."""
        piece = self._connection.recv(1 << 18)
        self._held += piece
        return bool(piece)

    def frames(self) -> Iterator[bytes]:
        """The frames that are complete."""
        while len(self._held) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held)
            if length > MAX_FRAME:
                raise ValueError("a frame of the reading process is too long")
            end = _LENGTH.size + length
            if len(self._held) < end:
                return
            yield bytes(memoryview(self._held)[_LENGTH.size : end])
            del self._held[:end]


def decode_batch(data: bytes) -> Batch:
    """A frame as a Batch."""
    return _BATCH.decode(data)


def decode_job(data: bytes) -> Job:
    """A frame as a Job."""
    return msgspec.msgpack.decode(data, type=Job)


_BATCH = msgspec.msgpack.Decoder(Batch)
