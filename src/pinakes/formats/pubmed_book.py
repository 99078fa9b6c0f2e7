"""PubmedBookArticle: books and chapters of the NCBI Bookshelf."""

from __future__ import annotations

from lxml import etree

from pinakes.formats import pubmed_fields as fields
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.inline_markup import text_of
from pinakes.formats.page_ranges import pages
from pinakes.formats.pubmed_draft import Draft
from pinakes.records import identifiers
from pinakes.records.dates import PublicationDate
from pinakes.records.record import ContentsEntry, Contributor, Publication, Series


def read_book(root: etree._Element, draft: Draft) -> None:
    """A chapter when the document has a title of its own, else the book itself."""
    document = fields.child(root, "BookDocument")
    if document is None:
        return
    book = _Book()
    for part in document:
        _document_part(part, part.tag, draft, book)
    data = fields.child(root, "PubmedBookData")
    ids = fields.child(data, "ArticleIdList") if data is not None else None
    for part in ids if ids is not None else ():
        draft.article_id(part.get("IdType", ""), text_of(part))
    if draft.title:
        _as_chapter(draft, book)
    else:
        _as_book(draft, book)


class _Book:
    """The Book element, which is the work itself or its host."""

    def __init__(self) -> None:
        self.title = ""
        self.publisher = ""
        self.place = ""
        self.date: PublicationDate | None = None
        self.printed_date = ""
        self.contributors: list[Contributor] = []
        self.isbns: list[str] = []
        self.volume = ""
        self.edition = ""
        self.series: list[Series] = []
        self.doi = ""
        self.report_number = ""
        self.language = ""


def _document_part(part: etree._Element, tag: str, draft: Draft, book: _Book) -> None:
    text = text_of(part) if tag in ("PMID", "ArticleTitle", "VernacularTitle", "LocationLabel") else ""
    if tag == "PMID":
        draft.local_id = draft.local_id or text
    elif tag == "ArticleTitle":
        draft.title, draft.title_translated = fields.article_title(text)
    elif tag == "Book":
        _book(part, book, draft)
    elif tag == "ArticleIdList":
        for entry in part:
            draft.article_id(entry.get("IdType", ""), text_of(entry))
    elif tag == "DateRevised":
        draft.record_changed = fields.iso_day(part)
    elif tag == "Sections":
        _sections(part, draft)
    elif tag == "PublicationType":
        draft.publication_types.append(text_of(part))
    elif tag == "LocationLabel" and text:
        draft.pages = pages(text) if part.get("Type") == "page" else draft.pages
    elif tag in _SHARED:
        _SHARED[tag](part, draft)


_SHARED = {
    "Pagination": fields.pagination,
    "Language": fields.language,
    "AuthorList": fields.authors,
    "InvestigatorList": fields.investigators,
    "Abstract": fields.abstract,
    "KeywordList": fields.keywords,
    "GrantList": fields.grants,
    "ReferenceList": fields.references,
}


def _book(element: etree._Element, book: _Book, draft: Draft) -> None:
    for part in element:
        tag, text = part.tag, text_of(part)
        if tag == "Publisher":
            book.publisher = fields.child_text(part, "PublisherName")
            book.place = fields.child_text(part, "PublisherLocation")
        elif tag == "PubDate" or (tag == "BeginningDate" and book.date is None):
            book.date = fields.publication_date(part)
        elif tag == "AuthorList":
            role = "edt" if part.get("Type") == "editors" else "aut"
            book.contributors += filter(None, (fields.contributor(author, role) for author in part))
        elif tag == "CollectionTitle" and text:
            book.series.append(Series(title=without_final_dot(text)))
        elif tag == "ELocationID" and part.get("EIdType") == "doi":
            book.doi = text
        elif tag == "ReportNumber":
            draft.add_identifier(identifiers.identifier("report", text))
        else:
            _book_text(tag, text, book)


def _book_text(tag: str, text: str, book: _Book) -> None:
    if tag == "BookTitle":
        book.title = without_final_dot(text)
    elif tag == "Isbn":
        book.isbns.append(text)
    elif tag == "Volume":
        book.volume = text
    elif tag == "Edition":
        book.edition = text


def _sections(element: etree._Element, draft: Draft) -> None:
    for part in element:
        title = fields.child_text(part, "SectionTitle")
        if title:
            draft.contents.append(ContentsEntry(title=title))
        inner = fields.child(part, "Section")
        if inner is not None:
            _sections(part, draft)


def _as_chapter(draft: Draft, book: _Book) -> None:
    draft.formats = ("Chapter",)
    draft.host_title = book.title
    draft.volume = book.volume
    draft.host_edition, draft.host_publisher, draft.host_place = book.edition, book.publisher, book.place
    for isbn in book.isbns:
        draft.host_identifier("isbn", isbn)
    if book.doi:
        draft.host_identifier("doi", book.doi)
    draft.series += book.series
    draft.date = draft.date or book.date
    # Authors of the book as a whole are its editors in the eyes of the chapter's reader.
    known = {c.name for c in draft.contributors}
    draft.contributors += (c for c in book.contributors if c.name not in known and "edt" in c.roles)


def _as_book(draft: Draft, book: _Book) -> None:
    draft.formats = ("Book",)
    draft.title = book.title
    draft.edition = book.edition
    draft.series += book.series
    draft.date = book.date
    known = {c.name for c in draft.contributors}
    draft.contributors += (c for c in book.contributors if c.name not in known)
    for isbn in book.isbns:
        draft.add_identifier(identifiers.identifier("isbn", isbn))
    if book.doi:
        draft.article_id("doi", book.doi)
    if book.publisher or book.place:
        draft.publications.append(
            Publication(
                places=(book.place,) if book.place else (),
                publishers=(book.publisher,) if book.publisher else (),
                date=str(book.date.year) if book.date and book.date.year else "",
            )
        )
