"""How fast lists are leafed through: pages of headings from anywhere, beside a table of SQLite with the same headings.

    python benchmarks/browse.py [--headings 1000000] [--keep FOLDER] [--json]

The peer is what one would otherwise do: a sorted table of places with numbers made in advance, and a page of it by
key. Ours counts each heading anew, so that the numbers are exact after every change. Times are CPU time of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pinakes.discovery import browsing
from pinakes.discovery.catalogue import Catalogue
from pinakes.index import headings
from pinakes.index.port import IndexDocument
from pinakes.index.prepared import prepare
from pinakes.index.tantivy import TantivyIndex
from pinakes.store.memory import MemoryStore

PER_DOCUMENT = 5
ROUNDS = 300
_SYLLABLES = tuple(c + v for c in "bdfghklmnprstwz" for v in "aeiou")


def names(count: int) -> Iterator[str]:
    """Different inverted names, no two alike, in no order."""
    chance = random.Random(7)
    for n in range(count):
        family = "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()
        yield f"{family}, {chance.choice(_SYLLABLES).capitalize()} {n}"


def build(index: TantivyIndex, count: int) -> float:
    """Documents with ``PER_DOCUMENT`` new names each; gives seconds of CPU time for all."""
    started = time.process_time()
    every = names(count)
    with index.writer() as writer:
        batch: list[IndexDocument] = []
        for n in range(count // PER_DOCUMENT):
            own = tuple(next(every) for _ in range(PER_DOCUMENT))
            values = {"author_facet": own, "title_sort": (f"title {n % 1000:04} of {n}",)}
            batch.append(IndexDocument(id=f"b:{n}", sequence=n + 1, values=values))
            if len(batch) == 1000:
                writer.put_prepared(prepare(batch))
                batch = []
        writer.put_prepared(prepare(batch))
        writer.commit(count)
    return time.process_time() - started


def table(folder: Path, count: int) -> sqlite3.Connection:
    """The peer: places and numbers, made in advance."""
    connection = sqlite3.connect(folder / "peer.sqlite3")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS heading (place TEXT PRIMARY KEY, value TEXT, count INT) WITHOUT ROWID"
    )
    if not connection.execute("SELECT 1 FROM heading LIMIT 1").fetchone():
        rows = ((headings.place("author_facet", name), name, 1) for name in names(count))
        connection.executemany("INSERT OR IGNORE INTO heading VALUES (?, ?, ?)", rows)
        connection.commit()
    return connection


def measured(ask: Callable[[str], object]) -> tuple[float, float]:
    """Median and the slowest but a hundredth, in milliseconds."""
    chance = random.Random(11)
    times = []
    for _ in range(ROUNDS):
        typed = "".join(chance.choice(_SYLLABLES) for _ in range(2))
        started = time.process_time()
        ask(typed)
        times.append((time.process_time() - started) * 1000)
    times.sort()
    return statistics.median(times), times[len(times) * 99 // 100]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headings", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        index = TantivyIndex(str(folder / "index"))
        seconds = 0.0 if index.state().documents else build(index, asked.headings)
        peer = table(folder, asked.headings)
        catalogue = Catalogue(MemoryStore(), index)

        def ours(typed: str) -> object:
            return browsing.listing(catalogue, "author", typed=typed)

        def theirs(typed: str) -> object:
            place = headings.start("author_facet", typed)
            after = "SELECT place, value, count FROM heading WHERE place >= ? ORDER BY place LIMIT 40"
            before = "SELECT place, value, count FROM heading WHERE place < ? ORDER BY place DESC LIMIT 40"
            return peer.execute(after, (place,)).fetchall(), peer.execute(before, (place,)).fetchall()

        started = time.process_time()
        total = browsing.listing(catalogue, "author", typed="m").total
        first = (time.process_time() - started) * 1000
        own, other = measured(ours), measured(theirs)
        found = {
            "headings": total,
            "indexing_s": round(seconds, 1),
            "first_page_ms": round(first, 1),
            "page_ms": round(own[0], 3),
            "page_p99_ms": round(own[1], 3),
            "sqlite_page_ms": round(other[0], 3),
            "ratio": round(own[0] / other[0], 2),
        }
        print(json.dumps(found) if asked.json else "\n".join(f"{k:>16} {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
