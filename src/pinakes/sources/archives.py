"""Opens what is compressed or packed, nested in any way, by its first bytes: streaming, writing nothing."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, cast

import zstandard

from pinakes.errors import SourceError, UnsafeArchive
from pinakes.sources.base import SourceFailure

MAX_DEPTH = 5
"""Archives in archives: a real one is a .tar.gz in a .zip, which is three."""
MAX_RATIO = 1000
"""Bytes that one byte on the disk may become. XML of libraries shrinks 10- to 100-fold."""
FREE_BYTES = 256 * 1024 * 1024
"""So much may come out of a file whatever its ratio."""
MAX_SPOOLED = 16 * 1024**3
"""Bytes of a .zip inside another archive, which must lie in a temporary file to be read."""
HEAD = 64 * 1024
"""Bytes by which a format is recognised."""

_BROKEN = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
    OSError,
    ValueError,
    NotImplementedError,
)


class Member(NamedTuple):
    """A file that is no archive, open at its beginning."""

    origin: str
    stream: Peekable


class Budget:
    """How much may still come out of one file on the disk; shared by all that is nested in it."""

    def __init__(self, size: int) -> None:
        self._left = max(FREE_BYTES, size * MAX_RATIO)

    def spend(self, count: int) -> None:
        """Raises UnsafeArchive when a file expands without bounds."""
        self._left -= count
        if self._left < 0:
            raise UnsafeArchive(
                f"It expands more than {MAX_RATIO:,}-fold, as only an archive made to do harm does."
            )


class Peekable(io.RawIOBase):
    """A stream whose first bytes can be looked at; its errors are SourceErrors and its bytes are counted."""

    def __init__(self, stream: BinaryIO, budget: Budget | None = None, *, what: str = "file") -> None:
        self.beneath = stream
        self._budget = budget
        self._what = what
        self._held = b""

    def readable(self) -> bool:
        return True

    def peek(self, size: int = HEAD) -> bytes:
        """The first ``size`` bytes, or all when there are fewer; they are still to be read."""
        while len(self._held) < size and (piece := self._take(size - len(self._held))):
            self._held += piece
        return self._held[:size]

    def _take(self, size: int) -> bytes:
        try:
            piece = self.beneath.read(size)
        except SourceError:
            raise
        except _BROKEN as error:
            raise SourceError(f"The {self._what} is damaged or ends too early: {_said(error)}.") from error
        if self._budget is not None:
            self._budget.spend(len(piece))
        return piece

    def read(self, size: int | None = -1) -> bytes:
        """Up to ``size`` bytes; all that is left when it is negative. Raises SourceError."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        if self._held:
            piece, self._held = self._held[:size], self._held[size:]
            return piece
        return self._take(size)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _said(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()).rstrip(".")[:300] or type(error).__name__


def _zstd(stream: BinaryIO) -> BinaryIO:
    # A window of 128 MB at most (what `zstd --ultra` makes by itself); a frame that wants more fills the memory.
    decompressor = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    return cast(BinaryIO, decompressor.stream_reader(stream, read_across_frames=True))


_COMPRESSIONS: tuple[tuple[bytes, str, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b", "gzip data", lambda s: cast(BinaryIO, gzip.GzipFile(fileobj=s, mode="rb"))),
    (b"BZh", "bzip2 data", lambda s: cast(BinaryIO, bz2.BZ2File(s))),
    (b"\xfd7zXZ\x00", "xz data", lambda s: cast(BinaryIO, lzma.LZMAFile(s))),  # noqa: SIM115 - ends with the file
    (b"\x28\xb5\x2f\xfd", "zstd data", _zstd),
)
_UNREADABLE = ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"\x1f\x9d", "compress (.Z)"))


def members(
    stream: Peekable, origin: str, budget: Budget, depth: int = 0
) -> Iterator[Member | SourceFailure]:
    """The plain files in ``stream``, which may itself be one; what can't or mustn't be opened comes as failure."""
    try:
        head = stream.peek(512)
        kind = _kind(head)
        if kind and depth >= MAX_DEPTH:
            raise UnsafeArchive(
                f"Archives lie in it more than {MAX_DEPTH} deep, as only one made to do harm has."
            )
        if kind == "zip":
            yield from _zip_members(stream, origin, budget, depth)
        elif kind == "tar":
            yield from _tar_members(stream, origin, budget, depth)
        elif kind:
            _, what, opener = next(c for c in _COMPRESSIONS if c[1] == kind)
            # BufferedReader: the decompressors of the standard library read in small steps.
            inner = Peekable(opener(cast(BinaryIO, io.BufferedReader(stream, 1 << 17))), budget, what=what)
            yield from members(inner, origin, budget, depth + 1)
        else:
            for magic, name in _UNREADABLE:
                if head.startswith(magic):
                    raise SourceError(
                        f"It is packed with {name}, which is not read; .gz .bz2 .xz .zst .zip .tar are."
                    )
            yield Member(origin, stream)
    except SourceError as error:
        yield SourceFailure(origin=origin, reason=str(error))
    except _BROKEN as error:
        yield SourceFailure(origin=origin, reason=f"The archive is damaged or can't be read: {_said(error)}.")


