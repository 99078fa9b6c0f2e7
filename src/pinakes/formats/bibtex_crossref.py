"""Entries that inherit from others: crossref, and biblatex's xdata.

Source: Patashnik, "BibTeXing", section 4; the manual of biblatex, "Cross-referencing" and appendix B.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from pinakes.formats.bibtex_entries import Entry
from pinakes.formats.bibtex_types import ARTICLES, PARTS

BOUNDARY = "\n%--- inherits from the entries above ---\n"
"""Between the entries that are inherited from and the one that is meant."""
_MARK = BOUNDARY.encode()
_CROSSREF = re.compile(rb"\b(?:crossref|xdata)\s*=\s*[{\"]?\s*([^\s{}\",][^{}\"\n]*)", re.IGNORECASE)
_KEY = re.compile(rb"@[ \t]*([A-Za-z]+)[ \t\n]*[{(]\s*([^\s,{}\"=]+)\s*,")
MAX_HELD = 64 * 1024 * 1024
"""Bytes of entries that are kept in case another inherits from them, and as many that wait for theirs."""
MAX_PARENT = 64 * 1024
"""Bytes of an entry that others may inherit from: each of them brings it along."""
_NOT_INHERITED = frozenset(
    """crossref xref xdata ids key keywords abstract note annote annotation url doi eprint shorttitle pages file
    title subtitle titleaddon author date-added date-modified entryset execute label options related relatedtype
    shorthand sortkey sortname sorttitle sortyear presort gender urldate pagetotal eid pmid pmcid""".split()  # noqa: SIM905
)


def with_parents(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, each that inherits with its parents before it; one whose parent comes later waits for it."""
    found = _Parents()
    for piece in pieces:
        own = _own(piece)
        came = own is not None and found.hold(own[1], piece)
        inherits = b"ross" in piece or b"ROSS" in piece or b"xdata" in piece
        if own is None or own[0] != b"xdata":
            if not inherits:
                yield piece
            elif not found.wait(piece):
                yield found.joined(piece)
        if came and own is not None:
            yield from found.released(own[1])
    yield from found.rest()


class _Parents:
    """Entries by key, and those that wait for one of them."""

    def __init__(self) -> None:
        self._held: dict[bytes, bytes] = {}
        self._waiting: dict[bytes, list[bytes]] = {}
        self._held_bytes = self._waiting_bytes = 0

    def hold(self, key: bytes, piece: bytes) -> bool:
        """Keep an entry; False when there is no room for it."""
        if len(piece) > MAX_PARENT or self._held_bytes > MAX_HELD:
            return False
        self._held[key] = piece
        self._held_bytes += len(piece)
        return True

    def wait(self, piece: bytes) -> bool:
        """Put a piece aside until its parent comes; False when all are there, or there is no room."""
        wanted = _wanted(piece)
        for key in list(wanted):
            parent = self._held.get(key, b"")
            wanted += _wanted(parent) if b"ross" in parent or b"xdata" in parent else []
        missing = next((key for key in wanted if key not in self._held), None)
        if missing is None or self._waiting_bytes > MAX_HELD:
            return False
        self._waiting.setdefault(missing, []).append(piece)
        self._waiting_bytes += len(piece)
        return True

    def released(self, key: bytes) -> Iterator[bytes]:
        """The pieces that have waited for this key and for no other."""
        for piece in self._waiting.pop(key, ()):
            self._waiting_bytes -= len(piece)
            if not self.wait(piece):
                yield self.joined(piece)

    def rest(self) -> Iterator[bytes]:
        """Those whose parent never came."""
        for pieces in self._waiting.values():
            yield from map(self.joined, pieces)

    def joined(self, piece: bytes) -> bytes:
        """The piece after the entries that it inherits from, the nearest first."""
        parents = [self._held[key] for key in _wanted(piece) if key in self._held]
        for parent in list(parents):  # a book of a collection: one more step
            parents += [self._held[key] for key in _wanted(parent) if key in self._held]
        # A piece that refers to itself has no parent.
        return _MARK.join((*(p for p in dict.fromkeys(parents) if p != piece), piece))


def _own(piece: bytes) -> tuple[bytes, bytes] | None:
    """(type, key) in small letters of the entry in a piece, after its macros."""
    for match in _KEY.finditer(piece):
        if match[1].lower() != b"string":
            return match[1].lower(), match[2].lower()
    return None


def _wanted(piece: bytes) -> list[bytes]:
    found = [key.strip().lower() for m in _CROSSREF.finditer(piece) for key in m[1].split(b",")]
    return [key for key in dict.fromkeys(found) if key][:20]


def inherited(child: Entry, parent: Entry) -> Entry:
    """The child with the parent's fields that it lacks; a parent's title is the book's or the journal's."""
    if parent.type == "xdata":
        return structs.replace(child, fields=parent.fields | child.fields)
    given = {name: value for name, value in parent.fields.items() if name not in _NOT_INHERITED}
    title = parent.fields.get("booktitle") or parent.fields.get("title", "")
    if child.type in PARTS:
        given |= {"booktitle": title} if title else {}
        if "subtitle" in parent.fields and "booktitle" not in parent.fields:
            given["booksubtitle"] = parent.fields["subtitle"]
        if "author" in parent.fields and parent.type in ("book", "mvbook"):
            given["bookauthor"] = parent.fields["author"]
    elif child.type in ARTICLES and title:
        given.setdefault("journaltitle", given.pop("journal", title))
        if "journal" in child.fields or "journaltitle" in child.fields:
            given.pop("journaltitle")
    elif title and not child.fields.get("title"):
        given["title"] = title
    return structs.replace(child, fields=given | child.fields)
