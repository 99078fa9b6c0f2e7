"""BibTeX files cut into entries, and an entry into its fields.

Source: Oren Patashnik, "BibTeXing"; the manual of biblatex. Files of people hold braces that nobody closed, commas
that nobody wrote and macros that nobody defined: each entry is cut so that the next is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.errors import ReadError
from pinakes.formats import text_lines
from pinakes.records.base import Struct

_OPENING = re.compile(rb"@\s*([A-Za-z]+)\s*([{(])")
_TOKEN = re.compile(rb"\\[\s\S]|[{}()]|\n[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]")
_STARTS_ENTRY = re.compile(
    rb"\n[ \t]*@[ \t]*(?:[A-Za-z]+[ \t]*[{(]\s*[^\s,{}\"=]*\s*,|(?:string|comment|preamble)\b)", re.IGNORECASE
)
_BARE_WORD = re.compile(rb"[=#]\s*([A-Za-z][\w:.+/-]*)\s*(?=[,#}\n)])")
_STRING = re.compile(rb"@\s*string\s*[{(]\s*([A-Za-z][\w:.+/-]*)\s*=", re.IGNORECASE)
_MAX_MACROS = 10_000
_MAX_MACRO = 64 * 1024
_MAX_JOINED = 1_000_000  # macros made of macros double with each line
_MAX_UNENDED = 50
_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*([{(])\s*")
_KEY = re.compile(r"([^,{}\"=]*?)\s*(?:,|(?=\}?\s*$)|\n)", re.DOTALL)
_NAME = re.compile(r"[\s,;]*([A-Za-z_][\w:.+/?*!&-]*)\s*=\s*")
_NEXT_FIELD = re.compile(r"[\n,]\s*([A-Za-z_][\w:.+/-]*)\s*=\s*(?=[{\"\d]|[A-Za-z]+\s*[,#}\n])")
# No text has this in it: a value that does lacks its own end.
_SWALLOWED = re.compile(
    r"(?:\n[ \t]*|,\s*)(?:author|title|journal|booktitle|year|date|month|volume|number|pages|publisher|editor"
    r"|doi|url|issn|isbn|abstract|keywords|note|address|series|school|institution)\s*=\s*[{\"\d]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,#{}\"=]+")
_HASH = re.compile(r"\s*#\s*")
_REST_OF_LINE = re.compile(r"[^,\n{}\"#=]*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTES = re.compile(r"\\.|[{}\"]", re.DOTALL)
MONTHS = {
    m: str(n)
    for n, m in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


class Entry(Struct):
    """An entry: its type in lower case, its key, its fields by name in lower case with the braces of LaTeX in them."""

    type: str
    key: str
    fields: dict[str, str]


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Each entry with the @string definitions that it needs before it; comments and preambles are passed over."""
    macros: dict[bytes, bytes] = {}
    for piece in _raw_entries(stream):
        kind = re.sub(rb"\s", b"", piece[:40]).lower()
        if kind.startswith((b"@comment", b"@preamble")):
            continue
        if kind.startswith(b"@string"):
            if (name := _STRING.match(piece)) and len(macros) < _MAX_MACROS:
                definition = _with_macros(piece, macros)
                if len(definition) <= _MAX_MACRO:
                    macros[name[1].lower()] = definition
            continue
        yield _with_macros(piece, macros)


def _with_macros(piece: bytes, macros: dict[bytes, bytes]) -> bytes:
    if not macros:
        return piece
    needed = dict.fromkeys(w.lower() for w in _BARE_WORD.findall(piece))
    before = [macros[w] for w in needed if w in macros]
    return b"\n".join((*before, piece))


def _raw_entries(stream: BinaryIO) -> Iterator[bytes]:
    chunks = (c.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for c in text_lines.ascii_chunks(stream))
    data, start, ended = b"", 0, False
    while True:
        opening = _OPENING.search(data, start)
        if opening is not None:
            end = _end(data, opening, ended=ended)
            if end:
                yield data[opening.start() : min(end, opening.start() + text_lines.MAX_RECORD + 1)].strip()
                start = end
                continue
        if ended:
            return
        data, start = data[opening.start() if opening else max(start, len(data) - 64) :], 0
        if len(data) > text_lines.MAX_RECORD:
            yield data[: text_lines.MAX_RECORD + 1]
            data = b""
        more, size = [], 0
        for chunk in chunks:
            more.append(chunk)
            size += len(chunk)
            if size and size >= len(data) // 2:
                break
        data += b"".join(more)
        ended = size == 0


