"""A row of a table as a Record, and a Record as a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pinakes.errors import ReadError
from pinakes.formats import (
    author_addresses,
    funders,
    issue_dates,
    labelled_notes,
    medline_terms,
    table_types,
    written_names,
)
from pinakes.formats import citation_parts as parts
from pinakes.formats.page_ranges import pages
from pinakes.formats.reference_draft import Draft
from pinakes.formats.table_columns import Column
from pinakes.records import relators
from pinakes.records.record import Contributor, Licence, Record, TitleVariant

Row = dict[str, list[str]]
"""Values by our names of columns, blanks at the ends taken off, empty ones left out."""

_AND = re.compile(r"\s*(?:;|\s&\s|\s+and\s+|\s+und\s+|\s\|\s|\n)\s*")
_OWN_SCHEMES = frozenset({"doi", "pmid", "pmcid", "isbn", "issn"})
_NUMBER = re.compile(r"(PMID|PMCID|DOI|ISBN|ISSN|arXiv):\s*(\S+)", re.IGNORECASE)
_AWARD = re.compile(r"(.*?)(?:; award (.+))?", re.DOTALL)


def row_of(cells: list[str], places: Iterable[tuple[str, int, Column]]) -> Row:
    """The cells under our names, cut where a mapping says so."""
    found: Row = {}
    for name, at, column in places:
        text = cells[at].strip() if 0 <= at < len(cells) else ""
        if text[:1] == "'" and _like_a_formula(text):
            text = text[1:]
        for value in text.split(column.separator) if column.separator else (text,):
            value = value.strip()
            if value := column.values.get(value, value):
                found.setdefault(name, []).append(value)
        if not text and column.value and name not in found:
            found[name] = [column.value]
    return found


def record_of(row: Row, repairs: list[str]) -> Record:
    """The record. Raises ReadError when there is no title."""

    def get(name: str) -> str:
        return row.get(name, [""])[0]

    if not get("title"):
        raise ReadError("There is no title.", field="title")
    draft = Draft(local_id=get("id"), title=get("title"), subtitle=get("subtitle"))
    if (source := get("source")) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", source):
        draft.source = source
    draft.types = _split(row.get("types", []))
    draft.formats = _formats(row, draft.types)
    draft.titles += [
        TitleVariant(title=t, kind="translated") for t in _split(row.get("translated_title", []))
    ]
    _people(draft, row)
    draft.publisher, draft.place = get("publisher"), get("place")
    draft.edition, draft.extent = get("edition"), get("extent")
    _date(draft, get("date"), get("year"))
    _where(draft, row)
    draft.numbers += [("doi", t) for value in row.get("doi", []) for t in value.split()]  # a DOI may hold ";"
    for scheme in ("pmid", "pmcid"):
        draft.numbers += [(scheme, t) for t in _split(row.get(scheme, []))]
    draft.numbers += [(scheme, "; ".join(row[scheme])) for scheme in ("issn", "isbn") if scheme in row]
    for text in _split(row.get("identifiers", [])):
        scheme, colon, value = text.partition(":")
        if colon and scheme.isalnum():
            draft.numbers.append((scheme, value.strip()))
    _texts(draft, row)
    return draft.record(repairs)


def _split(values: Iterable[str]) -> list[str]:
    return [v for value in values for part in re.split(r";\s*|\n", value) if (v := part.strip())]


def _lines(values: Iterable[str]) -> list[str]:
    return [v for value in values for part in value.split("\n") if (v := part.strip())]


def _formats(row: Row, types: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in _split(row.get("type", [])):
        known = table_types.codes(text)
        found += known
        if not known and text not in types:
            types.append(text)
    if not found:
        otherwise = "Article" if "container" in row else "Book" if "isbn" in row else "Other"
        if types and otherwise == "Article":
            found += medline_terms.formats(tuple(types))
        found.append(otherwise)
    return tuple(dict.fromkeys(found))


def _people(draft: Draft, row: Row) -> None:
    for name, role in (("authors", "aut"), ("editors", "edt"), ("translators", "trl")):
        for value in row.get(name, []):
            for text in _names(value):
                draft.add_people(text, role)
    for text in _split(row.get("contributors", [])):
        match = re.fullmatch(r"(.+?)\s+\(([^()]+)\)", text)
        name, role = (match[1], relators.code(match[2]) or match[2]) if match else (text, "ctb")
        draft.add_people(name, role)
    for text in _split(row.get("orcids", [])):
        name, _, number = text.rpartition(" ")
        draft.orcids.append(
            (name or (draft.people[0].name if draft.people else ""), number.rpartition("/")[2])
        )
    draft.addresses += row.get("affiliations", [])


def _names(text: str) -> list[str]:
    """The names in a cell: between semicolons, "and", lines; between commas where that makes names with initials."""
    if ";" in text:  # then "and" is part of a body's name
        return [part for name in text.split(";") if (part := name.strip())]
    found = [part for part in _AND.split(text) if part]
    if len(found) > 1 or "," not in text:
        return found
    several = [part.strip() for part in text.split(",") if part.strip()]
    # "Rigby AL, Berg J" and "Amy Rigby, Jan Berg" are two; "van der Berg, Jan" and "van der Berg, J. R." are one.
    if len(several) < 2 or not all(" " in part for part in several):
        return found
    if len(several) > 2 or all(map(_with_initials, several)) or _spoken(several):
        return [
            part.removesuffix(".") if _with_initials(part.removesuffix(".")) else part for part in several
        ]
    return found


def _with_initials(name: str) -> bool:
    """Whether it is "Rigby AL": a family name, then initials in capitals."""
    family, _, initials = name.rpartition(" ")
    return initials.replace(".", "").isupper() and len(initials) < 7 and any(map(str.islower, family))


def _spoken(several: list[str]) -> bool:
    """Whether they are names in the order of speech: none begins with a particle, none is only initials."""
    return all(part[:1].isupper() and any(map(str.islower, part.rpartition(" ")[2])) for part in several)


def _date(draft: Draft, date: str, year: str) -> None:
    draft.date = issue_dates.edtf_date(date)
    if draft.date is None:
        year = year.removesuffix(".0")  # numbers out of spreadsheets
        draft.dated(year, date) if year else draft.dated(date)


def _where(draft: Draft, row: Row) -> None:
    def get(name: str) -> str:
        return row.get(name, [""])[0]

    found = get("pages")
    if found and not get("first_page"):
        draft.first_page = found
    else:
        draft.first_page, draft.last_page = get("first_page"), get("last_page")
    draft.host, draft.host_short = get("container"), get("container_short")
    if draft.host.casefold() == draft.title.casefold() and draft.formats[0] in ("Book", "Journal"):
        draft.host = ""
    draft.volume, draft.issue = get("volume"), get("issue")
    number = get("article_number")
    draft.article_number = number if not pages(found).article_number or number else ""
    if not draft.host:
        draft.extent = draft.extent or found
    titles = row.get("series", [])
    for n, text in enumerate(titles):
        title, _, number = text.partition(" ; ")
        draft.series.append(
            (title, number or (get("series_number") or get("volume") * (not draft.host)) * (n == 0))
        )


def _texts(draft: Draft, row: Row) -> None:
    for value in row.get("abstract", []):
        for text in re.split(r"\n\s*\n", value):
            draft.add_abstract(text)
    for text in _lines(row.get("notes", [])):
        if number := _NUMBER.fullmatch(text):  # as Zotero's users write them in "Extra"
            draft.numbers.append((number[1].lower(), number[2]))
        else:
            draft.add_note(text)
    words = [w for value in row.get("keywords", []) for w in _words(value)]
    draft.keywords += words
    draft.languages += [w for v in row.get("language", []) for w in re.split(r"[;,/|]", v)]
    draft.urls += [(u, "other") for v in row.get("url", []) for u in v.split()]
    draft.call_numbers += _split(row.get("call_number", []))
    draft.references += [labelled_notes.reference(t) for t in _lines(row.get("references", []))]
    for text in _lines(row.get("funding", [])):
        if found := _AWARD.fullmatch(text):
            draft.funding.append(funders.read(found[1], found[2] or ""))
    for text in _lines(row.get("licence", [])):
        url = re.search(r"https?://[^\s<>]+", text)
        draft.licences.append(
            Licence(name=re.sub(r"\s*<?https?://[^\s<>]+>?", "", text), url=url[0] if url else "")
        )
    for text in _split(row.get("collections", [])):
        draft.add_note(f"Collection: {text}")
    if "open_access" in row:
        word = row["open_access"][0].casefold()
        draft.open_access = True if word in _YES else False if word in _NO else None


_YES = frozenset({"true", "yes", "ja", "1", "x", "oui", "open", "gold", "green", "hybrid", "bronze", "wahr"})
_NO = frozenset({"false", "no", "nein", "0", "closed", "falsch"})


def _words(text: str) -> list[str]:
    for sign in ("\n", ";", "|"):
        if sign in text:
            return text.split(sign)
    # A heading may hold a comma ("Lung Diseases, Interstitial"): many commas are a list.
    return text.split(",") if text.count(",") > 1 else [text]


_FORMULA = frozenset("=+-@\t\r")


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.

    So does one that has such an apostrophe already: ``row_of`` takes one away.
    """
    return f"'{text}" if _like_a_formula(text) else text


