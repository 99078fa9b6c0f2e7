"""What a source gives: raw records with their origin, and failures as values."""

from __future__ import annotations

from collections.abc import Iterator
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


class SourceFailure(Struct):
    """A file, a member of an archive or a record that can't be had."""

    origin: str
    reason: str
    """A sentence."""
    position: int = 0
    """Of the record that could not be cut out; 0 when it is the whole file."""
    raw: bytes = b""
    field: str = ""


class Source(Protocol):
    """Something that records come from. Reading is lazy and needs memory for one record only."""

    total_bytes: int
    """How much there is to read, as it lies on the disk; 0 when it isn't known."""

    @property
    def read_bytes(self) -> int:
        """How much of it has been read."""
        ...

    def read(self) -> Iterator[RawRecord | SourceFailure]:
        """Everything, in order; a failure is a value and never the end."""
        ...
