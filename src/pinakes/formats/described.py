"""A record while it is read from Dublin Core, MODS, EAD or LIDO: values as they come, then the Record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pinakes.errors import ReadError
from pinakes.formats import article_parts
from pinakes.formats.marc.linking import part
from pinakes.records import identifiers, languages
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

_ISBN_LIKE = re.compile(
    r"(?:urn:isbn:|isbn(?:-1[03])?:?\s*)?((?:97[89][-\s]?)?\d[\d\s-]{7,14}[\dXx])", re.IGNORECASE
)
_ISSN_LIKE = re.compile(r"(?:urn:issn:|e?issn(?:-l)?:?\s*)?(\d{4}-?\d{3}[\dXx])", re.IGNORECASE)
_PREFIXES = (
    ("info:doi/", "doi"), ("doi:", "doi"), ("hdl:", "handle"), ("info:hdl/", "handle"), ("info:pmid/", "pmid"),
    ("pmid:", "pmid"), ("pmcid:", "pmcid"), ("info:oclcnum/", "oclc"), ("(ocolc)", "oclc"), ("info:lccn/", "lccn"),
    ("arxiv:", "arxiv"), ("info:arxiv/", "arxiv"), ("info:eu-repo/semantics/altidentifier/doi/", "doi"),
)  # fmt: skip


@dataclass(slots=True)
class Described:
    """Mutable values of a Record under way; each list keeps every value once, in order."""

    source_id: str = ""
    title: str = ""
    subtitle: str = ""
    title_alternate: str = ""
    title_language: str = ""
    nonfiling: int = 0
    responsibility: str = ""
    titles: list[TitleVariant] = field(default_factory=list)
    contributors: list[Contributor] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    carriers: list[str] = field(default_factory=list)
    """Codes of formats.toml that say how one gets it; they come last."""
    own_formats: list[str] = field(default_factory=list)
    """Codes that our own exporter wrote: all of them, exact."""
    types: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    original_languages: list[str] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)
    """(kind, text) of each date; readers that have several kinds choose at the end."""
    date: PublicationDate | None = None
    publications: list[Publication] = field(default_factory=list)
    country: str = ""
    edition: str = ""
    version: str = ""
    physical: list[str] = field(default_factory=list)
    extent_pages: str = ""
    series: list[Series] = field(default_factory=list)
    host: HostItem | None = None
    numbers: list[Identifier] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    classifications: list[Classification] = field(default_factory=list)
    abstracts: list[Abstract] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    licences: list[Licence] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)
    coordinates: list[str] = field(default_factory=list)
    open_access: bool | None = None
    other: list[str] = field(default_factory=list)
    changed: str = ""

    def number(self, scheme: str, text: str, note: str = "") -> None:
        """An identifier as printed; nothing when it is empty."""
        if found := identifiers.identifier(scheme, text, note=note):
            self.numbers.append(found)

    def any_number(self, text: str) -> None:
        """An identifier whose scheme its own form tells; an address is a link too."""
        found = told(text)
        if found is None:
            return
        self.numbers.append(found)
        if text.startswith(("http://", "https://")):
            self.link(text)

    def link(
        self, url: str, kind: LinkKind = "fulltext", label: str = "", note: str = "", media: str = ""
    ) -> None:
        """An address, once."""
        if article_parts.is_web_address(url) and all(link.url != url for link in self.links):
            self.links.append(Link(url=url, kind=kind, label=label, note=note, media_type=media))

    def language(self, text: str) -> None:
        """A language by code or name."""
        if found := languages.code(text):
            self.languages.append(found)

    def note(self, text: str, kind: NoteKind = "general") -> None:
        """A note, if there is any text."""
        if text:
            self.notes.append(Note(text=text, kind=kind))

    def record(self, repairs: list[str]) -> Record:
        """The record. Raises ReadError when there is no title at all."""
        if not self.title and self.titles:
            self.title = self.titles.pop(0).title
        if not self.title:
            raise ReadError("There is no title.", field="title")
        main = self.title if not self.subtitle else f"{self.title}: {self.subtitle}"
        return Record(
            local_id=self.source_id,
            title=self.title,
            subtitle=self.subtitle,
            title_alternate=self.title_alternate,
            title_language=self.title_language,
            nonfiling=self.nonfiling,
            responsibility=self.responsibility,
            titles=tuple(t for t in dict.fromkeys(self.titles) if t.title and t.title != main),
            contributors=tuple(dict.fromkeys(self.contributors)),
            formats=tuple(dict.fromkeys(self.own_formats or [*self.formats, *self.carriers])) or ("Other",),
            publication_types=tuple(dict.fromkeys(self.types)),
            languages=tuple(dict.fromkeys(self.languages)),
            original_languages=tuple(dict.fromkeys(self.original_languages)),
            date=self.date,
            publications=tuple(dict.fromkeys(self.publications)),
            country=self.country,
            edition=self.edition,
            version=self.version,
            physical=tuple(dict.fromkeys(self.physical)),
            extent_pages=self.extent_pages,
            series=tuple(dict.fromkeys(self.series)),
            host=self.host,
            identifiers=_each_once(self.numbers),
            subjects=tuple(dict.fromkeys(self.subjects)),
            classifications=tuple(dict.fromkeys(self.classifications)),
            abstracts=tuple(dict.fromkeys(self.abstracts)),
            contents=tuple(self.contents),
            notes=tuple(dict.fromkeys(self.notes)),
            links=tuple(self.links),
            relations=tuple(dict.fromkeys(self.relations)),
            holdings=tuple(self.holdings),
            references=tuple(self.references),
            funding=tuple(dict.fromkeys(self.funding)),
            licences=tuple(dict.fromkeys(self.licences)),
            collections=tuple(dict.fromkeys(self.collections)),
            coordinates=tuple(dict.fromkeys(self.coordinates)),
            open_access=self.open_access,
            other_text=" ".join(filter(None, self.other)),
            record_changed=self.changed,
            repairs=tuple(repairs),
        )


def _each_once(numbers: list[Identifier]) -> tuple[Identifier, ...]:
    found: dict[tuple[str, str], Identifier] = {}
    for one in numbers:
        found.setdefault((one.scheme, one.value), one)
    return tuple(found.values())


def told(text: str) -> Identifier | None:
    """The identifier that a text is, by prefix, address, form and check digit; else "local"; None if empty."""
    text = " ".join(text.split())
    lower = text.lower()
    if not text:
        return None
    for prefix, scheme in _PREFIXES:
        if lower.startswith(prefix):
            return identifiers.identifier(scheme, text[len(prefix) :])
    if lower.startswith("http"):
        return _of_address(text, lower)
    if re.match(r"10\.\d{4,9}/\S+$", text):
        return identifiers.identifier("doi", text)
    for pattern, scheme in ((_ISBN_LIKE, "isbn"), (_ISSN_LIKE, "issn")):
        match = pattern.fullmatch(text)
        found = identifiers.identifier(scheme, match[1]) if match else None
        if found is not None and (found.valid or lower.startswith(("urn:is", "is", "eis"))):
            return found
    scheme = "urn" if lower.startswith("urn:") else "ark" if lower.startswith("ark:") else "local"
    return identifiers.identifier(scheme, text)


def _of_address(text: str, lower: str) -> Identifier | None:
    if "doi.org/10." in lower:
        return identifiers.identifier("doi", text)
    if "hdl.handle.net/" in lower:
        return identifiers.identifier("handle", text[lower.index("hdl.handle.net/") + 15 :])
    if "urn:nbn:" in lower and "resolv" in lower:
        return identifiers.identifier("urn", text[lower.index("urn:nbn:") :])
    if "arxiv.org/abs/" in lower:
        return identifiers.identifier("arxiv", text[lower.index("/abs/") + 5 :])
    return identifiers.identifier("uri", text)


def _usual(text: str) -> str:
    """Volume, issue and pages with the marks that ``part`` knows: "Vol. 2 (2014); 70-72", "2(2), 70-72"."""
    text = re.sub(r"^(\d+)\s*\(([^)]+)\),\s*(?=[A-Za-z]?\d)", r"\1(\2): ", text)
    return re.sub(r";\s*(?=[A-Za-z]?\d+\s*(?:[-\u2013]\s*[A-Za-z]?\d+)?\s*$)", ", p. ", text)


def host_of_citation(text: str) -> HostItem | None:
    """The host in "Respirology case reports; Vol. 2, no. 2 (2014), p. 70-72"; None when no part is named in it."""
    title, mark, rest = text.partition(";")
    if not mark:
        found = re.match(
            r"(.{3,200}?)[,.]\s+(?=(?:vol|bd|jg|no\.|nr|\d+\s*\(|\d+,))(.*)", text, re.IGNORECASE
        )
        if found is None:
            return None
        title, rest = found[1], found[2]
    numbered = re.search(r",?\s*article\s+(\S+)$", rest)
    where = part(_usual((rest[: numbered.start()] if numbered else rest).strip()))
    number = numbered[1] if numbered else where.pages.article_number
    if not (where.volume or where.issue or where.pages.first or number):
        return None
    return HostItem(
        title=title.strip(),
        volume=where.volume,
        issue=where.issue,
        first_page=where.pages.first,
        last_page=where.pages.last,
        article_number=number,
    )
