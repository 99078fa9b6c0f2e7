"""The server as a process of its own: what it shows during an import, and what a kill leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from pinakes.cli.init import make_catalogue
from pinakes.records.record import Record

PATIENCE = 60.0
"""Seconds after which a server that says nothing has failed; machines of a CI are slow at times."""


class Served:
    """`pinakes serve` on a port, and other commands of the same catalogue."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, workers: int = 1) -> None:
        options = ["serve", "--port", str(self.port), "--workers", str(workers)]
        self.process = subprocess.Popen(
            command(self.home, *options), stderr=subprocess.DEVNULL, start_new_session=True
        )
        wait_for(lambda: self.health() is not None)

    def importing(self) -> "subprocess.Popen[bytes]":
        """An import that waits for its input."""
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command(self.home, "import", "-"), stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
        )

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def health(self) -> dict[str, object] | None:
        """What /health says when all is well, else None."""
        try:
            return json.loads(self.get("/health"))
        except (OSError, urllib.error.HTTPError):
            return None

    def stop(self, sign: signal.Signals) -> int:
        assert self.process
        if sign == signal.SIGKILL:
            os.killpg(self.process.pid, sign)
        else:
            self.process.send_signal(sign)
        return self.process.wait(timeout=PATIENCE)


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(said: Callable[[], bool], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not said():
        assert time.monotonic() < until, f"it did not happen within {seconds:.0f} s"
        time.sleep(0.05)


def lines(first: int, number: int) -> bytes:
    made = (
        Record(local_id=str(n), title=f"Harbour {n}", edition="x" * 200) for n in range(first, first + number)
    )
    return b"".join(msgspec.json.encode(r) + b"\n" for r in made)


@pytest.fixture
def served(tmp_path: Path, django_db_blocker) -> Iterator[Served]:
    with django_db_blocker.unblock():
        make_catalogue(tmp_path / "catalogue", name="Served")
    made = Served(tmp_path / "catalogue")
    yield made
    if made.process and made.process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(made.process.pid, signal.SIGKILL)
        made.process.wait(timeout=PATIENCE)


def test_a_running_server_shows_records_while_their_import_goes_on(served: Served) -> None:
    served.start()
    assert "Harbour 7" not in served.get("/search?q=%22harbour+7%22")
    importing = served.importing()
    assert importing.stdin
    importing.stdin.write(lines(0, 3000))
    importing.stdin.flush()
    # The import has not ended: it waits for the rest of its input.
    wait_for(lambda: 'data-record-id="local:7"' in served.get("/search?q=%22harbour+7%22"))
    assert "Harbour 7" in served.get("/record/local:7")
    assert importing.poll() is None
    importing.communicate(lines(3000, 10), timeout=PATIENCE)
    assert importing.returncode == 0
    wait_for(lambda: (served.health() or {}).get("records") == 3010)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed as on Unix")
def test_a_server_that_was_killed_during_an_import_serves_all_of_it_when_it_starts_again(
    served: Served,
) -> None:
    served.start(workers=2)
    importing = served.importing()
    assert importing.stdin
    importing.stdin.write(lines(0, 2000))
    importing.stdin.flush()
    served.stop(signal.SIGKILL)
    importing.communicate(lines(2000, 2000), timeout=PATIENCE)
    assert importing.returncode == 0
    served.start(workers=2)
    wait_for(lambda: (served.health() or {}).get("records") == 4000)
    assert served.stop(signal.SIGTERM) == 0


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes in /proc")
def test_a_killed_worker_is_replaced(served: Served) -> None:
    served.start(workers=1)
    assert served.process
    before = children(served.process.pid)
    os.kill(before[-1], signal.SIGKILL)
    wait_for(lambda: bool(set(children(served.process.pid)) - set(before)) and served.health() is not None)


def children(pid: int) -> list[int]:
    return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_ctrl_c_ends_the_server_without_complaint(served: Served) -> None:
    served.start()
    assert served.stop(signal.SIGINT) == 0
