"""What every store must do: subclass StoreSuite and give it a fixture ``store``."""

from __future__ import annotations

from pinakes.formats import native
from pinakes.records.record import Identifier, Record
from pinakes.store import encoding
from pinakes.store.port import Joined, RecordStore, RecordToDelete, RecordToStore, Verdict


def to_store(
    local_id: str = "1",
    title: str = "On the soul",
    *,
    source: str = "test",
    raw: bytes = b"raw",
    repeats: bool = False,
    final: bool = False,
) -> RecordToStore:
    """A small record on its way in."""
    identifiers = (Identifier(scheme="doi", value="10.1000/1"),)
    record = Record(source=source, local_id=local_id, title=title, identifiers=identifiers, edition="2nd")
    encoded = native.encode(record)
    return RecordToStore(
        id=record.id,
        source=source,
        title=title,
        digest=encoding.digest(raw, "pinakes", encoded),
        encoded=encoding.compress(encoded),
        raw=encoding.compress(raw),
        raw_format="pinakes",
        repeats=repeats,
        final=final,
    )


class StoreSuite:
    """Behaviour that the rest of the program relies on."""

    def test_a_record_comes_back_as_it_was_put_with_its_raw_bytes(self, store: RecordStore) -> None:
        report = store.put_many([to_store("a|b/ü ?%", raw=b"\x00\xff" * 1000)])
        assert (report.added, report.changed, report.unchanged) == (1, 0, 0)
        stored = store.get("test:a|b/ü ?%")
        assert stored is not None
        assert (stored.record.title, stored.record.edition, stored.deleted) == ("On the soul", "2nd", False)
        assert stored.sequence == report.sequences["test:a|b/ü ?%"]
        assert store.raw("test:a|b/ü ?%") == ("pinakes", b"\x00\xff" * 1000)

    def test_putting_the_same_again_writes_nothing(self, store: RecordStore) -> None:
        store.put_many([to_store()])
        last = store.last_sequence()
        report = store.put_many([to_store()])
        assert (report.unchanged, report.sequences, store.last_sequence()) == (1, {}, last)

    def test_other_raw_bytes_are_a_change(self, store: RecordStore) -> None:
        store.put_many([to_store()])
        assert store.put_many([to_store(raw=b"other")]).changed == 1
        assert store.raw("test:1") == ("pinakes", b"other")

    def test_sequences_grow_strictly_over_calls_and_within_one(self, store: RecordStore) -> None:
        first = store.put_many([to_store("1"), to_store("2")]).sequences
        second = store.put_many([to_store("1", "Changed"), to_store("3")]).sequences
        numbers = [*first.values(), *second.values()]
        assert numbers == sorted(set(numbers))
        assert store.last_sequence() == numbers[-1]

    def test_records_come_in_the_order_of_the_ids_without_those_that_are_not_there(
        self, store: RecordStore
    ) -> None:
        store.put_many([to_store(str(n)) for n in range(5)])
        found = store.get_many(["test:3", "test:none", "test:0", "test:nul\0", "test:3"])
        assert [s.id for s in found] == ["test:3", "test:0", "test:3"]

    def test_a_deleted_record_leaves_a_tombstone_with_title_and_identifiers(self, store: RecordStore) -> None:
        store.put_many([to_store()])
        assert list(store.delete_many(["test:1", "test:none"])) == ["test:1"]
        stored = store.get("test:1")
        assert stored is not None
        assert stored.deleted
        assert (stored.record.title, stored.record.values("doi")) == ("On the soul", ("10.1000/1",))
        assert stored.record.edition == ""
        assert store.raw("test:1") == ("pinakes", b"")
        assert store.delete_many(["test:1"]) == {}

    def test_a_record_that_comes_again_after_its_deletion_lives(self, store: RecordStore) -> None:
        store.put_many([to_store()])
        store.delete_many(["test:1"])
        assert store.put_many([to_store()]).added == 1
        assert store.count() == 1

    def test_a_withdrawal_of_what_was_never_there_is_kept_when_it_says_what_it_was(
        self, store: RecordStore
    ) -> None:
        tombstone = encoding.compress(
            native.encode(Record(source="test", local_id="9", title="Gone", deleted=True))
        )
        report = store.apply(
            [RecordToDelete(id="test:9", title="Gone", encoded=tombstone), RecordToDelete(id="test:8")]
        )
        assert report.outcomes == ("deleted", "unchanged")
        assert store.get("test:8") is None
        assert store.count() == 0

    def test_changes_are_each_record_once_at_its_last_change_in_order(self, store: RecordStore) -> None:
        store.put_many([to_store("1"), to_store("2"), to_store("3")])
        store.put_many([to_store("1", "Changed")])
        store.delete_many(["test:2"])
        changes = store.changes()
        assert [c.id for c in changes] == ["test:3", "test:1", "test:2"]
        assert [c.deleted for c in changes] == [False, False, True]
        assert [c.id for c in store.changes(changes[0].sequence, limit=1)] == ["test:1"]

    def test_the_last_of_one_id_in_a_batch_wins(self, store: RecordStore) -> None:
        report = store.apply([to_store(title="First"), to_store(title="Second", repeats=True)])
        assert report.outcomes == ("added", "changed")
        assert [c.record.title for c in store.changes()] == ["Second"]
        assert store.count() == 1

    def test_a_source_that_holds_two_records_of_one_id_changes_nothing_when_read_again(
        self, store: RecordStore
    ) -> None:
        both = [to_store(title="First"), to_store(title="Second", repeats=True)]
        store.apply(both)
        last = store.last_sequence()
        assert store.apply(both).outcomes == ("superseded", "unchanged")
        assert store.last_sequence() == last
        # In two batches as well: whoever reads may be killed between them.
        assert store.apply(both[:1]).outcomes == ("superseded",)
        assert store.apply(both[1:]).outcomes == ("unchanged",)

    def test_the_loser_is_stored_when_its_winner_is_gone_from_the_source(self, store: RecordStore) -> None:
        store.apply([to_store(title="First"), to_store(title="Second", repeats=True)])
        assert store.apply([to_store(title="First", final=True)]).outcomes == ("changed",)
        assert [c.record.title for c in store.changes()] == ["First"]

    def test_living_records_are_counted_and_listed_with_their_sequences(self, store: RecordStore) -> None:
        sequences = store.put_many([to_store("1"), to_store("2")]).sequences
        store.delete_many(["test:1"])
        assert store.count() == 1
        assert dict(store.sequences()) == {"test:2": sequences["test:2"]}

    def test_ids_are_listed_by_source_the_living_ones(self, store: RecordStore) -> None:
        store.put_many([to_store(n, source=s) for s, n in (("a", "1"), ("ab", "1"), ("a", "2"))])
        store.delete_many(["a:2"])
        assert list(store.ids_of("a")) == ["a:1"]

    def test_the_state_of_a_source_is_kept_replaced_and_forgotten(self, store: RecordStore) -> None:
        assert store.source_state("a") == b""
        store.keep_source_state("a", b'{"done": "2026"}')
        store.keep_source_state("b", b"{}")
        store.keep_source_state("a", b'{"done": "2027"}')
        assert store.source_state("a") == b'{"done": "2027"}'
        store.keep_source_state("a", b"")
        assert store.source_state("a") == b""
        assert store.source_state("b") == b"{}"

    def test_joined_records_are_shown_by_the_one_that_leads_them(self, store: RecordStore) -> None:
        store.put_many([to_store("1", "Ours"), to_store("2", "Theirs"), to_store("3", "Another")])
        both = native.encode(Record(source="test", local_id="1", title="Of both"))
        lead = Joined(id="test:1", encoded=encoding.compress(both), sources=("test", "other"))
        store.joins.join([lead, Joined(id="test:2", into="test:1")], state=b"{}")
        first, second = store.get_many(["test:1", "test:2"])
        assert (first.record.title, first.sources, first.joined_into) == ("Of both", ("test", "other"), "")
        assert (second.record.title, second.joined_into) == ("Theirs", "test:1")
        assert [s.record.title for s in store.joins.own(["test:1"])] == ["Ours"]
        assert store.joins.together(["test:2"]) == {"test:1": "test:1", "test:2": "test:1"}
        assert store.joins.together(["test:3"]) == {}
        assert {i for i, _ in store.sequences()} == {"test:1", "test:3"}
        assert (store.count(), store.joins.state()) == (2, b"{}")
        assert store.joins.sources() == {"test"}

    def test_a_record_that_changes_says_its_own_and_stays_where_it_stands(self, store: RecordStore) -> None:
        store.put_many([to_store("1"), to_store("2")])
        both = native.encode(Record(source="test", local_id="1", title="Of both"))
        lead = Joined(id="test:1", encoded=encoding.compress(both), sources=("test", "other"))
        store.joins.join([lead, Joined(id="test:2", into="test:1")], state=b"{}")
        report = store.apply([to_store("1", "Changed"), to_store("2", "Changed"), to_store("3")])
        assert report.behind == {"test:2"}
        first, second = store.get_many(["test:1", "test:2"])
        assert (first.record.title, first.sources, second.joined_into) == ("Changed", (), "test:1")
        assert store.count() == 2

    def test_a_tombstone_keeps_what_its_own_source_said(self, store: RecordStore) -> None:
        store.put_many([to_store("1", "Ours"), to_store("2")])
        both = native.encode(Record(source="test", local_id="1", title="Of both"))
        store.joins.join([Joined(id="test:1", encoded=encoding.compress(both))], state=b"{}")
        store.delete_many(["test:1"])
        gone = store.get("test:1")
        assert gone is not None
        assert gone.record.title == "Ours"

    def test_keys_lead_to_the_records_that_have_them(self, store: RecordStore) -> None:
        store.joins.add_keys([(1, "a:1"), (2, "a:1"), (1, "b:1"), (1, "a:1"), (2**62, "c:1")])
        found = store.joins.candidates([1, 2**62, 3])
        assert {k: sorted(v) for k, v in found.items()} == {1: ["a:1", "b:1"], 2**62: ["c:1"]}

    def test_the_last_verdict_on_two_records_counts_in_whatever_order_they_are_named(
        self, store: RecordStore
    ) -> None:
        store.joins.give_verdict(Verdict(first="b:1", second="a:1", same=True))
        store.joins.give_verdict(Verdict(first="a:1", second="b:1", same=False))
        store.joins.give_verdict(Verdict(first="c:1", second="d:1", same=True))
        assert store.joins.verdicts(["b:1", "x:1"]) == [Verdict(first="a:1", second="b:1", same=False)]
        assert len(store.joins.verdicts()) == 2

    def test_runs_are_remembered_the_newest_first(self, store: RecordStore) -> None:
        first = store.start_run("import", "a.mrc")
        store.start_run("harvest")
        store.finish_run(first, {"read": 3}, error="The disk is full.")
        newest, oldest = store.runs()
        assert (newest.what, newest.ended) == ("harvest", "")
        assert (oldest.detail, oldest.counts, oldest.error) == ("a.mrc", {"read": 3}, "The disk is full.")
        assert oldest.ended
        assert (store.run(first), store.run(99), store.run(0)) == (oldest, None, None)
