"""Fields of RIS, in order, as a Record.

What a tag means hangs on the type of reference: T2 is the journal of an article, the book of a chapter, the
series of a book. Where the programs differ, the reading of EndNote's and Zotero's current versions wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import structs

from pinakes.errors import ReadError
from pinakes.formats import (
    author_addresses,
    citation_parts,
    identifier_links,
    issue_dates,
    labelled_notes,
    medline_terms,
    ris_numbers,
    wos_mapping,
    written_names,
)
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.inline_markup import text_of_html
from pinakes.formats.mesh_headings import mesh_subjects
from pinakes.formats.page_ranges import Pages, last_page, pages
from pinakes.formats.ris_fields import Fields
from pinakes.formats.ris_types import ARTICLES, FORMATS_OF_TYPE, KNOWN_TYPES, PARTS
from pinakes.records import identifiers, languages
from pinakes.records.base import Struct
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Link,
    LinkKind,
    Note,
    Publication,
    Record,
    Reference,
    Relation,
    Series,
    Subject,
    TitleVariant,
)

_WHOLE_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "CLSWK", "SER", "RPRT", "GOVDOC", "MAP"})
_MAKERS = {
    "MAP": "ctg",
    "MUSIC": "cmp",
    "SOUND": "cmp",
    "VIDEO": "drt",
    "MPCT": "drt",
    "PAT": "inv",
    "COMP": "prg",
}
_LINK_TAGS: tuple[tuple[str, LinkKind], ...] = (
    ("L1", "fulltext"), ("L2", "fulltext"), ("LK", "other"), ("UR", "other"), ("L3", "related"), ("L4", "other"),
)  # fmt: skip
# Tags without a place in the model, or whose meaning no two programs agree on: searched, not shown.
_ONLY_SEARCHED = (
    "U1",
    "U2",
    "U3",
    "U4",
    "U5",
    "LB",
    "DB",
    "DP",
    "SE",
    "CA",
    "AV",
    "RP",
    "M2",
    "C1",
    "C4",
    "C5",
    "C8",
)
_PMCID = re.compile(r"(?:PMCID\s*[:=]?\s*)?(PMC\d{4,9})\b")
_HTTP = re.compile(r"(?:https?|ftp)://[^\s<>\"]+[^\s<>\".,;)]")
_ONLY_A_NUMBER = re.compile(r"\d{1,6}")
_BETWEEN_LANGUAGES = re.compile(r"[;,\n|]")
_BETWEEN_KEYWORDS = re.compile(r"\n|;\s+|;$")
_SHORT_TITLES = frozenset({"J2", "JA", "JI", "J9", "JO", "J1", "T2"})
_LINKS = frozenset(tag for tag, _ in _LINK_TAGS)
_MAIN_AUTHORS = ("AU", "A1")


def record_of(fields: Sequence[tuple[str, str]], repairs: list[str]) -> Record:
    """The record. Raises ReadError when there is no title."""
    given = Fields(fields)
    kind = given.first("TY").upper()
    if kind not in KNOWN_TYPES:
        repairs.append(f"RIS has no type {kind[:40]!r}; it was read as other material.")
    title = text_of_html(given.first("TI", "T1", "CT") or (given.first("BT") if kind not in PARTS else ""))
    if not title and kind in ("JFULL", "SER", "CONF"):
        title = given.first("T2", "JO", "JF", "C3", "BT")
    if not title:
        raise ReadError("There is no title.", field="TI")
    title = without_final_dot(title)
    host = _host(given, kind)
    own, of_host = ris_numbers.numbers(given, kind, part_of_book=host is not None and kind not in ARTICLES)
    if host is not None and of_host:
        host = structs.replace(host, identifiers=of_host)
    elif of_host:
        own += of_host
    types = tuple(t for t in given.all("M3") if not identifiers.doi(t))
    rare = _rare(given, kind) if given.has(_RARE_TAGS) else _NOTHING
    found = Record(
        local_id=_local_id(given, own),
        title=title,
        titles=_titles(given, title) if given.has(_TITLE_TAGS) else (),
        contributors=_contributors(given, kind),
        formats=_formats(kind, types, given),
        publication_types=types,
        languages=_languages(given.all("LA")),
        date=_date(given),
        publications=_publications(given),
        edition="" if kind in ARTICLES else given.first("ET"),
        physical=rare.physical,
        extent_pages=given.first("SP") if host is None else "",
        series=_series(given, kind, host),
        host=host,
        identifiers=own,
        subjects=_subjects(given.all("KW")),
        abstracts=tuple([Abstract(text=text) for text in _texts(given.all("AB", "N2"))]),
        notes=_notes(given, kind, title),
        links=_links(given, own),
        relations=rare.relations,
        funding=rare.funding,
        holdings=rare.holdings,
        references=rare.references,
        other_text=rare.other_text,
        repairs=tuple(repairs),
    )
    return labelled_notes.in_record(found)


class _Rare(Struct):
    """What most references don't have."""

    physical: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    funding: tuple[Funding, ...] = ()
    holdings: tuple[Holding, ...] = ()
    references: tuple[Reference, ...] = ()
    other_text: str = ""


