"""The folder of an index: generations, of which CURRENT names one; a new one takes its place whole."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import tantivy

from pinakes.errors import IndexBusy, IndexOutdated, IndexUnavailable
from pinakes.index.tantivy import schema
from pinakes.records.base import Struct

CURRENT = "CURRENT"
STATE = "pinakes.json"
_CURE = "`pinakes reindex` builds it anew from the store"


class GenerationState(Struct):
    """What a generation knows of itself beside the engine's own files."""

    fingerprint: str
    sequence: int = 0
    slots: int = 0
    """How many documents have been given a slot (see ``columns``)."""


class IndexFolder:
    """Where generations live; every method may be called by several processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[tuple[int, int], Path] | None = None

    def current(self) -> Path:
        """The generation that is searched; the first one is made when there is none. Raises IndexUnavailable."""
        try:
            stat = os.stat(self.path / CURRENT)  # noqa: PTH116 - asked before every search
            stamp = (stat.st_mtime_ns, stat.st_ino)
            if self._known is not None and self._known[0] == stamp:
                return self._known[1]
            name = (self.path / CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            with self._creating():
                if not (self.path / CURRENT).exists():
                    self.make_current(self.new())
            return self.current()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexUnavailable(f"The index in {self.path} can't be read: {error}.") from error
        if not name or "/" in name or not (self.path / name).is_dir():
            raise IndexUnavailable(f"The index in {self.path} is damaged (no generation {name!r}); {_CURE}.")
        self._known = (stamp, self.path / name)
        return self.path / name

    @contextmanager
    def _creating(self) -> Iterator[None]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with (self.path / ".create.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise IndexUnavailable(f"No index can be made in {self.path}: {error.strerror}.") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One writer at a time, also between processes. Raises IndexBusy when there is one."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = (self.path / ".write.lock").open("w")
        except OSError as error:
            raise IndexUnavailable(f"The index in {self.path} can't be written: {error.strerror}.") from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise IndexBusy(
                    f"Another process is writing to the index in {self.path}; try again when it has ended."
                ) from None
            yield

    def new(self) -> Path:
        """An empty generation that is not searched yet."""
        taken = [int(p.name[1:]) for p in self.path.glob("g*") if p.name[1:].isdigit()]
        generation = self.path / f"g{max(taken, default=0) + 1:06}"
        generation.mkdir(parents=True)
        schema.register(tantivy.Index(schema.build(), path=str(generation), reuse=False))
        self.write_state(generation, GenerationState(fingerprint=schema.fingerprint()))
        return generation

    def make_current(self, generation: Path) -> None:
        """From now on this generation is searched; the others go."""
        _replace(self.path / CURRENT, generation.name.encode())
        self.remove_others(generation)

    def remove(self, generation: Path) -> None:
        """Remove a generation that did not become current."""
        shutil.rmtree(generation, ignore_errors=True)

    def remove_others(self, kept: Path) -> None:
        """Remove what rebuilds left behind; readers that still have them open keep them until they reload."""
        for other in self.path.glob("g*"):
            if other != kept and other.is_dir():
                shutil.rmtree(other, ignore_errors=True)

    def state(self, generation: Path) -> GenerationState:
        """Raises IndexUnavailable."""
        try:
            return msgspec.json.decode((generation / STATE).read_bytes(), type=GenerationState)
        except (OSError, msgspec.DecodeError) as error:
            raise IndexUnavailable(
                f"The index in {self.path} is damaged ({STATE}: {error}); {_CURE}."
            ) from error

    def write_state(self, generation: Path, state: GenerationState) -> None:
        _replace(generation / STATE, msgspec.json.encode(state))

    def open(self, generation: Path) -> tantivy.Index:
        """Raises IndexOutdated, IndexUnavailable."""
        if self.state(generation).fingerprint != schema.fingerprint():
            raise IndexOutdated(
                f"The list of fields, or the weight of one, has changed since the index was built; {_CURE}."
            )
        try:
            index = tantivy.Index.open(str(generation))
        except Exception as error:
            raise IndexUnavailable(f"The index in {self.path} can't be opened ({error}); {_CURE}.") from error
        schema.register(index)
        return index

    def stamp(self, generation: Path) -> tuple[str, int, int]:
        """Changes with every commit: the generation and the engine's list of segments."""
        stat = os.stat(generation / "meta.json")  # noqa: PTH116 - asked before every search
        return (generation.name, stat.st_mtime_ns, stat.st_ino)


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
