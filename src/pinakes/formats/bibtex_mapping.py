"""An entry of BibTeX or biblatex as a Record."""

from __future__ import annotations

import re

from pinakes.errors import ReadError
from pinakes.formats import (
    author_addresses,
    bibtex_names,
    citation_parts,
    identifier_links,
    issue_dates,
    labelled_notes,
    medline_terms,
    serial_numbers,
    wos_mapping,
)
from pinakes.formats.bibtex_entries import Entry
from pinakes.formats.bibtex_types import ARTICLES, FORMATS_OF_TYPE, PARTS, THESIS_TYPES
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.latex_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records import dates, identifiers, languages
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
    Note,
    NoteKind,
    Publication,
    Record,
    Relation,
    Series,
    Subject,
    TitleVariant,
)

_ROLES = (
    ("author", "aut"), ("editor", "edt"), ("translator", "trl"), ("bookauthor", "bkp"), ("annotator", "ann"),
    ("commentator", "cwt"), ("introduction", "aui"), ("foreword", "aui"), ("afterword", "aft"), ("advisor", "ths"),
    ("supervisor", "ths"), ("holder", "pth"), ("collaborator", "ctb"),
)  # fmt: skip
_EDITOR_TYPES = {"compiler": "com", "director": "drt", "translator": "trl", "founder": "fnd", "organizer": "orm",
                 "continuator": "ctb", "reviser": "edt", "redactor": "red", "collaborator": "ctb"}  # fmt: skip