_NOTHING = _Rare()
_RARE_TAGS = frozenset({*_ONLY_SEARCHED, "NV", "RI", "FU", "CN", "CR"})
_TITLE_TAGS = frozenset({"TT", "ST"})


def _rare(given: Fields, kind: str) -> _Rare:
    volumes = given.first("NV")
    return _Rare(
        physical=(f"{volumes} v.",) if volumes.isdecimal() and kind in _WHOLE_BOOKS else (),
        relations=tuple(Relation(kind="review-of", title=text) for text in given.all("RI")),
        funding=tuple(f for text in given.all("FU") for f in wos_mapping.funding(text)),
        holdings=tuple(Holding(call_number=text) for text in given.all("CN")),
        references=tuple(
            labelled_notes.reference(line) for text in given.all("CR") for line in text.split("\n")
        ),
        other_text=" ".join(" ".join(text.split()) for text in given.all(*_ONLY_SEARCHED)),
    )


def _texts(values: list[str]) -> list[str]:
    return list(dict.fromkeys(text for value in values if (text := text_of_html(value))))


def _formats(kind: str, types: tuple[str, ...], given: Fields) -> tuple[str, ...]:
    if kind == "CONF" and given.first("AU", "A1") and given.first("T2", "C3", "SP", "BT"):
        return ("ConferencePaper",)  # EndNote's, IEEE's and Zotero's papers; whole proceedings have editors
    found = FORMATS_OF_TYPE.get(kind, ("Other",))
    if kind in ARTICLES and types:
        return tuple(dict.fromkeys((*medline_terms.formats(types), *found)))
    return found


def _local_id(given: Fields, own: tuple[Identifier, ...]) -> str:
    # A small number is a place in somebody's EndNote library: two libraries would overwrite each other.
    for text in (given.first("AN"), given.first("ID")):
        if text and not _ONLY_A_NUMBER.fullmatch(text):
            return text
    return citation_parts.registered_id(own)


def _host(given: Fields, kind: str) -> HostItem | None:
    if kind in ARTICLES:
        title = given.first("JF", "T2", "JO", "BT", "JA", "J2", "J1")
    elif kind in PARTS:
        title = (
            given.first("C3", "BT", "T2", "JF", "JO")
            if kind in ("CPAPER", "CONF")
            else given.first("BT", "T2", "JF", "JO")
        )
    else:
        title = given.first("JF", "JO") if kind == "GEN" else ""
    if not title or title == given.first("TI", "T1", "CT"):
        return None
    short = ""
    if given.has(_SHORT_TITLES):
        names = (given.first(tag) for tag in ("J2", "JA", "JI", "J9", "JO", "J1", "T2"))
        short = next((name for name in names if name and len(name) < len(title)), "")
    found = _pages(given)
    number = given.first("C7") if kind in ARTICLES else ""
    return HostItem(
        title=title,
        abbreviation=short,
        volume=given.first("VL", "VO"),
        issue=given.first("IS", "CP") or (given.first("M1") if kind in ARTICLES else ""),
        first_page=found.first,
        last_page=found.last,
        article_number=found.article_number or ("" if found.first and _PMCID.fullmatch(number) else number),
        statement=found.printed,
    )