def _end(data: bytes, opening: re.Match[bytes], *, ended: bool) -> int:
    """Where the entry ends, before the next when it isn't closed; 0 when more must be read to know it."""
    round_ = opening[2] == b"("
    depth = 0 if round_ else 1
    for match in _TOKEN.finditer(data, opening.end()):
        token = match[0]
        if token == b"{":
            depth += 1
        elif token == b"}":
            depth -= 1
            if depth == 0 and not round_:
                return match.end()
        elif token == b")" and round_ and depth <= 0:
            return match.end()
        elif token[:1] == b"\n" and (ended or len(data) - match.start() > 300):
            if _STARTS_ENTRY.match(data, match.start()):
                return match.start()
        elif token[:1] == b"\n":
            return 0
    return len(data) if ended else 0


def entry(text: str, repairs: list[str]) -> Entry:
    """The entry at the end of ``text``, macros before it expanded. Raises ReadError when there is none."""
    macros = dict(MONTHS)
    at = 0
    while head := _HEAD.search(text, at):
        body = _Body(text, head.end(), macros, repairs)
        if head[1].lower() != "string":
            return Entry(type=head[1].lower(), key=body.key(), fields=body.fields())
        macros |= body.fields()
        at = body.at
    raise ReadError("There is no entry in it.")


class _Body:
    """The inside of an entry, read from left to right."""

    def __init__(self, text: str, at: int, macros: dict[str, str], repairs: list[str]) -> None:
        self.text = text
        self.at = at
        self._macros = macros
        self._repairs = repairs
        self._unended_values = 0

    def key(self) -> str:
        """The key, or "" when the fields begin at once."""
        match = _KEY.match(self.text, self.at)
        if not match or _NAME.match(self.text, self.at):
            return ""
        self.at = match.end()
        return " ".join(match[1].split())

    def fields(self) -> dict[str, str]:
        """Values by name; of a name that is there twice the first."""
        found: dict[str, str] = {}
        while True:
            match = _NAME.match(self.text, self.at)
            if match is None:
                rest = self.text[self.at :].lstrip(" \t\n,;")
                if not rest or rest[0] in "})":
                    self.at = len(self.text) - len(rest) + 1 if rest else len(self.text)
                    return found
                following = _NEXT_FIELD.search(self.text, self.at)
                if following is None:
                    self._note(f"What follows was not understood and left out: {rest[:60]!r}.")
                    self.at = len(self.text)
                    return found
                self._note(
                    f"What is no field was left out: {self.text[self.at : following.start()].strip()[:60]!r}."
                )
                self.at = following.start() + 1
                continue
            self.at = match.end()
            name, value = match[1].lower(), self._value()
            if value.strip() and not found.get(name):
                found[name] = value

    def _value(self) -> str:
        parts = [self._part()]
        size = len(parts[0])
        while True:
            match = _HASH.match(self.text, self.at)
            if match is None:
                return "".join(parts)
            self.at = match.end()
            parts.append(self._part())
            size += len(parts[-1])
            if size > _MAX_JOINED:
                raise ReadError(f"A value joined of macros is longer than {_MAX_JOINED:,} characters.")

    def _part(self) -> str:
        first = self.text[self.at : self.at + 1]
        if first in ("{", '"'):
            return self._delimited(first)
        match = _WORD.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        word = match[0]
        if word.isdigit():
            return word
        value = self._macros.get(word.lower())
        if value is None:
            # Many write values without braces: the rest of the line is meant.
            value = word
            if line := _REST_OF_LINE.match(self.text, self.at):
                value, self.at = f"{word}{line[0]}".strip(), line.end()
            if not re.fullmatch(r"[\d\s–-]+|[a-z]{3,9}\.?", value):
                self._note(f"The macro {word[:40]!r} is not defined; its name was taken as the value.")
        return value

    def _delimited(self, opening: str) -> str:
        start = self.at + 1
        depth = 1 if opening == "{" else 0
        for match in (_BRACES if opening == "{" else _QUOTES).finditer(self.text, start):
            sign = match[0]
            depth += (sign == "{") - (sign == "}")
            if (opening == "{" and depth == 0) or (sign == '"' and depth <= 0):
                suspicious = "=" in self.text[start : match.start()]
                swallowed = _SWALLOWED.search(self.text, start, match.start()) if suspicious else None
                if swallowed is None:
                    self.at = match.end()
                    return self.text[start : match.start()]
                return self._unended(start, swallowed.start())
        following = _NEXT_FIELD.search(self.text, start)
        return self._unended(start, following.start() if following else len(self.text))

    def _unended(self, start: int, end: int) -> str:
        """The value that lacks its own end, up to where the next field begins."""
        self.at = end
        self._note("A value has no end; it was taken up to the next field.")
        self._unended_values += 1
        if self._unended_values > _MAX_UNENDED:
            raise ReadError(f"More than {_MAX_UNENDED} values have no end.")
        return self.text[start:end].strip().rstrip('},"').strip()

    def _note(self, sentence: str) -> None:
        if len(self._repairs) < 20:
            self._repairs.append(sentence)
