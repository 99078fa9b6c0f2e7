"""Finding aids cut by bytes into one piece for each component, with the path that leads to it.

A piece is <component> with the number and title of the finding aid, one <above> for each level above, and the
component's own element without those below it. Components nest, so a piece is complete only where its element ends:
those below come first, the whole comes last. What is under way is kept without what lies below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.formats import xml_pieces
from pinakes.formats.envelopes import text_of
from pinakes.formats.xml_writing import escaped

_TOKEN = re.compile(rb"<!--|<!\[CDATA\[|<(/?)((?:[\w.-]+:)?(?:c(?:0[1-9]|1[0-2])?|archdesc))(?=[\s/>])")
_NAMESPACE = re.compile(rb"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?ead(?=[\s>])([^<>]*)>")
_DID = re.compile(rb"<((?:[\w.-]+:)?did)(?=[\s>])")
_HEADER = re.compile(rb"<((?:[\w.-]+:)?(?:eadheader|control))(?=[\s>])")
_ATTRIBUTE = re.compile(rb"""\b(id|level|otherlevel)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_SHOWN_OF_TOO_LONG = 64 * 1024
_LONGEST_TAG = 64 * 1024
MAX_DEPTH = 64


class _Level:
    """A component under way."""

    __slots__ = ("below", "closed", "name", "own", "summary")

    def __init__(self, name: bytes, start: bytes) -> None:
        self.name = name
        self.own = bytearray(start)
        self.below = 0
        self.closed = False
        self.summary = b""
        """<above …/>, once the first component below has begun."""

    def add(self, data: bytes, limit: int) -> None:
        if len(self.own) <= limit:
            self.own += data


