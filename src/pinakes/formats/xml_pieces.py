"""XML files cut into records by bytes, so that one malformed record is one failure and not the end of the file.

The document type declaration never reaches the parser: no entity is expanded, nothing is fetched.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError

MAX_RECORD = 32 * 1024 * 1024
_CHUNK = 64 * 1024
_SHOWN_OF_TOO_LONG = 64 * 1024
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
_ROOT = re.compile(rb"<[A-Za-z_][\w.:-]*([^<>]*)>")
_NAMESPACE = re.compile(rb"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcC]|0?[eEfF]|1[0-9a-fA-F]));"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip


def encoding(head: bytes) -> str:
    """The encoding that the first bytes of an XML file show or declare; "utf-8" when neither."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    declared = _DECLARED.match(head.lstrip())
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    # A file that one can read the declaration of is no UTF-16 or UTF-32, whatever it says.
    if name.startswith(("utf-16", "utf-32", "utf16", "ucs")):
        return "utf-8"
    try:
        return "utf-8" if name == "us-ascii" else codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def utf8_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces of about 64 KB, as UTF-8 without a byte order mark."""
    head = stream.read(_CHUNK)
    name = encoding(head)
    if name == "utf-8":
        yield head.removeprefix(codecs.BOM_UTF8)
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    while head:
        yield decoder.decode(head).removeprefix("\ufeff").encode("utf-8", "replace")
        head = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


class XmlCutter:
    """Cuts the elements with one of ``names`` out of a stream, with the namespaces of the root put into each."""

    def __init__(self, *names: str, limit: int = MAX_RECORD) -> None:
        choice = "|".join(re.escape(n) for n in names).encode()
        self._limit = limit
        self._outside = re.compile(rb"<(?:!--|((?:[\w.-]+:)?(?:" + choice + rb"))(?=[\s/>]))")

    def cut(self, stream: BinaryIO) -> Iterator[bytes]:
        """The raw bytes of each element in UTF-8.

        An element without its end is cut before the next of its name, or at the end of the file; of
        one longer than the limit only the beginning is given. ``element`` then says what is wrong.
        """
        window = _Window(utf8_chunks(stream))
        namespaces: bytes | None = None
        while (found := window.search(self._outside)) is not None:
            if found[1] is None:
                window.skip_comment(found.end(), self._limit)
                continue
            if namespaces is None:
                namespaces = _namespaces(window.data[: found.start()])
            name = bytes(found[1])
            window.drop(found.start())
            length = self._length(window, name)
            piece = window.data[:length] if length <= self._limit else window.data[:_SHOWN_OF_TOO_LONG]
            yield _with_namespaces(piece, name, namespaces) if namespaces else piece
            window.drop(length)

    def _length(self, window: _Window, name: bytes) -> int:
        """How long the element at the window's beginning is."""
        closing = b"</" + name + b">"
        tokens = re.compile(rb"<(?:!--|!\[CDATA\[|/?" + re.escape(name) + rb"(?=[\s/>]))")
        opening = len(name) + 1
        while True:
            data = window.data
            tag_end = data.find(b">", opening)
            if tag_end > 0 and data[tag_end - 1 : tag_end] == b"/" and b"<" not in data[1:tag_end]:
                return tag_end + 1
            # No further than the next of its name, else many without an end are read again and again.
            other = data.find(data[:opening], opening)
            end = data.find(closing, opening, other if other >= 0 else len(data))
            if end >= 0 and data.find(b"<!", opening, end) < 0:
                return end + len(closing)
            if (end >= 0 or other >= 0) and (length := _length_by_tokens(data, tokens, name)):
                return length
            if len(data) > self._limit or not window.more():
                return _length_by_tokens(window.data, tokens, name) or len(window.data)