def _pages(given: Fields) -> Pages:
    first, last = given.first("SP"), given.first("EP")
    if not first or not last or first == last:
        return pages(first or last or given.first("PG", "PP"))
    # "70-72" with an end page beside it, as some sites write.
    first = re.split(r"\s*[-–]\s*", first)[0] if first.endswith(last) else first
    return Pages(first=first, last=last_page(first, last))


def _titles(given: Fields, title: str) -> tuple[TitleVariant, ...]:
    found = [TitleVariant(title=t, kind="translated") for t in _texts(given.all("TT"))]
    short = given.first("ST")
    if short and not title.casefold().startswith(short.casefold()):
        found.append(TitleVariant(title=short))
    return tuple(found)


def _contributors(given: Fields, kind: str) -> tuple[Contributor, ...]:
    roles = _roles(kind)
    people: list[Contributor] = []
    addresses: list[tuple[int, str]] = []
    for tag, value in given.ordered:
        if tag == "AD":
            addresses.append((len(people), " ".join(value.split())))
        elif tag in roles:
            names = (value,) if "\n" not in value else value.split("\n")
            people += [one for text in names if (one := written_names.contributor(text, roles[tag]))]
    return tuple(_with_addresses(people, addresses))


@lru_cache(maxsize=64)
def _roles(kind: str) -> dict[str, str]:
    """The role that each tag for people means in references of a type."""
    roles = dict.fromkeys(_MAIN_AUTHORS, _MAKERS.get(kind, "aut"))
    roles |= {"ED": "edt", "TA": "trl", "A4": "trl", "A2": "edt", "A3": "edt"}
    if kind == "EDBOOK":
        roles |= dict.fromkeys(_MAIN_AUTHORS, "edt")
    if kind in _WHOLE_BOOKS:
        roles["A2"] = "pbd"  # editor of the series
    elif kind in PARTS:
        roles["A3"] = "pbd"
    elif kind == "THES":
        roles |= {"A2": "ths", "A3": "ths"}
    return roles


def _with_addresses(people: list[Contributor], addresses: list[tuple[int, str]]) -> list[Contributor]:
    """An address after each name is that person's; else all are, as the specification has it, the first author's."""
    if not people or not addresses:
        return people
    if any(text.startswith("[") for _, text in addresses):  # they say whose they are
        return list(author_addresses.given(people, [text for _, text in addresses]))
    places = [place for place, _ in addresses]
    each = all(places) and (len(set(places)) > 1 or places[0] < len(people))
    found: dict[int, list[str]] = {}
    for place, text in addresses:
        found.setdefault(place - 1 if each else 0, []).append(text)
    return [written_names.with_affiliations(c, found.get(n, ())) for n, c in enumerate(people)]


def _languages(values: list[str]) -> tuple[str, ...]:
    words = [w.strip() for value in values for w in _BETWEEN_LANGUAGES.split(value)]
    return tuple(dict.fromkeys(code for w in words if (code := languages.code(w))))


def _date(given: Fields) -> PublicationDate | None:
    """PY or Y1, with the month and day that DA has when it is of the same year; DA goes before Y1, its old name."""
    plain = given.first("PY", "Y1", "YR")
    found = _ris_date(plain)
    day = given.first("DA")
    full = _ris_date(day)
    if full is None and day and found is not None and len(found.edtf) == 4 and found.edtf.isdecimal():
        full = issue_dates.issue_date(f"{found.edtf} {day}") or issue_dates.issue_date(f"{day} {found.edtf}")
    if found is None:
        return full or _ris_date(given.first("CP"))
    if full is None or full.first_year != found.first_year:
        return found
    more = len(full.edtf) - len(found.edtf)
    return full if more > 0 or (more == 0 and not given.first("PY")) else found


