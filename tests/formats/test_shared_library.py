"""Real files in library formats, which lie outside of the repository, all import."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pinakes.formats import registry
from pinakes.formats.base import read
from pinakes.records.record import Record

FILES = {
    "pymarc/testunimarc.dat": ("unimarc", 1),
    "traject/oai-pmh-one-record-2.xml": ("dcterms", 1),
    "traject/oai-pmh-one-record-first.xml": ("dcterms", 1),
    "traject/sample-oai-no-namespace.xml": ("dc", 5),
    "traject/sample-oai-pmh.xml": ("dcterms", 5),
    "vufindharvest/subjectsplus.xml": ("dc", 1),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_every_record_of_a_real_file_is_read(shared: Path, name: str) -> None:
    raw = (shared / "data" / "marc" / name).read_bytes()
    expected, count = FILES[name]
    form = registry.recognise(raw[:65536])
    assert form.name == expected
    assert form.reader is not None
    found = list(read(form.reader(), io.BytesIO(raw)))
    assert [one for one in found if not isinstance(one, Record)] == []
    assert len(found) >= count


@pytest.mark.shared
def test_real_marc_is_taken_for_no_other_library_format(shared: Path) -> None:
    others = {"unimarc", "pica", "alephseq", "mods", "ead", "mets", "lido"}
    wrong = []
    for path in sorted((shared / "data" / "marc").rglob("*")):
        if path.suffix in (".mrc", ".marc") and path.is_file():
            head = path.read_bytes()[:65536]
            wrong += [
                path.name
                for name in others
                if (form := registry.get(name)).recognise and form.recognise(head)
            ]
    assert wrong == []


@pytest.mark.shared
@pytest.mark.parametrize("target", ["mods", "dc", "dcterms"])
def test_real_books_keep_what_a_citation_needs(shared: Path, target: str) -> None:
    raw = (shared / "data" / "marc" / "qa-catalogue" / "general__BooksAll.2014.part01-0001.mrc").read_bytes()
    marc, form = registry.get("marc"), registry.get(target)
    assert marc.reader is not None
    assert form.reader is not None
    assert form.exporter is not None
    books = [one for one in read(marc.reader(), io.BytesIO(raw)) if isinstance(one, Record)]
    out = io.BytesIO()
    form.exporter().write(books, out)
    found = [one for one in read(form.reader(), io.BytesIO(out.getvalue())) if isinstance(one, Record)]
    assert len(found) == len(books) > 90
    for before, after in zip(books, found, strict=True):
        assert after.full_title == " ".join(before.full_title.split())
        # Dublin Core doesn't say what is a body; one without a telling word is taken for a person's name.
        people = {
            c.name for c in before.contributors if target == "mods" or (c.kind == "person" and "," in c.name)
        }
        assert people <= {c.name for c in after.contributors}, before.local_id
        assert len(after.contributors) == len(set(before.contributors))
        assert after.formats == before.formats
        assert after.values("isbn") == before.values("isbn")
        assert (after.date and after.date.year) == (before.date and before.date.year)
        assert after.languages == before.languages
