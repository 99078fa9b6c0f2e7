"""An import on a terminal: its bar, and Ctrl-C."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from pinakes.cli.init import make_catalogue
from pinakes.records.record import Record

pty = pytest.importorskip("pty", reason="needs the terminals of Unix")

RECORDS = 20_000
PATIENCE = 120.0
SUMMARY = re.compile(r"(read|added|unchanged) +([\d,]+)")


def on_a_terminal(command: list[str], *, interrupt_at: str = "") -> tuple[str, int]:
    """What it wrote, and its exit status. When the text comes all its processes are interrupted, as by Ctrl-C."""
    terminal, inner = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(inner)
    written, until, due = b"", time.monotonic() + PATIENCE, bool(interrupt_at)
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                got = os.read(terminal, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not got:
                break
            written += got
        if due and interrupt_at.encode() in written:
            os.killpg(process.pid, signal.SIGINT)
            due = False
    os.close(terminal)
    return written.decode(errors="replace"), process.wait(timeout=PATIENCE)


def test_ctrl_c_keeps_what_the_bar_said_and_the_same_command_goes_on(
    tmp_path: Path, django_db_blocker
) -> None:
    home, file = tmp_path / "catalogue", tmp_path / "records.jsonl"
    with django_db_blocker.unblock():
        make_catalogue(home, name="Terminal")
    records = (Record(local_id=str(n), title=f"Title {n}") for n in range(RECORDS))
    file.write_bytes(b"\n".join(map(msgspec.json.encode, records)))
    code = (
        "from pinakes.ingest import pipeline; from pinakes.cli.main import main;"
        "pipeline.COMMIT_RECORDS = 500; main()"
    )
    command = [sys.executable, "-c", code, "-C", str(home), "import", str(file)]
    written, status = on_a_terminal(command, interrupt_at="/s")
    assert status == 130
    assert "0 rejected" in written
    assert "Stopping after this batch" in written
    assert "the same command goes on" in written
    written, status = on_a_terminal(command)
    assert status == 0
    summary = {name: int(number.replace(",", "")) for name, number in SUMMARY.findall(written)}
    assert summary["read"] == RECORDS
    assert summary["added"] + summary["unchanged"] == RECORDS
    assert 0 < summary["unchanged"] < RECORDS
