"""The import: a process reads and builds, this one stores and indexes; in batches that are whole or not there."""

from __future__ import annotations

import contextlib
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from pinakes.errors import PinakesError, SourceError
from pinakes.index import weights
from pinakes.index.port import IndexWriter, SearchIndex
from pinakes.ingest.authorities import heed_authorities
from pinakes.ingest.catching_up import PATIENCE, catch_up, put_changes
from pinakes.ingest.duplicates.joining import join_duplicates
from pinakes.ingest.duplicates.rules import Rules
from pinakes.ingest.frames import Batch, Built, Job
from pinakes.ingest.locking import writing
from pinakes.ingest.reading import reading
from pinakes.ingest.rejecting import RejectFile
from pinakes.ingest.report import Counts, ImportReport
from pinakes.records.base import Struct
from pinakes.sources.rejects import Reject
from pinakes.store.authority_port import AuthorityToStore
from pinakes.store.port import ApplyReport, RecordStore

COMMIT_RECORDS = 5000
"""Records after which store and index commit: each commit makes a segment, and segments have to be merged."""
COMMIT_SECONDS = 5.0
"""… or seconds since the first of them came …"""
IDLE_SECONDS = 1.0
"""… or, when nothing more comes for now, these: what trickles in is found at once."""
MAX_SUPERSEDED = 10_000
"""Losers that are kept in memory until the end, in case their winner is gone from the source."""


class Progress(Struct):
    """How far an import is."""

    read: int
    stored: int
    """Records of which store and index are sure: they are there after any crash."""
    rejected: int
    read_bytes: int
    total_bytes: int
    seconds: float


def import_paths(
    paths: Sequence[str | Path],
    store: RecordStore,
    index: SearchIndex,
    *,
    home: Path | None = None,
    format: str = "",  # noqa: A002 - the option's name
    columns: str = "",
    source: str = "",
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    apart: bool = True,
    comparing: Comparing | None = None,
) -> ImportReport:
    """Import files and folders. Rejected records are kept in ``home``/rejects.

    ``progress`` is called after each commit. ``should_stop`` is asked between batches. ``apart``
    reads in another process. ``comparing`` joins what has come with what is there of the same works.
    Raises StoreBusy, StoreFull, SourceError, IndexUnavailable; what was reported as stored is there all
    the same, and running it again goes on.
    """
    job = Job(
        paths=tuple(map(str, paths)),
        format=format,
        columns=columns,
        source=source,
        folder=str(Path.cwd()),
        field_weights=weights.fields,
        with_authorities=bool(store.authorities.last_sequence()),
    )
    with writing(home), recorded(store, "import", "\n".join(job.paths)[:10_000]) as note:
        catch_up(store, index, patience=PATIENCE)
        run = Run(job, store, index, RejectFile(home, job), progress)
        note(run.counts)
        report = run.run(should_stop, apart)
        heed_authorities(store, index, should_stop=should_stop)
        return joined_too(report, run, store, index, comparing, should_stop)


class Comparing(Struct):
    """How records of one work are found and joined when all has come."""

    rules: Rules
    progress: Callable[[int], None] | None = None
    """Is told how many have been compared."""


