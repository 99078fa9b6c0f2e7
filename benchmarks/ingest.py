"""Imports synthetic records into a new catalogue, end to end, beside pymarc that only reads them.

    python benchmarks/ingest.py [--records N] [--format marc|marcxml|pubmed …] [--goal]

Figures: records a second with store and index; what all processes together held at most (PSS, which
counts shared pages once); the processor time of the reading and of the writing process (engine's
threads included) for a record, and how many times of what pymarc takes to read one that is
together. That ratio is what to compare on a machine that does other things too: with two cores and
nothing else to do, records a second are at most 2,000,000 / (reading + writing).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pymarc
from synthetic_marc import FRAMES, write

GOALS = {"marc": 5000, "marcxml": 4000, "pubmed": 3000}
"""Records a second on two cores."""
MAX_MEGABYTES = 600


def tree(pid: int) -> list[int]:
    try:
        below = [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [pid, *(p for child in below for p in tree(child))]


def held(pid: int) -> int:
    """Bytes that a process and those below it hold: private and shared memory, without files."""
    total = 0
    for process in tree(pid):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(s.split()[1]) for s in lines if s.startswith(("Pss_Anon:", "Pss_Shmem:")))
    return total * 1024


def spent(pid: int) -> float:
    """Seconds of processor time of a process, all threads."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def pinakes(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", *arguments]


def imported(path: Path, home: Path) -> tuple[dict[str, float], float, list[float]]:
    """The summary of an import, the peak of megabytes, the seconds that writing and reading took."""
    subprocess.run(pinakes("init", str(home)), check=True, capture_output=True)
    process = subprocess.Popen(
        pinakes("-C", str(home), "import", "--json", str(path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    seconds: dict[int, float] = {process.pid: 0.0}

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, held(process.pid))
            with contextlib.suppress(OSError):
                seconds.update((pid, spent(pid)) for pid in tree(process.pid))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    watcher.join()
    return json.loads(out), peak / 1e6, list(seconds.values())


def pymarc_rate(path: Path, form: str) -> float:
    """Records a second that pymarc reads, with nothing done to them."""
    began, count = time.process_time(), 0
    with path.open("rb") as file:
        if form == "marc":
            count = sum(record is not None for record in pymarc.MARCReader(file))
        else:
            count = len(pymarc.parse_xml_to_array(file))
    return count / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--format", nargs="+", choices=sorted(FRAMES), default=list(FRAMES))
    parser.add_argument("--goal", action="store_true", help="exit status 1 when a goal is missed")
    chosen = parser.parse_args()
    missed = False
    for form in chosen.format:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"synthetic.{form}"
            with path.open("wb") as out:
                write(out, chosen.records, form)
            summary, megabytes, (writing, *reading) = imported(path, Path(folder) / "catalogue")
            rate = summary["read"] / summary["seconds"]
            each = [seconds / summary["read"] * 1e6 for seconds in (sum(reading), writing)]
            line = f"{form:<8} {rate:>8,.0f} records/s (goal {GOALS[form]:,})  {megabytes:>5,.0f} MB"
            line += f"  {each[0]:.0f} + {each[1]:.0f} µs"
            if form != "pubmed":
                line += f" = {sum(each) * pymarc_rate(path, form) / 1e6:.1f} × pymarc reading alone"
            print(line, flush=True)
            missed |= rate < GOALS[form] or megabytes > MAX_MEGABYTES
    sys.exit(1 if missed and chosen.goal else 0)


if __name__ == "__main__":
    main()
