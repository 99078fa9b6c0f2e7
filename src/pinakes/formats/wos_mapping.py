"""Web of Science's field tags as a Record.

Source: Clarivate, "Web of Science Core Collection Field Tags".
"""

from __future__ import annotations

import re

from pinakes.formats import labelled_notes, medline_terms, written_names
from pinakes.formats.page_ranges import pages
from pinakes.formats.reference_draft import Draft
from pinakes.records.record import Contributor, Funding, Record

Fields = dict[str, list[str]]
"""Lines by tag."""

_KINDS = {"J": ("Article",), "B": ("Book",), "S": ("Chapter",), "P": ("Patent",), "C": ("ConferencePaper",)}
_TYPES = {
    "proceedings paper": "ConferencePaper", "meeting abstract": "ConferencePaper", "book chapter": "Chapter",
    "book": "Book", "data set": "DataSet", "data paper": "Article", "software": "Software",
    "early access": "Article",
}  # fmt: skip
_GRANT = re.compile(r"([^\[\]]+?)\s*(?:\[([^\[\]]*)\])?")
_ORCID = re.compile(r"([^;/]+)/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_FULL_STOP_CAPITALS = re.compile(r"[A-Z0-9\s&.,:;/()'-]+")
_LOWER = frozenset({"of", "and", "the", "in", "for", "on", "to", "a", "an", "de", "und", "et", "la", "der"})


def record_of(given: Fields, repairs: list[str]) -> Record:
    """The record. Raises ReadError when there is no title."""
    types = [t.strip() for t in _joined(given, "DT").split(";") if t.strip()]
    kind = _joined(given, "PT")[:1].upper() or "J"
    draft = Draft(formats=_formats(kind, types), types=types, local_id=_joined(given, "UT"))
    draft.title = _joined(given, "TI")
    _people(draft, given)
    _place_and_time(draft, given, whole_book=draft.formats == ("Book",))
    _texts(draft, given)
    for tag, scheme in (
        ("DI", "doi"), ("PM", "pmid"), ("SN", "issn"), ("EI", "issn"), ("BN", "isbn"), ("PN", "patent"),
    ):  # fmt: skip
        if text := _joined(given, tag):
            draft.numbers.append((scheme, text))
    if not _joined(given, "DI") and draft.formats == ("Book",):
        draft.numbers.append(("doi", _joined(given, "D2")))
    return draft.record(repairs)


def _joined(given: Fields, *tags: str) -> str:
    for tag in tags:
        if lines := given.get(tag):
            return " ".join(" ".join(lines).split())
    return ""


def _formats(kind: str, types: list[str]) -> tuple[str, ...]:
    named = [_TYPES[t.lower()] for t in types if t.lower() in _TYPES]
    if kind == "J":
        paper = ("ConferencePaper",) if named[:1] == ["ConferencePaper"] and len(types) == 1 else ()
        return tuple(dict.fromkeys((*medline_terms.formats(tuple(types)), *paper, "Article")))
    if kind in "BS" and named:
        return (named[0],)
    return _KINDS.get(kind, ("Other",))


def _people(draft: Draft, given: Fields) -> None:
    short, full = given.get("AU", []), given.get("AF", [])
    names = full if len(full) >= len(short) else short
    for tag, lines, role in (
        ("AU", names, "aut"), ("CA", given.get("CA", []), "aut"), ("BA", given.get("BF") or given.get("BA", []), "bkp"),
        ("GP", given.get("GP", []), "aut"), ("AE", given.get("AE", []), "pth"),
        ("BE", given.get("BE", []), "edt"), ("ED", given.get("ED", []), "edt"),
    ):  # fmt: skip
        for line in lines:
            one = written_names.contributor(line, role, literal=tag in ("CA", "GP", "AE"))
            if one is not None and not any(one.name == c.name for c in draft.people):
                draft.people.append(one)
    if given.get("C1"):
        draft.addresses += _with_full_names(given["C1"], short, full)
    draft.orcids += _orcids(_joined(given, "OI"), draft.people)


def _with_full_names(lines: list[str], short: list[str], full: list[str]) -> list[str]:
    """Older exports have the short names in the addresses."""
    if len(short) != len(full):
        return lines
    by_short = dict(zip(short, full, strict=True))
    return [
        re.sub(
            r"^\[([^\[\]]+)\]",
            lambda m: "[" + "; ".join(by_short.get(n.strip(), n.strip()) for n in m[1].split(";")) + "]",
            line,
        )
        for line in lines
    ]


def _orcids(text: str, people: list[Contributor]) -> list[tuple[str, str]]:
    known = {c.name.casefold(): c.name for c in people}
    return [
        (known.get(" ".join(name.split()).casefold(), name.strip()), number)
        for name, number in _ORCID.findall(text)
    ]


def _place_and_time(draft: Draft, given: Fields, *, whole_book: bool) -> None:
    source, series = _joined(given, "SO"), _joined(given, "SE")
    first, last = _joined(given, "BP"), _joined(given, "EP")
    if not first and (span := _joined(given, "PS")):
        where = pages(span)
        first, last = where.first or span, where.last
    if not whole_book and source:
        draft.host = readable(source)
        draft.host_short = _joined(given, "JI", "J9")
        draft.volume, draft.issue = _joined(given, "VL"), _joined(given, "IS")
        if not draft.issue and (special := _joined(given, "SI")):
            draft.issue = special
        draft.first_page, draft.last_page = first, last
        draft.article_number = _joined(given, "AR")
        draft.series.append((readable(series), ""))
    else:
        draft.title = draft.title or readable(source)
        draft.series.append((readable(series), _joined(given, "VL")))
        draft.extent = _joined(given, "PG")
    draft.subtitle = _joined(given, "BS") if whole_book else ""
    draft.dated(_joined(given, "PY"), _joined(given, "PD"))
    if draft.date is None:
        draft.dated("", _joined(given, "DG"))
    if draft.date is None:
        draft.dated("", _joined(given, "EA"))
    draft.publisher, draft.place = readable(_joined(given, "PU")), readable(_joined(given, "PI"))
    conference = ", ".join(filter(None, (_joined(given, tag) for tag in ("CT", "CY", "CL"))))
    draft.add_note(conference, "event")


def _texts(draft: Draft, given: Fields) -> None:
    draft.add_abstract(_joined(given, "AB"))
    for tag in ("DE", "ID", "BD", "OR", "MC", "MQ"):
        draft.keywords += (readable(k.strip()) for k in _joined(given, tag).split(";"))
    draft.languages += _joined(given, "LA").split(";")
    draft.references += [labelled_notes.reference(line) for line in given.get("CR", ())]
    draft.funding += funding(_joined(given, "FU"))
    draft.add_note(_joined(given, "FX"), "funding")
    if (access := _joined(given, "OA")) and access.lower() != "n":
        draft.open_access = True
    for tag in ("RP", "WC", "SC", "SP", "HO", "EM"):
        draft.other.append(_joined(given, tag))
    if url := _joined(given, "UR", "UL"):
        draft.urls.append((url, "other"))


def funding(text: str) -> list[Funding]:
    """ "Lung Foundation [L-1, L-2]; Breath Trust": one for each number."""
    found = [match for grant in text.split(";") if (match := _GRANT.fullmatch(grant.strip()))]
    return [Funding(funder=m[1], award=number.strip()) for m in found for number in (m[2] or "").split(",")]


def readable(text: str) -> str:
    """A name that stands in capitals throughout, in the usual mixture: "JOURNAL OF LUNGS" → "Journal of Lungs"."""
    if len(text) < 5 or not _FULL_STOP_CAPITALS.fullmatch(text) or not re.search("[A-Z]{4}", text):
        return text
    words = text.split(" ")
    made = [
        w.lower() if n and w.lower() in _LOWER else "-".join(p.capitalize() for p in w.split("-"))
        for n, w in enumerate(words)
    ]
    return " ".join(made)