def joined_too(
    report: ImportReport,
    run: Run,
    store: RecordStore,
    index: SearchIndex,
    comparing: Comparing | None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """The report, after the records of one work have been joined."""
    if comparing is None or report.stopped:
        return report
    found = join_duplicates(
        store,
        index,
        comparing.rules,
        sources=run.sources,
        progress=comparing.progress,
        should_stop=should_stop,
    )
    return msgspec.structs.replace(report, joined=found.joined)


@contextlib.contextmanager
def recorded(store: RecordStore, what: str, detail: str) -> Iterator[Callable[[Counts], None]]:
    """Note in the store that a run goes on, what it has counted, and how it ended."""
    number = store.start_run(what, detail)
    counted: list[Counts] = []
    try:
        yield counted.append
    except PinakesError as error:
        with contextlib.suppress(PinakesError):  # the first error says it: the database can't be written
            store.finish_run(number, _numbers(counted), error=str(error))
        raise
    store.finish_run(number, _numbers(counted))


def _numbers(counted: Sequence[Counts]) -> dict[str, int]:
    names = ("read", "added", "changed", "unchanged", "deleted", "repeated", "rejected")
    return {name: sum(getattr(c.report(0.0), name) for c in counted) for name in names}


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """What waits for its commit is a great many objects without cycles: don't look for any among them."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Follower(Protocol):
    """Is told what has been stored."""

    def note(self, batches: Sequence[Batch]) -> None:
        """These are sure now, in store and index."""
        ...


class Run:
    """One import while it goes on."""

    def __init__(
        self,
        job: Job,
        store: RecordStore,
        index: SearchIndex,
        rejects: RejectFile,
        progress: Callable[[Progress], None] | None = None,
        follower: Follower | None = None,
    ) -> None:
        self._job, self._store, self._index = job, store, index
        self._rejects, self._progress, self._follower = rejects, progress, follower
        self.counts = Counts()
        self.sources: set[str] = set()
        """Of which records have come."""
        self._began = time.monotonic()
        self._pending: list[Batch] = []
        self._pending_records = 0
        self._pending_since = 0.0
        self._losers: dict[str, Built] = {}
        self._stored = 0

    def run(self, should_stop: Callable[[], bool], apart: bool) -> ImportReport:
        finished: tuple[str, ...] = ()
        stopped = True
        try:
            with (
                _collecting_seldom(),
                self._index.writer() as writer,
                reading(self._job, apart=apart) as batches,
            ):
                for batch in batches:
                    self._take(batch, writer)
                    if batch.error:
                        self._flush(writer)
                        raise SourceError(batch.error)
                    if batch.last:
                        finished, stopped = batch.finished, False
                    if should_stop():
                        break
                self._flush(writer)
                if not stopped:
                    self._settle(writer)
        except BaseException:
            self._rejects.abandon()
            raise
        kept = self._rejects.abandon() if stopped else self._rejects.finish(Path(f) for f in finished)
        return self.counts.report(time.monotonic() - self._began, rejects=kept, stopped=stopped)

    def _take(self, batch: Batch, writer: IndexWriter) -> None:
        now = time.monotonic()
        something = batch.read or batch.rejects or batch.checkpoint
        if something:
            self._pending_since = self._pending_since or now
            self._pending.append(batch)
            self._pending_records += len(batch.records)
        patience = COMMIT_SECONDS if something else IDLE_SECONDS
        waited = self._pending and now - self._pending_since >= patience
        if waited or self._pending_records >= COMMIT_RECORDS:
            self._flush(writer)

    def _flush(self, writer: IndexWriter) -> None:
        """Store, then index, what has come; only then is it reported."""
        batches, self._pending = self._pending, []
        self._pending_records, self._pending_since = 0, 0.0
        if not batches:
            return
        records = [r for b in batches for r in b.records]
        self._rejects.keep(reject for b in batches for reject in b.rejects)
        self._store_authorities([a for b in batches for a in b.authorities], records)
        if records:
            self.sources.update(r.source for r in records)
            report = self._store.apply([r.change() for r in records])
            self._note_losers(records, report)
            self.counts.note(report.outcomes)
            self._write_index(writer, batches, report)
        for batch in batches:
            self.counts.read += batch.read
            self.counts.rejected += len(batch.rejects)
            self.counts.repeated += sum(r.repeats for r in batch.records)
        self._stored += len(records) + sum(len(b.authorities) for b in batches)
        if len(self._losers) > MAX_SUPERSEDED:
            self._settle(writer)
        if self._follower:
            self._follower.note(batches)
        self._report(batches[-1])

    def _store_authorities(self, changes: Sequence[AuthorityToStore], records: Sequence[Built]) -> None:
        """Store them; what they say of records is indexed at the end of the run (``heed_authorities``)."""
        if changes:
            self.counts.note(self._store.authorities.apply(changes).outcomes)
        if self._job.with_authorities:
            # A source says of a withdrawn one its id alone, not whether it was an authority.
            self._store.authorities.delete_many([r.id for r in records if r.deleted and not r.raw_format])

    def _with_authorities(self, records: Iterable[Built]) -> set[str]:
        """Ids of those with names or subjects that authorities may have."""
        if not self._job.with_authorities:
            return set()
        records = list(records)
        held = self._store.authorities.holders([k for r in records for k in r.headings])
        return {r.id for r in records if any(k in held for k in r.headings)} if held else set()

    def _write_index(self, writer: IndexWriter, batches: Sequence[Batch], report: ApplyReport) -> None:
        if not report.sequences:
            return
        seen = Counter(r.id for b in batches for r in b.records if r.id in report.sequences)
        last = {r.id: r.deleted for b in batches for r in b.records if seen[r.id] == 1}
        writer.delete([i for i, deleted in last.items() if deleted])
        behind = report.behind
        known = self._with_authorities(r for b in batches for r in b.records if r.id in report.sequences)
        apart = behind | known
        wanted = {i: n for i, n in report.sequences.items() if last.get(i) is False and i not in apart}
        for batch in batches:
            if not batch.prepared:
                continue
            for record_id, reason in writer.put_prepared(batch.prepared, wanted):
                self._refused(record_id, reason)
        # Of records that came more than once the store alone knows which it kept.
        if several := [i for i in report.sequences if i not in last or i in known]:
            put_changes(writer, self._store.get_many(several), self._store.authorities)
        writer.commit(report.last_sequence)

    def _refused(self, record_id: str, reason: str) -> None:
        """The record is stored but can't be found: it is counted and kept, never passed over."""
        self.counts.rejected += 1
        said = f"It is stored but can't be searched: {reason}."
        self._rejects.keep([Reject(origin=record_id, position=0, reason=said)])

    def _note_losers(self, records: Sequence[Built], report: ApplyReport) -> None:
        """Remember what was left alone for the sake of a record that is still to come."""
        for record, outcome in zip(records, report.outcomes, strict=True):
            if outcome == "superseded":
                self._losers[record.id] = record
            elif self._losers:
                self._losers.pop(record.id, None)

    def _settle(self, writer: IndexWriter) -> None:
        """Store the losers whose winner did not come again: they are now what the source says."""
        losers, self._losers = list(self._losers.values()), {}
        if not losers:
            return
        report = self._store.apply([record.change(final=True) for record in losers])
        self.counts.outcomes["superseded"] -= len(losers)
        self.counts.note(report.outcomes)
        if report.sequences:
            put_changes(writer, self._store.get_many(list(report.sequences)), self._store.authorities)
            writer.commit(report.last_sequence)

    def _report(self, batch: Batch) -> None:
        self.counts.read_bytes, self.counts.total_bytes = batch.read_bytes, batch.total_bytes
        if self._progress:
            self._progress(
                Progress(
                    read=self.counts.read,
                    stored=self._stored,
                    rejected=self.counts.rejected,
                    read_bytes=batch.read_bytes,
                    total_bytes=batch.total_bytes,
                    seconds=time.monotonic() - self._began,
                )
            )
