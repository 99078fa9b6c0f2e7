"""One ISO 2709 record taken apart: by its directory where that is right, else by the terminators.

Source: MARC 21 Specifications, "Record Structure": a leader of 24 bytes, directory entries of 12 (tag 3, length 4,
starting position 5), each part closed by a field terminator (1E); subfields open with a delimiter (1F).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from pinakes.errors import ReadError
from pinakes.formats.marc import character_sets
from pinakes.formats.marc.iso2709 import LEADER, MAX_RECORD, SHOWN_OF_TOO_LONG
from pinakes.formats.marc.record import DataField, MarcRecord

LENGTH = "The record length in the leader was wrong."
TERMINATOR = "The record terminator was missing."
LEADER_MENDED = "The leader was damaged; what was unreadable in it was taken as blank."
BEFORE = "Bytes before the leader were left out."
BASE = "The base address of data in the leader was wrong."
DIRECTORY = "The directory was wrong; the fields were found by their terminators."
CUT_OFF = "The record is cut off; what followed is missing."
WITHIN = "Terminators within text were read as blanks."
LOST = "Some fields could not be found by the directory or by terminators; they were left out."
INDICATORS = "The indicators of field {} were malformed."
NO_SUBFIELD = "Field {} has no subfields; its text was read as $a."
DELIMITERS = "Stray subfield delimiters were left out."
CONTROL = "Control field {} had subfields; their text was joined."

_ENTRIES = re.compile(rb"(?:[0-9A-Za-z]{3}[0-9]{9})+")
_ENTRY = re.compile(rb"([0-9A-Za-z]{3})([0-9]{4})([0-9]{5})")
_LOOSE_ENTRY = re.compile(rb"([\x20-\x7e\x80-\xff]{3})([0-9]{4})([0-9]{5})")
_HALF_CHARACTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_NO_GRAPHIC = re.compile(r"[^\x20-\x7e]")


_REFERENCE = re.compile(r"&(?:#[xX]([0-9A-Fa-f]{2,6})|#([0-9]{2,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
REFERENCES = "References to characters (&amp;, &#x2019;) were read as the characters."


def record(raw: bytes, decode: Callable[..., list[str]] = character_sets.texts) -> MarcRecord:
    """The record in ``raw``. Raises ReadError when there are no fields to be had.

    ``decode`` gives the text of fields that are no UTF-8; other formats in ISO 2709 have other character sets.
    """
    repairs: list[str] = []
    base = raw[12:17]
    start = int(base) if base.isdigit() else 0
    if raw[-2:] == b"\x1e\x1d" and start > 24 and start % 12 == 1 and raw[start - 1 : start] == b"\x1e":
        directory = raw[24 : start - 1]
        chunks = raw[start:-2].split(b"\x1e")
        starts = [directory[i : i + 5] for i in range(7, start - 25, 12)]
        # In order and as many as there are texts: then the terminators are as good as the positions.
        if (
            len(starts) == len(chunks)
            and starts == sorted(starts)
            and starts[-1].isdigit()
            and int(starts[-1]) + len(chunks[-1]) == len(raw) - start - 2
            and raw.find(b"\x1d") == len(raw) - 1
        ):
            if raw[:5] != b"%05d" % len(raw):
                repairs.append(LENGTH)
            leader = raw[:24].decode("latin-1")
            if not (leader.isascii() and leader.isprintable()):
                leader = _NO_GRAPHIC.sub(" ", leader)
                repairs.append(LEADER_MENDED)
            tags = directory.decode("latin-1")
            return _record(
                leader,
                [tags[i : i + 3] for i in range(0, start - 25, 12)],
                _texts(raw, start, chunks, repairs, decode),
                repairs,
            )
    return _salvaged(raw, decode)


def _texts(
    raw: bytes, start: int, chunks: list[bytes], repairs: list[str], decode: Callable[..., list[str]]
) -> list[str]:
    """The fields as text; ASCII and UTF-8 are decoded in one piece."""
    if b"\x1b" not in raw:
        try:
            text = raw[start:-2].decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if raw[9] != 0x61 and not text.isascii() and decode is character_sets.texts:
                repairs.append(character_sets.UNICODE_NOT_MARC8)
            return _without_references(text, repairs).split("\x1e")
    found = decode(chunks, says_unicode=raw[9] == 0x61, repairs=repairs)
    return [_without_references(text, repairs) for text in found] if b"&" in raw else found


def _without_references(text: str, repairs: list[str]) -> str:
    """Text in which characters stand for what XML, which the record once was, wrote in their place."""
    if "&" not in text or (found := _REFERENCE.sub(_referenced, text)) == text:
        return text
    repairs.append(REFERENCES)
    return found


def _referenced(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    sign = chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
    return sign if sign.isprintable() or code == 0x200C or code == 0x200D else match[0]


def _record(leader: str, tags: list[str], texts: list[str], repairs: list[str]) -> MarcRecord:
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for tag, text in zip(tags, texts, strict=True):
        parts = text.split("\x1f")
        if "000" <= tag < "010":
            if len(parts) > 1:
                text = _control(tag, parts, repairs)
            control.append((tag, text))
            continue
        head = parts[0]
        if len(head) == 2 and len(parts) > 1 and head.isprintable():
            del parts[0]
            try:
                fields.append(DataField(tag, head[0], head[1], [(part[0], part[1:]) for part in parts]))
            except IndexError:
                repairs.append(DELIMITERS)
                subfields = [(part[0], part[1:]) for part in parts if part]
                if subfields:
                    fields.append(DataField(tag, head[0], head[1], subfields))
        else:
            _mended_field(tag, parts, control, fields, repairs)
    if not control and not fields:
        raise ReadError("There are no fields in it.")
    return MarcRecord(leader, control, fields, list(dict.fromkeys(repairs)) if len(repairs) > 1 else repairs)


def _control(tag: str, parts: list[str], repairs: list[str]) -> str:
    repairs.append(CONTROL.format(tag))
    first = parts[0].strip()
    values = [part[1:] for part in parts[1:] if part]
    return " ".join([first, *values] if len(first) > 2 else values).strip()


def _mended_field(
    tag: str, parts: list[str], control: list[tuple[str, str]], fields: list[DataField], repairs: list[str]
) -> None:
    """A field without subfields or with other than two indicators."""
    head = parts[0]
    subfields = [(part[0], part[1:]) for part in parts[1:] if part]
    if len(parts) == 1:
        if tag.isalpha():  # FMT, SYS and others of local systems are control fields
            control.append((tag, head))
            return
        text = head[2:] if head[:2].strip() == "" or head[:2].isdigit() else head
        if not text.strip():
            return
        repairs.append(NO_SUBFIELD.format(tag))
        if text is head:
            head = "  "
        subfields = [("a", text)]
    else:
        repairs.append(INDICATORS.format(tag))
        if len(head) > 2 and head[2:].strip():
            subfields.insert(0, ("a", head[2:]))
    head = _NO_GRAPHIC.sub(" ", head[:2]).ljust(2)
    if subfields:
        fields.append(DataField(tag, head[0], head[1], subfields))


def _salvaged(raw: bytes, decode: Callable[..., list[str]]) -> MarcRecord:
    """The record in bytes whose leader or directory is wrong."""
    if len(raw) == SHOWN_OF_TOO_LONG and raw[-1] != 0x1D:
        raise ReadError(f"No record terminator within {MAX_RECORD:,} bytes.")
    repairs: list[str] = []
    raw = _from_leader(raw, repairs)
    body = raw.rstrip(b"\r\n\x00\x1a \t")
    if not body.endswith(b"\x1d"):
        repairs.append(TERMINATOR)
    elif not raw[:5].isdigit() or int(raw[:5]) != len(raw):
        repairs.append(LENGTH)
    body = body.removesuffix(b"\x1d")
    entries, area = _directory(body)
    if raw[12:17] != b"%05d" % (len(body) - len(area)):
        repairs.append(BASE)
    leader = raw[:24].decode("latin-1")
    if _NO_GRAPHIC.search(leader):
        leader = _NO_GRAPHIC.sub(" ", leader)
        repairs.append(LEADER_MENDED)
    tags, chunks = _located(entries, area, repairs)
    if chunks and TERMINATOR in repairs:
        chunks[-1] = _without_half_character(chunks[-1])
    if any(b"\x1e" in chunk or b"\x1d" in chunk for chunk in chunks):
        repairs.append(WITHIN)
    says_unicode = leader[9] == "a"
    texts = decode(
        [c.replace(b"\x1e", b" ").replace(b"\x1d", b" ") for c in chunks],
        says_unicode=says_unicode,
        repairs=repairs,
    )
    return _record(leader, tags, texts, repairs)


def _without_half_character(chunk: bytes) -> bytes:
    whole = _HALF_CHARACTER.sub(b"", chunk)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return chunk
    return whole


def _from_leader(raw: bytes, repairs: list[str]) -> bytes:
    """The bytes from the leader on; a leader of other than 24 bytes is filled up or cut before its directory."""
    if LEADER.match(raw):
        return raw
    found = LEADER.search(raw)
    if found:
        repairs.append(BEFORE)
        return raw[found.start() :]
    for run in _ENTRIES.finditer(raw):
        # The digits of a damaged leader may run into the first tag.
        at = run.start()
        stop = raw.find(b"\x1e", at)
        end = stop if 0 <= stop - run.end() < 12 else run.end()
        at = end - (end - at) // 12 * 12
        if end - at >= 12 and raw[end : end + 1] == b"\x1e":
            if at != 24:
                repairs.append(LEADER_MENDED)
            return raw[:at][-24:].ljust(24) + raw[at:]
    if len(raw) > 40 and raw.find(b"\x1e", 24) > 0:
        return raw
    raise ReadError("This is no MARC record: there is no leader with a directory in it.")


def _directory(body: bytes) -> tuple[list[tuple[str, int, int]], bytes]:
    """The entries (tag, length, start) and the bytes of all fields."""
    end = body.find(b"\x1e", 24)
    if end < 0:
        raise ReadError("The record ends within its directory.")
    run = _ENTRIES.match(body, 24, end)
    if run and run.end() == end:
        return _entries(_ENTRY, body[24:end]), body[end + 1 :]
    told = body[12:17]
    base = int(told) if told.isdigit() else 0
    if run and base != end + 1:
        # The terminator of the directory is missing: the first field follows at once.
        stop = base - 1 if run.start() < base - 1 < run.end() and (base - 25) % 12 == 0 else run.end()
        if 2 * (stop - 24) > end - 24 or stop >= run.end():
            area = body[stop:]
            return _entries(_ENTRY, body[24:stop]), area.removeprefix(b"\x1e")
    area = body[end + 1 :]
    entries = _entries(_LOOSE_ENTRY, body[24:end])
    chunks = area.count(b"\x1e")
    if len(entries) != chunks == (end - 24) // 12:
        entries = [(body[i : i + 3].decode("latin-1"), 0, 0) for i in range(24, 24 + 12 * chunks, 12)]
    if not entries:
        raise ReadError("The directory can't be read." if end > 24 else "There are no fields in it.")
    return entries, area


def _entries(pattern: re.Pattern[bytes], directory: bytes) -> list[tuple[str, int, int]]:
    return [(m[1].decode("latin-1"), int(m[2]), int(m[3])) for m in pattern.finditer(directory)]


def _located(
    entries: list[tuple[str, int, int]], area: bytes, repairs: list[str]
) -> tuple[list[str], list[bytes]]:
    """The tags with the bytes of their fields."""
    if all(
        length > 0
        and (start == 0 or area[start - 1] == 0x1E)
        and area[start + length - 1 : start + length] == b"\x1e"
        for _, length, start in entries
        if start <= len(area)
    ) and all(start + length <= len(area) for _, length, start in entries):
        return [tag for tag, _, _ in entries], [
            area[start : start + length - 1] for _, length, start in entries
        ]
    chunks = area.removesuffix(b"\x1e").split(b"\x1e")
    starts = [start for _, _, start in entries]
    right = list(accumulate([0, *(len(chunk) + 1 for chunk in chunks)]))
    repairs.append(CUT_OFF if starts == right[: len(starts)] else DIRECTORY)
    if len(chunks) == len(entries) and (starts == sorted(starts) or len(area) > 99_999):
        return [tag for tag, _, _ in entries], chunks
    return _by_position(entries, chunks, repairs)


def _by_position(
    entries: list[tuple[str, int, int]], chunks: list[bytes], repairs: list[str]
) -> tuple[list[str], list[bytes]]:
    """Fields whose position is right, and those between them where as many texts as entries are left."""
    offsets: dict[int, int] = {}
    offset = 0
    for number, chunk in enumerate(chunks):
        offsets[offset] = number
        offset += len(chunk) + 1
    entries = sorted(entries, key=lambda entry: entry[2])
    tags: list[str] = []
    found: list[bytes] = []
    waiting: list[str] = []
    next_chunk = 0
    for tag, _, start in [*entries, ("", 0, offset)]:
        number = len(chunks) if tag == "" else offsets.get(start, -1)
        if number < next_chunk:
            waiting.append(tag)
            continue
        between = chunks[next_chunk:number]
        if len(waiting) == len(between):
            tags += waiting
            found += between
        elif waiting and len(between) > len(waiting) and tag:
            found += [*between[: len(waiting) - 1], b" ".join(between[len(waiting) - 1 :])]
            tags += waiting
        elif tags and between and not waiting:
            found[-1] = b" ".join([found[-1], *between])  # a terminator within the text
        elif waiting:
            matched = min(len(waiting), len(between))
            tags += waiting[:matched]
            found += between[:matched]
            repairs.append(CUT_OFF if not tag and matched < len(waiting) else LOST)
        waiting = []
        if tag:
            tags.append(tag)
            found.append(chunks[number])
            next_chunk = number + 1
    return tags, found
