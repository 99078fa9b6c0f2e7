"""PubMed XML: articles, books and deletions, as NLM's files and E-utilities give them.

Source: NLM, "MEDLINE/PubMed XML element descriptions" and the PubMed DTD of 2025.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import pubmed_fields as fields
from pinakes.formats import xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.inline_markup import text_of
from pinakes.formats.pubmed_book import read_book
from pinakes.formats.pubmed_draft import Draft
from pinakes.records.record import Record, TitleVariant

_RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation", "DeleteDocument")
_DELETED_PMID = re.compile(rb"<PMID\b[^>]*>\s*\d+\s*</PMID>")
_ROOT = re.compile(
    rb"<(?:[\w.-]+:)?(?:PubmedArticleSet|PubmedArticle|PubmedBookArticleSet|PubmedBookArticle|MedlineCitationSet|"
    rb"MedlineCitation|DeleteCitation)[\s/>]"
)
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")

Handler = Callable[[etree._Element, Draft], None]


class PubmedReader:
    """Reads PubMed XML; a DeleteCitation becomes one deletion for each PMID in it."""

    def __init__(self) -> None:
        self._parser = xml_pieces.parser()
        self._cutter = xml_pieces.XmlCutter(*_RECORDS)

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        for piece in self._cutter.cut(stream):
            if piece.startswith(b"<Delete"):
                for found in _DELETED_PMID.finditer(piece):
                    yield b"<DeleteCitation>" + found[0] + b"</DeleteCitation>"
            else:
                yield piece

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root = xml_pieces.element(raw, self._parser, repairs)
        draft = Draft(repairs)
        kind = root.tag
        if kind == "DeleteCitation":
            return _deletion(root)
        if kind == "PubmedBookArticle":
            read_book(root, draft)
        else:
            citation = root if kind == "MedlineCitation" else fields.child(root, "MedlineCitation")
            if citation is None:
                raise ReadError("There is no MedlineCitation in it.", field=kind)
            _each(citation, _CITATION, draft)
            data = fields.child(root, "PubmedData")
            if data is not None:
                _each(data, _DATA, draft)
        if not draft.title:
            raise ReadError("There is no title.", field="ArticleTitle")
        return draft.record()


def _deletion(root: etree._Element) -> Record:
    pmid = text_of(root[0]) if len(root) else ""
    if not pmid:
        raise ReadError("There is no PMID in it.", field="DeleteCitation")
    return Record(local_id=pmid, deleted=True)


def _each(parent: etree._Element, handlers: dict[str, Handler], draft: Draft) -> None:
    for element in parent:
        handler = handlers.get(element.tag)
        if handler is not None:
            handler(element, draft)


def _article(element: etree._Element, draft: Draft) -> None:
    _each(element, _ARTICLE, draft)


def _title(element: etree._Element, draft: Draft) -> None:
    title, translated = fields.article_title(text_of(element))
    draft.title = title
    draft.title_translated = translated


def _vernacular(element: etree._Element, draft: Draft) -> None:
    title, _ = fields.article_title(text_of(element))
    if not title:
        return
    if not draft.title or fields.is_placeholder(draft.title):
        draft.title, draft.title_translated = title, False
    elif title.casefold() != draft.title.casefold():
        # The languages come before the vernacular title.
        draft.titles.append(TitleVariant(title=title, kind="parallel", language=draft.language))


def _medline_journal(element: etree._Element, draft: Draft) -> None:
    for part in element:
        name, text = part.tag, text_of(part)
        if name == "MedlineTA" and not draft.host_abbreviation:
            draft.host_abbreviation = text
        elif name == "NlmUniqueID":
            draft.host_identifier("nlm", text)
        elif name == "ISSNLinking":
            draft.host_identifier("issn", text, "linking")
        elif name == "Country":
            draft.country = text


def _article_ids(element: etree._Element, draft: Draft) -> None:
    for article_id in element:
        draft.article_id(article_id.get("IdType", ""), text_of(article_id))


def _location(element: etree._Element, draft: Draft) -> None:
    if element.get("ValidYN") != "N":
        draft.article_id(element.get("EIdType", ""), text_of(element))


def _revised(element: etree._Element, draft: Draft) -> None:
    draft.record_changed = fields.iso_day(element)


def _conflict(element: etree._Element, draft: Draft) -> None:
    draft.note(text_of(element), "general")


def _general_note(element: etree._Element, draft: Draft) -> None:
    draft.note(text_of(element), "general")


def _other_id(element: etree._Element, draft: Draft) -> None:
    source, text = element.get("Source", ""), text_of(element)
    if source == "NLM" and text.upper().startswith("PMC"):
        draft.article_id("pmc", text.split()[0])


_ARTICLE: dict[str, Handler] = {
    "Journal": fields.journal,
    "ArticleTitle": _title,
    "Pagination": fields.pagination,
    "ELocationID": _location,
    "Abstract": fields.abstract,
    "AuthorList": fields.authors,
    "Language": fields.language,
    "DataBankList": fields.data_banks,
    "GrantList": fields.grants,
    "PublicationTypeList": fields.publication_types,
    "VernacularTitle": _vernacular,
    "ArticleDate": fields.article_date,
}
_CITATION: dict[str, Handler] = {
    "PMID": fields.pmid,
    "DateRevised": _revised,
    "Article": _article,
    "MedlineJournalInfo": _medline_journal,
    "ChemicalList": fields.chemicals,
    "SupplMeshList": fields.supplementary_mesh,
    "CommentsCorrectionsList": fields.corrections,
    "MeshHeadingList": fields.mesh,
    "GeneSymbolList": fields.gene_symbols,
    "PersonalNameSubjectList": fields.persons_as_subjects,
    "OtherID": _other_id,
    "OtherAbstract": fields.other_abstract,
    "KeywordList": fields.keywords,
    "CoiStatement": _conflict,
    "InvestigatorList": fields.investigators,
    "GeneralNote": _general_note,
}
_DATA: dict[str, Handler] = {
    "ArticleIdList": _article_ids,
    "ReferenceList": fields.references,
}


def _recognise(head: bytes) -> bool:
    text = xml_pieces.head_as_utf8(head)
    text = re.sub(
        rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", b"", text, flags=re.DOTALL
    ).lstrip()
    first = _FIRST_ELEMENT.search(text)
    return bool(first and not text[: first.start()].strip() and _ROOT.match(text, first.start()))


PUBMED = Format(
    name="pubmed",
    label="PubMed XML",
    media_type="application/xml",
    extension="xml",
    recognise=_recognise,
    reader=PubmedReader,
    source="pubmed",
)
