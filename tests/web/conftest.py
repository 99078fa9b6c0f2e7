"""Pages over a small catalogue in memory: the sample, and records whose ids are hard to write in an address."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.formats import native
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Record
from pinakes.store import encoding
from pinakes.store.memory import MemoryStore
from pinakes.store.port import RecordToStore

sys.path.insert(0, str(Path(__file__).parent))
import plain_index

HARD_IDS = (
    "a/b/c", "a//b", "/", "50% of it", "%2F", "%", "#@", "?q=1&x", "a|b", "'quoted' \"twice\"", "a b  c", "$&,;=@!*()",
    "<b>&amp;", "+-", "x:y:z", "Müller-ß", "日本", "..", "a/../b", "ends/", "ends.ris.ris",
    "is/staff/", "\\back", "tab\there",
)  # fmt: skip


def to_store(record: Record, raw: bytes = b"", raw_format: str = "pinakes") -> RecordToStore:
    encoded = native.encode(record)
    raw = raw or encoded
    return RecordToStore(
        id=record.id,
        source=record.source,
        title=record.title,
        digest=encoding.digest(raw, raw_format, encoded),
        encoded=encoding.compress(encoded),
        raw=encoding.compress(raw),
        raw_format=raw_format,
    )


def catalogue_of(records: Iterable[Record], *, deleted: Iterable[str] = ()) -> Catalogue:
    store = MemoryStore()
    store.put_many([to_store(r) for r in records])
    if deleted:
        store.delete_many(list(deleted))
    return Catalogue(store, plain_index.PlainIndex.over(store))


def sample() -> list[Record]:
    text = files("pinakes.data").joinpath("sample.jsonl").read_bytes()
    return [native.decode(line) for line in text.splitlines() if line.strip()]


def awkward() -> list[Record]:
    """Records that are hard to show: odd ids, no date, markup in the title, many authors."""
    found = [
        Record(source="odd", local_id=local, title=f"Record number {n}", formats=("Book",))
        for n, local in enumerate(HARD_IDS)
    ]
    found.append(
        Record(
            source="odd",
            local_id="markup",
            title='<script>alert("x")</script> & "quotes"',
            date=PublicationDate(edtf="1890~", printed="[ca. 1890]", first_year=1890),
        )
    )
    found.append(Record(source="odd", local_id="bare", title="x"))
    found.append(Record(source="odd", local_id="withdrawn", title="A work that was withdrawn"))
    return found


@pytest.fixture(scope="session")
def the_catalogue() -> Catalogue:
    return catalogue_of([*sample(), *awkward()], deleted=["odd:withdrawn"])


@pytest.fixture
def catalogue(the_catalogue: Catalogue) -> Iterator[Catalogue]:
    conf.use_catalogue(the_catalogue)
    yield the_catalogue
    conf.use_catalogue(None)


@pytest.fixture
def client(catalogue: Catalogue) -> Client:
    return Client(headers={"accept-language": "en"})
