"""The product's own format: one record a line, JSON, exactly as the model has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from pinakes.errors import ReadError
from pinakes.formats.base import Format
from pinakes.records.record import Record

_DECODER = msgspec.json.Decoder(Record)
_ENCODER = msgspec.json.Encoder()
MAX_LINE = 64 * 1024 * 1024


def encode(record: Record) -> bytes:
    """The record as one line of JSON, without the line's end."""
    return _ENCODER.encode(record)


def decode(raw: bytes) -> Record:
    """The record in a line. Raises ReadError with the path of what is wrong."""
    try:
        return _DECODER.decode(raw)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"Not a record of pinakes: {error}.") from error


class NativeReader:
    """Reads JSON lines; empty lines and a byte order mark are passed over."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        first = True
        while line := stream.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise ReadError(f"A line is longer than {MAX_LINE:,} bytes.")
            if first:
                line = line.removeprefix(b"\xef\xbb\xbf")
                first = False
            if line := line.strip():
                yield line

    def parse(self, raw: bytes) -> Record:
        record = decode(raw)
        if not record.title and not record.deleted:
            raise ReadError("There is no title.", field="title")
        return record


class NativeExporter:
    """Writes JSON lines; what is written is read back equal."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> None:
        for record in records:
            out.write(encode(record) + b"\n")


def _recognise(head: bytes) -> bool:
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    return bool(re.match(rb'\{"(?:source|local_id|title)":"', line)) and b'"title":' in line


PINAKES = Format(
    name="pinakes",
    label="Pinakes JSON lines",
    media_type="application/x-ndjson",
    extension="jsonl",
    recognise=_recognise,
    reader=NativeReader,
    exporter=NativeExporter,
)
