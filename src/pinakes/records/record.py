"""The record: all that a book, an article, a map, a film or a data set has to say of itself.

Every field is optional but the title; nothing that a source said is thrown away because another
source would say it better. Codes, not labels: languages are ISO 639-3, roles MARC relator codes,
countries ISO 3166-1 alpha-2, kinds and schemes the literals below. Labels are made where they
are shown, in the reader's language.
"""

from __future__ import annotations

from typing import Literal

from pinakes.records.base import Struct
from pinakes.records.dates import PublicationDate

ContributorKind = Literal["person", "organisation", "meeting"]
SubjectKind = Literal["topic", "person", "organisation", "meeting", "work", "place", "period", "genre"]
LinkKind = Literal[
    "fulltext", "contents", "summary", "publisher", "cover", "findingaid", "data", "related", "other"
]
Access = Literal["open", "subscription", "restricted", "unknown"]
RelationKind = Literal[
    "host", "part", "series", "earlier", "later", "other-edition", "other-format", "original",
    "translation", "supplement", "supplement-of", "review-of", "reviewed-in", "cites", "erratum",
    "corrects", "retraction", "retracts", "issued-with", "data", "related",
]  # fmt: skip
TitleKind = Literal[
    "uniform",
    "parallel",
    "translated",
    "abbreviated",
    "key",
    "former",
    "cover",
    "spine",
    "added",
    "analytic",
    "variant",
]
NoteKind = Literal[
    "general", "bibliography", "thesis", "access", "audience", "awards", "credits", "performers",
    "frequency", "duration", "system", "reproduction", "original-version", "language", "use", "scale",
    "event", "dates", "finding-aid", "numbering", "provenance", "binding", "citation", "funding",
    "publications", "exhibitions", "cast", "place", "acquisition", "arrangement", "biography", "with", "local",
]  # fmt: skip


class Identifier(Struct):
    """A name that a registry gave, normalised where it is right and kept as printed where it isn't.

    ``scheme``: isbn issn doi pmid pmcid oclc lccn orcid gnd viaf isni ismn isrc ean urn handle
    arxiv uri report publisher-number local … ``value`` is normalised (ISBN as 13 digits, ISSN with
    hyphen, DOI bare in lower case) when ``valid``; else it equals ``printed``.
    """

    scheme: str
    value: str
    printed: str = ""
    valid: bool = True
    note: str = ""


class Contributor(Struct):
    """Someone who made the work. ``name`` is the filed form ("Rigby, Amy L.")."""

    name: str
    kind: ContributorKind = "person"
    roles: tuple[str, ...] = ()
    """MARC relator codes ("aut"); a term without a code stays as printed."""
    primary: bool = False
    """Main entry, or an author of an article."""
    family: str = ""
    given: str = ""
    suffix: str = ""
    dates: str = ""
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[str, ...] = ()
    alternate: str = ""
    """The same name in its original script (MARC 880)."""


class TitleVariant(Struct):
    """Another title under which the work is known."""

    title: str
    kind: TitleKind = "variant"
    language: str = ""
    alternate: str = ""
    label: str = ""


class Subject(Struct):
    """A heading, as its parts: ("Bibliography", "Greece", "History")."""

    parts: tuple[str, ...]
    kind: SubjectKind = "topic"
    scheme: str = ""
    """lcsh mesh gnd rameau fast aat keyword (the authors' own) local …; empty when not said."""
    major: bool = False
    identifiers: tuple[Identifier, ...] = ()
    language: str = ""
    alternate: str = ""
    part_kinds: tuple[SubjectKind, ...] = ()
    """Kind of each part after the first (MARC $x topic, $y period, $z place, $v genre); may be empty."""


class Section(Struct):
    """A labelled piece of a structured abstract."""

    label: str
    text: str


class Abstract(Struct):
    """What the work says in short. Plain text, or ``sections`` whose texts joined give ``text``."""

    text: str
    language: str = ""
    label: str = ""
    kind: Literal["abstract", "summary", "review", "plain-language", "content-advice"] = "abstract"
    sections: tuple[Section, ...] = ()
    alternate: str = ""


class ContentsEntry(Struct):
    """One line of a table of contents."""

    title: str
    responsibility: str = ""
    page: str = ""


class Publication(Struct):
    """One statement of who made the work public, where and when, as printed."""

    function: Literal["publication", "production", "distribution", "manufacture", "copyright"] = "publication"
    places: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    date: str = ""
    alternate: str = ""


class Series(Struct):
    """A series that the work belongs to."""

    title: str
    number: str = ""
    issn: str = ""
    alternate: str = ""


