"""Ovid's tagged form ("Reprint/Medlars"): <1. > begins a record, "AU  - " and the like its fields.

Source: Ovid's database field guides (MEDLINE, PsycINFO, BIOSIS, Zoological Record, Journals@Ovid, Books@Ovid).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import ovid_sources, text_lines
from pinakes.formats.base import Format
from pinakes.formats.reference_draft import Draft
from pinakes.formats.wos_mapping import readable
from pinakes.records.record import Record, TitleVariant

_BEGIN = re.compile(rb"\s{0,3}<\d{1,7}\. ?>\s*$")
_FIELD = re.compile(r" ?([A-Z][A-Z0-9]{1,6}) {1,2}- ?(.*)")
_ADDED = re.compile(
    r"\s*\[(?:References|Article|Miscellaneous|Report|Review|Letter|Editorial|[A-Z][\w ,]{2,40})\]\.?$"
)
_DEGREES = re.compile(
    r"(?:,?\s(?:M\.?D|Ph\.?D|MPH|MSc?|M\.?A|B\.?A|BSc?|DO|RN|FACSM|FRCP|MBBS|MBA|DrPH|ScD|DDS|DVM|[\d,*+]{1,9})\.?)+$"
)
_BRACKETS = re.compile(r"\s*\[[^\]]*\]")
_DAY_FIRST = re.compile(r"(\d{4}) (\d\d?) ([A-Za-z]+)")
_LIST = re.compile(r"\s*[;,]\s+(?![^()]*\))")
_KINDS = (
    ("patent", ("Patent",)), ("dissertation", ("Thesis",)), ("thesis", ("Thesis",)), ("chapter", ("Chapter",)),
    ("text/reference", ("Book",)), ("drug reference", ("Book",)), ("meeting paper", ("ConferencePaper",)),
    ("book", ("Book",)),
)  # fmt: skip
Fields = dict[str, list[str]]


class OvidReader:
    """Reads tagged records; what stands before the first number is no record."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        piece: list[bytes] = []
        size, begun = 0, False
        for line in text_lines.lines(stream):
            if _BEGIN.match(line):
                if piece:
                    yield b"\n".join(piece)
                piece, size, begun = [], 0, True
            elif begun and line.strip() and size <= text_lines.MAX_RECORD:
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
            if match := _FIELD.match(line):
                last = given.setdefault(match[1], [])
                last.append(match[2].strip())
            elif last is not None and line.strip():
                last[-1] = f"{last[-1]} {line.strip()}".strip()
        return _record(given, repairs)


def _record(given: Fields, repairs: list[str]) -> Record:
    types = [t.rstrip(".") for tag in ("PT", "DT") for t in given.get(tag, ())]
    draft = Draft(types=types, formats=_formats(types, given), local_id=_first(given, "UI", "AN").rstrip("."))
    draft.title = _ADDED.sub("", _first(given, "TI")).strip('" .')
    if draft.title.startswith("[") and draft.title.endswith("]"):
        draft.title = draft.title[1:-1]  # translated
    if original := _first(given, "TT", "OT"):
        draft.titles.append(TitleVariant(title=original.rstrip("."), kind="parallel"))
    _people(draft, given)
    _source(draft, given)
    draft.publisher, _, draft.place = _first(given, "PU", "PB").partition("; ")
    if not draft.place and "PB" in given:
        draft.publisher, _, draft.place = draft.publisher.rpartition(", ")
    if "Thesis" in draft.formats and (school := _first(given, "IN")):
        draft.publisher = school.partition(": ")[2] or school
    draft.place = draft.place or _first(given, "LC", "CP").rstrip(".")
    draft.edition = _first(given, "ET")
    for tag, scheme in (
        ("DO", "doi"), ("DI", "doi"), ("IS", "issn"), ("IT", "issn"), ("IB", "isbn"), ("PN", "patent"), ("PM", "pmid"),
    ):  # fmt: skip
        draft.numbers += [(scheme, value) for value in given.get(tag, ())]
    if _first(given, "DB").startswith(("Ovid MEDLINE", "MEDLINE")):
        draft.numbers.append(("pmid", _first(given, "UI")))
    _texts(draft, given)
    return draft.record(repairs)


def _first(given: Fields, *tags: str) -> str:
    return next((given[tag][0] for tag in tags if given.get(tag)), "")


def _formats(types: list[str], given: Fields) -> tuple[str, ...]:
    words = [t.casefold() for t in types]
    if any("journal" in w or w in ("article", "review") for w in words) or not words:
        return ("ConferencePaper",) if "meeting paper" in words else ("Article",)
    for word, found in _KINDS:
        if any(word in w for w in words):
            return found
    return ("Book",) if "IB" in given and "SO" not in given else ("Article",)


def _people(draft: Draft, given: Fields) -> None:
    inventor = "inv" if "Patent" in draft.formats else "aut"
    for tag, role in (("FA" if "FA" in given else "AU", inventor), ("ED", "edt")):
        for line in given.get(tag, ()):
            for name in _BRACKETS.sub("", line).split(";"):
                plain = _DEGREES.sub("", name.strip()).rstrip("*+ ")
                family, comma, rest = plain.partition(",")
                if family.isupper() and len(family) > 3:
                    plain = readable(family).title() + comma + rest
                draft.add_people(plain[:-1] if re.search(r"\w{3}\.$", plain) else plain, role)
    draft.addresses += given.get("IN", [])


def _source(draft: Draft, given: Fields) -> None:
    found = ovid_sources.source(_first(given, "SO", "BT"))
    for editor in found.editors:
        draft.add_people(editor, "edt")
    draft.series.append((found.series, ""))
    if draft.formats not in (("Book",), ("Patent",), ("Thesis",)):
        draft.host = _first(given, "JN") or found.title
        draft.volume = _first(given, "VO") or found.volume
        draft.issue = _first(given, "IP") or found.issue
        draft.first_page = found.pages or _first(given, "PG")
    when = _DAY_FIRST.sub(r"\2 \3 \1", found.date)
    draft.dated(_first(given, "YR") or found.date[-4:], _first(given, "DP", "DG") or when)
    if draft.date is None:
        draft.dated("", when)
    draft.host_short = _first(given, "JA")


def _texts(draft: Draft, given: Fields) -> None:
    for text in given.get("AB", ()):
        draft.add_abstract(text)
    for tag in ("DE", "ID", "KW", "SH", "HW", "MH", "MJ", "MC"):
        for line in given.get(tag, ()):
            draft.keywords += (w.strip(" .") for w in _LIST.split(line))
    draft.languages += [word.strip(" .") for line in given.get("LG", ()) for word in line.split(",")]
    for tag in ("UR", "XL", "JL", "OU", "XP"):
        draft.urls += [(value.rpartition("- ")[2], "other") for value in given.get(tag, ())]
    if assignee := _first(given, "PA"):
        draft.publisher = draft.publisher or assignee
    for tag in ("NT", "GI"):
        for text in given.get(tag, ()):
            draft.add_note(text)
    draft.add_note(_first(given, "RO"), "use")
    for tag in ("CC", "BR", "TN", "ST", "DS", "CB", "TS", "SB", "SU"):
        draft.other += given.get(tag, [])


def _recognise(head: bytes) -> bool:
    text = text_lines.head_as_text(head).replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n\t \0")
    first, _, rest = text.partition(b"\n")
    return bool(_BEGIN.match(first) and re.match(rb"\s*[A-Z]{2,6} {1,2}- ", rest))


OVID = Format(
    name="ovid",
    label="Ovid tagged",
    media_type="text/plain",
    extension="ovid",
    recognise=_recognise,
    reader=OvidReader,
)