@lru_cache(maxsize=8_192)
def _ris_date(text: str) -> PublicationDate | None:
    """A date as RIS has it, "2014/06/02/Summer", or however it is written."""
    if not text:
        return None
    year, *rest = (part.strip() for part in text.split("/"))
    if not rest or not (len(year) == 4 and year.isdecimal()):
        return issue_dates.issue_date(text)
    month, day, other = (*rest, "", "", "")[:3]
    if other:
        # "Mar-Apr", "Summer", or what is known of the year: "ca. 1890", "1999-2003"
        fuller = issue_dates.issue_date(f"{year} {other}") if not re.search(r"\d{4}|\d-", other) else None
        fuller = (
            fuller
            or _same_year(issue_dates.issue_date(other), year)
            or _same_year(issue_dates.issue_date(f"{year} {other}"), year)
        )
        if fuller is not None and (not month or "/" in fuller.edtf):
            return fuller
    return issue_dates.date_of(year, month, day)


def _same_year(found: PublicationDate | None, year: str) -> PublicationDate | None:
    return found if found is not None and str(found.first_year) == year else None


def _publications(given: Fields) -> tuple[Publication, ...]:
    publisher, place = given.first("PB", "PU"), given.first("CY", "PI", "PP")
    if not publisher and not place:
        return ()
    return (Publication(publishers=(publisher,) if publisher else (), places=(place,) if place else ()),)


def _series(given: Fields, kind: str, host: HostItem | None) -> tuple[Series, ...]:
    titles = given.all("T3")
    if host is None and kind not in (*ARTICLES, "THES", "JFULL", "SER"):
        titles = [*given.all("T2"), *titles]
    number = given.first("VL", "VO") if host is None else given.first("M1") if kind in PARTS else ""
    names = list(dict.fromkeys(" ".join(t.split()) for t in titles))
    return tuple(Series(title=name, number=number if n == 0 else "") for n, name in enumerate(names))


def _subjects(values: list[str]) -> tuple[Subject, ...]:
    """Keywords one a field, one a line, or between semicolons; MeSH is known by its slashes with asterisks."""
    words = [
        w.strip(" ;")
        for value in values
        for w in (_BETWEEN_KEYWORDS.split(value) if ";" in value or "\n" in value else (value,))
    ]
    mesh = any(w.startswith("*") or "/*" in w for w in words)
    found: list[Subject] = []
    for word in dict.fromkeys(filter(None, words)):
        found += mesh_subjects(word) if mesh else (Subject(parts=(word,), scheme="keyword"),)
    return tuple(dict.fromkeys(found))


def _notes(given: Fields, kind: str, title: str) -> tuple[Note, ...]:
    found = [Note(text=text) for text in _texts(given.all("N1", "RN")) if text != title]
    found += [Note(text=text, kind="original-version") for text in given.all("OP")]
    if kind in ARTICLES and (early := _ris_date(given.first("ET"))):
        found.append(Note(text=f"Published online {early.edtf}", kind="dates"))
    if kind == "THES" and (department := given.first("T2")):
        found.append(Note(text=department, kind="thesis"))
    return tuple(found)


def _links(given: Fields, own: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = {link.url: link for link in identifier_links.links(own)}
    doi = next((i.value for i in own if i.scheme == "doi"), "")
    for tag, kind in _LINK_TAGS if given.has(_LINKS) else ():
        for value in given.all(tag):
            for url in _HTTP.findall(value):
                if doi and identifier_links.doi_of_address(url) == doi:
                    continue
                pdf = url.lower().endswith(".pdf")
                found.setdefault(
                    url,
                    Link(
                        url=url, kind="fulltext" if pdf else kind, media_type="application/pdf" if pdf else ""
                    ),
                )
    return tuple(found.values())
