"""Keeps what was rejected: one file for a command, which the same command replaces."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import msgspec

from pinakes.errors import StoreError, StoreFull
from pinakes.ingest.frames import Job
from pinakes.sources.rejects import Reject

FOLDER = "rejects"
MAX_INLINE = 4 * 1024 * 1024
"""Raw bytes that stand in the line; more lie in a file beside it."""


class RejectFile:
    """Rejected records of one run in ``home``/rejects; without a home they are only counted.

    Its name depends on what is imported, so that running a command again, after a crash or after
    mending the files, leaves what is rejected now and nothing else.
    """

    def __init__(self, home: Path | None, job: Job, *, called: str = "") -> None:
        self._folder = home / FOLDER if home else None
        self.path = self._folder / (called or name(job)) if self._folder else None
        retried = Path(job.paths[0]).absolute() if len(job.paths) == 1 else None
        if self._folder and retried and retried.parent == self._folder.absolute():
            self.path = retried
        self._out: BinaryIO | None = None
        self._beside = 0

    @property
    def _part(self) -> Path:
        assert self.path is not None
        return self.path.with_name(self.path.name + ".part")

    def keep(self, rejects: Iterable[Reject]) -> None:
        """Write them down. Raises StoreFull, StoreError."""
        if self.path is None:
            return
        try:
            for reject in rejects:
                if self._out is None:
                    self.path.parent.mkdir(exist_ok=True)
                    self._out = self._part.open("wb")
                if len(reject.raw) > MAX_INLINE:
                    reject = self._set_aside(reject)
                self._out.write(msgspec.json.encode(reject) + b"\n")
            if self._out is not None:
                self._out.flush()
        except OSError as error:
            raise _explained(self.path, error) from error

    def _set_aside(self, reject: Reject) -> Reject:
        assert self.path is not None
        self._beside += 1
        beside = self.path.with_name(f"{self.path.stem}-{self._beside}.raw")
        beside.write_bytes(reject.raw)
        return msgspec.structs.replace(reject, raw=b"", raw_file=beside.name)

    def finish(self, read: Iterable[Path] = ()) -> Path | None:
        """Put the file in the place of its predecessor, and remove files of rejects that were tried again."""
        if self.path is None:
            return None
        try:
            if self._out is not None:
                self._out.close()
                self._part.replace(self.path)
            for old in {self.path, *read}:
                inside = old.absolute().parent == self.path.parent.absolute()
                if inside and not (self._out is not None and old.absolute() == self.path.absolute()):
                    old.unlink(missing_ok=True)
        except OSError as error:
            raise _explained(self.path, error) from error
        return self.path if self._out is not None else None

    def abandon(self) -> Path | None:
        """A run ended early: what is there stays beside the file of the last whole run."""
        if self._out is None:
            return None
        self._out.close()
        return self._part


def name(job: Job) -> str:
    """``stem-1a2b3c4d.jsonl``: of the first path, and of all that the command says."""
    first = Path(job.paths[0]).name.partition(".")[0] if job.paths and job.paths[0] != "-" else "stdin"
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", first).strip("-")[:60] or "import"
    paths = [p if p == "-" else str(Path(p).absolute()) for p in job.paths]
    said = msgspec.json.encode((paths, job.format, job.source))
    return f"{stem}-{hashlib.blake2b(said, digest_size=4).hexdigest()}.jsonl"


def _explained(path: Path, error: OSError) -> StoreError:
    if error.errno in (28, 122, 27):  # ENOSPC, EDQUOT, EFBIG
        return StoreFull(f"There is no room left to keep rejected records in {path} ({error.strerror}).")
    return StoreError(f"{path} can't be written: {error.strerror}.")
