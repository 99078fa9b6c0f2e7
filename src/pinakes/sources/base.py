"""What a source gives: raw records with their origin, and failures as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pinakes.records.base import Struct


class RawRecord(Struct):
    """The bytes of one record, not yet read."""

    data: bytes
    format: str
    """Name of the format (formats/registry.py)."""
    source: str
    """Name of the source that the format has of itself ("pubmed", else "local")."""
    origin: str
    """Where it was: "file.zip!/member.xml"."""
    position: int
    """1 for the first record of its origin."""
    local_id: str = ""
    """What the source calls it; goes before what the record says of itself."""
    collections: tuple[str, ...] = ()
    """Sets of the source that it belongs to."""
    withdrawn: bool = False
    """The source has withdrawn it: there is an id and no data."""


class SourceFailure(Struct):
    """A file, a member of an archive or a record that can't be had."""

    origin: str
    reason: str
    """A sentence."""
    position: int = 0
    """Of the record that could not be cut out; 0 when it is the whole file."""
    raw: bytes = b""
    field: str = ""
    local_id: str = ""
    """What the source calls the record, where that could be read."""
    collections: tuple[str, ...] = ()


class Checkpoint(Struct):
    """Everything before it has been given: who has stored that may begin here the next time."""

    state: bytes
    """JSON that only its source understands."""
    whole: bool = False
    """All that the source has was given in this run: what did not come is gone from it."""


class Source(Protocol):
    """Something that records come from. Reading is lazy and needs memory for one record only."""

    total_bytes: int
    """How much there is to read: bytes as they lie on the disk, of a server its records; 0 when it isn't known."""

    @property
    def finished(self) -> Sequence[Path]:
        """Files of rejects that have been read to their end."""
        ...

    @property
    def read_bytes(self) -> int:
        """How much of it has been read."""
        ...

    def read(self) -> Iterator[RawRecord | SourceFailure | Checkpoint]:
        """Everything, in order; a failure is a value and never the end. Servers that fail raise SourceError."""
        ...


class Described(Source, Protocol):
    """A source of the configuration."""

    def describe(self) -> Iterator[tuple[str, str]]:
        """(what, words) of what it offers, asked of it now. Raises SourceError when it does not answer."""
        ...
