"""What is gathered of a PubMed or MEDLINE record while its elements go by, and the Record it becomes."""

from __future__ import annotations

import re
from functools import lru_cache

from pinakes.formats import identifier_links, medline_terms
from pinakes.formats.page_ranges import Pages
from pinakes.records import identifiers
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    ContentsEntry,
    Contributor,
    Funding,
    HostItem,
    Identifier,
    Licence,
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

# IdType of ArticleId and EIdType of ELocationID → our schemes; "pubmed" is the local id.
_SCHEMES = {
    "doi": "doi",
    "pmc": "pmcid",
    "pii": "pii",
    "mid": "mid",
    "bookaccession": "bookaccession",
    "arxiv": "arxiv",
    "pmcpid": "pmcpid",
}


class Draft:
    """The values of one record, in the order in which they came."""

    def __init__(self, repairs: list[str]) -> None:
        self.repairs = repairs
        self.local_id = ""
        self.title = ""
        self.title_translated = False
        self.titles: list[TitleVariant] = []
        self.contributors: list[Contributor] = []
        self.formats: tuple[str, ...] = ()
        self.publication_types: list[str] = []
        self.languages: list[str] = []
        self.date: PublicationDate | None = None
        self.publications: list[Publication] = []
        self.country = ""
        self.edition = ""
        self.series: list[Series] = []
        self.host_title = ""
        self.host_abbreviation = ""
        self.host_identifiers: dict[str, Identifier] = {}
        self.host_publisher = ""
        self.host_place = ""
        self.host_edition = ""
        self.volume = ""
        self.issue = ""
        self.pages = Pages()
        self.identifiers: dict[tuple[str, str], Identifier] = {}
        self.subjects: list[Subject] = []
        self.abstracts: list[Abstract] = []
        self.contents: list[ContentsEntry] = []
        self.notes: list[Note] = []
        self.relations: list[Relation] = []
        self.references: list[Reference] = []
        self.funding: list[Funding] = []
        self.licences: list[Licence] = []
        self.other_text: list[str] = []
        self.record_changed = ""

    @property
    def language(self) -> str:
        """The first language of the article."""
        return self.languages[0] if self.languages else ""

    def note(self, text: str, kind: NoteKind) -> None:
        if text:
            self.notes.append(Note(text=text, kind=kind))

    def article_id(self, kind: str, text: str) -> None:
        """An identifier of the article under NLM's name for its kind; each is kept once."""
        scheme = _SCHEMES.get(kind)
        if scheme is None or not text:
            if kind == "pubmed" and not self.local_id:
                self.local_id = text
            return
        self.add_identifier(identifiers.identifier(scheme, text))

    def add_identifier(self, found: Identifier | None) -> None:
        if found is not None:
            self.identifiers.setdefault((found.scheme, found.value), found)

    def host_identifier(self, scheme: str, text: str, note: str = "") -> None:
        """An identifier of the journal or book; the same ISSN comes as print and as linking: the first stays."""
        if text and (found := _host_identifier(scheme, text, note)) is not None:
            self.host_identifiers.setdefault(found.value, found)

    def record(self) -> Record:
        """The record. A title in brackets is NLM's translation into English."""
        self.add_identifier(identifiers.identifier("pmid", self.local_id))
        pmc = next((i.value for i in self.identifiers.values() if i.scheme == "pmcid" and i.valid), "")
        return Record(
            local_id=self.local_id,
            title=self.title,
            title_language="eng" if self.title_translated else "",
            titles=tuple(self.titles),
            contributors=tuple(self.contributors),
            formats=self.formats or medline_terms.formats(self.publication_types),
            publication_types=tuple(dict.fromkeys(self.publication_types)),
            languages=tuple(dict.fromkeys(self.languages)),
            date=self.date,
            publications=tuple(self.publications),
            country=medline_terms.country(self.country) if self.country else "",
            edition=self.edition,
            series=tuple(self.series),
            host=self._host(),
            identifiers=tuple(self.identifiers.values()),
            subjects=tuple(self.subjects),
            abstracts=tuple(self.abstracts),
            contents=tuple(self.contents),
            notes=tuple(self.notes),
            links=identifier_links.links(self.identifiers.values()),
            relations=tuple(self.relations),
            references=tuple(self.references),
            funding=tuple(self.funding),
            licences=tuple(self.licences),
            open_access=True if pmc else None,
            other_text=" ".join(self.other_text),
            record_changed=self.record_changed,
            repairs=tuple(self.repairs),
        )

    def _host(self) -> HostItem | None:
        title = self.host_title or self.host_abbreviation
        if not title:
            return None
        return HostItem(
            title=title,
            abbreviation=self.host_abbreviation if self.host_abbreviation != title else "",
            identifiers=tuple(self.host_identifiers.values()),
            volume=self.volume,
            issue=self.issue,
            first_page=self.pages.first,
            last_page=self.pages.last,
            article_number=self.pages.article_number or self._electronic_number(),
            statement=self.pages.printed,
            edition=self.host_edition,
            publisher=self.host_publisher,
            place=self.host_place,
        )

    def _electronic_number(self) -> str:
        """An article without pages is often found in its journal by the publisher's number alone ("e42692")."""
        if self.pages.first or self.pages.printed:
            return ""
        numbers = (i.value for i in self.identifiers.values() if i.scheme == "pii")
        return next((n for n in numbers if _ARTICLE_NUMBER.fullmatch(n)), "")


_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{2,7}")
"""Not the sixteen signs that some publishers give every article."""


@lru_cache(maxsize=4096)
def _host_identifier(scheme: str, text: str, note: str) -> Identifier | None:
    return identifiers.identifier(scheme, text, note=note)
