"""THE order of the rows of a description, by kind of work, and which notes and ties belong into it."""

from __future__ import annotations

from itertools import chain

from pinakes.records.record import Record
from pinakes.web.record_page import notes, online, publication, subjects
from pinakes.web.record_page import people as people_rows
from pinakes.web.record_page.rows import Row


def _order(*names: str) -> tuple[str, ...]:
    """Each once, where it comes first: an order may bring forward what a group of rows has too."""
    return tuple(dict.fromkeys(names))


PEOPLE = ("main-authors", "corporate-authors", "other-authors")
TITLES = (
    "uniform-title", "parallel-title", "translated-title", "key-title", "abbreviated-title", "former-title",
    "added-title", "cover-title", "spine-title", "variant-title", "analytic-title",
)  # fmt: skip
PUBLISHED = ("published", "date", "production", "distribution", "manufacture", "copyright", "country")
REST = (
    "publication-types", "online-access", "collections", "coordinates", "funding", "licence", "affiliations",
)  # fmt: skip

BOOK = (
    *PEOPLE, "published-in", *PUBLISHED, "edition", "version", "format", "language", "original-language", "physical",
    "series", *TITLES, "responsibility", "subjects", *REST,
)  # fmt: skip
ORDERS: dict[str, tuple[str, ...]] = {
    "article": _order(
        *PEOPLE, "published-in", "date", "edition", "version", "format", "language", "original-language", *TITLES,
        "subjects", "publication-types", "online-access", "licence", "funding", "published", "physical", "series",
        "affiliations",
    ),
    "serial": _order(
        "relation-later", "relation-earlier", "key-title", "abbreviated-title", "corporate-authors", "main-authors",
        "other-authors", *PUBLISHED, "note-dates", "note-frequency", "note-numbering", "edition", "format", "language",
        "physical", "series", *TITLES, "relation-supplement", "relation-supplement-of", "relation-other-format",
        *REST,
    ),
    "film": _order(
        *PEOPLE, "note-credits", "note-cast", "note-performers", *PUBLISHED, "note-duration", "edition", "format",
        "language", "original-language", "note-language", "physical", "note-system", "note-audience", "note-awards",
        "series", *TITLES, *REST,
    ),
    "music": _order(
        *PEOPLE, "uniform-title", "note-performers", "note-event", *PUBLISHED, "note-duration", "edition", "format",
        "language", "physical", "note-system", "series", *TITLES, *REST,
    ),
    "map": _order(
        *PEOPLE, "note-scale", "coordinates", *PUBLISHED, "edition", "format", "language", "physical", "series",
        *TITLES, *REST,
    ),
    "thesis": _order(
        *PEOPLE, "note-thesis", *PUBLISHED, "edition", "version", "format", "language", "original-language",
        "physical", "series", *TITLES, *REST,
    ),
    "data": _order(
        *PEOPLE, *PUBLISHED, "version", "edition", "format", "language", "physical", "note-system", "licence",
        "online-access", "note-access", "note-use", "funding", "relation-supplement-of", "series",
        *TITLES, *REST,
    ),
    "collection": _order(
        *PEOPLE, "date", *PUBLISHED, "physical", "note-arrangement", "format", "language", "note-access", "note-use",
        "note-finding-aid", "note-acquisition", "note-provenance", *TITLES, *REST,
    ),
    "book": BOOK,
}  # fmt: skip
FAMILIES = {
    "Journal": "serial", "Newspaper": "serial", "Serial": "serial", "Series": "serial",
    "Video": "film", "Image": "film", "Photograph": "film", "Slide": "film",
    "Score": "music", "SoundRecording": "music", "Music": "music", "AudioBook": "music",
    "Map": "map", "Atlas": "map", "Globe": "map", "Thesis": "thesis",
    "DataSet": "data", "Software": "data", "Database": "data", "Website": "data",
    "Archive": "collection", "Manuscript": "collection", "Object": "collection",
}  # fmt: skip
"""A kind of material → the order of its rows; the first kind of a record that is here decides."""


def family(record: Record) -> str:
    """Which of the orders suits: what is part of another is an article, whatever else it is."""
    if record.host is not None:
        return "article"
    return next((FAMILIES[f] for f in record.formats if f in FAMILIES), "book")


class Rows:
    """The rows of a record, shared out: to the description, the notes, the works that it is tied to."""

    def __init__(self, record: Record) -> None:
        order = ORDERS[family(record)]
        place = {name: n for n, name in reversed(tuple(enumerate(order)))}
        told = _by_name(chain(people_rows.rows(record), publication.rows(record), online.rows(record)))
        if record.host is not None and (headings := subjects.one_row(record)):
            told[headings.name] = headings
        noted, tied = _by_name(notes.note_rows(record)), _by_name(notes.relation_rows(record))
        for name in (*noted, *tied):
            if name in place:
                told[name] = noted.pop(name) if name in noted else tied.pop(name)
        # What an order does not name comes where the book's has it, after the rest.
        usual = {name: len(order) + n for n, name in enumerate(BOOK)}
        self.description = tuple(
            sorted(told.values(), key=lambda r: place.get(r.name, usual.get(r.name, 999)))
        )
        self.notes = tuple(noted.values())
        self.relations = tuple(tied.values())


def _by_name(rows: chain[Row | None] | list[Row | None]) -> dict[str, Row]:
    return {r.name: r for r in rows if r is not None}
