"""Readers of JSON: a list, objects within wrapping objects, one object, or an object a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec

from pinakes.errors import ReadError
from pinakes.formats import json_pieces, text_lines
from pinakes.records.record import Record

_DECODER = msgspec.json.Decoder(dict[str, Any])
_LIST_OR_OBJECT = re.compile(rb"\[\s*(?:null\s*,\s*)*(?:\[\s*)?\{|\{")
_HEAD = 32 * 1024

RecordOf = Callable[[dict[str, Any], list[str]], Record]
"""The record of a decoded object; what was mended is added to the list. Raises ReadError."""


class JsonReader:
    """Reads the objects of one format; ``within`` are the names under which its answers wrap them."""

    def __init__(self, record_of: RecordOf, within: tuple[str, ...]) -> None:
        self._record_of = record_of
        self._within = within

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from json_pieces.objects(stream, within=self._within)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        return self._record_of(decoded(raw, repairs), repairs)


def decoded(raw: bytes, repairs: list[str]) -> dict[str, Any]:
    """The object in ``raw``; what was mended is added to ``repairs``. Raises ReadError."""
    if len(raw) > text_lines.MAX_RECORD:
        raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
    try:
        return _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        again = _decoded_again(raw, repairs)
        if again is None:
            raise ReadError(f"Broken JSON: {error}.") from error
        return again


def _decoded_again(raw: bytes, repairs: list[str]) -> dict[str, Any] | None:
    """The object with its text read as Windows-1252, without commas before closing brackets."""
    text = re.sub(r",(\s*[}\]])", r"\1", text_lines.decoded(raw, repairs))
    try:
        found = _DECODER.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    if not repairs:
        repairs.append("A comma before a closing bracket was left out.")
    return found


def recogniser(*needed: str, without: str = "") -> Callable[[bytes], bool]:
    """Whether the first bytes are JSON in which each of the patterns stands, and the pattern ``without`` doesn't.

    A pattern is of names: ``title|name`` matches where one of them is the name of a value.
    """
    patterns = [_name(pattern) for pattern in needed]
    excluded = _name(without) if without else None

    def recognise(head: bytes) -> bool:
        text = text_lines.head_as_text(head).lstrip(b" \t\r\n\0")[:_HEAD]
        if not _LIST_OR_OBJECT.match(text) or (excluded and excluded.search(text)):
            return False
        return all(pattern.search(text) for pattern in patterns)

    return recognise


def _name(pattern: str) -> re.Pattern[bytes]:
    return re.compile(rb'"(?:' + pattern.encode() + rb')"\s*:')
