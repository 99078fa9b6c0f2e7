"""Columns of tables: our names, the names under which other programs and people have them, and a declared mapping.

A mapping is a small TOML file: ``[columns]`` says for each of our names which column of the table it is, ``[table]``
where the table begins.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from typing import Any

import msgspec

from pinakes.errors import ConfigurationError
from pinakes.records.base import Struct

_ALIASES: dict[str, str] = {
    "id": "key itemkey recordid identifier ppn uniqueid utuniqueid uid rayyanid mmsid accessionnumber localid nummer"
    " nr",
    "source": "",
    "type": "itemtype documenttype doctype dokumenttyp dokumentart medientyp materialart mediatype publikationstyp"
    " typeofreference referencetype format gattung materialtype",
    "types": "publicationtypes publicationtype studytype",
    "title": "titel titre titolo titulo articletitle documenttitle haupttitel sachtitel hauptsachtitel primarytitle"
    " worktitle itemtitle bezeichnung",
    "subtitle": "untertitel titelzusatz soustitre remainderoftitle",
    "translated_title": "translatedtitle titleenglish englischertitel titletranslation",
    "authors": "author autor autoren autorin verfasser verfasserin creator creators auteur auteurs autore autori"
    " autores authorfullnames authornames authorlist personen person urheber",
    "editors": "editor herausgeber herausgeberin hrsg bookeditors",
    "translators": "translator ubersetzer ubersetzerin",
    "contributors": "contributor mitwirkende beteiligte beteiligtepersonen",
    "orcids": "orcid orcidids",
    "affiliations": "affiliation addresses address authoraffiliations institution institutionen"
    " authorswithaffiliations",
    "year": "jahr publicationyear erscheinungsjahr pubyear annee anno yearpublished yearofpublication py",
    "date": "datum publicationdate erscheinungsdatum pubdate publisheddate issued published coverdate datepublished",
    "container": "journal journaltitle publicationtitle sourcetitle zeitschrift zeitschriftentitel quelle booktitle"
    " buchtitel journalbook secondarytitle periodical publication journalname containertitle hosttitle inwerk revue"
    " sourcepublication",
    "container_short": "journalabbreviation abbreviatedsourcetitle journalisoabbreviation journalabbrev"
    " isoabbreviation",
    "volume": "band vol jahrgang volumen",
    "issue": "heft heftnummer no number ausgabenummer issuenumber",
    "pages": "seiten page pp pagerange seitenbereich",
    "first_page": "pagestart startpage ersteseite firstpage beginpage",
    "last_page": "pageend endpage letzteseite lastpage",
    "article_number": "articlenumber artno artikelnummer eid",
    "series": "reihe seriestitle schriftenreihe serie reihentitel bookseriestitle",
    "series_number": "seriesnumber bandnummer reihennummer bandzahl",
    "edition": "auflage editionstatement",
    "publisher": "verlag editeur editore verleger publishername editorial",
    "place": "ort verlagsort erscheinungsort publicationplace city placeofpublication publisherplace publishercity",
    "extent": "umfang numpages numberofpages seitenzahl pagecount pagetotal",
    "language": "languages sprache sprachen langue lingua idioma languageoforiginaldocument",
    "doi": "digitalobjectidentifier doilink",
    "pmid": "pubmedid pubmed",
    "pmcid": "pmc",
    "isbn": "isbns isbn13 isbn10 eisbn isbnnummer",
    "issn": "eissn issnprint issnelectronic issns",
    "identifiers": "otheridentifiers",
    "url": "link links urls webadresse weblink adresse onlinezugang fulltexturl",
    "keywords": "keyword tags schlagworte schlagworter schlagwort stichworte subjects subject authorkeywords"
    " indexkeywords keywordsplus manualtags automatictags motscles topics thema themen",
    "abstract": "abstractnote zusammenfassung summary resume beschreibung description kurzfassung",
    "notes": "note anmerkungen anmerkung bemerkung bemerkungen extra notiz notizen fussnote",
    "funding": "fundingdetails fundingorgs forderung",
    "licence": "license rights lizenz rechte",
    "references": "citedreferences literatur",
    "call_number": "callnumber signatur standnummer shelfmark cote standort",
    "collections": "collection sammlung",
    "open_access": "openaccess isoa",
}  # fmt: skip
NAMES = tuple(_ALIASES)
"""Our names of columns."""
WRITTEN = tuple(name for name in NAMES if name not in ("first_page", "last_page", "series_number"))
"""Those of an exported table, in order."""
_NAME_OF_ALIAS = {alias: name for name, words in _ALIASES.items() for alias in words.split()} | {
    re.sub("[^a-z]", "", name): name for name in _ALIASES
}


class Column(Struct, forbid_unknown_fields=True):
    """Where one of our columns comes from."""

    column: tuple[str, ...] = ()
    """Names of columns in the table: of what can be there but once the first that holds something, else all."""
    separator: str = ""
    """Between several values in a cell."""
    value: str = ""
    """For all records, where the column is empty or there is none."""
    values: dict[str, str] = msgspec.field(default_factory=dict)
    """What is in the table → what is meant ("Buch" → "Book")."""


class Columns(Struct, forbid_unknown_fields=True):
    """A declared mapping."""

    columns: dict[str, Column] = msgspec.field(default_factory=dict)
    delimiter: str = ""
    header: int = 1
    """Row of the header, counted from 1."""
    sheet: str = ""
    """Name of the sheet of a workbook; else the first that has a header."""


def declared(text: str, where: str = "The mapping") -> Columns:
    """The mapping in a TOML file. Raises ConfigurationError that says what is wrong and what is allowed."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where} is no TOML: {error}.") from error
    if unknown := set(found) - {"columns", "table"}:
        raise ConfigurationError(f"{where} has [{min(unknown)}]; it may have [columns] and [table].")
    columns = {name: _column(name, value, where) for name, value in found.get("columns", {}).items()}
    if "title" not in columns:
        raise ConfigurationError(f"{where} does not say which column is the title.")
    try:
        return msgspec.convert({**found.get("table", {}), "columns": columns}, Columns, from_attributes=True)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}, [table]: {error}.") from error