def _kind(head: bytes) -> str:
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    for magic, what, _ in _COMPRESSIONS:
        # "BZh" alone could begin a text; the digit and the block's magic follow.
        if head.startswith(magic) and (magic != b"BZh" or head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")):
            return what
    return ""


def hidden(name: str) -> bool:
    """Whether a path is passed over without a word: hidden files and what macOS puts beside files."""
    return any(
        (part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/")
    )


def _check_name(name: str) -> None:
    """Raises UnsafeArchive for a name that leads out of the archive.

    Nothing is ever written, but who names a member so means harm.
    """
    path = name.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or "\0" in path:
        raise UnsafeArchive(f"The member's name {name[:200]!r} leads out of the archive; it is left alone.")


def _zip_members(
    stream: Peekable, origin: str, budget: Budget, depth: int
) -> Iterator[Member | SourceFailure]:
    with tempfile.TemporaryFile() as spool, zipfile.ZipFile(_seekable(stream, spool)) as archive:
        if "xl/workbook.xml" in archive.NameToInfo:
            # A workbook is a table, not an archive of files; what it may unpack to its reader sees to.
            whole = cast(BinaryIO, archive.fp)
            whole.seek(0)
            yield Member(origin, Peekable(whole))
            return
        overlapping = _overlapping(archive.infolist())
        for info in archive.infolist():
            if info.is_dir() or hidden(info.filename):
                continue
            inside = f"{origin}!/{info.filename}"
            try:
                _check_zip_member(info, overlapping)
                with archive.open(info) as opened:
                    inner = Peekable(cast(BinaryIO, opened), budget, what="member")
                    yield from members(inner, inside, budget, depth + 1)
            except SourceError as error:
                yield SourceFailure(origin=inside, reason=str(error))
            except (*_BROKEN, RuntimeError) as error:
                yield SourceFailure(origin=inside, reason=f"The member can't be read: {_said(error)}.")


def _check_zip_member(info: zipfile.ZipInfo, overlapping: set[str]) -> None:
    _check_name(info.filename)
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise UnsafeArchive("The member is a link or a device; it is left alone.")
    if info.filename in overlapping:
        raise UnsafeArchive(
            "The member shares bytes with another one, as only an archive made to do harm has."
        )
    if info.flag_bits & 0x1:
        raise SourceError("The member is encrypted; unpack it first.")


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[str]:
    """Names of members whose compressed bytes another member uses too (a "better zip bomb")."""
    found: set[str] = set()
    end, last = -1, ""
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            found |= {info.filename, last}
        # 30 bytes is the least that a local header takes.
        reach = info.header_offset + 30 + info.compress_size
        if reach > end:
            end, last = reach, info.filename
    return found


def _seekable(stream: Peekable, spool: BinaryIO) -> BinaryIO:
    """The file itself when it can be read anywhere, else a copy of it in ``spool``: a .zip's list stands at its end."""
    raw = stream.beneath
    # Only a file itself: what comes out of another archive may say that it is seekable, and isn't backwards.
    of_disk = isinstance(raw, io.BufferedReader) and isinstance(raw.raw, io.FileIO)
    if (of_disk or isinstance(raw, io.BytesIO)) and raw.seekable():
        raw.seek(0)
        return raw
    size = 0
    while piece := stream.read(1 << 20):
        size += len(piece)
        if size > MAX_SPOOLED:
            raise UnsafeArchive(
                f"A .zip inside an archive has more than {MAX_SPOOLED:,} bytes; unpack the outer one first."
            )
        spool.write(piece)
    spool.seek(0)
    return spool


def _tar_members(
    stream: Peekable, origin: str, budget: Budget, depth: int
) -> Iterator[Member | SourceFailure]:
    with tarfile.open(fileobj=cast(BinaryIO, io.BufferedReader(stream, 1 << 17)), mode="r|") as archive:
        for info in archive:
            # tarfile remembers every member that it has seen; a file of a million would fill the memory.
            archive.members = []  # type: ignore[attr-defined]
            if info.isdir() or hidden(info.name):
                continue
            inside = f"{origin}!/{info.name}"
            try:
                _check_name(info.name)
                if not info.isfile():
                    raise UnsafeArchive("The member is a link or a device; it is left alone.")
                opened = archive.extractfile(info)
                if opened is not None:
                    inner = Peekable(cast(BinaryIO, opened), budget, what="member")
                    yield from members(inner, inside, budget, depth + 1)
            except SourceError as error:
                yield SourceFailure(origin=inside, reason=str(error))
