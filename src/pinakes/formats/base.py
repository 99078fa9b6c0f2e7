"""What a format is: how to know it, cut it into records, read one and write many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Protocol, runtime_checkable

from pinakes.errors import FormatError, ReadError
from pinakes.formats.table_columns import Columns
from pinakes.records.authority import Authority
from pinakes.records.base import Struct
from pinakes.records.record import Record


class Reader(Protocol):
    """Reads one format."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        """Cut the stream into the raw bytes of single records; cheap, streaming, memory-bounded.

        A piece must be readable alone by ``parse``. Raises ReadError only when nothing more can be cut.
        """
        ...

    def parse(self, raw: bytes) -> Record:
        """The record in ``raw``: pure. Raises ReadError; no other exception may leave it."""
        ...


@runtime_checkable
class AuthorityReader(Protocol):
    """What a reader has besides whose format holds authorities too."""

    def authority(self, raw: bytes) -> Authority | None:
        """The authority in ``raw``; None, and cheaply so, when it is something else. Raises ReadError."""
        ...


class Exporter(Protocol):
    """Writes one format."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        """Write the records with whatever frame the format needs; streaming."""
        ...


class Format(Struct):
    """One format, registered under its ``name`` (see registry.py)."""

    name: str
    label: str
    media_type: str
    extension: str
    """Without the dot, for downloads."""
    recognise: Callable[[bytes], bool] | None = None
    """Whether the first bytes (up to 64 KB, decompressed, BOM left on) are of this format."""
    reader: Callable[[], Reader] | None = None
    reader_with_columns: Callable[[Columns], Reader] | None = None
    """Of a table: a reader that a mapping tells what its columns are."""
    exporter: Callable[[], Exporter] | None = None
    source: str = "local"
    """Name of the source when none is given: registries with ids of their own have one ("pubmed")."""


class ReadFailure(Struct):
    """A record that could not be read: a value, counted and kept."""

    position: int
    """1 for the first record of the stream."""
    reason: str
    raw: bytes
    field: str = ""


def read(reader: Reader, stream: BinaryIO) -> Iterator[Record | ReadFailure]:
    """Every record of the stream in order; what can't be read comes as a ReadFailure."""
    position = 0
    pieces = reader.split(stream)
    while True:
        position += 1
        try:
            raw = next(pieces)
        except StopIteration:
            return
        except FormatError as error:
            yield ReadFailure(position=position, reason=str(error), raw=b"")
            return
        yield parse(reader, raw, position)


def parse(reader: Reader, raw: bytes, position: int) -> Record | ReadFailure:
    """One record, or why it can't be had.

    An exception that a reader did not foresee is a failure of that record too, never of the run.
    """
    try:
        return reader.parse(raw)
    except ReadError as error:
        return ReadFailure(position=position, reason=error.reason, raw=raw, field=error.field)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - one bad record never ends a run
        return ReadFailure(
            position=position, reason=f"The reader failed: {type(error).__name__}: {error}", raw=raw
        )


def parse_authority(reader: AuthorityReader, raw: bytes, position: int) -> Authority | ReadFailure | None:
    """As ``parse``, of an authority; None when ``raw`` holds none."""
    try:
        return reader.authority(raw)
    except ReadError as error:
        return ReadFailure(position=position, reason=error.reason, raw=raw, field=error.field)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - as in ``parse``
        return ReadFailure(
            position=position, reason=f"The reader failed: {type(error).__name__}: {error}", raw=raw
        )
