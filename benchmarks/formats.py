"""Records a second of CPU time that each reader takes, of its samples and of real files, beside a bare decoder.

``python benchmarks/formats.py [FORMAT…]``; real files are in PINAKES_SHARED, or in ``shared`` beside the checkout.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from pinakes.formats import registry
from pinakes.formats.base import Format, Reader, parse, read
from pinakes.records.record import Record
from pinakes.testing import golden

SECONDS = 0.6
SHARED = Path(os.environ.get("PINAKES_SHARED") or Path(__file__).parents[2] / "shared") / "data"
# Format → files below the shared data folder. A row for each file that stands for what is met.
REAL: dict[str, tuple[str, ...]] = {
    "jats": ("biblio/jats/*.nxml", "biblio/jats/pmc-oa-fulltext.tar.gz"),
    "openalex": ("biblio/openalex/*.zip",),
    "europepmc": ("biblio/europepmc/results.jsonl.gz",),
    "datacite": ("biblio/json/datacite-200.jsonl.gz",),
    "crossref": ("biblio/json/crossref-list.json",),
    "crossref-xml": ("biblio/json/crossref.xml",),
    "marc": ("marc/qa-catalogue/general__BooksAll.2014.part01-0001.mrc",),
    "unimarc": ("marc/pymarc/testunimarc.dat",),
    "dc": ("marc/traject/sample-oai-no-namespace.xml",),
}


def contents(path: Path) -> Iterator[bytes]:
    """The files in a file: of an archive each, else the one."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from (
                archive.read(name) for name in archive.namelist() if not name.endswith(("/", ".html"))
            )
    elif path.name.endswith(".tar.gz"):
        with tarfile.open(path) as archive:
            yield from (found.read() for member in archive if (found := archive.extractfile(member)))
    else:
        yield gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def rate(work: Callable[[], int]) -> float:
    """Records a second of CPU time; the work says how many it did."""
    work()
    done, start = 0, time.process_time()
    while (taken := time.process_time() - start) < SECONDS:
        done += work()
    return done / taken


def sample_pieces(form: Format, reader: Reader) -> list[bytes]:
    """The records of the samples that can be read."""
    texts = (path.read_bytes() for path in golden.samples(form, golden.FOLDER))
    pieces = [piece for text in texts for piece in reader.split(io.BytesIO(text))]
    return [piece for piece in pieces if isinstance(parse(reader, piece, 1), Record)]


def peer(form: Format, texts: list[bytes]) -> Callable[[], int] | None:
    """What only decodes the same bytes: the standard library's JSON, lxml."""
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    if form.extension in ("json", "jsonld"):
        try:
            whole = [json.loads(text) for text in texts]
            count = sum(len(w) if isinstance(w, list) else len(w.get("items", [0])) for w in whole)
            return lambda: sum(1 for text in texts if json.loads(text) is not None) * count // len(texts)
        except ValueError:
            return lambda: sum(1 for line in lines if json.loads(line) is not None)
    if form.extension == "xml":
        return lambda: sum(1 for text in texts if etree.fromstring(text) is not None)
    return None


def main(names: list[str]) -> int:
    print(f"{'format':18}{'samples/s':>12}{'real/s':>12}{'bytes each':>12}{'only decoded/s':>16}")
    for name in names or registry.names():
        form = registry.get(name)
        if form.reader is None:
            continue
        reader = form.reader()
        pieces = sample_pieces(form, reader)
        samples = rate(lambda: sum(1 for p in pieces if parse(reader, p, 1))) if pieces else 0.0  # noqa: B023
        texts = [
            t for pattern in REAL.get(name, ()) for p in sorted(SHARED.glob(pattern)) for t in contents(p)
        ]
        if not texts:
            print(f"{name:18}{samples:12,.0f}")
            continue
        count = sum(1 for text in texts for _ in read(reader, io.BytesIO(text)))
        real = rate(lambda: sum(1 for t in texts for _ in read(reader, io.BytesIO(t))))  # noqa: B023
        other = peer(form, texts)
        decoded = f"{rate(other):16,.0f}" if other else ""
        print(f"{name:18}{samples:12,.0f}{real:12,.0f}{sum(map(len, texts)) // count:12,}{decoded}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
