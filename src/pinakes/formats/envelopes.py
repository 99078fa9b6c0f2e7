"""Records of XML formats cut out of collections, OAI-PMH and SRU answers, with what the envelope says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import xml_pieces
from pinakes.records.record import Record

_PIECE = re.compile(rb"<([\w.-]+:)?record\b")
_SKIPPED = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL)


class Envelopes:
    """Cuts and opens records whose own element is one of ``roots`` (names without prefix)."""

    def __init__(self, *roots: str) -> None:
        self.roots = roots
        self._cutter = xml_pieces.XmlCutter("record", *roots)
        self._root = re.compile(rb"<(?:[\w.-]+:)?(?:" + "|".join(roots).encode() + rb")[\s/>]")
        self._parser = xml_pieces.parser()

    def cut(self, stream: BinaryIO) -> Iterator[bytes]:
        """The bytes of each record, with its envelope where it has one."""
        for piece in self._cutter.cut(stream):
            # Where envelope and record have one name, the cutter gives the envelope's beginning alone.
            if (
                _PIECE.match(piece)
                and not piece.rstrip().endswith(b"record>")
                and not self._root.search(piece)
            ):
                continue
            yield piece

    def opened(self, raw: bytes, repairs: list[str]) -> tuple[etree._Element | None, etree._Element | None]:
        """The record's own element and the header of OAI-PMH; either may be missing. Raises ReadError."""
        root = xml_pieces.element(raw, self._parser, repairs)
        if root.tag in self.roots:
            return root, None
        header = root.find("header")
        return next(root.iter(*self.roots), None), header


def deletion(header: etree._Element) -> Record | None:
    """The deletion that a header of OAI-PMH tells; None when it tells none."""
    if header.get("status") != "deleted":
        return None
    identifier = text_of(header.find("identifier"))
    if not identifier:
        raise ReadError("The record is deleted, but its header has no identifier.", field="header")
    return Record(local_id=identifier, deleted=True)


def text_of(element: etree._Element | None) -> str:
    """All text within, blanks made one; "" for None."""
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(map(str, element.itertext())).split())


def first_element(head: bytes) -> tuple[str, bytes]:
    """(local name, start tag) of the first element in the first bytes of a file, ("", b"") when it is no XML."""
    text = xml_pieces.head_as_utf8(head)
    skipped = _SKIPPED.match(text)
    match = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)[^<>]*>?").match(text, skipped.end() if skipped else 0)
    return (match[1].decode(), match[0]) if match else ("", b"")
