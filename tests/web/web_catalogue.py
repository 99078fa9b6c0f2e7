"""Small catalogues in memory for the tests of pages: the sample, and records that are hard to show."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from pinakes.discovery.catalogue import Catalogue
from pinakes.formats import native
from pinakes.index import fields
from pinakes.index.memory import MemoryIndex
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Record
from pinakes.store import encoding
from pinakes.store.memory import MemoryStore
from pinakes.store.port import RecordToStore

HARD_IDS = (
    "a/b/c", "a//b", "/", "50% of it", "%2F", "%", "#@", "?q=1&x", "a|b", "'quoted' \"twice\"", "a b  c", "$&,;=@!*()",
    "<b>&amp;", "+-", "x:y:z", "Müller-ß", "日本", "..", "a/../b", "ends/", "ends.ris.ris",
    "is/staff/", "\\back", "tabhere",
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
    index = MemoryIndex()
    with index.writer() as writer:
        living = [s for s in store.changes(0, limit=10_000) if not s.deleted]
        writer.put(fields.document(s.record, s.sequence) for s in living)
        writer.commit(store.last_sequence())
    return Catalogue(store, index)


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
