"""Records a second of CPU time, read and written, in each citation format, beside the library one would take instead.

``python benchmarks/citation_formats.py [FORMAT…]``. The records are case reports of a BibTeX file in the shared data
folder (PINAKES_SHARED, or ``shared`` beside the checkout), else the model record of the golden files. rispy,
bibtexparser 2, pybtex and openpyxl are measured when they are installed.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from pinakes.formats import registry
from pinakes.formats.base import read
from pinakes.records.record import Record
from pinakes.testing import golden

SHARED = Path(os.environ.get("PINAKES_SHARED") or Path(__file__).parents[2] / "shared") / "data"
FORMATS = (
    "ris", "bibtex", "biblatex", "csl-json", "endnote", "endnote-tagged", "word", "isbd", "csv", "tsv", "xlsx",
    "marc", "marcxml", "marcjson",
)  # fmt: skip
RECORDS = 400


def model_records() -> list[Record]:
    """Records with abstracts and keywords, as a database exports them."""
    path = SHARED / "biblio" / "bibtex" / "case-reports-a.bib.gz"
    reader = registry.get("bibtex").reader
    assert reader is not None
    if path.is_file():
        with gzip.open(path) as file:
            found = [one for one in read(reader(), io.BytesIO(file.read())) if isinstance(one, Record)]
    else:
        found = [golden.model_record("full", Path(__file__).parents[1] / golden.FOLDER)]
    return [msgspec.structs.replace(found[n % len(found)], local_id=f"r{n}") for n in range(RECORDS)]


def rate(work: Callable[[], int]) -> float:
    """Records a second of CPU time, the best of eight short runs: other programs on the machine slow some of them."""
    best = 0.0
    for _ in range(8):
        start = time.process_time()
        done = work()
        best = max(best, done / (time.process_time() - start))
    return best


def _rispy(raw: bytes) -> int:
    import rispy

    return len(rispy.loads(raw.decode().replace("\r\n", "\n")))


def _bibtexparser(raw: bytes) -> int:
    import bibtexparser

    return len(bibtexparser.parse_string(raw.decode()).entries)


def _pybtex(raw: bytes) -> int:
    from pybtex.database import parse_string

    return len(parse_string(raw.decode(), "bibtex").entries)


def _openpyxl(raw: bytes) -> int:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(raw), read_only=True).active
    return sum(1 for _ in sheet.iter_rows(values_only=True)) - 1


def _json(raw: bytes) -> int:
    return len(msgspec.json.decode(raw))


PEERS: dict[str, tuple[tuple[str, Callable[[bytes], int]], ...]] = {
    "ris": (("rispy", _rispy),),
    "bibtex": (("bibtexparser", _bibtexparser), ("pybtex", _pybtex)),
    "xlsx": (("openpyxl", _openpyxl),),
    "csl-json": (("msgspec", _json),),
}
"""Libraries that only take the file apart into strings; none of them makes a record."""


def main(names: list[str]) -> int:
    records = model_records()
    print(f"{'format':16}{'bytes each':>11}{'read/s':>10}{'written/s':>11}   peers that read it, records/s")
    for name in names or FORMATS:
        form = registry.get(name)
        assert form.reader is not None
        raw = golden.written(form, records)
        reader = form.reader()
        reading = rate(lambda: sum(1 for _ in read(reader, io.BytesIO(raw))))  # noqa: B023
        writing = rate(lambda: len(records) * bool(golden.written(form, records)))  # noqa: B023
        peers = [
            f"{module} {rate(lambda: work(raw)):,.0f}"  # noqa: B023
            for module, work in PEERS.get(name, ())
            if find_spec(module)
        ]
        print(
            f"{name:16}{len(raw) // len(records):11,}{reading:10,.0f}{writing:11,.0f}   {', '.join(peers)}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
