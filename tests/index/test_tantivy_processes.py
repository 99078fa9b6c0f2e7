from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pinakes.errors import IndexOutdated, IndexUnavailable
from pinakes.index.tantivy import TantivyIndex, schema
from pinakes.query.tree import Everything
from pinakes.testing.index_suite import add, found, titled


def test_another_process_sees_a_commit_at_once(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    assert found(index, Everything()) == []
    script = (
        "import sys; from pinakes.index.tantivy import TantivyIndex;"
        "from pinakes.testing.index_suite import add, titled; add(TantivyIndex(sys.argv[1]), titled(a='apple'))"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
    assert found(index, "apple") == ["a"]


def test_a_rebuild_elsewhere_is_seen(tmp_path: Path) -> None:
    reader, writer = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    add(reader, titled(a="apple"))
    assert found(reader, Everything()) == ["a"]
    with writer.rebuild() as new:
        new.put(titled(b="banana"))
        new.commit(1)
    assert found(reader, Everything()) == ["b"]


def test_a_child_of_a_fork_sees_what_is_committed_later(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    add(index, titled(a="apple"))
    assert found(index, "apple") == ["a"]
    read, write = os.pipe()
    if not (child := os.fork()):
        os.read(read, 1)
        os._exit(0 if sorted(found(index, Everything())) == ["a", "b"] else 1)
    add(index, titled(b="banana"))
    os.write(write, b"x")
    assert os.waitpid(child, 0)[1] == 0
    os.close(read)
    os.close(write)


def test_a_writer_that_is_killed_loses_only_what_was_not_committed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pinakes.index.tantivy import TantivyIndex;"
        "from pinakes.testing.index_suite import titled\n"
        "with TantivyIndex(sys.argv[1]).writer() as writer:\n"
        "    writer.put(titled(a='apple')); writer.commit(7); writer.put(titled(b='banana'))\n"
        "    print('ready', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(IndexUnavailable, match="Another process"), TantivyIndex(tmp_path).writer():
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    index = TantivyIndex(tmp_path)
    assert (found(index, Everything()), index.state().sequence) == (["a"], 7)
    add(index, titled(c="cherry"))
    assert sorted(found(index, Everything())) == ["a", "c"]


def test_an_outdated_index_tells_the_cure_and_can_be_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(TantivyIndex(tmp_path), titled(a="apple"))
    monkeypatch.setattr(schema, "fingerprint", lambda: "another")
    index = TantivyIndex(tmp_path)
    with pytest.raises(IndexOutdated, match="pinakes reindex"):
        found(index, "apple")
    with index.rebuild() as writer:
        writer.put(titled(b="banana"))
        writer.commit(1)
    assert found(index, Everything()) == ["b"]


@pytest.mark.parametrize("damaged", ["CURRENT", "g000001/meta.json", "g000001/pinakes.json"])
def test_a_broken_index_tells_the_cure_and_can_be_rebuilt(tmp_path: Path, damaged: str) -> None:
    add(TantivyIndex(tmp_path), titled(a="apple"))
    (tmp_path / damaged).write_text("nonsense")
    index = TantivyIndex(tmp_path)
    with pytest.raises(IndexUnavailable, match="pinakes reindex"):
        found(index, "apple")
    with index.rebuild() as writer:
        writer.put(titled(b="banana"))
        writer.commit(1)
    assert found(index, Everything()) == ["b"]


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnavailable):
        TantivyIndex(tmp_path / "file" / "index").state()


def test_a_closed_index_says_so(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.close()
    with pytest.raises(IndexUnavailable, match="closed"):
        index.state()