def _like_a_formula(text: str) -> bool:
    return text.lstrip("'")[:1] in _FORMULA


def values(record: Record) -> dict[str, str]:
    """The cells of a record by the names of the columns; empty ones may be left out."""
    host = record.host
    found = {name: made(record) for name, made in _MADE.items()}
    found |= {
        "id": record.local_id,
        "source": record.source,
        "title": record.title,
        "subtitle": record.subtitle,
        "year": parts.year_text(record),
        "date": parts.iso_date(record),
        "edition": record.edition or (host.edition if host else ""),
        "publisher": parts.publisher(record),
        "place": parts.place(record),
        "extent": record.extent_pages,
        "doi": parts.first(record, "doi"),
        "pmid": parts.first(record, "pmid"),
        "pmcid": parts.first(record, "pmcid"),
        "open_access": {True: "true", False: "false"}.get(record.open_access, "")
        if record.open_access is not None
        else "",
    }
    if host:
        found |= {
            "container": parts.host_title(record),
            "container_short": host.abbreviation if host.abbreviation != host.title else "",
            "volume": host.volume,
            "issue": host.issue,
            "pages": parts.page_range(record),
            "article_number": host.article_number,
        }
    return found


def _listed(texts: Iterable[str]) -> str:
    """Values in one cell; a semicolon within one becomes a comma."""
    return "; ".join(dict.fromkeys(t for text in texts if (t := " ".join(text.replace(";", ",").split()))))


