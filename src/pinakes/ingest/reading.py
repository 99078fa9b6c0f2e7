"""The reading half of an import, in a process of its own or, where that can't be, in this one."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from types import TracebackType

from pinakes.errors import SourceError
from pinakes.ingest.building import builder
from pinakes.ingest.frames import Batch, FrameReader, Job, decode_batch, send
from pinakes.sources.files import STANDARD_INPUT

PATIENCE = 0.25
"""Seconds after which an empty batch comes, so that who writes can look around."""
MAX_WAITING = 32 * 1024 * 1024
"""Bytes that are taken in while who writes is busy: as much as is read in a second or two."""


class _Inbox:
    """Takes in what a process sends while this one does other things, so that neither waits for the other."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._frames: deque[bytes] = deque()
        self._held = 0
        self._ended = False
        self._error: ValueError | None = None
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._take_in, daemon=True)
        self._thread.start()

    def _take_in(self) -> None:
        reader = FrameReader(self._connection)
        try:
            while reader.pump():
                for frame in reader.frames():
                    self._put(frame)
        except ValueError as error:
            self._error = error
        except OSError:
            pass  # it was killed, or we have closed the connection
        finally:
            self.end()

    def _put(self, frame: bytes) -> None:
        with self._changed:
            self._frames.append(frame)
            self._held += len(frame)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._held < MAX_WAITING or self._ended)

    def take(self, seconds: float) -> bytes | None:
        """The next frame, None when there will be no more. Raises TimeoutError after so many seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._frames or self._ended, seconds):
                raise TimeoutError
            if not self._frames:
                if self._error:
                    raise self._error
                return None
            frame = self._frames.popleft()
            self._held -= len(frame)
            self._changed.notify_all()
            return frame

    def end(self) -> None:
        """Nothing more is taken in."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def join(self) -> None:
        """Wait for the end; the connection must be shut."""
        self._thread.join(timeout=5)


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
        self._inbox = _Inbox(ours)
        try:
            send(ours, job)
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def batches(self) -> Iterator[Batch]:
        """What it reads; an empty batch when there is nothing for a while. Raises SourceError if it dies."""
        while True:
            try:
                frame = self._inbox.take(PATIENCE)
            except TimeoutError:
                yield Batch()
                continue
            if frame is None:
                raise SourceError(self._obituary())
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
        self._inbox.end()
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._inbox.join()
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
