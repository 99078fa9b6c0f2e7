"""A reference while it is read from a citation manager's format: the fields that all of them have, then the Record."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs

from pinakes.errors import ReadError
from pinakes.formats import (
    author_addresses,
    citation_parts,
    identifier_links,
    issue_dates,
    labelled_notes,
    mesh_headings,
    serial_numbers,
    written_names,
)
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.page_ranges import Pages, last_page, pages
from pinakes.records import identifiers, languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Licence,
    Link,
    LinkKind,
    Note,
    NoteKind,
    Publication,
    Record,
    Reference,
    Relation,
    Series,
    Subject,
    TitleVariant,
)

_PERIODICALS = frozenset({"Article", "CaseReport", "Review", "Letter", "Preprint"})


@dataclass(slots=True)
class Draft:
    """What a reader found, as text; ``record`` makes the Record of it."""

    formats: tuple[str, ...] = ("Other",)
    types: list[str] = field(default_factory=list)
    source: str = ""
    local_id: str = ""
    title: str = ""
    subtitle: str = ""
    titles: list[TitleVariant] = field(default_factory=list)
    people: list[Contributor] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Of the people; those before them in square brackets, else the first."""
    host: str = ""
    host_short: str = ""
    host_edition: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    """Empty when ``first_page`` holds the whole range."""
    article_number: str = ""
    extent: str = ""
    series: list[tuple[str, str]] = field(default_factory=list)
    """(title, number)."""
    date: PublicationDate | None = None
    publisher: str = ""
    place: str = ""
    edition: str = ""
    version: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)
    """(scheme, text); "issn" and "isbn" may hold several and are told apart by their check digits."""
    keywords: list[str] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    abstracts: list[Abstract] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    urls: list[tuple[str, LinkKind]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    """Codes or names."""
    call_numbers: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    licences: list[Licence] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    orcids: list[tuple[str, str]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    open_access: bool | None = None

    def add_people(self, text: str, role: str) -> None:
        """Everyone in ``text``, one a line."""
        for line in text.split("\n"):
            if found := written_names.contributor(line, role):
                self.people.append(found)

    def add_note(self, text: str, kind: NoteKind = "general") -> None:
        """A note, if there is any text."""
        if line := " ".join(text.split()):
            self.notes.append(Note(text=line, kind=kind))

    def add_abstract(self, text: str) -> None:
        """An abstract, if there is any text."""
        if line := " ".join(text.split()):
            self.abstracts.append(Abstract(text=line))

    def dated(self, year: str, rest: str = "") -> None:
        """The date by its year and what is known of month and day, however that is written."""
        year, rest = " ".join(year.split()), " ".join(rest.split())
        found = issue_dates.issue_date(year) if year else None
        for text in (f"{year} {rest}", f"{rest} {year}", rest) if rest else ():
            fuller = issue_dates.issue_date(text)
            if fuller is None or (found is not None and fuller.first_year != found.first_year):
                continue
            if found is None or (len(fuller.edtf) > len(found.edtf) and "/" not in found.edtf):
                found = fuller
                break
        self.date = found or self.date

    def record(self, repairs: list[str]) -> Record:
        """The record. Raises ReadError when there is no title."""
        title = without_final_dot(" ".join(self.title.split()))
        if not title:
            raise ReadError("There is no title.", field="title")
        own, of_host = serial_numbers.of_host(self._identifiers(), isbn=bool(self.host) and not self._article)
        made = Record(
            source=self.source,
            local_id=self.local_id or citation_parts.registered_id(own),
            title=title,
            subtitle=self.subtitle,
            titles=tuple(self.titles),
            contributors=tuple(self.people),
            formats=self.formats,
            publication_types=tuple(dict.fromkeys(filter(None, self.types))),
            languages=tuple(dict.fromkeys(c for w in self.languages if (c := languages.code(w.strip())))),
            date=self.date,
            publications=self._publications(),
            edition=self.edition,
            version=self.version,
            extent_pages=self.extent,
            series=tuple(Series(title=t, number=n) for t, n in dict.fromkeys(self.series) if t),
            host=self._host(of_host) if self.host else None,
            identifiers=own if self.host else own + of_host,
            subjects=self._subjects(),
            abstracts=tuple(dict.fromkeys(self.abstracts)),
            notes=tuple(dict.fromkeys(self.notes)),
            links=self._links(own),
            relations=tuple(self.relations),
            holdings=tuple(Holding(call_number=c) for c in self.call_numbers if c),
            references=tuple(self.references),
            funding=tuple(self.funding),
            licences=tuple(self.licences),
            open_access=self.open_access,
            other_text=" ".join(filter(None, (" ".join(t.split()) for t in self.other))),
            repairs=tuple(repairs),
        )
        found = labelled_notes.in_record(made)
        if not self.addresses and not self.orcids:
            return found
        people = author_addresses.given(found.contributors, self.addresses)
        return structs.replace(found, contributors=labelled_notes.with_orcids(people, self.orcids))

    @property
    def _article(self) -> bool:
        return bool(self.formats) and not _PERIODICALS.isdisjoint(self.formats)

    def _identifiers(self) -> tuple[Identifier, ...]:
        found: dict[tuple[str, str], Identifier] = {}
        for scheme, text in self.numbers:
            if scheme in ("issn", "isbn"):
                several = serial_numbers.issn_or_isbn(text, scheme)
            else:
                one = identifiers.identifier(scheme, text)
                several = (one,) if one else ()
            for number in several:
                found.setdefault((number.scheme, number.value), number)
        return tuple(found.values())

    def _publications(self) -> tuple[Publication, ...]:
        if not self.publisher and not self.place:
            return ()
        return (
            Publication(
                publishers=(self.publisher,) if self.publisher else (),
                places=(self.place,) if self.place else (),
            ),
        )

    def _host(self, numbers: tuple[Identifier, ...]) -> HostItem:
        if self.first_page and self.last_page and self.first_page != self.last_page:
            where = Pages(first=self.first_page, last=last_page(self.first_page, self.last_page))
        else:
            where = pages(self.first_page or self.last_page)
        short = self.host_short
        return HostItem(
            title=self.host,
            abbreviation=short if short != self.host else "",
            identifiers=numbers,
            volume=self.volume,
            issue=self.issue,
            first_page=where.first,
            last_page=where.last,
            article_number=self.article_number or where.article_number,
            statement=where.printed,
            edition=self.host_edition,
        )

    def _subjects(self) -> tuple[Subject, ...]:
        words = [w for word in self.keywords if (w := " ".join(word.split()))]
        found = list(self.subjects)
        if any(w.startswith("*") or "/*" in w for w in words):
            # Only MeSH from MEDLINE looks like this.
            for word in words:
                found += mesh_headings.mesh_subjects(word)
        else:
            found += map(heading, words)
        return tuple(dict.fromkeys(found))

    def _links(self, own: tuple[Identifier, ...]) -> tuple[Link, ...]:
        found = {link.url: link for link in identifier_links.links(own)}
        for url, kind in self.urls:
            address = url.strip()
            if not address.lower().startswith(("http://", "https://", "ftp://")):
                continue
            if identifier_links.doi_of_address(address) and any(i.scheme == "doi" for i in own):
                continue
            pdf = address.lower().endswith(".pdf")
            found.setdefault(
                address,
                Link(
                    url=address,
                    kind="fulltext" if pdf else kind,
                    media_type="application/pdf" if pdf else "",
                ),
            )
        return tuple(found.values())


def heading(text: str) -> Subject:
    """A keyword; with " -- " in it a heading in parts, whose list of headings isn't known."""
    if " -- " in text:
        return Subject(parts=tuple(filter(None, (p.strip() for p in text.split(" -- ")))))
    return Subject(parts=(text,), scheme="keyword")
