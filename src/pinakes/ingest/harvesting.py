"""A harvest: an import of what a source has to say since the last time, and the memory of how far it went."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec

from pinakes.errors import StoreError
from pinakes.index.port import SearchIndex
from pinakes.ingest.authorities import heed_authorities
from pinakes.ingest.catching_up import PATIENCE, catch_up
from pinakes.ingest.frames import Batch, Job
from pinakes.ingest.locking import writing
from pinakes.ingest.pipeline import Comparing, Progress, Run, joined_too, recorded
from pinakes.ingest.rejecting import RejectFile
from pinakes.ingest.report import ImportReport
from pinakes.records import record_ids
from pinakes.sources import opening
from pinakes.sources.settings import SourceSettings
from pinakes.store.port import RecordStore

FOLDER = "harvest"
"""In the catalogue's folder: what a full harvest has seen until it is complete."""
_UNKNOWN = 0
"""Stands for a record that came and whose id could not be read."""


def harvest(
    name: str,
    settings: SourceSettings,
    store: RecordStore,
    index: SearchIndex,
    *,
    home: Path,
    full: bool = False,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    apart: bool = True,
    comparing: Comparing | None = None,
) -> ImportReport:
    """Bring in what has changed; ``full`` takes everything, and deletes what the source has no more.

    A harvest that was interrupted goes on at the last answer that was stored. Raises StoreBusy,
    StoreFull, SourceError, IndexUnavailable.
    """
    with writing(home), recorded(store, "harvest", name) as note:
        catch_up(store, index, patience=PATIENCE)
        memory = _Memory(name, store, home / FOLDER / f"{name}.seen")
        if full and not memory.under_way:
            memory.begin()
        job = Job(
            paths=(),
            format=settings.format,
            source=name,
            folder=str(home),
            harvest=opening.packed(settings),
            state=store.source_state(name),
            full=memory.under_way,
            with_authorities=bool(store.authorities.last_sequence()),
        )
        # A file for each: what a harvest refuses does not come again in the next one.
        called = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
        run = Run(job, store, index, RejectFile(home, job, called=called), progress, memory)
        note(run.counts)
        report = run.run(should_stop, apart)
        if memory.whole:
            gone = _vanish(memory.vanished(), store.delete_many)
            gone += _vanish(memory.vanished_authorities(), store.authorities.delete_many)
            catch_up(store, index, patience=PATIENCE)
            run.counts.outcomes["deleted"] = run.counts.outcomes.get("deleted", 0) + gone
            report = msgspec.structs.replace(report, deleted=report.deleted + gone)
            memory.end()
        heed_authorities(store, index, should_stop=should_stop)
        return joined_too(report, run, store, index, comparing, should_stop)


def _vanish(ids: Iterator[str], delete: Callable[[Sequence[str]], int | Sized]) -> int:
    deleted = 0
    while some := list(islice(ids, 1000)):
        gone = delete(some)
        deleted += gone if isinstance(gone, int) else len(gone)
    return deleted


class _Memory:
    """Keeps a source's state when what it speaks of is stored, and what a full harvest has seen.

    The ids seen lie in a file, eight bytes of a hash for each, so that an interrupted harvest knows
    what came before it was.
    """

    def __init__(self, name: str, store: RecordStore, file: Path) -> None:
        self._name, self._store, self._file = name, store, file
        self._last = b""
        self.whole = False

    @property
    def under_way(self) -> bool:
        """Whether a full harvest was begun and not ended."""
        return self._file.exists()

    def begin(self) -> None:
        self._write(b"")

    def note(self, batches: Sequence[Batch]) -> None:
        if self.under_way:
            seen = array("Q", (_number(r.id) for b in batches for r in b.records if not r.deleted))
            seen.extend(_number(a.id) for b in batches for a in b.authorities if not a.deleted)
            seen.extend(self._number_of_unread(local) for b in batches for local in b.unread)
            self._write(seen.tobytes())
        for batch in batches:
            self._last = batch.checkpoint or self._last
            self.whole = self.whole or batch.whole
        # The last word of a full harvest is kept only when what has vanished is gone.
        if self._last and not self.whole:
            self._store.keep_source_state(self._name, self._last)

    def _number_of_unread(self, local_id: str) -> int:
        return _number(record_ids.record_id(f"{self._name}:{local_id}")) if local_id else _UNKNOWN

    def vanished(self) -> Iterator[str]:
        """Ids of records that did not come; none when one came of which nobody can say which it is."""
        return self._unseen(self._store.ids_of(self._name))

    def vanished_authorities(self) -> Iterator[str]:
        """The same of authorities."""
        return self._unseen(self._store.authorities.ids_of(self._name))

    def _unseen(self, ids: Iterable[str]) -> Iterator[str]:
        seen = array("Q")
        seen.frombytes(self._file.read_bytes() if self.under_way else b"")
        known = frozenset(seen)
        if not self.under_way or _UNKNOWN in known:
            return iter(())
        return iter([i for i in ids if _number(i) not in known])

    def end(self) -> None:
        """All is done: the next harvest begins at the last state."""
        self._store.keep_source_state(self._name, self._last)
        self._file.unlink(missing_ok=True)

    def _write(self, data: bytes) -> None:
        try:
            self._file.parent.mkdir(exist_ok=True)
            with self._file.open("ab") as out:
                out.write(data)
        except OSError as error:
            raise StoreError(f"{self._file} can't be written: {error.strerror}.") from error


def _number(record_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(record_id.encode(), digest_size=8).digest()) or 1
