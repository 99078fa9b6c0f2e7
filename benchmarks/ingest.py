"""Imports synthetic records into a new catalogue, end to end, beside pymarc that only reads them.

    python benchmarks/ingest.py [--records N] [--format marc|marcxml|pubmed …] [--goal]

Figures: records a second with store and index, what all processes together held at most (PSS, which
counts shared pages once), and the ratio to pymarc reading the same records from memory.
"""

from __future__ import annotations

import argparse
import json
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


def pinakes(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", *arguments]


def imported(path: Path, home: Path) -> tuple[dict[str, float], float]:
    """The summary of an import, and the peak of megabytes."""
    subprocess.run(pinakes("init", str(home)), check=True, capture_output=True)
    process = subprocess.Popen(
        pinakes("-C", str(home), "import", "--json", str(path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, held(process.pid))
            time.sleep(0.25)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    watcher.join()
    return json.loads(out), peak / 1e6


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
            summary, megabytes = imported(path, Path(folder) / "catalogue")
            rate = summary["read"] / summary["seconds"]
            line = f"{form:<8} {rate:>8,.0f} records/s (goal {GOALS[form]:,})  {megabytes:>5,.0f} MB"
            if form != "pubmed":
                line += f"  {rate / pymarc_rate(path, form):.2f} × pymarc reading alone"
            print(line, flush=True)
            missed |= rate < GOALS[form] or megabytes > MAX_MEGABYTES
    sys.exit(1 if missed and chosen.goal else 0)


if __name__ == "__main__":
    main()