class EadCutter:
    """Cuts one stream; a file may hold several finding aids."""

    def __init__(self, limit: int = xml_pieces.MAX_RECORD) -> None:
        self._limit = limit
        self._stack: list[_Level] = []
        self._before = bytearray()
        self._header = b""
        self._namespaces = b""

    def cut(self, stream: BinaryIO) -> Iterator[bytes]:
        """The piece of each component."""
        data = b""
        ended = False
        chunks = xml_pieces.utf8_chunks(stream)
        while not ended:
            chunk = next(chunks, None)
            ended = chunk is None
            data += chunk or b""
            used = 0
            for piece, used in self._tokens(data, ended=ended):  # noqa: B007 - the last position counts
                if piece is not None:
                    yield piece
            data = data[used:]
        while self._stack:  # never closed
            yield self._piece(self._stack.pop())

    def _tokens(self, data: bytes, *, ended: bool) -> Iterator[tuple[bytes | None, int]]:
        """(a finished piece or None, how much of ``data`` is used) after each token."""
        position = 0
        while True:
            token = _TOKEN.search(data, position)
            if token is None:
                keep = 0 if ended else 64  # half a token may stand at the end
                end = max(position, len(data) - keep)
                self._text(data[position:end])
                yield None, end
                return
            stop = self._end(data, token, ended=ended)
            if stop < 0:
                self._text(data[position : token.start()])
                yield None, token.start()
                return
            self._text(data[position : token.start()])
            tag = data[token.start() : stop]
            position = stop
            if token[2] is None:
                self._text(tag)
                yield None, position
            elif token[1]:
                for piece in self._close(bytes(token[2]), tag):
                    yield piece, position
            else:
                self._open(bytes(token[2]), tag)
                if tag.endswith(b"/>"):
                    level = self._stack.pop()
                    level.closed = True
                    yield self._piece(level), position
                else:
                    yield None, position

    def _end(self, data: bytes, token: re.Match[bytes], *, ended: bool) -> int:
        """Where the token ends; -1 when that is not there yet. What never ends is text."""
        mark = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}.get(token[0], b">")
        end = data.find(mark, token.end())
        if end >= 0:
            return end + len(mark)
        if mark != b">":  # a comment without an end has all that follows in it
            return -1 if len(data) - token.start() < self._limit and not ended else len(data)
        return -1 if len(data) - token.start() < _LONGEST_TAG and not ended else token.end()

    def _text(self, data: bytes) -> None:
        if self._stack:
            self._stack[-1].add(data, self._limit)
        elif len(self._before) < self._limit:
            self._before += data

    def _open(self, name: bytes, tag: bytes) -> None:
        if name.endswith(b"archdesc") and not self._stack:
            self._begin()
        elif self._stack:
            above = self._stack[-1]
            above.below += 1
            if not above.summary:
                above.summary = self._summary(above)
        if len(self._stack) < MAX_DEPTH:
            self._stack.append(_Level(name, tag))
        else:
            self._stack[-1].add(tag, self._limit)

    def _begin(self) -> None:
        """What stands before <archdesc>: namespaces and header of this finding aid."""
        before = bytes(self._before)
        root = None
        for root in _ROOT.finditer(before):  # noqa: B007 - the last one is this finding aid's
            pass
        declared = (m[0] for m in _NAMESPACE.finditer(root[1])) if root else ()
        self._namespaces = b"".join(d for d in declared if not re.match(rb"\sxmlns\s*=", d))
        start = root.start() if root else 0
        self._header = _first(_HEADER, before[start:])
        self._before = bytearray()

    def _close(self, name: bytes, tag: bytes) -> Iterator[bytes]:
        if not any(level.name == name for level in self._stack):
            return
        while self._stack:
            level = self._stack.pop()
            if level.name == name:
                level.add(tag, self._limit)
                level.closed = True
                yield self._piece(level)
                return
            yield self._piece(level)  # was never closed

    def _piece(self, level: _Level) -> bytes:
        own = bytes(level.own) if len(level.own) <= self._limit else bytes(level.own[:_SHOWN_OF_TOO_LONG])
        path = b"".join(above.summary for above in self._stack)
        place = b".".join(b"%d" % above.below for above in self._stack)
        end = b"</component>" if level.closed and len(level.own) <= self._limit else b""
        return b'<component%s place="%s">%s%s%s%s' % (self._namespaces, place, self._header, path, own, end)

    def _summary(self, level: _Level) -> bytes:
        """Title, number, level and language of a component, for those below it."""
        start = bytes(level.own[:_LONGEST_TAG])
        attributes = {m[1]: m[2] or m[3] or b"" for m in _ATTRIBUTE.finditer(start[: start.find(b">") + 1])}
        kind = attributes.get(b"otherlevel") or attributes.get(b"level", b"")
        found = _first(_DID, bytes(level.own))
        values = _described(found) if found else ("", "", "", "")
        names = ("title", "number", "repository", "language")
        pairs = "".join(f' {name}="{escaped(value)}"' for name, value in zip(names, values, strict=True))
        return b'<above id="%s" level="%s"%s/>' % (attributes.get(b"id", b""), kind, pairs.encode())


def _first(start: re.Pattern[bytes], data: bytes) -> bytes:
    """The first element that begins like this, or b"" when there is none or it has no end."""
    found = start.search(data)
    if found is None:
        return b""
    closing = b"</" + found[1] + b">"
    end = data.find(closing, found.end())
    return data[found.start() : end + len(closing)] if end >= 0 else b""


def title_text(element: etree._Element) -> str:
    """The text of a <unittitle> without the dates in it."""
    text = element.text or ""
    for child in element:
        if str(child.tag).rpartition("}")[2] != "unitdate":
            text += f" {text_of(child)} " if text[-1:].isspace() else text_of(child)
        text += child.tail or ""
    return " ".join(text.split()).strip(" ,;")


def _described(did: bytes) -> tuple[str, str, str, str]:
    """Title, number, repository and language in a <did>, as far as it can be read."""
    plain = re.sub(
        rb"(</?)[\w.-]+:", rb"\1", re.sub(rb"\s[\w.-]+:[\w.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", did)
    )
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, encoding="utf-8", remove_comments=True
    )
    try:
        root = etree.fromstring(plain, parser)
    except etree.XMLSyntaxError:
        return "", "", "", ""
    if root is None:
        return "", "", "", ""
    language = next((e.get("langcode") or "" for e in root.iter("{*}language") if e.get("langcode")), "")
    title = next((title_text(e) for e in root.iter("{*}unittitle")), "")
    number = next((text_of(e) for e in root.iter("{*}unitid")), "")
    place = next((text_of(e) for e in root.iter("{*}repository")), "")
    return title[:500], number[:200], place[:300], language
