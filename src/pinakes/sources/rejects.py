"""Rejected records in a file, as ingest keeps them: one JSON line each, to be tried again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from pinakes.errors import SourceError
from pinakes.records.base import Struct

MARK = b'{"pinakes_reject":'
"""How the first line begins."""
MAX_LINE = 16 * 1024 * 1024


class Reject(Struct, kw_only=True, omit_defaults=False):
    """One line of a file in rejects/."""

    pinakes_reject: int = 1
    """Version of this line's form."""
    origin: str
    position: int
    """0: the whole file."""
    reason: str
    field: str = ""
    format: str = ""
    """Empty when not even that is known."""
    source: str = ""
    """Name of the source that it was to go to."""
    time: str = ""
    """UTC, ISO 8601 to the second."""
    raw: bytes = b""
    """The bytes as they came (base64 in JSON)."""
    local_id: str = ""
    """What its source calls it, where that is not in the bytes."""
    collections: tuple[str, ...] = ()
    """Sets of its source, likewise."""
    raw_file: str = ""
    """Name of the file beside this one that holds them, when they are many."""


_DECODER = msgspec.json.Decoder(Reject)


def read_rejects(stream: BinaryIO, folder: Path | None) -> Iterator[Reject]:
    """The lines of a file of rejects, with their raw bytes. Raises SourceError when it is damaged.

    ``folder`` is where the files beside it lie; without one (standard input) they are not read.
    """
    while line := stream.readline(MAX_LINE):
        try:
            reject = _DECODER.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SourceError(f"This is no line of rejected records: {error}.") from error
        if reject.raw_file and folder is not None:
            beside = folder / Path(reject.raw_file).name
            try:
                reject = msgspec.structs.replace(reject, raw=beside.read_bytes())
            except OSError as error:
                raise SourceError(f"{beside} can't be read: {error.strerror}.") from error
        yield reject
