"""Real files of articles, which lie outside of the repository, all import."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from pinakes.formats import registry
from pinakes.formats.base import read
from pinakes.records.record import Record
from pinakes.testing import golden

FILES = {
    "bibtex/case-reports-a.bib.gz": ("bibtex", 1019), "json/pure.bib": ("bibtex", 1),
    "json/csl-list.json": ("csl-json", 17), "json/citeproc.json": ("csl-json", 1),
    "pubmed/pubmed-29768149.xml": ("pubmed", 1), "pubmed/pubmedsample_2019.xml.gz": ("pubmed", 183),
    "ris/schoot-ptsd-included-2.ris": ("ris", 38),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_every_record_of_a_real_file_is_read(shared: Path, name: str) -> None:
    path = shared / "data" / "biblio" / name
    raw = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    expected, count = FILES[name]
    form = registry.recognise(raw[:65536])
    assert form.name == expected
    assert form.reader is not None
    found = list(read(form.reader(), io.BytesIO(raw)))
    assert [one for one in found if not isinstance(one, Record)] == []
    assert len(found) == count


@pytest.mark.shared
@pytest.mark.parametrize("target", ["ris", "csl-json", "bibtex"])
def test_real_articles_keep_their_citation_in_each_format(shared: Path, target: str) -> None:
    raw = gzip.decompress((shared / "data/biblio/pubmed/pubmedsample_2019.xml.gz").read_bytes())
    reader = registry.get("pubmed").reader
    form = registry.get(target)
    assert reader is not None
    assert form.reader is not None
    articles = [
        r for r in read(reader(), io.BytesIO(raw)) if isinstance(r, Record) and not r.deleted and r.host
    ]
    again = list(read(form.reader(), io.BytesIO(golden.written(form, articles))))
    assert [citation(one) for one in again if isinstance(one, Record)] == [citation(one) for one in articles]


def citation(one: Record) -> tuple[object, ...]:
    """What a reference list prints of an article, and what links it."""
    host = one.host
    assert host is not None
    where = (host.title, host.volume, host.issue, host.first_page, host.last_page)
    people = [(c.family, c.given, c.suffix) for c in one.contributors if c.primary and c.kind == "person"]
    return one.title, people, where, one.date and one.date.first_year, one.values("doi"), one.values("pmid")
