"""The reading half of an import, in a process of its own or, where that can't be, in this one."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from types import TracebackType

from pinakes.errors import SourceError
from pinakes.ingest.building import builder
from pinakes.ingest.frames import Batch, FrameReader, Job, decode_batch, send
from pinakes.sources.files import STANDARD_INPUT

PATIENCE = 0.25
"""Seconds after which an empty batch comes, so that who writes can look around."""


class ReadingProcess:
    """A process that reads while this one writes. A context manager: leaving it ends the process."""

    def __init__(self, job: Job) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pinakes.ingest.worker", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=None if STANDARD_INPUT in job.paths else subprocess.DEVNULL,
                # In a group of its own Ctrl-C doesn't reach it; but then a terminal would not let it read.
                process_group=None if STANDARD_INPUT in job.paths else 0,
            )
        self._connection = ours
        try:
            send(ours, job)
            ours.settimeout(PATIENCE)
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def batches(self) -> Iterator[Batch]:
        """What it reads; an empty batch when there is nothing for a while. Raises SourceError if it dies."""
        reader = FrameReader(self._connection)
        while True:
            try:
                if not reader.pump():
                    raise SourceError(self._obituary())
            except TimeoutError:
                yield Batch()
                continue
            except ConnectionResetError:
                raise SourceError(self._obituary()) from None
            for frame in reader.frames():
                batch = decode_batch(frame)
                yield batch
                if batch.last:
                    return

    def _obituary(self) -> str:
        status = self._process.wait()
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return (
            f"The process that reads the files has ended early ({how}). What was reported as stored is safe; "
            "run the same command again to go on."
        )

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        if self._process.poll() is None:
            self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def reading(job: Job, *, apart: bool = True) -> Iterator[Iterator[Batch]]:
    """The batches of a job, read ``apart`` in another process where the system can."""
    if apart and os.name == "posix" and sys.executable:
        with ReadingProcess(job) as process:
            yield process.batches()
    else:
        yield builder(job).batches()
