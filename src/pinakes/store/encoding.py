"""How records lie in the store: native JSON, compressed; digests; tombstones."""

from __future__ import annotations

import hashlib
import threading

import zstandard

from pinakes.formats import native
from pinakes.records.record import Record

LEVEL = 1
"""Of zstd: higher levels gain 1 to 2 % on records of 1–4 KB and cost up to twice the time."""
MAX_DECODED = 256 * 1024 * 1024
"""Bytes of one record that are believed when its frame says how long it is."""

_local = threading.local()


def _compressor() -> zstandard.ZstdCompressor:
    try:
        return _local.compressor  # type: ignore[no-any-return]
    except AttributeError:
        _local.compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False)
        return _local.compressor  # type: ignore[no-any-return]


def _decompressor() -> zstandard.ZstdDecompressor:
    try:
        return _local.decompressor  # type: ignore[no-any-return]
    except AttributeError:
        _local.decompressor = zstandard.ZstdDecompressor()
        return _local.decompressor  # type: ignore[no-any-return]


def compress(data: bytes) -> bytes:
    """``data`` as one zstd frame; contexts are kept for each thread, since making one costs 20 µs."""
    return _compressor().compress(data)


def decompress(data: bytes) -> bytes:
    """What ``compress`` was given; empty stays empty."""
    return _decompressor().decompress(data, max_output_size=MAX_DECODED) if data else b""


def decode(encoded: bytes) -> Record:
    """The record in a column ``encoded``. Raises ReadError when the column is damaged."""
    return native.decode(decompress(encoded))


def digest(raw: bytes, raw_format: str, record_json: bytes) -> bytes:
    """16 bytes that are equal when neither the bytes nor what was read in them has changed."""
    state = hashlib.blake2b(raw_format.encode(), digest_size=16)
    state.update(len(raw).to_bytes(8))
    state.update(raw)
    state.update(record_json)
    return state.digest()


def tombstone(record: Record) -> Record:
    """What is kept of a deleted record, so that saved items and old addresses can still say what it was."""
    return Record(
        source=record.source,
        local_id=record.local_id,
        deleted=True,
        title=record.title,
        subtitle=record.subtitle,
        title_alternate=record.title_alternate,
        title_language=record.title_language,
        contributors=record.contributors,
        date=record.date,
        identifiers=record.identifiers,
    )