class _Window:
    """The part of a stream that is looked at."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""

    def more(self) -> bool:
        """Read on; False at the end. The more is there the more is read, so that little is copied."""
        new: list[bytes] = []
        size = 0
        for chunk in self._chunks:
            new.append(chunk)
            size += len(chunk)
            if size and size >= len(self.data) // 2:
                break
        self.data += b"".join(new)
        return size > 0

    def drop(self, length: int) -> None:
        self.data = self.data[length:]

    def search(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """The next match. What is before it stays, but no more than a chunk of it."""
        while True:
            # The last bytes may be half a tag.
            if found := pattern.search(self.data):
                return found
            if len(self.data) > 2 * _CHUNK:
                self.drop(len(self.data) - 512)
            if not self.more():
                return None

    def skip_comment(self, start: int, limit: int) -> None:
        """Drop a comment; one without an end is taken for text."""
        while (end := self.data.find(b"-->", start)) < 0:
            if len(self.data) > limit or not self.more():
                self.drop(start)
                return
        self.drop(end + 3)


def _length_by_tokens(data: bytes, tokens: re.Pattern[bytes], name: bytes) -> int:
    """The careful way, for elements with comments, CDATA or without an end; 0 when the end is not there yet."""
    position = len(name) + 1
    while found := tokens.search(data, position):
        position = found.end()
        token = found[0]
        if token in (b"<!--", b"<![CDATA["):
            close = b"-->" if token == b"<!--" else b"]]>"
            end = data.find(close, position)
            position = end + 3 if end >= 0 else position
        elif token.startswith(b"</"):
            end = data.find(b">", position)
            other = data.find(b"<", position, max(end, position))
            return other if other >= 0 else end + 1
        else:
            return found.start()
    return 0


def _namespaces(before: bytes) -> bytes:
    roots = list(_ROOT.finditer(re.sub(rb"<!--.*?-->", b"", before, flags=re.DOTALL)))
    return b"".join(dict.fromkeys(m[0] for root in roots for m in _NAMESPACE.finditer(root[1])))


def _with_namespaces(piece: bytes, name: bytes, namespaces: bytes) -> bytes:
    opening = len(name) + 1
    own = piece[opening : piece.find(b">", opening)]
    missing = [m[0] for m in _NAMESPACE.finditer(namespaces) if m[0].split(b"=")[0].strip() + b"=" not in own]
    return piece[:opening] + b"".join(missing) + piece[opening:]


def parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands nothing and keeps libxml2's limits of depth and size."""
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip


def element(raw: bytes, using: etree.XMLParser, repairs: list[str]) -> etree._Element:
    """The element in a piece, tags without namespaces. Raises ReadError; what was mended is added to ``repairs``."""
    if len(raw) > MAX_RECORD:
        raise ReadError(f"The record is longer than {MAX_RECORD:,} bytes.")
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ReadError("There is a document type declaration within the record; none is allowed there.")
    try:
        root = etree.fromstring(raw, using)
    except etree.XMLSyntaxError as error:
        changed = mended(raw, repairs)
        if changed is None:
            raise ReadError(_reason(raw, error)) from error
        try:
            root = etree.fromstring(changed, using)
        except etree.XMLSyntaxError as second:
            raise ReadError(_reason(changed, second)) from second
    if b"xmlns" in raw:
        for part in root.iter("{*}*"):
            part.tag = part.tag.rpartition("}")[2]
    return root


def _reason(raw: bytes, error: etree.XMLSyntaxError) -> str:
    name = re.match(rb"<([\w.:-]+)", raw)
    if name and not re.search(rb"</" + re.escape(name[1]) + rb"\s*>\s*$|/>\s*$", raw):
        return f"The element {name[1].decode()} has no end: cut off, or longer than {MAX_RECORD:,} bytes."
    return f"Malformed XML: {(error.msg or 'not well-formed').split(' (<string>')[0]}."


def mended(raw: bytes, repairs: list[str]) -> bytes | None:
    """The piece without what commonly breaks XML: wrong bytes, control characters, names of HTML characters."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
        repairs.append("The bytes are no UTF-8; they were read as Windows-1252.")
    clean, count = _ILLEGAL.subn("", text)
    if count:
        repairs.append("Control characters that XML forbids were left out.")
    changed = clean.encode("utf-8", "replace")
    named = _NAMED_ENTITY.sub(_character, changed)
    if named != changed:
        repairs.append("Names of HTML characters were resolved.")
    return named if named != raw else None


def _character(match: re.Match[bytes]) -> bytes:
    name = match[1].decode("ascii")
    if name in ("lt", "gt", "amp", "quot", "apos"):
        return match[0]
    found = html.entities.html5.get(name + ";")
    return found.encode() if found else match[0]


def head_as_utf8(head: bytes) -> bytes:
    """The first bytes of a file as UTF-8 without a mark, for recognition; half a character at the end is dropped."""
    name = encoding(head)
    if name == "utf-8":
        return head.removeprefix(codecs.BOM_UTF8)
    return head.decode(name, "ignore").removeprefix("\ufeff").encode("utf-8", "ignore")