_NUMBERS = (
    ("doi", "doi"), ("pmid", "pmid"), ("pubmed", "pmid"), ("pmcid", "pmcid"), ("pmc", "pmcid"), ("pii", "pii"),
    ("mid", "mid"), ("lccn", "lccn"), ("oclc", "oclc"), ("mrnumber", "mr"), ("zblnumber", "zbl"), ("isrn", "report"),
    ("isan", "isan"), ("ismn", "ismn"), ("iswc", "iswc"), ("hdl", "handle"), ("urn", "urn"), ("arxivid", "arxiv"),
)  # fmt: skip
_NOTES: tuple[tuple[str, NoteKind], ...] = (
    ("note", "general"), ("annote", "general"), ("annotation", "general"), ("addendum", "general"),
    ("howpublished", "general"), ("rights", "use"), ("copyright", "use"), ("eventtitle", "event"), ("venue", "event"),
)  # fmt: skip
_MEETINGS = frozenset({"inproceedings", "proceedings", "conference", "mvproceedings"})
_EMPTY_LINE = re.compile(r"\n\s*\n")
_ORCID = re.compile(r"([^;/]+)/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s{}<>\"]+")
_EPRINTS = {
    "arxiv": "arxiv",
    "pubmed": "pmid",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "hdl": "handle",
    "doi": "doi",
}
_ARXIV = re.compile(r"(?:arXiv:\s*)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)


class _Fields:
    """Fields of one entry, decoded when they are asked for."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.raw = fields

    def text(self, *names: str) -> str:
        """The first of these fields that is there, as plain text."""
        for name in names:
            if (value := self.raw.get(name)) and (found := plain(value)):
                return found
        return ""

    def lines(self, name: str) -> list[str]:
        """The lines of a field that holds several values, each as plain text."""
        value = self.raw.get(name, "")
        return [text for line in value.split("\n") if (text := plain(line))] if value else []

    def paragraphs(self, name: str) -> list[str]:
        """What stands between empty lines, each as plain text."""
        value = self.raw.get(name, "")
        return [text for part in _EMPTY_LINE.split(value) if (text := plain(part))] if value else []

    def verbatim(self, name: str) -> str:
        """An address or identifier, in which LaTeX's signs mean themselves."""
        value = self.raw.get(name, "")
        return re.sub(r"\\([_%&#~$^{}])|\\url|[{}]", lambda m: m[1] or "", value).strip() if value else ""


def record_of(entry: Entry, repairs: list[str]) -> Record:
    """The record. Raises ReadError when there is no title."""
    given = _Fields(entry.fields)
    if not entry.fields:
        raise ReadError("The entry has no fields.", field=entry.key[:60])
    kind = entry.type
    if kind not in FORMATS_OF_TYPE:
        repairs.append(f"BibTeX has no type @{kind[:40]}; it was read as other material.")
    title, subtitle = _title(given, kind)
    host = _host(given, kind)
    numbers = _identifiers(given)
    own, of_host = serial_numbers.of_host(
        (*numbers, *_serial_numbers(given, kind)), isbn=host is not None and kind in PARTS
    )
    degree = _thesis_type(kind, given)
    found = Record(
        local_id=given.verbatim("unique-id") or entry.key or citation_parts.registered_id(own),
        title=title,
        subtitle=subtitle,
        titles=_titles(given, title),
        contributors=_with_addresses(given, _contributors(given)),
        formats=_formats(kind, degree, given, own),
        publication_types=tuple(filter(None, degree.split("; "))),
        languages=_languages(given),
        date=_date(given),
        publications=_publications(given, kind),
        edition=given.text("edition"),
        version=given.text("version"),
        extent_pages=given.text("pagetotal", "numpages") or (given.text("pages") if host is None else ""),
        series=_series(given, kind, host),
        host=_with(host, of_host),
        identifiers=own if host else own + of_host,
        subjects=_subjects(given),
        abstracts=tuple(Abstract(text=t) for t in given.paragraphs("abstract")),
        notes=_notes(given, kind),
        links=_links(given, own),
        relations=_relations(given),
        holdings=tuple(Holding(call_number=t) for t in (given.text("library", "call-number"),) if t),
        references=tuple(map(labelled_notes.reference, given.lines("cited-references"))),
        funding=_funding(given),
        licences=_licences(given),
        other_text=" ".join(
            filter(None, (given.text(n) for n in ("affiliations", "titleaddon", "contents", "funding-text")))
        ),
        repairs=tuple(repairs),
    )
    return labelled_notes.in_record(found)


def _title(given: _Fields, kind: str) -> tuple[str, str]:
    title, subtitle = given.text("title"), given.text("subtitle")
    if not title:
        # Whole proceedings and issues have it in these; an @inbook without chapter title is cited by its book.
        title = given.text("booktitle", "maintitle", "issuetitle") or (
            given.text("journal") if kind == "periodical" else ""
        )
    if not title:
        raise ReadError("There is no title.", field="title")
    if given.text("maintitle") and given.text("maintitle") != title:
        title = f"{given.text('maintitle')}. {title}"
    return without_final_dot(title), subtitle


def _titles(given: _Fields, title: str) -> tuple[TitleVariant, ...]:
    found = []
    short = given.text("shorttitle")
    if short and not title.casefold().startswith(short.casefold()):
        found.append(TitleVariant(title=short))
    if original := given.text("origtitle"):
        found.append(TitleVariant(title=original, kind="uniform"))
    return tuple(found)


def _contributors(given: _Fields) -> tuple[Contributor, ...]:
    roles = [(name, role, given.raw[name]) for name, role in _ROLES if name in given.raw]
    for name in ("editora", "editorb", "editorc", "editor"):
        kind = given.text(f"{name}type")
        if name in given.raw and kind:
            roles = [r for r in roles if r[0] != name]
            roles.append((name, _EDITOR_TYPES.get(kind.lower(), "edt"), given.raw[name]))
    return tuple(c for _, role, value in roles for c in bibtex_names.contributors(value, role))


def _with_addresses(given: _Fields, people: tuple[Contributor, ...]) -> tuple[Contributor, ...]:
    """The people with their addresses and ORCIDs."""
    address = given.raw.get("affiliation")
    if address and "(Corresponding" not in address:
        people = author_addresses.given(people, [plain(address)])
    if numbers := given.text("orcid-numbers"):
        known = {c.name.casefold(): c.name for c in people}
        pairs = [(known.get(n.strip().casefold(), n.strip()), value) for n, value in _ORCID.findall(numbers)]
        people = labelled_notes.with_orcids(people, pairs)
    return people


def _funding(given: _Fields) -> tuple[Funding, ...]:
    lines = [f"Funding: {line}" for line in given.lines("funding")]
    found = labelled_notes.taken_apart(Note(text=line) for line in lines).funding
    return found + tuple(wos_mapping.funding(given.text("funding-acknowledgement")))


def _licences(given: _Fields) -> tuple[Licence, ...]:
    lines = [f"Licence: {line}" for line in given.lines("license")]
    return labelled_notes.taken_apart(Note(text=line) for line in lines).licences


def _thesis_type(kind: str, given: _Fields) -> str:
    if FORMATS_OF_TYPE.get(kind) != ("Thesis",):
        return given.text("type") if kind not in ("patent",) else ""
    words = given.text("type")
    return THESIS_TYPES.get(words.lower(), words) or THESIS_TYPES.get(kind, "")


def _formats(kind: str, words: str, given: _Fields, own: tuple[Identifier, ...]) -> tuple[str, ...]:
    found = FORMATS_OF_TYPE.get(kind, ("Other",))
    if kind in ARTICLES and words:
        return tuple(dict.fromkeys((*medline_terms.formats(tuple(words.split("; "))), *found)))
    journal = given.text("journal", "journaltitle")
    arxiv = any(i.scheme == "arxiv" for i in own)
    if re.search(r"\b(?:ar|bio|med|chem)rxiv\b", journal, re.IGNORECASE) or (arxiv and found == ("Other",)):
        return ("Preprint",)
    if found == ("Other",) and journal:
        return ("Article",)
    if kind == "misc" and re.search(r"data ?set", words, re.IGNORECASE):
        return ("DataSet",)
    return found


def _host(given: _Fields, kind: str) -> HostItem | None:
    short = given.text("shortjournal")
    if kind in PARTS:
        title = given.text("booktitle", "journal", "journaltitle")
        if not given.text("title"):
            title = ""
    else:
        title = given.text("journaltitle", "journal", "fjournal")
        if full := given.text("fjournal"):  # MathSciNet: journal is short, fjournal full
            short, title = title, full
    if not title and kind in ARTICLES:
        title = short or given.text("booktitle")
    if not title:
        return None
    subtitle = given.text("journalsubtitle") if kind in ARTICLES else given.text("booksubtitle")
    where = pages(given.text("pages"))
    return HostItem(
        title=f"{title}: {subtitle}" if subtitle else title,
        abbreviation=short if short != title else "",
        volume=given.text("volume"),
        issue=given.text("number", "issue") if kind not in PARTS else "",
        first_page=where.first,
        last_page=where.last,
        article_number=where.article_number or given.text("eid", "articleno", "article-number"),
        statement=where.printed,
    )


def _with(host: HostItem | None, found: tuple[Identifier, ...]) -> HostItem | None:
    if host is None or not found:
        return host
    return HostItem(
        title=host.title, abbreviation=host.abbreviation, identifiers=found, volume=host.volume, issue=host.issue,
        first_page=host.first_page, last_page=host.last_page, article_number=host.article_number,
        statement=host.statement,
    )  # fmt: skip


def _identifiers(given: _Fields) -> tuple[Identifier, ...]:
    texts = [(scheme, given.verbatim(name)) for name, scheme in _NUMBERS if name in given.raw]
    if eprint := given.verbatim("eprint"):
        kind = given.text("eprinttype", "archiveprefix").lower()
        scheme = _EPRINTS.get(kind, "arxiv" if not kind and _ARXIV.fullmatch(eprint) else "")
        if scheme:
            texts.append((scheme, eprint))
    if not given.raw.get("doi"):
        texts += [
            ("doi", doi)
            for name in ("url", "note")
            if (doi := identifier_links.doi_of_address(given.verbatim(name)))
        ]
    found: dict[tuple[str, str], Identifier] = {}
    for scheme, text in texts:
        if scheme == "arxiv" and (number := _ARXIV.fullmatch(text)):
            text = number[1]
        if one := identifiers.identifier(scheme, text):
            found.setdefault((one.scheme, one.value), one)
    return tuple(found.values())


def _serial_numbers(given: _Fields, kind: str) -> tuple[Identifier, ...]:
    found: dict[str, Identifier] = {}
    for name in ("isbn", "issn", "eissn", "e-issn", "eisbn", "isbn13"):
        if name in given.raw:
            words = re.sub(r"(?<=[\dXx])\s+(?=\d{4}-?\d{3}[\dXx]|97[89]|\d{9})", ";", given.text(name))
            for one in serial_numbers.issn_or_isbn(words, "isbn" if "isbn" in name else "issn"):
                found.setdefault(one.value, one)
    number = given.text("number")
    if number and kind in ("techreport", "report", "patent", "standard"):
        found.setdefault(number, Identifier(scheme="report" if "report" in kind else kind, value=number))
    return tuple(found.values())


def _languages(given: _Fields) -> tuple[str, ...]:
    words = re.split(r"\s+and\s+|[,;/]\s*", given.text("language", "langid", "hyphenation"))
    return tuple(dict.fromkeys(code for w in words if (code := languages.code(w))))


def _date(given: _Fields) -> PublicationDate | None:
    if exact := issue_dates.edtf_date(given.verbatim("date")):  # in LaTeX "~" would be a blank
        return exact
    if value := given.text("date", "eventdate"):
        start, slash, end = value.partition("/")
        first, last = issue_dates.issue_date(start), issue_dates.issue_date(end) if slash else None
        if first and last and first.first_year is not None and last.edtf > first.edtf:
            return PublicationDate(
                edtf=f"{first.edtf}/{last.edtf}", first_year=first.first_year,
                last_year=last.first_year if last.first_year != first.first_year else None,
            )  # fmt: skip
        if first and slash and not end.strip("."):
            return PublicationDate(edtf=f"{first.edtf}/..", first_year=first.first_year)
        if first:
            return first
    year, month = given.text("year"), given.text("month")
    if not year:
        return None
    # Macros make "1~jan", "10 jun", "may/jun" or "5".
    if day := re.fullmatch(r"(\d{1,2})\.?\s+(\D+)|(\D+?)\.?\s+(\d{1,2})(?:st|nd|rd|th)?", month):
        return issue_dates.date_of(year, (day[2] or day[3]).strip(), day[1] or day[4])
    if numbers := re.fullmatch(r"(\d{1,2})(\d{1,2})?\s*[-–/]\s*(\d{1,2})", month):
        return issue_dates.issue_date(
            f"{year} {_MONTHS[int(numbers[1]) % 13]}-{_MONTHS[int(numbers[3]) % 13]}"
        )
    return issue_dates.date_of(year, month, given.text("day")) or dates.from_text(year)


_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _publications(given: _Fields, kind: str) -> tuple[Publication, ...]:
    publisher = given.text("publisher") or given.text("institution", "school", "organization")
    # biblatex has "location", of which "address" is the old name; with both, a paper's location is its meeting's.
    place = given.text("address", "location")
    if not publisher and not place:
        return ()
    return (Publication(publishers=(publisher,) if publisher else (), places=(place,) if place else ()),)


def _series(given: _Fields, kind: str, host: HostItem | None) -> tuple[Series, ...]:
    title = given.text("series")
    if not title:
        return ()
    if kind in ARTICLES or re.fullmatch(r"\d+", title):
        return ()
    number = given.text("number") or (given.text("volume") if host is None or kind in PARTS else "")
    return (Series(title=title, number=number),)


def _subjects(given: _Fields) -> tuple[Subject, ...]:
    text = given.text("keywords", "keyword", "mesh", "author_keywords")
    words = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text)
    return tuple(Subject(parts=(w,), scheme="keyword") for w in dict.fromkeys(filter(None, words)))