def _on_lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(t for text in texts if (t := " ".join(text.split()))))


def _name(one: Contributor) -> str:
    return written_names.written(one)


def _people_listed(people: Iterable[Contributor]) -> str:
    """Names in one cell; a semicolon ends one that would be taken for two."""
    found = "; ".join(" ".join(_name(c).replace(";", ",").split()) for c in people)
    return f"{found};" if found and ";" not in found and len(_names(found)) > 1 else found


def _role(one: Contributor) -> str:
    role = one.roles[0] if one.roles else "ctb"
    return f"{_name(one)} ({relators.term(role) or role})"


_TRANSLATORS = frozenset({"trl"})
_SAID = frozenset({"edt", "edc", "com", "red", "trl"})


def _others(record: Record) -> list[str]:
    chosen = set(parts.authors(record))
    return [_role(c) for c in record.contributors if c not in chosen and _SAID.isdisjoint(c.roles)]


_MADE: dict[str, Callable[[Record], str]] = {
    "type": lambda r: _listed(r.formats or ("Article" if r.host else "Other",)),
    "types": lambda r: _listed(r.publication_types),
    "translated_title": lambda r: _listed(t.title for t in r.titles if t.kind in ("translated", "parallel")),
    "authors": lambda r: _people_listed(parts.authors(r)),
    "editors": lambda r: _people_listed(parts.editors(r)),
    "translators": lambda r: _people_listed(parts.with_roles(r, _TRANSLATORS)),
    "contributors": lambda r: _listed(_others(r)),
    "orcids": lambda r: _listed(t.removeprefix("ORCID: ") for t in labelled_notes.orcids(r)),
    "affiliations": lambda r: _on_lines(author_addresses.lines(r.contributors)),
    "series": lambda r: _on_lines(f"{s.title} ; {s.number}" if s.number else s.title for s in r.series),
    "language": lambda r: _listed(r.languages),
    "isbn": lambda r: _listed(parts.identifiers(r, "isbn")),
    "issn": lambda r: _listed(parts.identifiers(r, "issn")),
    "identifiers": lambda r: _listed(
        f"{i.scheme}:{i.value}" for i in r.identifiers if i.scheme not in _OWN_SCHEMES
    ),
    "url": lambda r: " ".join(u.replace(" ", "%20") for u, _ in parts.addresses(r)),
    "keywords": lambda r: parts.keyword_list(k.replace(";", ",") for k in parts.keywords(r)),
    "abstract": lambda r: "\n\n".join(parts.abstract_text(a) for a in r.abstracts),
    "notes": lambda r: _on_lines(n.text for n in r.notes),
    "funding": lambda r: _on_lines(t.removeprefix("Funding: ") for t in labelled_notes.funding(r)),
    "licence": lambda r: _on_lines(t.removeprefix("Licence: ") for t in labelled_notes.licences(r)),
    "references": lambda r: _on_lines(map(labelled_notes.reference_text, r.references)),
    "call_number": lambda r: _listed(h.call_number for h in r.holdings),
    "collections": lambda r: _listed(r.collections),
}
