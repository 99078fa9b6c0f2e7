"""Web of Science: its plain text and its tab-delimited files, which have the same two-letter tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import delimited_text, text_lines, wos_mapping
from pinakes.formats.base import Format
from pinakes.records.record import Record

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?", re.DOTALL)
_BEGIN = re.compile(rb"PT [A-Z]")
_LINES = frozenset({"AU", "AF", "BA", "BF", "BE", "ED", "CA", "GP", "CR", "C1", "AE"})
# In tab-delimited files lists stand in one cell.
_LISTS = {tag: re.compile(r";\s*(?=\[)" if tag == "C1" else r";\s+") for tag in _LINES}


class WosReader:
    """Reads plain text: two-letter tags, three blanks before what goes on, ER at the end of a record."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size = 0
        for line in text_lines.lines(stream):
            if _BEGIN.match(line) or line.rstrip() == b"ER":
                if piece:
                    yield b"\n".join(piece)
                piece, size = [], 0
                if line[:2] == b"ER":
                    continue
            elif not piece:
                continue  # FN, VR, EF and empty lines
            if line.strip() and size <= text_lines.MAX_RECORD:
                piece.append(line)
                size += len(line) + 1
        if piece:
            yield b"\n".join(piece)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        found: wos_mapping.Fields = {}
        last: list[str] | None = None
        for line in text_lines.split(text_lines.decoded(raw, repairs)):
            match = _TAG.fullmatch(line) if line[:1] not in ("", " ") else None
            if match:
                last = found.setdefault(match[1], [])
                last.append((match[2] or "").strip())
            elif last is not None and line.strip():
                last.append(line.strip())
        return wos_mapping.record_of(found, repairs)


class WosTabReader:
    """Reads tab-delimited text, whose header has the tags of the plain text."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from delimited_text.rows(stream, quoted=False)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        header, cells = delimited_text.cells(raw, repairs, quoted=False)
        names = delimited_text.names(header, quoted=False)
        if len(cells) < len(names) // 2:
            raise ReadError(f"The row has {len(cells)} cells; the header has {len(names)}.")
        found: wos_mapping.Fields = {}
        for tag, cell in zip(names, cells, strict=False):
            value = cell.strip()
            if len(value) > 1 and value[0] == value[-1] == '"':
                value = value[1:-1].replace('""', '"')
            if value:
                found[tag] = [v for v in _LISTS[tag].split(value) if v] if tag in _LINES else [value]
        return wos_mapping.record_of(found, repairs)


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head).lstrip()
    if re.match(rb"FN [^\r\n]*[\r\n]+VR ", text):
        return True
    return bool(re.match(rb"PT [A-Z]\s*[\r\n]", text) and re.search(rb"[\r\n](?:AU|TI|SO|UT) ", text))


def _recognise_tab(head: bytes) -> bool:
    line = re.split(rb"[\r\n]", text_lines.head_as_text(head).lstrip(), maxsplit=1)[0]
    names = line.split(b"\t")
    return names[0].strip() == b"PT" and {b"AU", b"TI", b"SO"} <= {n.strip() for n in names}


WOS = Format(
    name="wos",
    label="Web of Science plain text",
    media_type="text/plain",
    extension="ciw",
    recognise=_recognise,
    reader=WosReader,
)
WOS_TAB = Format(
    name="wos-tab",
    label="Web of Science tab-delimited",
    media_type="text/tab-separated-values",
    extension="tsv",
    recognise=_recognise_tab,
    reader=WosTabReader,
)
