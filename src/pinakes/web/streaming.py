"""A writer that pushes, as an answer that is pulled: what it writes goes out while it is still writing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from queue import Full, Queue
from threading import Event, Thread
from typing import Any, BinaryIO, TypeVar, cast

from django.db import connections

T = TypeVar("T")
PIECE = 64 * 1024
"""Bytes that go out at a time."""


class _Gone(Exception):
    """Nobody reads any more."""


class _Sink(io.RawIOBase):
    """A file for the writer: pieces of PIECE bytes go into a queue that holds a few."""

    def __init__(self, queue: Queue[Any], gone: Event) -> None:
        self._queue, self._gone = queue, gone
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._held += data
        if len(self._held) >= PIECE:
            self.send()
        return len(data)

    def send(self) -> None:
        """What was written so far."""
        if self._held:
            self.put(bytes(self._held))
            self._held.clear()

    def put(self, item: Any) -> None:
        """Wait until there is room; raises _Gone when the reader went away."""
        while not self._gone.is_set():
            try:
                self._queue.put(item, timeout=0.5)
            except Full:
                continue
            return
        raise _Gone


def pulled(write: Callable[[Iterable[T], BinaryIO], None], given: Iterable[T]) -> Iterator[bytes]:
    """What ``write`` writes of ``given``; both work in a thread of their own, with memory for a few pieces.

    What is raised there is raised here, so that a broken download is seen as broken.
    """
    queue: Queue[Any] = Queue(maxsize=4)
    gone = Event()
    sink = _Sink(queue, gone)

    def work() -> None:
        try:
            write(given, cast(BinaryIO, sink))
            sink.send()
            sink.put(None)
        except _Gone:
            pass
        except BaseException as error:  # noqa: BLE001 - handed over to the reader
            with suppress(_Gone):
                sink.put(error)
        finally:
            connections.close_all()

    thread = Thread(target=work, name="export", daemon=True)
    thread.start()
    try:
        while (piece := queue.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        gone.set()
        thread.join(timeout=5)
