"""MARC-in-JSON, read and written; read too in the older form with "controlfield" and "datafield".

Source: Ross Singer, "A proposal to serialize MARC in JSON" (2010), the form of pymarc, ruby-marc and marc4j; and
Andrew Houghton's draft "MARC-JSON" (OCLC 2010) for the older form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from pinakes.errors import ReadError
from pinakes.formats.marc import encoding
from pinakes.formats.marc.json_objects import MAX_RECORD, SHOWN_OF_TOO_LONG
from pinakes.formats.marc.marcxml import finished
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.marc.xml_mending import BROKEN_UTF8

CONTROLS = "There were line breaks or control characters within strings, which JSON forbids."

_CONTROL = re.compile(r'"[^"\\]*[\x00-\x1f]')
_DECODER = msgspec.json.Decoder()
_ENCODER = msgspec.json.Encoder()

_Parts = tuple[str, list[tuple[str, str]], list[DataField]]


def parse(raw: bytes) -> MarcRecord:
    """The record in an object. Raises ReadError."""
    repairs: list[str] = []
    try:
        found = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        found = _mended(raw, error, repairs)
    if not isinstance(found, dict):
        raise ReadError("This is no JSON object with a leader and fields.")
    leader = found.get("leader", "")
    if not isinstance(leader, str):
        raise ReadError("The leader must be a string.", field="leader")
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    if "fields" in found:
        _fields(found["fields"], control, fields)
    else:
        _older(found, control, fields)
    return finished(leader, control, fields, repairs)


def _mended(raw: bytes, error: Exception, repairs: list[str]) -> object:
    if len(raw) == SHOWN_OF_TOO_LONG:
        raise ReadError(f"The object has no end within {MAX_RECORD:,} bytes.") from error
    text = raw.decode("utf-8", "replace")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in raw:
        repairs.append(BROKEN_UTF8)
    try:
        found: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    else:
        if isinstance(error, msgspec.DecodeError) and _CONTROL.search(text):
            repairs.append(CONTROLS)
        return found
    raise ReadError(f"Malformed JSON: {str(error).removeprefix('JSON is malformed: ')}.") from error


def _fields(found: Any, control: list[tuple[str, str]], fields: list[DataField]) -> None:
    """Fields in order: a list of objects with one tag each, or one object with lists."""
    if isinstance(found, dict):
        found = [
            {tag: one}
            for tag, value in found.items()
            for one in (value if isinstance(value, list) else [value])
        ]
    if not isinstance(found, list):
        raise ReadError("The fields must be a list.", field="fields")
    for entry in found:
        if not isinstance(entry, dict):
            raise ReadError("A field must be an object with its tag as the name.", field="fields")
        for tag, value in entry.items():
            if isinstance(value, dict):
                fields.append(
                    DataField(
                        tag, _indicator(value.get("ind1")), _indicator(value.get("ind2")),
                        _subfields(tag, value.get("subfields", [])),
                    )
                )  # fmt: skip
            else:
                control.append((tag, _text(tag, value)))


def _subfields(tag: str, found: Any) -> list[tuple[str, str]]:
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ReadError("The subfields must be a list of objects.", field=tag)
    return [
        (code[:1], text)
        for entry in found
        for code, value in entry.items()
        for text in ([_text(tag, one) for one in value] if isinstance(value, list) else [_text(tag, value)])
    ]


def _older(found: dict[str, Any], control: list[tuple[str, str]], fields: list[DataField]) -> None:
    control += [
        (_text("", entry.get("tag")), _text("", entry.get("data")))
        for entry in _objects(found, "controlfield")
    ]
    for entry in _objects(found, "datafield"):
        tag = _text("", entry.get("tag"))
        both = _text(tag, entry.get("ind")) if "ind" in entry else ""
        first = _indicator(both[:1] or entry.get("ind1"))
        second = _indicator(both[1:2] or entry.get("ind2"))
        subfields = [
            (_text(tag, s.get("code"))[:1], _text(tag, s.get("data"))) for s in _objects(entry, "subfield")
        ]
        fields.append(DataField(tag, first, second, subfields))


def _objects(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = found.get(name, [])
    entries = [value] if isinstance(value, dict) else value
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ReadError(f"{name} must be a list of objects.", field=name)
    return entries


def _indicator(value: Any) -> str:
    return value[0] if isinstance(value, str) and value else str(value)[0] if isinstance(value, int) else " "


def _text(tag: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise ReadError("A value must be a string.", field=tag)


def encode(marc: MarcRecord) -> bytes:
    """The record as one object."""
    fields: list[dict[str, object]] = [
        {encoding.tag(tag): encoding.text(value)} for tag, value in marc.control
    ]
    for field in marc.fields:
        subfields = [{code: encoding.text(value)} for code, value in field.subfields]
        fields.append(
            {encoding.tag(field.tag): {"subfields": subfields, "ind1": field.ind1, "ind2": field.ind2}}
        )
    return _ENCODER.encode({"leader": encoding.leader(marc), "fields": fields})


def write(records: Iterable[MarcRecord], out: BinaryIO) -> None:
    """An array with a record a line."""
    out.write(b"[")
    for number, marc in enumerate(records):
        out.write((b",\n" if number else b"\n") + encode(marc))
    out.write(b"\n]\n")
