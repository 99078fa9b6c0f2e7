"""THE list of what is searched, faceted and sorted; schemas, API names, forms and docs come from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Literal

from pinakes.errors import UnknownField
from pinakes.index import extracting, weights
from pinakes.index.access import access
from pinakes.index.extracting import Values
from pinakes.index.port import IndexDocument
from pinakes.index.ranking import PRIOR, prior
from pinakes.records import corrections
from pinakes.records.authority_matching import Known
from pinakes.records.base import Struct, gettext_noop
from pinakes.records.citations import cited_keys
from pinakes.records.record import Record
from pinakes.records.ties import tied_keys
from pinakes.records.works import work_keys

Kind = Literal["text", "keyword", "integer"]


class Field(Struct):
    """One field of the index.

    ``text`` is analysed and searched by words, ``keyword`` is kept whole (facets, filters,
    identifiers), ``integer`` allows ranges. ``aliases`` are other names that people may type before a colon.
    """

    name: str
    extract: Callable[[Record], Values]
    kind: Kind = "text"
    facet: bool = False
    label: str = ""
    aliases: tuple[str, ...] = ()
    typed: bool = True
    """Whether ``name:`` may be typed in a query."""

    @property
    def weight(self) -> int:
        """Its share in a search of all fields; 0 leaves it out."""
        return weights.field_weight(self.name)


class Sort(Struct):
    """A named order: a computed key, since the embedded engine sorts by one field."""

    name: str
    label: str
    field: str = ""
    """The field whose value orders; empty for relevance."""
    descending: bool = False


RECORD_ID = "id"
"""The field of a record's id, which an engine has from ``IndexDocument.id``."""

SEQUENCE = "record_sequence"
"""What filters call ``IndexDocument.sequence``: a range of it finds what has changed since. Nothing else uses it."""

FIELDS: tuple[Field, ...] = (
    Field(
        name=RECORD_ID,
        extract=lambda r: (),
        kind="keyword",
        label=gettext_noop("Record number"),
        aliases=("satz",),
    ),
    Field(name="title", extract=extracting.titles, label=gettext_noop("Title"), aliases=("titel", "ti")),
    Field(
        name="author",
        extract=extracting.authors,
        label=gettext_noop("Author"),
        aliases=("autor", "autorin", "verfasser", "urheber", "au", "name", "person"),
    ),
    Field(
        name="subject",
        extract=extracting.subjects,
        label=gettext_noop("Subject"),
        aliases=("schlagwort", "thema", "sachgebiet", "su"),
    ),
    Field(
        name="journal",
        extract=extracting.journal,
        label=gettext_noop("Journal"),
        aliases=("zeitschrift", "so"),
    ),
    Field(name="series", extract=extracting.series, label=gettext_noop("Series"), aliases=("reihe", "serie")),
    Field(
        name="publisher", extract=extracting.publisher, label=gettext_noop("Publisher"), aliases=("verlag",)
    ),
    Field(
        name="abstract",
        extract=extracting.abstract,
        label=gettext_noop("Abstract"),
        aliases=("zusammenfassung", "ab"),
    ),
    Field(
        name="contents",
        extract=extracting.contents,
        label=gettext_noop("Contents"),
        aliases=("inhalt", "toc"),
    ),
    Field(name="notes", extract=extracting.notes, label=gettext_noop("Notes"), typed=False),
    Field(
        name="identifier",
        extract=extracting.identifiers,
        kind="keyword",
        label=gettext_noop("Identifier"),
        aliases=("isbn", "issn", "doi", "pmid", "pmcid", "oclc", "lccn", "orcid", "nummer"),
    ),
    Field(
        name="callnumber",
        extract=extracting.call_numbers,
        kind="keyword",
        label=gettext_noop("Call number"),
        aliases=("signatur", "standnummer", "shelfmark"),
    ),
    Field(
        name="format",
        extract=lambda r: r.formats,
        kind="keyword",
        facet=True,
        label=gettext_noop("Format"),
        aliases=("medienart",),
    ),
    Field(
        name="author_facet",
        extract=extracting.author_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Author"),
        typed=False,
    ),
    Field(
        name="subject_facet",
        extract=extracting.subject_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Subject"),
        typed=False,
    ),
    Field(
        name="journal_facet",
        extract=extracting.journal_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Journal"),
        typed=False,
    ),
    Field(
        name="series_facet",
        extract=extracting.series_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Series"),
        typed=False,
    ),
    Field(
        name="language",
        extract=lambda r: r.languages,
        kind="keyword",
        facet=True,
        label=gettext_noop("Language"),
        aliases=("sprache",),
    ),
    Field(
        name="year",
        extract=extracting.year,
        kind="integer",
        facet=True,
        label=gettext_noop("Year of publication"),
        aliases=("jahr", "erscheinungsjahr"),
    ),
    Field(
        name="access", extract=access, kind="keyword", facet=True, label=gettext_noop("Access"), typed=False
    ),
    Field(
        name="classification",
        extract=extracting.classes,
        kind="keyword",
        facet=True,
        label=gettext_noop("Classification"),
        typed=False,
    ),
    Field(
        name="collection",
        extract=extracting.collections,
        kind="keyword",
        facet=True,
        label=gettext_noop("Collection"),
        typed=False,
    ),
    Field(
        name="place",
        extract=extracting.places,
        kind="keyword",
        facet=True,
        label=gettext_noop("Location"),
        typed=False,
    ),
    Field(
        name="source",
        extract=lambda r: (r.source,),
        kind="keyword",
        facet=True,
        label=gettext_noop("Source"),
        aliases=("quelle",),
    ),
    Field(
        name="correction",
        extract=corrections.states,
        kind="keyword",
        facet=True,
        label=gettext_noop("Corrections"),
        typed=False,
    ),
    Field(name="part", extract=extracting.part, kind="keyword", facet=True, typed=False),
    Field(name="subject_heading", extract=extracting.subject_headings, kind="keyword", typed=False),
    Field(name="shelfmark", extract=extracting.shelfmarks, kind="keyword", typed=False),
    Field(name="lcc", extract=lambda r: extracting.class_numbers(r, "lcc"), kind="keyword", typed=False),
    Field(name="ddc", extract=lambda r: extracting.class_numbers(r, "ddc"), kind="keyword", typed=False),
    Field(
        name="cites", extract=cited_keys, kind="keyword", label=gettext_noop("Cites"), aliases=("zitiert",)
    ),
    Field(name="authority", extract=extracting.registered, kind="keyword", typed=False),
    Field(name="amends", extract=corrections.amended, kind="keyword", typed=False),
    Field(name="tied", extract=tied_keys, kind="keyword", typed=False),
    Field(name="work", extract=work_keys, kind="keyword", typed=False),
    Field(name=PRIOR, extract=prior, kind="integer", typed=False),
    Field(name="title_sort", extract=extracting.title_sort, kind="keyword", typed=False),
    Field(name="author_sort", extract=extracting.author_sort, kind="keyword", typed=False),
    Field(name="callnumber_sort", extract=extracting.callnumber_sort, kind="keyword", typed=False),
    Field(name="part_sort", extract=extracting.part_sort, kind="keyword", typed=False),
)

