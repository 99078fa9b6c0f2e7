"""Real files of the services of articles and data, which lie outside of the repository, all import."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from pinakes.formats import registry
from pinakes.formats.base import read
from pinakes.records.record import Record

FILES = {
    "json/crossref.json": ("crossref", 1), "json/crossref-list.json": ("crossref", 20),
    "json/crossref.xml": ("crossref-xml", 1), "json/datacite.json": ("datacite", 1),
    "json/datacite-200.jsonl.gz": ("datacite", 200), "europepmc/results.jsonl.gz": ("europepmc", 245),
}  # fmt: skip


def records(raw: bytes, expected: str) -> list[Record]:
    form = registry.recognise(raw[:65536])
    assert form.name == expected
    assert form.reader is not None
    found = list(read(form.reader(), io.BytesIO(raw)))
    assert [one for one in found if not isinstance(one, Record)] == []
    return [one for one in found if isinstance(one, Record)]


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_every_record_of_a_real_file_is_read(shared: Path, name: str) -> None:
    path = shared / "data" / "biblio" / name
    raw = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    expected, count = FILES[name]
    assert len(records(raw, expected)) == count


@pytest.mark.shared
def test_real_articles_have_what_a_citation_needs(shared: Path) -> None:
    folder = shared / "data" / "biblio" / "jats"
    texts = [path.read_bytes() for path in sorted(folder.glob("*.nxml"))]
    with tarfile.open(folder / "pmc-oa-fulltext.tar.gz") as archive:
        texts += [found.read() for member in archive if (found := archive.extractfile(member))]
    articles = [one for raw in texts for one in records(raw, "jats")]
    assert len(articles) == len(texts) == 32
    for one in articles:
        assert one.title
        assert one.contributors[0].family
        assert one.date
        assert one.host
        assert one.values("doi")
        assert one.abstracts
        assert one.references
        assert len(one.full_text) > 1000


@pytest.mark.shared
@pytest.mark.parametrize("name", ["Sep_2021", "Donners_2021"])
def test_real_works_keep_authors_and_day(shared: Path, name: str) -> None:
    with zipfile.ZipFile(shared / "data" / "biblio" / "openalex" / f"{name}.works.zip") as archive:
        for file in archive.namelist():
            if not file.endswith(".json"):
                continue
            raw = archive.read(file)
            titled = [work for work in json.loads(raw) if work["title"] or work["type"] == "journal-issue"]
            for work, one in zip(titled, records(raw, "openalex"), strict=True):
                assert one.date
                assert one.date.edtf == work["publication_date"]
                assert len(one.contributors) == len(work["authorships"])
                assert bool(one.abstracts) == bool(work["abstract_inverted_index"])
