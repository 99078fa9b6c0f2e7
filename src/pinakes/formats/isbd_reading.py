"""An ISBD-like description as a Record: ours with its labelled lines, and what catalogues print otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable

from pinakes.errors import ReadError
from pinakes.formats import issue_dates, labelled_notes, table_types
from pinakes.formats.marc.linking import part
from pinakes.formats.reference_draft import Draft
from pinakes.records.record import Record, TitleVariant

_AREA = re.compile(r"\.?\s+(?:—|–)\s+|\.\s+--?\s+")
_LABEL = re.compile(
    r"(Type|Kind of publication|Title proper|Other title information|Date|Host|Abbreviated title|Volume|Issue|Pages"
    r"|Article number|Extent|Edition|Publisher|Place|Series|Translated title|Editor|Translator|Address|Language|DOI"
    r"|PMID|PMCID|ISBN|ISSN|Full text|Link|Subjects|Note|Abstract|Reference|Call number|Id|Funding|Licence|ORCID"
    r"|Contributor|Collection|Identifier): (.+)"
)
_SERIES = re.compile(r"\((.+)\)\.?")
_NUMBER = re.compile(r"\b(ISBN|ISSN)\s*:?\s*([\dXx-]{8,17})")
_PART = re.compile(
    r"(?:vol|bd|band|jg|no|nr|h|heft|p|pp|s|t|art)\.\s*\S|(?:ca\. )?[\d-]{4}\b.*\b(?:p|art)\. ", re.IGNORECASE
)
_EDITION = re.compile(r"\b(?:ed|edition|aufl|auflage|version|éd|izd|reprint|ausgabe)\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(ed|[Aa]ufl|S|p|pp|v|vol|Bl|Ausg|Jr|Sr|Inc|Co|Ltd|etc)$")
"""The full stop before a dash belongs to the word before it too."""
_BY = re.compile(r"(?:by|von|par|di|de|edited by|hrsg\. von|ed\. by)\s+(?=[^\W\d_])", re.IGNORECASE)
_EXTENT = re.compile(r"\b(?:\d+|[ivxlc]+)\s*(?:p|pp|s|seiten|pages|v|vol|bl|ark|с|cm)\b", re.IGNORECASE)
_MADE = re.compile(r"(?:(.+?)\s+:\s+)?(.*?),?\s*(\[?(?:c|ca\.\s*)?\[?\d{4}[\]?]*(?:\s*[-–]\s*\d{4})?)\.?$")


def is_description(line: str) -> bool:
    """Whether a line has at least two areas, or a statement of responsibility and an area."""
    if not 10 < len(line) < 10_000 or line.lstrip()[:1] in ("<", "{", "["):
        return False
    return len(re.findall(r"\. (?:—|–|--) ", line)) >= (1 if " / " in line or " // " in line else 2) or (
        ". — " in line and line.rstrip().endswith(".")
    )


def record_of(text: str, repairs: list[str]) -> Record:
    """The record. Raises ReadError when no line is a description."""
    given = [" ".join(line.split()) for line in text_of_lines(text)]
    labels: dict[str, list[str]] = {}
    free: list[str] = []
    for line in given:
        labelled = _LABEL.fullmatch(line) if free else None
        if labelled:
            labels.setdefault(labelled[1], []).append(labelled[2])
        else:
            free.append(line)
    at = next((n for n, line in enumerate(free) if is_description(line)), -1)
    if at < 0 and labels and 1 <= len(free) <= 2:
        at = len(free) - 1  # a title and nothing else
    if at < 0:
        raise ReadError('No line has the punctuation of a description (". — " between areas).')
    draft = Draft()
    for name in (n for line in free[:at] for n in line.split("; ")):
        draft.add_people(name, "aut")
    _described(draft, free[at])
    for line in free[at + 1 :]:
        draft.add_note(line)
    _with_labels(draft, labels)
    return draft.record(repairs)


def text_of_lines(text: str) -> list[str]:
    """The lines that are not empty."""
    return [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]


def _described(draft: Draft, line: str) -> None:
    first, *areas = (
        _ABBREVIATED.sub(r"\1.", a.strip()) for a in _AREA.split(line.rstrip().removesuffix("."))
    )
    first, _, draft.host = (p.strip() for p in first.partition(" // "))
    title, _, responsibility = (p.strip() for p in first.partition(" / "))
    title, *parallel = title.split(" = ")
    draft.titles += [TitleVariant(title=t, kind="parallel") for t in parallel]
    draft.title, _, draft.subtitle = (p.strip() for p in title.partition(" : "))
    if responsibility and not draft.people:
        for name in re.split(r"\s*(?:,|;|\band\b|\bund\b|\bet\b)\s*", responsibility):
            draft.add_people(_BY.sub("", name) if _BY.match(name) else name, _role(name))
    for area in areas:
        _area(draft, area)
    isbn = any(scheme == "isbn" for scheme, _ in draft.numbers)
    draft.formats = ("Article" if not isbn else "Chapter",) if draft.host else ("Book",)


def _role(name: str) -> str:
    return "edt" if re.match(r"(?:hrsg|ed\.|edited|herausgegeben)", name, re.IGNORECASE) else "aut"


def _area(draft: Draft, area: str) -> None:
    if numbers := _NUMBER.findall(area):
        draft.numbers += [(scheme.lower(), value) for scheme, value in numbers]
    elif series := _SERIES.fullmatch(area):
        title, _, number = series[1].rpartition(" ; ")
        draft.series.append((title or number, number if title else ""))
    elif draft.host and _PART.match(area) and not draft.first_page and not draft.volume:
        where = part(area)
        draft.volume, draft.issue = where.volume, where.issue
        draft.first_page, draft.last_page = where.pages.first, where.pages.last
        draft.article_number = where.pages.article_number
        if where.date:
            draft.date = issue_dates.issue_date(where.date) or draft.date
    elif (made := _MADE.fullmatch(area)) and not _EDITION.search(area):
        draft.place, draft.publisher = made[1] or "", made[2].strip(" :,")
        draft.dated(made[3]) if draft.date is None else None
    elif not draft.edition and _EDITION.search(area):
        draft.edition = area
    elif not draft.extent and _EXTENT.search(area):
        draft.extent = area
    elif " : " in area and not draft.publisher:
        draft.place, _, draft.publisher = (p.strip() for p in area.partition(" : "))
    else:
        draft.add_note(area)


def _with_labels(draft: Draft, labels: dict[str, list[str]]) -> None:
    """Labelled lines go before what was read out of the description."""

    def get(name: str, otherwise: str = "") -> str:
        return labels.get(name, [otherwise])[0]

    def several(name: str) -> list[str]:
        return [part for text in labels.get(name, []) for part in text.split("; ")]

    if "Title proper" in labels:
        draft.title, draft.subtitle = get("Title proper"), get("Other title information")
    draft.types += several("Kind of publication")
    if "Type" in labels:
        draft.formats = (
            tuple(code for text in several("Type") for code in table_types.codes(text)) or draft.formats
        )
    if "Date" in labels:
        draft.date = issue_dates.edtf_date(get("Date")) or draft.date
    draft.host, draft.host_short = get("Host", draft.host), get("Abbreviated title")
    if "Volume" in labels or "Issue" in labels:
        draft.volume, draft.issue = get("Volume"), get("Issue")
    if "Pages" in labels:
        draft.first_page, draft.last_page = get("Pages"), ""
    draft.article_number = get("Article number", draft.article_number)
    draft.extent, draft.edition = get("Extent", draft.extent), get("Edition", draft.edition)
    draft.publisher, draft.place = get("Publisher", draft.publisher), get("Place", draft.place)
    if "Series" in labels:
        draft.series = [(t, n) for text in labels["Series"] for t, _, n in (text.partition(" ; "),)]
    draft.titles += [TitleVariant(title=t, kind="translated") for t in labels.get("Translated title", [])]
    for name, role in (("Editor", "edt"), ("Translator", "trl")):
        for text in labels.get(name, []):
            draft.add_people(text, role)
    _with_more_labels(draft, labels, several)


def _with_more_labels(
    draft: Draft, labels: dict[str, list[str]], several: Callable[[str], list[str]]
) -> None:
    draft.addresses += labels.get("Address", [])
    draft.languages += several("Language")
    for name in ("DOI", "PMID", "PMCID", "ISBN", "ISSN"):
        draft.numbers += [(name.lower(), text) for text in labels.get(name, [])]
    draft.urls += [(u, "fulltext") for u in labels.get("Full text", [])]
    draft.urls += [(u, "other") for u in labels.get("Link", [])]
    draft.keywords += several("Subjects")
    for text in labels.get("Note", []):
        draft.add_note(text)
    for name in ("Funding", "Licence", "ORCID", "Contributor", "Collection", "Identifier"):
        for text in labels.get(name, []):
            draft.add_note(f"{name}: {text}")
    for text in labels.get("Abstract", []):
        draft.add_abstract(text)
    draft.references += map(labelled_notes.reference, labels.get("Reference", []))
    draft.call_numbers += several("Call number")
    draft.local_id = labels.get("Id", [""])[0]
