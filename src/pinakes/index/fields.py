"""THE list of what is searched, faceted and sorted; schemas, API names, forms and docs come from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Literal

from pinakes.errors import UnknownField
from pinakes.index import weights
from pinakes.index.access import access
from pinakes.index.hierarchy import SEPARATOR, path
from pinakes.index.parts import part_key, part_value
from pinakes.index.port import IndexDocument
from pinakes.index.ranking import PRIOR, prior
from pinakes.records import corrections, filing, heading_keys
from pinakes.records.authority_forms import IDENTIFYING
from pinakes.records.authority_matching import Known
from pinakes.records.base import Struct, gettext_noop
from pinakes.records.citations import cited_keys
from pinakes.records.classification import class_path
from pinakes.records.record import Record, Subject
from pinakes.records.shelving import shelf_key
from pinakes.records.works import work_keys

Kind = Literal["text", "keyword", "integer"]
Values = tuple[str, ...] | tuple[int, ...]


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


def _titles(r: Record) -> Values:
    found = [r.full_title, r.title_alternate]
    for t in r.titles:
        found += [t.title, t.alternate]
    return tuple(dict.fromkeys(filter(None, found)))


def _authors(r: Record) -> Values:
    found: list[str] = []
    initials: list[str] = []
    for c in r.contributors:
        found.append(c.name)
        if c.alternate:
            found.append(c.alternate)
        # "Rigby AL" and "Rigby A" for "Rigby, Amy L."
        if letters := "".join([name[0] for name in c.given.replace(".", " ").replace("-", " ").split()]):
            initials += (letters, letters[0])
    if initials:
        found.append(" ".join(dict.fromkeys(initials)))
    return tuple(dict.fromkeys(found))


def _author_facet(r: Record) -> Values:
    return tuple(dict.fromkeys(c.name for c in r.contributors))


def subject_heading(subject: Subject) -> str:
    """A heading as one string, parts joined as on the page."""
    return " › ".join(subject.parts)


def _subjects(r: Record) -> Values:
    found: list[str] = []
    for s in r.subjects:
        found.append(" ".join(s.parts))
        if s.alternate:
            found.append(s.alternate)
    return tuple(dict.fromkeys(found))


def _subject_facet(r: Record) -> Values:
    return tuple(dict.fromkeys(s.parts[0] for s in r.subjects if s.parts))


def _journal(r: Record) -> Values:
    return (
        tuple(dict.fromkeys(filter(None, (r.host.title, r.host.abbreviation, r.host.alternate))))
        if r.host
        else ()
    )


def _journal_facet(r: Record) -> Values:
    return (r.host.title,) if r.host and r.host.title else ()


def _subject_headings(r: Record) -> Values:
    return tuple(dict.fromkeys(step for s in r.subjects for step in path(s.parts)))


def _part(r: Record) -> Values:
    if r.host is None:
        return ()
    value = part_value(r.host.volume, r.host.issue, r.date.first_year if r.date else None)
    return (value,) if value else ()


def _part_sort(r: Record) -> Values:
    return (part_key(r),) if r.host is not None else ()


def _series(r: Record) -> Values:
    return tuple(dict.fromkeys(filter(None, (t for s in r.series for t in (s.title, s.alternate)))))


def _series_facet(r: Record) -> Values:
    return tuple(dict.fromkeys(s.title for s in r.series if s.title))


def _publisher(r: Record) -> Values:
    return tuple(dict.fromkeys(n for p in r.publications for n in (*p.publishers, *p.places)))


def _abstract(r: Record) -> Values:
    return tuple(a.text for a in r.abstracts if a.text)


def _contents(r: Record) -> Values:
    return tuple(f"{c.title} {c.responsibility}".strip() for c in r.contents)


def _notes(r: Record) -> Values:
    found = [n.text for n in r.notes]
    found += [t for rel in r.relations for t in (rel.title, rel.contributor) if t]
    found += [p for p in (*r.physical, r.edition, r.other_text, r.responsibility, *r.publication_types) if p]
    found += [a for c in r.contributors for a in c.affiliations]
    if r.full_text:
        # Each word once: a whole article would outweigh all that the record says of it.
        found.append(" ".join(dict.fromkeys(r.full_text.split())))
    return tuple(found)


def _identifiers(r: Record) -> Values:
    found = [v for i in r.identifiers for v in (i.value, i.printed) if v]
    if r.host:
        found += [i.value for i in r.host.identifiers]
    found += [r.local_id, *(i.value for c in r.contributors for i in c.identifiers)]
    return tuple(dict.fromkeys(found))


def _registered(r: Record) -> Values:
    """Who and what it is about, by number: "gnd:118624822". Authorities in the catalogue add their own ids."""
    named = [i for c in r.contributors for i in c.identifiers] + [
        i for s in r.subjects for i in s.identifiers
    ]
    return tuple(dict.fromkeys(f"{i.scheme}:{i.value}" for i in named if i.valid and i.scheme in IDENTIFYING))


def _call_numbers(r: Record) -> Values:
    found = [f"{c.number} {c.item}".strip() for c in r.classifications]
    found += [n for h in r.holdings for n in (h.call_number, *(i.call_number for i in h.items)) if n]
    return tuple(dict.fromkeys(found))


def _shelfmarks(r: Record) -> Values:
    held = (n for h in r.holdings for n in (h.call_number, *(i.call_number for i in h.items)))
    return tuple(dict.fromkeys(filter(None, (" ".join(n.split()) for n in held))))


def _class_numbers(r: Record, scheme: str) -> Values:
    own = (f"{c.number} {c.item}" for c in r.classifications if c.scheme == scheme)
    return tuple(dict.fromkeys(filter(None, (" ".join(n.split()) for n in own))))


def _classes(r: Record) -> Values:
    return tuple(dict.fromkeys(step for c in r.classifications for step in class_path(c.scheme, c.number)))


def _collections(r: Record) -> Values:
    return tuple(dict.fromkeys(step for c in r.collections for step in path(tuple(c.split(SEPARATOR)))))


def _places(r: Record) -> Values:
    return tuple(dict.fromkeys(step for h in r.holdings for step in path((h.institution, h.location))))


def _year(r: Record) -> Values:
    return (r.date.first_year,) if r.date and r.date.first_year is not None else ()


def _title_sort(r: Record) -> Values:
    language = r.title_language or (r.languages[0] if r.languages else "")
    return (heading_keys.filed_title(r.full_title, nonfiling=r.nonfiling, language=language),)


def _callnumber_sort(r: Record) -> Values:
    held = (h.call_number or next((i.call_number for i in h.items if i.call_number), "") for h in r.holdings)
    classed = (f"{c.number} {c.item}".strip() for c in r.classifications)
    first = next((number for number in (*held, *classed) if number), "")
    return (shelf_key(first),) if first else ()


def _author_sort(r: Record) -> Values:
    return (filing.sort_key(r.contributors[0].name),) if r.contributors else ()


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
    Field(name="title", extract=_titles, label=gettext_noop("Title"), aliases=("titel", "ti")),
    Field(
        name="author",
        extract=_authors,
        label=gettext_noop("Author"),
        aliases=("autor", "autorin", "verfasser", "urheber", "au", "name", "person"),
    ),
    Field(
        name="subject",
        extract=_subjects,
        label=gettext_noop("Subject"),
        aliases=("schlagwort", "thema", "sachgebiet", "su"),
    ),
    Field(
        name="journal",
        extract=_journal,
        label=gettext_noop("Journal"),
        aliases=("zeitschrift", "so"),
    ),
    Field(name="series", extract=_series, label=gettext_noop("Series"), aliases=("reihe", "serie")),
    Field(name="publisher", extract=_publisher, label=gettext_noop("Publisher"), aliases=("verlag",)),
    Field(
        name="abstract",
        extract=_abstract,
        label=gettext_noop("Abstract"),
        aliases=("zusammenfassung", "ab"),
    ),
    Field(
        name="contents",
        extract=_contents,
        label=gettext_noop("Contents"),
        aliases=("inhalt", "toc"),
    ),
    Field(name="notes", extract=_notes, label=gettext_noop("Notes"), typed=False),
    Field(
        name="identifier",
        extract=_identifiers,
        kind="keyword",
        label=gettext_noop("Identifier"),
        aliases=("isbn", "issn", "doi", "pmid", "pmcid", "oclc", "lccn", "orcid", "nummer"),
    ),
    Field(
        name="callnumber",
        extract=_call_numbers,
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
        extract=_author_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Author"),
        typed=False,
    ),
    Field(
        name="subject_facet",
        extract=_subject_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Subject"),
        typed=False,
    ),
    Field(
        name="journal_facet",
        extract=_journal_facet,
        kind="keyword",
        facet=True,
        label=gettext_noop("Journal"),
        typed=False,
    ),
    Field(
        name="series_facet",
        extract=_series_facet,
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
        extract=_year,
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
        extract=_classes,
        kind="keyword",
        facet=True,
        label=gettext_noop("Classification"),
        typed=False,
    ),
    Field(
        name="collection",
        extract=_collections,
        kind="keyword",
        facet=True,
        label=gettext_noop("Collection"),
        typed=False,
    ),
    Field(
        name="place",
        extract=_places,
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
    Field(name="part", extract=_part, kind="keyword", facet=True, typed=False),
    Field(name="subject_heading", extract=_subject_headings, kind="keyword", typed=False),
    Field(name="shelfmark", extract=_shelfmarks, kind="keyword", typed=False),
    Field(name="lcc", extract=lambda r: _class_numbers(r, "lcc"), kind="keyword", typed=False),
    Field(name="ddc", extract=lambda r: _class_numbers(r, "ddc"), kind="keyword", typed=False),
    Field(
        name="cites", extract=cited_keys, kind="keyword", label=gettext_noop("Cites"), aliases=("zitiert",)
    ),
    Field(name="authority", extract=_registered, kind="keyword", typed=False),
    Field(name="amends", extract=corrections.amended, kind="keyword", typed=False),
    Field(name="work", extract=work_keys, kind="keyword", typed=False),
    Field(name=PRIOR, extract=prior, kind="integer", typed=False),
    Field(name="title_sort", extract=_title_sort, kind="keyword", typed=False),
    Field(name="author_sort", extract=_author_sort, kind="keyword", typed=False),
    Field(name="callnumber_sort", extract=_callnumber_sort, kind="keyword", typed=False),
    Field(name="part_sort", extract=_part_sort, kind="keyword", typed=False),
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