def _ours(value: str) -> bool:
    """Whether each line of a field is a note: as we write them, no line but the first begins at the margin."""
    lines = value.split("\n")
    return len(lines) > 1 and all(line.startswith("    ") and line[4:5].strip() for line in lines[1:])


def _notes(given: _Fields, kind: str) -> tuple[Note, ...]:
    found = [
        Note(text=text, kind=note_kind)
        for name, note_kind in _NOTES
        for text in (given.lines(name) if _ours(given.raw.get(name, "")) else (given.text(name),))
        if text and not _ADDRESS.fullmatch(text)
    ]
    school = given.text("school", "institution")
    if school and given.text("publisher") and school != given.text("publisher"):
        found.append(Note(text=school, kind="thesis" if "thesis" in kind else "general"))
    place = given.text("location")
    if place and place != (given.text("address") or place):
        found.append(Note(text=place, kind="event" if kind in _MEETINGS else "general"))
    if chapter := given.text("chapter"):
        found.append(Note(text=chapter, kind="numbering"))
    return tuple(found)


def _links(given: _Fields, own: tuple[Identifier, ...]) -> tuple[Link, ...]:
    found = {link.url: link for link in identifier_links.links(own)}
    of_bibdesk = (name for name in given.raw if name.startswith("bdsk-url-"))
    for name in ("url", "link", "howpublished", "note", "pdf", *of_bibdesk):
        value = given.verbatim(name) if name in given.raw else ""
        for url in _ADDRESS.findall(value):
            url = url.rstrip(".,;")
            if not identifier_links.doi_of_address(url):
                pdf = url.lower().endswith(".pdf")
                found.setdefault(
                    url,
                    Link(
                        url=url,
                        kind="fulltext" if pdf else "other",
                        media_type="application/pdf" if pdf else "",
                    ),
                )
    return tuple(found.values())


def _relations(given: _Fields) -> tuple[Relation, ...]:
    key = given.text("crossref", "xref")
    return (Relation(kind="host", record=key),) if key else ()