def _column(name: str, value: Any, where: str) -> Column:
    if name not in _ALIASES:
        raise ConfigurationError(f"{where}: {name!r} is none of the columns {', '.join(NAMES)}.")
    if isinstance(value, str | list):
        value = {"column": value}
    if isinstance(value, dict) and isinstance(value.get("column"), str):
        value = value | {"column": [value["column"]]}
    try:
        return msgspec.convert(value, Column)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {name}: {error}.") from error


def folded(name: str) -> str:
    """A column's name for comparison: small letters without marks, blanks and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    return re.sub(r"[^\w]|_", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def guessed(name: str) -> str:
    """Our name for a column that a table calls ``name``, or ""."""
    return _NAME_OF_ALIAS.get(folded(name), "")


@lru_cache(maxsize=64)
def places(header: tuple[str, ...], line: str) -> tuple[tuple[str, int, Column], ...]:
    """(our name, position in the row, how to read it) for each column that is known; ``line`` is a mapping or ""."""
    if not line:
        return tuple((name, n, Column()) for n, text in enumerate(header) if (name := guessed(text)))
    by_name = {folded(text): n for n, text in reversed(list(enumerate(header)))}
    found = []
    for name, column in decoded(line).columns.items():
        at = [by_name[folded(text)] for text in column.column if folded(text) in by_name]
        # -1: no such column, but a value for all.
        found += [(name, n, column) for n in at or ([-1] if column.value else [])]
    return tuple(found)


def encoded(mapping: Columns) -> bytes:
    """The mapping in one line, for the head of a piece."""
    return msgspec.json.encode(mapping)


@lru_cache(maxsize=16)
def decoded(line: str) -> Columns:
    """What ``encoded`` wrote. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(line, type=Columns)
