"""What reference formats ask of a record: who, where, when, which pages, which identifiers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import msgspec

from pinakes.records.record import Abstract, Contributor, Identifier, Record, Subject

_AUTHORS = frozenset(
    {"aut", "cre", "cmp", "art", "pht", "ctg", "prg", "inv", "dis", "ive", "arr", "lbt", "lyr"}
)
_EDITORS = frozenset({"edt", "edc", "com", "red"})
# Codes of carriers say how one gets it, not what it is.
_CARRIERS = frozenset({"Online", "Microform", "Braille", "Other"})
_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def kind(record: Record, table: dict[str, str], default: str) -> str:
    """The entry of ``table`` (our format codes → the format's types) for the record's most telling format."""
    for code in (*(c for c in record.formats if c not in _CARRIERS), *record.formats):
        if code in table:
            return table[code]
    return default


def authors(record: Record) -> tuple[Contributor, ...]:
    """Who made it: authors, composers, artists; without any, those whose role is not said."""
    found = tuple(c for c in record.contributors if c.primary or not _AUTHORS.isdisjoint(c.roles))
    return found or tuple(c for c in record.contributors if not c.roles)


def editors(record: Record) -> tuple[Contributor, ...]:
    """Editors and compilers that are no authors."""
    return with_roles(record, _EDITORS)


def with_roles(record: Record, roles: frozenset[str]) -> tuple[Contributor, ...]:
    """Contributors in one of these roles that are not among the authors."""
    chosen = set(authors(record))
    return tuple(c for c in record.contributors if c not in chosen and not roles.isdisjoint(c.roles))


def date_parts(record: Record) -> tuple[int, ...]:
    """(2014, 6, 2), as far as it is known; the beginning of an interval; a season counts as no month."""
    match = _EDTF.match(record.date.edtf) if record.date else None
    if not match:
        return (record.date.first_year,) if record.date and record.date.first_year is not None else ()
    parts = [int(match[1])]
    if match[2] and 1 <= int(match[2]) <= 12:
        parts.append(int(match[2]))
        if match[3]:
            parts.append(int(match[3]))
    return tuple(parts)


_SEASONS = {"21": "Spring", "22": "Summer", "23": "Autumn", "24": "Winter"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")


def year_text(record: Record) -> str:
    """ "2014", "1999-2003", "1999-", "ca. 1890", "19--": what `records.dates` reads back; "" without a date."""
    if record.date is None:
        return ""
    start, slash, end = record.date.edtf.partition("/")
    if not start:
        return str(record.date.first_year or "")
    year = start[:4].replace("X", "-")
    if slash and end[:4] != start[:4] and not (start[4:5] == "-" and end[4:5] == "-"):
        return f"{year}-{end[:4] if end[:4].isdigit() else ''}"
    return f"ca. {year}" if start.endswith(("~", "?", "%")) else year


def day_text(record: Record) -> str:
    """What is known beside the year: "Jun 2", "Mar-Apr", "Summer", "Dec 30-2015 Jan 2"; "" when nothing is."""
    start, _, end = (record.date.edtf if record.date else "").partition("/")
    first, last = _POINT.fullmatch(start), _POINT.fullmatch(end)
    if first is None or not (begin := _month_and_day(first)):
        return ""
    if last is None or not (finish := _month_and_day(last)):
        return begin
    if last[1] != first[1]:
        return f"{begin}-{last[1]} {finish}"
    if last[2] == first[2] and last[3] and first[3]:
        return f"{begin}-{int(last[3])}"
    return f"{begin}-{finish}"


def _month_and_day(point: re.Match[str]) -> str:
    number = point[2] or ""
    if number in _SEASONS:
        return _SEASONS[number]
    if not number or not 1 <= int(number) <= 12:
        return ""
    return _MONTHS[int(number) - 1] + (f" {int(point[3])}" if point[3] else "")


def iso_date(record: Record) -> str:
    """The date as EDTF ("2014-06-02", "2014-03/2014-04"), or the year, or ""."""
    if record.date is None:
        return ""
    return record.date.edtf or str(record.date.first_year or "")


def publisher(record: Record) -> str:
    """The first publisher of the work or of its host."""
    for publication in record.publications:
        if publication.publishers and publication.function != "manufacture":
            return publication.publishers[0]
    return record.host.publisher if record.host else ""


def place(record: Record) -> str:
    """The first place of publication of the work or of its host."""
    for publication in record.publications:
        if publication.places and publication.function != "manufacture":
            return publication.places[0]
    return record.host.place if record.host else ""


def identifiers(record: Record, scheme: str) -> tuple[str, ...]:
    """Values of one scheme, of the work and then of its host, each once; wrong ones as printed."""
    found: list[Identifier] = [i for i in record.identifiers if i.scheme == scheme]
    if record.host and scheme in ("issn", "isbn"):
        found += (i for i in record.host.identifiers if i.scheme == scheme)
    return tuple(dict.fromkeys(i.value for i in found if i.valid)) or tuple(
        dict.fromkeys(i.value for i in found)
    )


def first(record: Record, scheme: str) -> str:
    """The first value of a scheme, or ""."""
    found = identifiers(record, scheme)
    return found[0] if found else ""


def abstract_text(abstract: Abstract) -> str:
    """The abstract in one paragraph, labels of its sections before their texts."""
    if not abstract.sections:
        return abstract.text
    return " ".join(f"{s.label}: {s.text}" if s.label else s.text for s in abstract.sections)


def keyword(subject: Subject) -> str:
    """A heading as one keyword: "Lung/pathology" in MeSH, "Bibliography -- Greece" elsewhere."""
    return ("/" if subject.scheme == "mesh" else " -- ").join(subject.parts)


def keywords(record: Record) -> tuple[str, ...]:
    """All headings, each once."""
    return tuple(dict.fromkeys(k for s in record.subjects if (k := keyword(s))))


def keyword_list(words: Iterable[str]) -> str:
    """Keywords in one text between semicolons; a single one that holds commas ends in one, or it would be several."""
    found = list(words)
    return f"{found[0]};" if len(found) == 1 and "," in found[0] else "; ".join(found)


def page_range(record: Record, dash: str = "-") -> str:
    """ "70-72", "70", or the part as printed; "" without pages."""
    host = record.host
    if host is None:
        return ""
    if host.first_page and host.last_page and host.first_page != host.last_page:
        return f"{host.first_page}{dash}{host.last_page}"
    return host.first_page or host.last_page or host.statement


def host_title(record: Record) -> str:
    """The journal or book, or ""."""
    return record.host.title or record.host.abbreviation if record.host else ""


def fulltext_address(record: Record) -> str:
    """The first address of the text itself, else the first of any kind that isn't just the DOI's."""
    ours = [x.url for x in record.links if not x.url.startswith("https://doi.org/")]
    texts = [x.url for x in record.links if x.kind == "fulltext" and x.url in ours]
    return (texts or ours or [""])[0]


def addresses(record: Record) -> tuple[tuple[str, bool], ...]:
    """(address, whether the text itself is there) of each link that does not follow from the DOI."""
    doi = first(record, "doi")
    found: dict[str, bool] = {}
    for link in record.links:
        if not (doi and link.url.startswith("https://doi.org/")):
            found.setdefault(link.url, link.kind == "fulltext")
    return tuple(found.items())


def stable_id(record: Record) -> str:
    """The local id; a record without one is named by its content."""
    return record.local_id or hashed_id(record)


def registered_id(found: Iterable[Identifier]) -> str:
    """The PMID or DOI, as the id of a record whose source gives none: it stays when the record is corrected."""
    names = [i for i in found if i.valid]
    return next((i.value for scheme in ("pmid", "doi") for i in names if i.scheme == scheme), "")


def hashed_id(record: Record) -> str:
    """Sixteen characters that hang on the local id or, without one, on the content."""
    content = record.local_id.encode("utf-8", "surrogatepass") or msgspec.json.encode(record)
    return hashlib.sha256(content).hexdigest()[:16]
