"""RefWorks' tagged format: "RT Journal Article" begins a reference, two letters and a blank each field.

Source: RefWorks help, "RefWorks tagged format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import text_lines
from pinakes.formats.base import Format
from pinakes.formats.reference_draft import Draft
from pinakes.records.record import Record, TitleVariant

_FIELD = re.compile(r"(PMC?ID|U1\d|[A-Z][A-Z0-9])(?: (.*))?")
_BEGIN = re.compile(rb"RT [A-Za-z(]")
_ADDED = re.compile(r"(?i)\[.*?\]|\(.*?\)")
_TYPES: dict[str, tuple[str, ...]] = {
    "journal": ("Article",), "journal article": ("Article",), "abstract": ("Article",),
    "journal, electronic": ("Article",), "magazine article": ("Article",), "newspaper article": ("Article",),
    "book, whole": ("Book",), "book": ("Book",), "book, edited": ("Book",), "monograph": ("Book",),
    "book, section": ("Chapter",), "book, chapter": ("Chapter",), "conference proceedings": ("ConferencePaper",),
    "dissertation": ("Thesis",), "thesis": ("Thesis",), "dissertation/thesis": ("Thesis",),
    "dissertation/thesis, unpublished": ("Thesis",), "report": ("Report",), "generic": ("Other",),
    "grant": ("Other",), "hearing": ("Other",), "case/court decisions": ("Other",), "bills/resolutions": ("Other",),
    "laws/statutes": ("Other",), "personal communication": ("Other",), "patent": ("Patent",), "map": ("Map",),
    "artwork": ("Image",), "computer program": ("Software",), "motion picture": ("Video",), "video/ dvd": ("Video",),
    "video/dvd": ("Video",), "sound recording": ("SoundRecording",), "music score": ("Score",),
    "online discussion forum/blogs": ("Website",), "web page": ("Website",), "unpublished material": ("Manuscript",),
}  # fmt: skip
_MAKERS = {"Patent": "inv", "Image": "art", "Software": "prg", "Video": "drt", "Score": "cmp", "Map": "ctg"}
_PARTS = frozenset({"Article", "Chapter", "ConferencePaper", "Website"})
Fields = dict[str, list[str]]


class RefWorksReader:
    """Reads references; the legend of an export before the first one is passed over."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size = 0
        for line in text_lines.lines(stream):
            if _BEGIN.match(line):
                if piece:
                    yield b"\n".join(piece)
                piece, size = [], 0
            elif not piece:
                continue
            if line.strip() and size <= text_lines.MAX_RECORD:
                piece.append(line)
                size += len(line) + 1
        if piece:
            yield b"\n".join(piece)

    def parse(self, raw: bytes) -> Record:
        if len(raw) > text_lines.MAX_RECORD:
            raise ReadError(f"The record is longer than {text_lines.MAX_RECORD:,} bytes.")
        repairs: list[str] = []
        given: Fields = {}
        last: list[str] | None = None
        for line in text_lines.split(text_lines.decoded(raw, repairs)):
            if match := _FIELD.fullmatch(line.rstrip()):
                last = given.setdefault(match[1], [])
                last.append((match[2] or "").strip())
            elif last is not None and line.strip():
                last[-1] = f"{last[-1]} {line.strip()}".strip()
        return _record(given, repairs)


def _record(given: Fields, repairs: list[str]) -> Record:
    kind = _first(given, "RT")
    formats = _TYPES.get(kind.casefold(), ("Other",))
    draft = Draft(types=[kind] if kind else [], formats=formats, local_id=_first(given, "AN"))
    draft.title = _first(given, "T1", "TI")
    for tag, role in (
        ("A1", _MAKERS.get(formats[0], "aut")),
        ("A2", "edt"),
        ("A3", "pbd"),
        ("A4", "trl"),
        ("A6", "edt"),
    ):
        for line in given.get(tag, ()):
            draft.add_people(line.replace(";", "\n"), role)
    draft.addresses += given.get("AD", [])
    _place_and_time(draft, given)
    for tag, scheme in (("DO", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid")):
        draft.numbers.append((scheme, _first(given, tag)))
    draft.numbers.append(
        ("issn" if formats == ("Article",) else "isbn", _ADDED.sub(" ", _first(given, "SN")))
    )
    _texts(draft, given)
    return draft.record(repairs)


def _first(given: Fields, *tags: str) -> str:
    return next((value for tag in tags for value in given.get(tag, ()) if value), "")


def _place_and_time(draft: Draft, given: Fields) -> None:
    first, last = _first(given, "SP"), _first(given, "OP")
    if draft.formats[0] in _PARTS:
        draft.host = _first(given, "JF", "T2", "WT", "JO")
        draft.host_short = _first(given, "JO")
        draft.volume, draft.issue = _first(given, "VO"), _first(given, "IS")
        draft.first_page, draft.last_page = first, last
        draft.series.append((_first(given, "T3") or ("" if "JF" not in given else _first(given, "T2")), ""))
    else:
        draft.series.append((_first(given, "T2", "T3", "JF"), _first(given, "VO")))
        draft.extent = f"{first}-{last}" if first and last else first
    draft.edition, draft.version = _first(given, "ED"), _first(given, "WV")
    draft.publisher, draft.place = _first(given, "PB"), _first(given, "PP")
    free = _first(given, "FD", "WP")
    if re.fullmatch(r"\d\d?/\d\d?", free) and (year := _first(given, "YR")):
        month, _, day = free.partition("/")
        draft.dated(year, f"{year}-{month.zfill(2)}-{day.zfill(2)}")
        if draft.date is None or "-" not in draft.date.edtf:
            draft.dated(f"{year}/{month}/{day}")
    else:
        draft.dated(_first(given, "YR"), free)


def _texts(draft: Draft, given: Fields) -> None:
    for text in given.get("AB", ()):
        draft.add_abstract(text)
    draft.keywords += (word.strip() for line in given.get("K1", ()) for word in line.split(";"))
    for tag, kind in (("OT", "parallel"), ("ST", "abbreviated")):
        if title := _first(given, tag):
            draft.titles.append(
                TitleVariant(title=title, kind="parallel" if kind == "parallel" else "abbreviated")
            )
    for text in given.get("NO", ()):
        draft.add_note(text)
    draft.languages += [part.strip() for line in given.get("LA", ()) for part in line.split(";")]
    draft.call_numbers += given.get("CN", [])
    for tag in ("LK", "UL"):
        draft.urls += [(value, "other") for value in given.get(tag, ())]
    for tag in ("CL", "SF", "AV", "IP", *(f"U{n}" for n in range(1, 16))):
        draft.other += given.get(tag, [])


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head).lstrip()
    if re.match(rb"refworks export tagged", text, re.IGNORECASE):
        return True
    return bool(_BEGIN.match(text) and re.search(rb"[\r\n](?:SR|ID|A1|T1|YR) ", text[:4096]))


REFWORKS = Format(
    name="refworks",
    label="RefWorks tagged",
    media_type="text/plain",
    extension="refworks",
    recognise=_recognise,
    reader=RefWorksReader,
)
