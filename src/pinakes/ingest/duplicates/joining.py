"""Joins the records that describe one work, after what has changed since the last time; index and store alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from pinakes.formats import native
from pinakes.index.port import IndexWriter, SearchIndex
from pinakes.ingest.catching_up import put_changes
from pinakes.ingest.duplicates.grouping import group
from pinakes.ingest.duplicates.keys import LONGEST_BLOCK, keys
from pinakes.ingest.duplicates.merging import merged
from pinakes.ingest.duplicates.rules import Rules
from pinakes.ingest.duplicates.traits import Traits, traits
from pinakes.records.base import Struct
from pinakes.store import encoding
from pinakes.store.port import Joined, RecordStore, StoredRecord

BATCH = 1000
TOO_MANY = ""
"""Stands among the holders of a key for all that were not noted any more."""


class JoinReport(Struct, omit_defaults=False):
    """What a run did."""

    compared: int = 0
    """Records that had changed."""
    works: int = 0
    """Groups of several records that were made or made anew."""
    joined: int = 0
    """Records that another one shows now."""
    parted: int = 0
    """Records that stood behind another and are shown themselves again."""


class _State(Struct):
    done: int = 0
    """All changes up to this sequence have been compared."""
    pending: tuple[str, ...] = ()
    """Records whose place in the index is not sure: the process ended between store and index."""
    sources: tuple[str, ...] = ()
    """Those that the catalogue has."""


def join_duplicates(
    store: RecordStore,
    index: SearchIndex,
    rules: Rules,
    *,
    sources: Iterable[str] = (),
    anew: bool = False,
    again: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> JoinReport:
    """Compare what has changed with all that is like it; ``anew`` compares everything, ``again`` these too.

    ``sources`` are those of which records have come since the last time. While all records are of one source
    there is nothing to join, unless the rules say otherwise, and nothing is looked at: what is there is
    compared when a second source comes.

    May be ended at any moment and goes on. The caller holds the catalogue's lock. Raises StoreError,
    IndexBusy, IndexUnavailable.
    """
    state = _with_sources(store, _state(store), sources)
    if anew:
        state = msgspec.structs.replace(state, done=0)
    report = JoinReport()
    nothing_new = state.done >= store.last_sequence() or (len(state.sources) < 2 and not rules.within_sources)
    if nothing_new and not state.pending and not again:
        return report
    with index.writer() as writer:
        _settle(store, index, writer, state)
        rounds = itertools.chain(
            [store.joins.own(again)] if again else [], () if nothing_new else _changes(store, state.done)
        )
        for changes in rounds:
            if should_stop():
                break
            joined = _Round(store, rules).compare(changes)
            done = max(state.done, changes[-1].sequence) if not again else state.done
            state = msgspec.structs.replace(state, done=done, pending=tuple(j.id for j in joined))
            store.joins.join(joined, state=msgspec.json.encode(state))
            _settle(store, index, writer, state)
            report = _counted(report, len(changes), joined)
            again = ()
            if progress:
                progress(report.compared)
    return report


def _changes(store: RecordStore, after: int) -> Iterator[list[StoredRecord]]:
    while changes := store.changes(after, limit=BATCH):
        yield changes
        after = changes[-1].sequence


def _state(store: RecordStore) -> _State:
    kept = store.joins.state()
    return msgspec.json.decode(kept, type=_State) if kept else _State()


def _with_sources(store: RecordStore, state: _State, sources: Iterable[str]) -> _State:
    """The state with the sources that there are; those of a catalogue that was never compared are looked for."""
    known = set(state.sources) or store.joins.sources()
    if known.issuperset(sources) and state.sources:
        return state
    state = msgspec.structs.replace(state, sources=tuple(sorted(known.union(sources))))
    store.joins.join((), state=msgspec.json.encode(state))
    return state


def _settle(store: RecordStore, index: SearchIndex, writer: IndexWriter, state: _State) -> None:
    """Bring the index to what the store says of the records whose place is not sure."""
    if not state.pending:
        return
    put_changes(writer, store.get_many(state.pending), store.authorities)
    writer.commit(index.state().sequence)
    store.joins.join((), state=msgspec.json.encode(msgspec.structs.replace(state, pending=())))


def _counted(report: JoinReport, compared: int, joined: Sequence[Joined]) -> JoinReport:
    return JoinReport(
        compared=report.compared + compared,
        works=report.works + sum(bool(j.encoded) for j in joined),
        joined=report.joined + sum(bool(j.into) for j in joined),
        parted=report.parted + sum(not j.into and not j.encoded for j in joined),
    )


class _Round:
    """One batch of changes."""

    def __init__(self, store: RecordStore, rules: Rules) -> None:
        self._joins, self._rules = store.joins, rules
        self._keys: dict[str, tuple[int, ...]] = {}

    def compare(self, changes: Sequence[StoredRecord]) -> list[Joined]:
        """How records stand now, of those for which that has changed."""
        ids = [c.id for c in changes]
        # What has changed stands alone, unless an earlier round has joined it: only then it must be asked for.
        own = {c.id: c for c in changes}
        own |= {s.id: s for s in self._joins.own([c.id for c in changes if c.sources])}
        described = {i: traits(s.record) for i, s in own.items() if not s.deleted}
        before = self._joins.together(ids)
        touched = set(ids) | set(before)
        others = self._holders(described) | self._judged(touched)
        around = self._joins.together([*(others - touched), *touched])
        wanted = (others | touched | set(around)) - own.keys()
        for stored in self._joins.own(sorted(wanted)):
            own[stored.id] = stored
            if not stored.deleted:
                described[stored.id] = traits(stored.record)
        groups = group(
            described.values(),
            self._rules,
            verdicts=self._joins.verdicts(sorted(described)),
            keys_of=lambda one: self._keys.get(one.id) or keys(one),
        )
        leaders = {i: leader for i, leader in (before | around).items() if leader != i}
        return [
            joined
            for members in groups
            for joined in self._standing([own[m.id] for m in members], leaders, touched)
        ]

    def _holders(self, described: dict[str, Traits]) -> set[str]:
        """Who shares a key with any of these; their keys are noted for those that come later."""
        self._keys = of_each = {i: keys(t) for i, t in described.items()}
        held = self._joins.candidates([k for found in of_each.values() for k in found])
        new: list[tuple[int, str]] = []
        counts = {k: len(ids) for k, ids in held.items()}
        for record_id, found in of_each.items():
            for key in found:
                if record_id in held.get(key, ()) or TOO_MANY in held.get(key, ()):
                    continue
                counts[key] = counts.get(key, 0) + 1
                if counts[key] <= LONGEST_BLOCK:
                    new.append((key, record_id))
                elif counts[key] == LONGEST_BLOCK + 1:
                    new.append((key, TOO_MANY))
        self._joins.add_keys(new)
        telling = (ids for ids in held.values() if TOO_MANY not in ids)
        return {i for ids in telling for i in ids}

    def _judged(self, ids: Iterable[str]) -> set[str]:
        """Who a person has said something about beside these."""
        return {i for v in self._joins.verdicts(sorted(ids)) for i in (v.first, v.second)}

    def _standing(
        self, members: Sequence[StoredRecord], leaders: dict[str, str], touched: set[str]
    ) -> list[Joined]:
        lead, *rest = sorted(members, key=self._rank)
        as_before = all(leaders.get(m.id, "") == (lead.id if m is not lead else "") for m in members)
        if as_before and touched.isdisjoint(m.id for m in members):
            return []
        if not rest:
            # Alone: to be noted only where it was not.
            return [Joined(id=lead.id)] if lead.joined_into or lead.sources else []
        record = merged([m.record for m in (lead, *rest)])
        sources = tuple(dict.fromkeys(m.record.source for m in (lead, *rest)))
        shown = Joined(id=lead.id, encoded=encoding.compress(native.encode(record)), sources=sources)
        return [shown, *(Joined(id=m.id, into=lead.id) for m in rest)]

    def _rank(self, stored: StoredRecord) -> tuple[int, str, str]:
        source = stored.record.source
        priority = self._rules.priority
        return (priority.index(source) if source in priority else len(priority), source, stored.id)
