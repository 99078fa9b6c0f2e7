"""Microsoft Word's list of sources (Sources.xml), read and written.

Source: ECMA-376 part 1, section 22.6, bibliography; its schema shared-bibliography.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.formats import (
    issue_dates,
    labelled_notes,
    medline_terms,
)
from pinakes.formats.base import Format
from pinakes.formats.reference_draft import Draft
from pinakes.formats.word_types import FORMATS, ROLES
from pinakes.formats.word_writing import WordExporter
from pinakes.formats.written_names import contributor, person
from pinakes.formats.xml_pieces import XmlCutter, element, head_as_utf8, parser
from pinakes.records.record import Contributor, Record, TitleVariant

_CUTTER = XmlCutter("Source")
_HOSTS = (
    "JournalName",
    "PeriodicalTitle",
    "BookTitle",
    "ConferenceName",
    "PublicationTitle",
    "InternetSiteTitle",
)
# What Word has no field for stands in Comments, a line each.
_DEGREE = re.compile(r"thes|diss|master|phd|doctor", re.IGNORECASE)
_BODY = re.compile(r"(?m)^Body: (.+?)\s*$")
_LABELLED = re.compile(
    r"(Abstract|Keywords|Languages?|ISSN|PMID|PMCID|Series|Date|Article number|Type|Reference|Abbreviation"
    r"|Translated title|Id|Call number|Link|Kind|Address|Body): (.+)"
)


class WordReader:
    """Reads ``Source`` elements."""

    def __init__(self) -> None:
        self._parser = parser()

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from _CUTTER.cut(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        root = element(raw, self._parser, repairs)
        given = {str(child.tag): _text(child) for child in root if len(child) == 0}
        kind = given.get("SourceType", "")
        if kind not in FORMATS:
            repairs.append(f"Word has no source type {kind[:40]!r}; it was read as other material.")
        draft = Draft(formats=FORMATS.get(kind, ("Other",)))
        draft.local_id = given.get("Tag", "")
        draft.title = given.get("Title", "")
        bodies = frozenset(_BODY.findall(given.get("Comments", "")))
        for people in root.iterfind("Author/*"):
            draft.people += _people(people, ROLES.get(str(people.tag), "ctb"), bodies)
        _fill(draft, kind, given)
        _comments(draft, given.get("Comments", ""))
        return draft.record(repairs)


def _text(one: etree._Element) -> str:
    return "\n".join(
        " ".join(line.split()) for line in (one.text or "").replace("\r", "\n").split("\n")
    ).strip()


def _people(group: etree._Element, role: str, bodies: frozenset[str]) -> Iterator[Contributor]:
    for one in group.iter("Person"):
        last = _text_of(one, "Last")
        given = " ".join(filter(None, (_text_of(one, "First"), _text_of(one, "Middle"))))
        # Word has no field for "Jr.", which stands after the family name then.
        family, comma, suffix = last.rpartition(", ") if given else (last, "", "")
        if not given:
            found = contributor(last, role, literal=last in bodies)
        else:
            found = person(family if comma else last, given, suffix if comma else "", role)
        if found:
            yield found
    for one in group.iter("Corporate"):
        if body := contributor(_text(one), role, literal=True):
            yield body


def _text_of(one: etree._Element, name: str) -> str:
    return " ".join((one.findtext(name) or "").split())


def _fill(draft: Draft, kind: str, given: dict[str, str]) -> None:
    host = next((given[name] for name in _HOSTS if given.get(name)), "")
    if not draft.title:
        draft.title, host = host, ""
    if kind in ("InternetSite", "Report", "Art", "Film", "Book"):
        host = given.get("JournalName", "")
    draft.host, draft.volume, draft.issue = host, given.get("Volume", ""), given.get("Issue", "")
    if host:
        draft.first_page = given.get("Pages", "")
    else:
        draft.extent = given.get("Pages", "")
    year, month = given.get("Year", ""), given.get("Month", "")
    if re.fullmatch(r"\d{4}", year) and month:
        draft.date = issue_dates.date_of(year, month, given.get("Day", ""))
    else:
        draft.dated(year)
    draft.publisher = next(
        (given[n] for n in ("Publisher", "Institution", "ProductionCompany", "Distributor") if given.get(n)),
        "",
    )
    draft.place = ", ".join(
        filter(None, (given.get(n, "") for n in ("City", "StateProvince", "CountryRegion")))
    )
    draft.edition, draft.version = given.get("Edition", ""), given.get("Version", "")
    scheme = "issn" if "Article" in draft.formats else "isbn"
    draft.numbers += [("doi", given.get("DOI", "")), (scheme, given.get("StandardNumber", ""))]
    if kind == "Patent":
        draft.numbers.append(("patent", given.get("PatentNumber", "")))
    if thesis := given.get("ThesisType", ""):
        draft.formats = (
            ("Thesis",) if re.search(r"thes|diss|master|phd|doctor", thesis, re.IGNORECASE) else draft.formats
        )
        draft.types.append(thesis)
    if (
        kind == "ConferenceProceedings"
        and given.get("ConferenceName")
        and given.get("ConferenceName") != host
    ):
        draft.add_note(given["ConferenceName"], "event")
    draft.urls += [(url, "other") for url in given.get("URL", "").split()]
    if number := given.get("LCID", ""):
        draft.languages.append(
            _LOCALES.get(number.lower(), number.partition("-")[0] if "-" in number else "")
        )


_LOCALES = {
    "1033": "eng", "2057": "eng", "1031": "deu", "1036": "fra", "1034": "spa", "3082": "spa", "1040": "ita",
    "1043": "nld", "1046": "por", "2070": "por", "1041": "jpn", "2052": "zho", "1049": "rus",
}  # fmt: skip
"""Windows' numbers of languages that Word may write."""