SORTS: tuple[Sort, ...] = (
    Sort(name="relevance", label=gettext_noop("Relevance")),
    Sort(name="newest", label=gettext_noop("Newest first"), field="year", descending=True),
    Sort(name="oldest", label=gettext_noop("Oldest first"), field="year"),
    Sort(name="title", label=gettext_noop("Title A–Z"), field="title_sort"),
    Sort(name="author", label=gettext_noop("Author A–Z"), field="author_sort"),
    Sort(name="callnumber", label=gettext_noop("Call number"), field="callnumber_sort"),
)

PARTS = Sort(name="part", label="", field="part_sort")
"""The order of articles in their journal, which no list of results offers."""
CHANGED = Sort(name="changed", label="", field=SEQUENCE, descending=True)
"""What changed last comes first: for feeds and mails of what is new."""
ALL_SORTS = (*SORTS, PARTS, CHANGED)

SEARCH_FIELDS: tuple[str, ...] = (
    "all",
    "title",
    "author",
    "subject",
    "identifier",
    "journal",
    "series",
    "publisher",
    "callnumber",
)
"""What the box beside the search offers."""

FACETS: dict[str, str] = {
    "access": "access",
    "format": "format",
    "year": "year",
    "subject": "subject_facet",
    "author": "author_facet",
    "journal": "journal_facet",
    "language": "language",
    "classification": "classification",
    "collection": "collection",
    "place": "place",
    "source": "source",
    "correction": "correction",
}
"""The facet's name in addresses, on the command line and in JSON → its field. The order is the page's."""

HEADINGS: dict[str, str] = {
    "author": "author_facet",
    "title": "title_sort",
    "subject": "subject_heading",
    "journal": "journal_facet",
    "series": "series_facet",
    "callnumber": "shelfmark",
    "lcc": "lcc",
    "ddc": "ddc",
}
"""The lists that people leaf through, by their names in addresses → the field that has the headings, or their order."""

SEVERAL: frozenset[str] = frozenset(
    {
        "access",
        "format",
        "subject",
        "author",
        "language",
        "classification",
        "collection",
        "place",
        "correction",
    }
)
"""Facets of which a record may have several values: one may ask for all of the chosen ones."""

_BY_NAME = {f.name: f for f in FIELDS}
_TYPED = {n: f.name for f in FIELDS if f.typed for n in (f.name, *f.aliases)}
_TYPED |= dict.fromkeys(("all", "text", "alles"), "all")


def field(name: str) -> Field:
    """The field of this name. Raises UnknownField."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownField(name, tuple(_BY_NAME)) from None


def facet_field(name: str) -> str:
    """The index field behind a facet's public name. Raises UnknownField."""
    try:
        return FACETS[name]
    except KeyError:
        raise UnknownField(name, tuple(FACETS), kind="facet") from None


def sort(name: str) -> Sort:
    """The order of this name. Raises UnknownField."""
    for candidate in ALL_SORTS:
        if candidate.name == name:
            return candidate
    raise UnknownField(name, tuple(s.name for s in SORTS), kind="sort")


def typed_name(name: str) -> str | None:
    """The field that people mean by ``name:``, or None when it is ordinary text."""
    return _TYPED.get(name.casefold())


def document(record: Record, sequence: int = 0, also: Known | None = None) -> IndexDocument:
    """What the index is given of a record, and of what authorities say of its names and subjects."""
    values = {f.name: v for f in FIELDS if (v := f.extract(record))}
    if also is not None and also.authorities:
        for name, new in (*also.forms.items(), ("authority", also.authorities)):
            own = [str(v) for v in values.get(name, ())]
            values[name] = tuple(dict.fromkeys((*own, *new)))
    return IndexDocument(id=record.id, sequence=sequence, values=values)


def fingerprint() -> str:
    """Changes when a field is added, removed or treated in another way: the index must then be rebuilt."""
    text = "\n".join(f"{f.name} {f.kind} {f.facet} {f.weight}" for f in FIELDS)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
