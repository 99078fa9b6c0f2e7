"""The import: what is read is stored and found, once, and what can't be read is kept."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pinakes.errors import StoreBusy
from pinakes.index.memory import MemoryIndex
from pinakes.index.seen_ids import SeenIds
from pinakes.ingest.pipeline import Progress, import_paths
from pinakes.ingest.reindex import compare
from pinakes.ingest.report import ImportReport
from pinakes.records.record import Record
from pinakes.store.memory import MemoryStore

Write = Callable[..., Path]


@pytest.fixture
def run(store: MemoryStore, index: MemoryIndex, tmp_path: Path) -> Callable[..., ImportReport]:
    def imported(*paths: Path, **options: object) -> ImportReport:
        return import_paths(paths, store, index, home=tmp_path, **{"apart": False} | options)

    return imported


def numbers(report: ImportReport) -> tuple[int, ...]:
    return (report.read, report.added, report.changed, report.unchanged, report.deleted, report.rejected)


def test_what_is_read_is_in_store_and_index(run, store, index, write: Write) -> None:
    assert numbers(run(write("a.jsonl", ("1", "One"), ("2", "Two")))) == (2, 2, 0, 0, 0, 0)
    assert [s.id for s in store.changes()] == ["local:1", "local:2"]
    assert compare(store, index).equal


def test_another_process_reads_the_same(run, store, index, write: Write) -> None:
    assert numbers(run(write("a.jsonl", ("1", "One"), ("2", "Two")), apart=True)) == (2, 2, 0, 0, 0, 0)
    assert compare(store, index).equal


def test_the_same_file_twice_writes_nothing_the_second_time(run, store, write: Write) -> None:
    path = write("a.jsonl", ("1", "One"), ("2", "Two"))
    run(path)
    last = store.last_sequence()
    assert numbers(run(path)) == (2, 0, 0, 2, 0, 0)
    assert store.last_sequence() == last


def test_changed_records_are_changed_and_withdrawn_ones_deleted(run, store, index, write: Write) -> None:
    run(write("a.jsonl", ("1", "One"), ("2", "Two"), ("3", "Three")))
    gone = Record(local_id="2", title="Two", deleted=True)
    report = run(write("a.jsonl", ("1", "One, changed"), gone, ("3", "Three")))
    assert numbers(report) == (3, 0, 1, 1, 1, 0)
    assert store.get("local:2").deleted
    assert compare(store, index).equal


def test_the_later_of_two_records_with_one_id_wins_and_is_counted(run, store, index, write: Write) -> None:
    path = write("a.jsonl", ("1", "First"), ("2", "Two"), ("1", "Last"))
    report = run(path)
    assert (report.added, report.changed, report.repeated) == (2, 1, 1)
    assert store.get("local:1").record.title == "Last"
    last = store.last_sequence()
    assert numbers(run(path)) == (3, 0, 0, 3, 0, 0)
    assert store.last_sequence() == last
    assert compare(store, index).equal


def test_a_loser_is_stored_when_the_source_has_it_alone(run, store, index, write: Write) -> None:
    run(write("a.jsonl", ("1", "First"), ("1", "Last")))
    assert numbers(run(write("a.jsonl", ("1", "First")))) == (1, 0, 1, 0, 0, 0)
    assert store.get("local:1").record.title == "First"
    assert compare(store, index).equal


def test_a_record_that_comes_and_is_withdrawn_in_one_file_is_not_found(
    run, store, index, write: Write
) -> None:
    run(write("a.jsonl", ("1", "One"), Record(local_id="1", title="One", deleted=True)))
    assert store.get("local:1").deleted
    assert list(index.ids()) == []


def test_a_file_of_withdrawals_alone_leaves_tombstones(run, store, index, write: Write) -> None:
    assert numbers(run(write("a.jsonl", Record(local_id="1", title="One", deleted=True)))) == (
        1,
        0,
        0,
        0,
        1,
        0,
    )
    assert store.get("local:1").record.title == "One"
    assert compare(store, index).equal


def test_rejected_records_are_kept_with_their_place_reason_and_bytes(run, store, write: Write) -> None:
    path = write("a.jsonl", ("1", "One"), ("2", ""), ("3", "Three"))
    report = run(path)
    assert numbers(report) == (3, 2, 0, 0, 0, 1)
    (line,) = Path(report.rejects).read_bytes().splitlines()
    kept = msgspec.json.decode(line)
    assert (kept["origin"], kept["position"], kept["field"]) == (str(path), 2, "title")
    assert "no title" in kept["reason"]


def test_a_file_of_rejects_is_tried_again_and_goes_when_all_of_it_is_taken(run, store, write: Write) -> None:
    rejects = Path(run(write("a.jsonl", ("1", "One"), ("2", ""))).rejects)
    assert numbers(run(rejects)) == (1, 0, 0, 0, 0, 1)
    assert rejects.exists()
    line = msgspec.json.decode(rejects.read_bytes())
    line["raw"] = "eyJsb2NhbF9pZCI6IjIiLCJ0aXRsZSI6IlR3byJ9"
    rejects.write_bytes(msgspec.json.encode({"pinakes_reject": line.pop("pinakes_reject"), **line}))
    assert numbers(run(rejects)) == (1, 1, 0, 0, 0, 0)
    assert store.get("local:2").record.title == "Two"
    assert not rejects.exists()


def test_mending_a_file_removes_what_was_rejected_of_it(run, write: Write) -> None:
    rejects = Path(run(write("a.jsonl", ("1", ""))).rejects)
    assert rejects.exists()
    assert run(write("a.jsonl", ("1", "One"))).rejects == ""
    assert not rejects.exists()


def test_files_that_no_reader_knows_are_counted_and_do_not_end_the_run(
    run, write: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.txt").write_text("Dear colleague,")
    write("in/a.jsonl", ("1", "One"))
    write("in/c.jsonl", ("3", "Three"))
    report = run(folder, tmp_path / "missing.mrc")
    assert numbers(report) == (2, 2, 0, 0, 0, 2)
    reasons = [msgspec.json.decode(r)["reason"] for r in Path(report.rejects).read_bytes().splitlines()]
    assert reasons[0] == "There is no such file."
    assert "No known format" in reasons[1]


def test_the_source_that_a_person_names_goes_before_all_others(run, store, write: Write) -> None:
    run(write("a.jsonl", ("1", "One"), Record(source="own", local_id="2", title="Two")))
    assert {s.id for s in store.changes()} == {"local:1", "own:2"}
    run(write("a.jsonl", Record(source="own", local_id="2", title="Two")), source="named")
    assert store.get("named:2") is not None


def test_a_record_without_an_id_keeps_the_one_that_is_derived(run, store, write: Write) -> None:
    run(write("a.jsonl", ("", "One")), write("b.jsonl", ("", "Two")))
    assert numbers(run(write("c.jsonl", ("", "Two"), ("", "One")))) == (2, 0, 0, 2, 0, 0)
    assert all(s.id.startswith("local:h-") for s in store.changes())


def test_what_the_index_lacks_after_a_crash_is_given_to_it_first(run, store, index, write: Write) -> None:
    path = write("a.jsonl", ("1", "One"), ("2", "Two"))
    import_paths([path], store, MemoryIndex(), apart=False)
    assert compare(store, index).missing == 2
    assert numbers(run(path)) == (2, 0, 0, 2, 0, 0)
    assert compare(store, index).equal


def test_progress_tells_only_what_is_stored(run, store, write: Write) -> None:
    seen: list[tuple[Progress, int]] = []
    path = write("a.jsonl", *((str(n), f"Title {n}") for n in range(12_000)))
    run(path, progress=lambda p: seen.append((p, store.count())))
    assert len(seen) > 2
    assert all(p.stored == count for p, count in seen)
    assert seen[-1][0].read_bytes == seen[-1][0].total_bytes == path.stat().st_size


def test_a_run_that_is_stopped_keeps_what_it_counts(run, store, index, write: Write) -> None:
    path = write("a.jsonl", *((str(n), f"Title {n}") for n in range(1000)))
    report = run(path, should_stop=lambda: True)
    assert report.stopped
    assert 0 < report.added == store.count() < 1000
    assert compare(store, index).equal
    assert run(path).added == 1000 - report.added


def test_a_second_import_at_the_same_time_is_told_who_is_writing(run, write: Write, tmp_path: Path) -> None:
    hold = "import sys; from pathlib import Path; from pinakes.ingest.locking import writing\n"
    hold += "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    path = write("a.jsonl", ("1", "One"))
    try:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusy, match=f"process {other.pid}"):
            run(path)
    finally:
        other.kill()
        other.communicate()
    assert run(path).added == 1  # the lock of a killed process is none


def test_a_failing_run_is_noted_with_its_error(store, index, write: Write, tmp_path: Path) -> None:
    class Full(MemoryStore):
        def apply(self, changes):
            raise StoreBusy("Another program is writing.")

    full = Full()
    with pytest.raises(StoreBusy):
        import_paths([write("a.jsonl", ("1", "One"))], full, index, home=tmp_path, apart=False)
    assert full.runs()[0].error == "Another program is writing."


def test_a_file_that_can_not_be_read_is_a_rejected_file(run, tmp_path: Path) -> None:
    loop = tmp_path / "loop.mrc"
    loop.symlink_to(loop)
    assert numbers(run(loop)) == (0, 0, 0, 0, 0, 1)


def test_ids_that_came_before_are_known_and_others_are_not() -> None:
    seen = SeenIds()
    assert not any(seen.add(f"a:{n}") for n in range(5000))
    assert all(seen.add(f"a:{n}") for n in range(5000))