class HostItem(Struct):
    """The journal, book or collection that holds this part."""

    title: str
    abbreviation: str = ""
    identifiers: tuple[Identifier, ...] = ()
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    article_number: str = ""
    statement: str = ""
    """The part as printed, when it could not be taken apart ("Vol. 2, no. 2 (2014), p. 70-72")."""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    record: str = ""
    """Control number of the host's own record, as printed."""
    alternate: str = ""


class Relation(Struct):
    """A tie to another work."""

    kind: RelationKind
    title: str = ""
    contributor: str = ""
    identifiers: tuple[Identifier, ...] = ()
    record: str = ""
    label: str = ""
    """How the source words the tie ("Continued by:")."""
    number: str = ""
    date: str = ""
    alternate: str = ""


class Note(Struct):
    """A sentence by the cataloguer."""

    text: str
    kind: NoteKind = "general"
    alternate: str = ""


class Link(Struct):
    """An address on the web and what one finds there."""

    url: str
    kind: LinkKind = "other"
    label: str = ""
    note: str = ""
    access: Access = "unknown"
    media_type: str = ""


class Item(Struct):
    """One copy."""

    call_number: str = ""
    copy: str = ""
    barcode: str = ""
    enumeration: str = ""
    status: str = ""
    due: str = ""
    note: str = ""


class Holding(Struct):
    """What one place has of the work."""

    institution: str = ""
    location: str = ""
    call_number: str = ""
    scheme: str = ""
    coverage: tuple[str, ...] = ()
    note: str = ""
    items: tuple[Item, ...] = ()


class Classification(Struct):
    """A class number: lcc ddc nlm udc rvk bkl sudoc local …"""

    scheme: str
    number: str
    item: str = ""
    """The rest of a call number (".B5813 1991")."""
    edition: str = ""


class Reference(Struct):
    """A work in the list of references, as printed and, where known, in parts."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    host: str = ""
    year: str = ""
    volume: str = ""
    first_page: str = ""
    identifiers: tuple[Identifier, ...] = ()
    key: str = ""


class Funding(Struct):
    """Who paid, and under which number."""

    funder: str = ""
    award: str = ""
    identifiers: tuple[Identifier, ...] = ()


class Licence(Struct):
    """What one may do with the work."""

    name: str = ""
    url: str = ""


class Record(Struct):
    """A bibliographic record. Readers fill all but ``source``; ingest sets it and derives a missing local id."""

    source: str = ""
    local_id: str = ""
    deleted: bool = False
    """The source says that this record is withdrawn (MARC leader/05 d)."""
    title: str = ""
    """Title proper, with number and name of a part, without subtitle and responsibility."""
    subtitle: str = ""
    title_alternate: str = ""
    """Title and subtitle in the original script."""
    title_language: str = ""
    nonfiling: int = 0
    """How many leading characters of the title sorting passes over."""
    responsibility: str = ""
    titles: tuple[TitleVariant, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    formats: tuple[str, ...] = ()
    """Codes of vocabularies/formats.toml, the most telling first ("Article", "CaseReport")."""
    publication_types: tuple[str, ...] = ()
    """As the source words them ("Journal Article", "Doctoral thesis")."""
    languages: tuple[str, ...] = ()
    original_languages: tuple[str, ...] = ()
    date: PublicationDate | None = None
    publications: tuple[Publication, ...] = ()
    country: str = ""
    edition: str = ""
    physical: tuple[str, ...] = ()
    extent_pages: str = ""
    version: str = ""
    series: tuple[Series, ...] = ()
    host: HostItem | None = None
    identifiers: tuple[Identifier, ...] = ()
    subjects: tuple[Subject, ...] = ()
    classifications: tuple[Classification, ...] = ()
    abstracts: tuple[Abstract, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    holdings: tuple[Holding, ...] = ()
    references: tuple[Reference, ...] = ()
    funding: tuple[Funding, ...] = ()
    licences: tuple[Licence, ...] = ()
    collections: tuple[str, ...] = ()
    coordinates: tuple[str, ...] = ()
    """Bounding boxes "west east north south" in decimal degrees."""
    open_access: bool | None = None
    peer_reviewed: bool | None = None
    other_text: str = ""
    """Text of fields that the model has no place for: searched, not shown."""
    full_text: str = ""
    """Text of the work itself, where the source has it: searched, not shown."""
    record_changed: str = ""
    """When the source last changed its record, ISO 8601."""
    repairs: tuple[str, ...] = ()
    """What the reader had to mend to read it, one sentence each."""

    @property
    def id(self) -> str:
        """``source:local-id``, the stable name of the record in this catalogue."""
        return f"{self.source}:{self.local_id}"

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    def values(self, scheme: str) -> tuple[str, ...]:
        """Valid identifiers of one scheme, each once, in order."""
        return tuple(dict.fromkeys(i.value for i in self.identifiers if i.scheme == scheme and i.valid))
