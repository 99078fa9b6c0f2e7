"""One writer at a time: a lock that the system takes back whenever its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pinakes.errors import StoreBusy, StoreError

FILE = "import.lock"


@contextlib.contextmanager
def writing(home: Path | None) -> Iterator[None]:
    """Hold the right to write to the catalogue in ``home``; None needs none.

    The file stays behind and means nothing by itself: what counts is the lock on it. Raises StoreBusy.
    """
    if home is None:
        yield
        return
    path = home / FILE
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{path} can't be written: {error.strerror}.") from error
    try:
        if not _locked(descriptor):
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            which = f" (process {holder})" if holder.isdigit() else ""
            raise StoreBusy(
                f"Another import{which} is writing to the catalogue in {home}. Try again when it has ended."
            )
        os.ftruncate(descriptor, 0)
        with contextlib.suppress(OSError):  # a full disk: only the number in a message would be missing
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # not on Windows: the database's own lock must do
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
