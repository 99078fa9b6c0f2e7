"""What mapping gathers of a record while its fields pass by."""

from __future__ import annotations

from collections.abc import Callable

from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Classification,
    ContentsEntry,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Item,
    Licence,
    Link,
    Note,
    Publication,
    Reference,
    Relation,
    Series,
    Subject,
    TitleVariant,
)


class Draft:
    """Mutable values of a Record under way, with what only finishing needs (see reading.py)."""

    __slots__ = (
        "abstract_languages", "abstracts", "access", "added_series", "alternates", "carriers",
        "classifications", "collected_formats", "collections", "content_types", "contents", "contributors",
        "coordinates", "country", "date", "edition", "exact_date", "fixed", "fund_codes", "funding", "genres",
        "holdings", "host", "host_date", "identifiers", "items", "languages", "leader", "level", "licences", "links",
        "marc", "material", "media", "nonfiling", "notes", "open_access", "original_languages", "other_text",
        "peer_reviewed", "physical", "publication_dates", "publication_types", "publications", "references",
        "relations",
        "responsibility", "sequence_of_years", "series", "subjects", "subtitle", "tags", "title",
        "title_alternate", "titles", "traced", "type", "used", "version",
    )  # fmt: skip

    def __init__(self, marc: MarcRecord) -> None:
        leader = marc.leader
        self.marc = marc
        self.leader = leader
        self.type = leader[6:7]
        self.level = leader[7:8]
        self.fixed = ""
        """008, as it is; what is too short ends early."""
        self.alternates: dict[str, list[DataField]] = {}
        """880 fields by tag and number of their pair: "245-01"."""
        self.used: set[str] = set()
        self.tags: set[str] = set()
        self.title = ""
        self.subtitle = ""
        self.title_alternate = ""
        self.responsibility = ""
        self.nonfiling = 0
        self.titles: list[TitleVariant] = []
        self.contributors: list[Contributor] = []
        self.abstract_languages: list[str] = []
        self.languages: list[str] = []
        self.original_languages: list[str] = []
        self.date: PublicationDate | None = None
        self.publication_dates: list[tuple[str, str]] = []
        """(function, date as printed) of 260 and 264."""
        self.sequence_of_years = ""
        """362, unformatted: the years of a serial."""
        self.host_date = ""
        self.exact_date = ""
        """046 in EDTF."""
        self.publications: list[Publication] = []
        self.country = ""
        self.edition = ""
        self.version = ""
        self.physical: list[str] = []
        self.series: list[Series] = []
        self.traced: list[Series] = []
        self.added_series: set[str] = set()
        self.host: HostItem | None = None
        self.identifiers: list[Identifier] = []
        self.subjects: list[Subject] = []
        self.classifications: list[Classification] = []
        self.abstracts: list[Abstract] = []
        self.contents: list[ContentsEntry] = []
        self.notes: list[Note] = []
        self.links: list[Link] = []
        self.relations: list[Relation] = []
        self.holdings: list[Holding] = []
        self.items: list[tuple[str, Item]] = []
        """Copies that say in which place they are ("library|location"), gathered into holdings at the end."""
        self.references: list[Reference] = []
        self.funding: list[Funding] = []
        self.fund_codes: list[str] = []
        self.licences: list[Licence] = []
        self.collections: list[str] = []
        self.coordinates: list[str] = []
        self.open_access: bool | None = None
        self.peer_reviewed: bool | None = None
        self.access: list[str] = []
        self.other_text: list[str] = []
        self.publication_types: list[str] = []
        self.collected_formats: list[str] = []
        """Codes that our own exporter wrote, exact."""
        self.genres: list[str] = []
        """Terms of 655, in lower case, for the kind of material."""
        self.material = ""
        """245 $h, in lower case."""
        self.content_types: set[str] = set()
        self.media: set[str] = set()
        self.carriers: set[str] = set()

    def pair(self, field: DataField) -> DataField | None:
        """The 880 field that is linked to ``field``; further ones are left to the end."""
        for code, value in field.subfields:
            if code == "6":
                key = field.tag + value[3:6]
                found = self.alternates.get(key)
                if found:
                    self.used.add(key)
                    return found[0]
        return None


Handler = Callable[[Draft, DataField, "DataField | None"], None]
"""Reads one field, with the field in the original script that belongs to it."""
