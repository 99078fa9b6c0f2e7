"""The port of live availability: what a library system says of copies now; asked and remembered briefly."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from datetime import UTC, datetime
from typing import Literal, Protocol

from pinakes.errors import SourceError
from pinakes.records.base import Struct

State = Literal["available", "reading-room", "online", "on-loan", "unavailable", "unknown"]


class CopyState(Struct):
    """One copy now."""

    state: State
    call_number: str = ""
    department: str = ""
    storage: str = ""
    chronology: str = ""
    """Which volume or issue."""
    due: str = ""
    """When it is expected back, ISO 8601; empty when nobody knows."""
    queue: int = 0
    """How many wait for it."""
    limitations: tuple[str, ...] = ()
    """As the system words them."""
    action: str = ""
    """Address where it can be requested or queued for."""


class WorkState(Struct):
    """All copies of a work, and when the system was asked (UTC, ISO 8601 to the second)."""

    copies: tuple[CopyState, ...] = ()
    asked: str = ""


class AvailabilitySource(Protocol):
    """A library system that can be asked for several works at once."""

    def ask(self, ids: Sequence[str]) -> Mapping[str, tuple[CopyState, ...]]:
        """Copies by the id that was asked for; what the system does not know is absent. Raises SourceError."""
        ...


class Answers(Struct):
    """What is known, by id; ``silent`` are those for which the system gave no answer in time."""

    works: dict[str, WorkState]
    silent: frozenset[str] = frozenset()


class Remembering:
    """Asks in the background, waits ``wait`` seconds at most, and remembers answers for ``fresh`` seconds.

    A system that fails or is slow is left alone for ``rest`` seconds, so that a page never waits twice for nothing;
    an answer that comes too late is remembered all the same. Safe to share between threads.
    """

    def __init__(
        self,
        source: AvailabilitySource,
        *,
        wait: float = 3.0,
        fresh: float = 60.0,
        rest: float = 10.0,
        most: int = 20_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source, self._wait, self._fresh, self._rest = source, wait, fresh, rest
        self._most, self._clock = most, clock
        self._kept: OrderedDict[str, tuple[float, WorkState]] = OrderedDict()
        self._lock = threading.Lock()
        self._resting_until = 0.0
        # Two: one that hangs does not stop the next, many that hang can't pile up.
        self._free = threading.BoundedSemaphore(2)
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="availability")

    def ask(self, ids: Sequence[str], *, again: bool = False) -> Answers:
        """What is remembered, and what the system says of the others. ``again`` does not wait for a rest to end."""
        now = self._clock()
        with self._lock:
            found = {i: w for i in ids if (w := self._remembered(i, now)) is not None}
            resting = now < self._resting_until and not again
        missing = [i for i in dict.fromkeys(ids) if i not in found]
        if not missing:
            return Answers(works=found)
        if resting or not self._free.acquire(blocking=False):
            return Answers(works=found, silent=frozenset(missing))
        future = self._pool.submit(self._fetch, missing)
        future.add_done_callback(self._release)
        try:
            return Answers(works=found | future.result(timeout=self._wait))
        except (SourceError, TookTooLong):
            with self._lock:
                self._resting_until = self._clock() + self._rest
            return Answers(works=found, silent=frozenset(missing))

    def _release(self, _future: Future[dict[str, WorkState]]) -> None:
        self._free.release()

    def _fetch(self, ids: Sequence[str]) -> dict[str, WorkState]:
        answered = self._source.ask(ids)
        asked = datetime.now(UTC).isoformat(timespec="seconds")
        works = {i: WorkState(copies=answered.get(i, ()), asked=asked) for i in ids}
        now = self._clock()
        with self._lock:
            self._resting_until = 0.0
            for name, work in works.items():
                self._kept[name] = (now, work)
                self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return works

    def _remembered(self, name: str, now: float) -> WorkState | None:
        at, work = self._kept.get(name, (0.0, None))
        return work if work is not None and now - at < self._fresh else None