def _comments(draft: Draft, text: str) -> None:
    for line in text.split("\n"):
        labelled = _LABELLED.fullmatch(line.strip())
        label, value = (labelled[1], labelled[2]) if labelled else ("", line)
        if label in ("ISSN", "PMID", "PMCID"):
            draft.numbers.append((label.lower(), value))
        elif label == "Abstract":
            draft.add_abstract(value)
        elif label == "Keywords":
            draft.keywords += value.split("; ")
        elif label.startswith("Language"):
            draft.languages = value.split("; ")
        elif label == "Series":
            title, _, number = value.partition(" ; ")
            draft.series.append((title, number))
        elif label == "Type":
            draft.types += value.split("; ")
        elif label == "Kind":
            draft.formats = tuple(value.split("; "))
        elif label == "Reference":
            draft.references.append(labelled_notes.reference(value))
        elif not _simple(draft, label, value):
            draft.add_note(line)
    if "Article" in draft.formats and draft.types:
        draft.formats = tuple(dict.fromkeys((*medline_terms.formats(tuple(draft.types)), *draft.formats)))


def _simple(draft: Draft, label: str, value: str) -> bool:
    """Put what can be there but once in its place; False for other labels."""
    if label == "Date":
        draft.dated("", value)
    elif label == "Article number":
        draft.article_number = value
    elif label == "Abbreviation":
        draft.host_short = value
    elif label == "Translated title":
        draft.titles.append(TitleVariant(title=value, kind="translated"))
    elif label == "Id":
        draft.local_id = value
    elif label == "Call number":
        draft.call_numbers.append(value)
    elif label == "Link":
        draft.urls.append((value, "other"))
    elif label == "Address":
        draft.addresses.append(value)
    else:
        return label == "Body"
    return True


def _recognise(head: bytes) -> bool:
    text = head_as_utf8(head)
    return text.lstrip()[:1] == b"<" and b"officeDocument/2006/bibliography" in text and b"Sources" in text


WORD = Format(
    name="word",
    label="Word bibliography",
    media_type="application/xml",
    extension="xml",
    recognise=_recognise,
    reader=WordReader,
    exporter=WordExporter,
)
