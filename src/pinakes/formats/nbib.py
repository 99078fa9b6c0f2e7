"""MEDLINE's text form, which PubMed's "Send to: Citation manager" gives as .nbib."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import text_lines
from pinakes.formats.base import Format
from pinakes.formats.inline_markup import text_of_html
from pinakes.formats.medline_tags import HANDLERS, SHORT_NAMES, finish
from pinakes.formats.pubmed_draft import Draft
from pinakes.records.record import Record

_FIRST = re.compile(rb"\s{0,3}PMID\s{0,3}-")
_TAGGED = re.compile(rb"\s{0,3}[A-Z]{2,4}\s{0,3}-(?:\s|$)")
_FIELD = re.compile(r"([A-Z]{2,4})\s{0,3}-(?:\s(.*)|$)", re.DOTALL)
_OF_MEDLINE = re.compile(rb"(?m)^(?:OWN |STAT|DCOM|FAU |JT  |JID |EDAT|PHST|LID |SO  |CRDT|BTI )- ")


class NbibReader:
    """Reads the MEDLINE text form; a record begins at PMID, or after an empty line when it has none."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size, after_empty = 0, True
        for line in text_lines.lines(stream):
            if not line.strip():
                after_empty = True
                continue
            tagged = _TAGGED.match(line)
            if _FIRST.match(line) or (after_empty and tagged and piece):
                if piece:
                    yield b"\n".join(piece)
                piece, size = [], 0
            elif not piece and not tagged:
                continue  # what stands before the first record
            after_empty = False
            if size <= text_lines.MAX_RECORD:
                piece.append(line)
                size += len(line) + 1
        if piece:
            yield b"\n".join(piece)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        fields = tagged(text_lines.decoded(raw, repairs))
        there = {tag for tag, _ in fields}
        draft = Draft(repairs)
        for tag, value in fields:
            handler = HANDLERS.get(tag)
            if handler is not None and value and SHORT_NAMES.get(tag) not in there:
                handler(draft, value)
        finish(draft)
        if not draft.title:
            raise ReadError("There is no title.", field="TI")
        return draft.record()


def tagged(text: str) -> list[tuple[str, str]]:
    """(tag, value) of each field in order, wrapped lines joined, markup taken out."""
    found: list[tuple[str, list[str]]] = []
    for line in text_lines.split(text):
        # A wrapped line is indented by six; only the first may be so by accident.
        match = _FIELD.match(line) if line[:1] != " " else None
        if match:
            found.append((match[1], [match[2] or ""]))
        elif found:
            found[-1][1].append(line)
        elif match := _FIELD.match(line.lstrip()):
            found.append((match[1], [match[2] or ""]))
    return [(tag, text_of_html(" ".join(parts))) for tag, parts in found]


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head).replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b" \t\n\0")
    if _FIRST.match(text):
        return True
    return bool(re.match(rb"[A-Z]{2,4}\s{0,3}- \S", text) and _OF_MEDLINE.search(text[:4096]))


NBIB = Format(
    name="nbib",
    label="MEDLINE (.nbib)",
    media_type="application/nbib",
    extension="nbib",
    recognise=_recognise,
    reader=NbibReader,
    source="pubmed",
)
