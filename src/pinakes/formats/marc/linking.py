"""Ties to other works: host (773), 76X–78X, and series (440, 490, 8XX)."""

from __future__ import annotations

import re

from pinakes.formats.issue_dates import issue_date
from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.names import tie
from pinakes.formats.marc.punctuation import clean, name, title, uncontained
from pinakes.formats.marc.record import DataField
from pinakes.formats.page_ranges import Pages, pages
from pinakes.records.base import Struct
from pinakes.records.identifiers import identifier
from pinakes.records.record import HostItem, Identifier, Relation, RelationKind, Series

_KINDS: dict[str, RelationKind] = {
    "760": "series", "762": "part", "765": "original", "767": "translation", "770": "supplement",
    "772": "supplement-of", "773": "host", "774": "part", "775": "other-edition", "776": "other-format",
    "777": "issued-with", "780": "earlier", "785": "later", "786": "data", "787": "related",
}  # fmt: skip
# 780 and 785, second indicator: the words that MARC prescribes.
_EARLIER = {
    "0": "Continues", "1": "Continues in part", "2": "Supersedes", "3": "Supersedes in part",
    "4": "Formed by the union", "5": "Absorbed", "6": "Absorbed in part", "7": "Separated from",
}  # fmt: skip
_LATER = {
    "0": "Continued by", "1": "Continued in part by", "2": "Superseded by", "3": "Superseded in part by",
    "4": "Absorbed by", "5": "Absorbed in part by", "6": "Split into", "7": "Merged to form", "8": "Changed back to",
}  # fmt: skip
_REVIEWS: tuple[tuple[str, RelationKind], ...] = (
    ("review of", "review-of"), ("rezension von", "review-of"), ("reviewed in", "reviewed-in"),
    ("rezension in", "reviewed-in"), ("erratum", "erratum"), ("retraction of", "retracts"),
    ("retraction", "retraction"), ("corrects", "corrects"), ("cites", "cites"),
)  # fmt: skip
_VOLUME = re.compile(r"\b(?:vol(?:ume)?|bd|band|jg|jahrgang|t|tome|v)\b\.?\s*:?\s*([\w/\-]+)", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:no|nr|number|issue|heft|h|iss|n)\b\.?[°º]?\s*:?\s*([\w/\-]+)", re.IGNORECASE)
_PAGES = re.compile(
    r"(?:\b(?:pages?|pp?|seiten?|s|article)\b\.?\s*:?\s*)([A-Za-z]{0,3}\d[\w.\-\u2010-\u2015, ]*"
    r"|[ivxlc]+\s*[-\u2013]\s*[ivxlc]+)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"^(\w+)\s*(?:\((\w[\w/\-]*)\))?\s*:\s*(?:p\.?\s*)?([A-Za-z]?\d+\s*[-\u2010-\u2015]\s*[A-Za-z]?\d+|[A-Za-z]?\d+)\s*$"
)
_LED = re.compile(r"^(\d+)\s*\((\d{4})\)")
_DATED = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ENUMERATED = re.compile(r"^([^:<]*)(?::([^:<]*))?(?::[^<]*)?(?:<(.*))?$")
_LABELLED = re.compile(
    r"^(volume|number|issue|year|month|day|pages|extent|artid|elocationid|supplement)\s*:\s*(.+)$",
    re.IGNORECASE,
)


class Part(Struct):
    """Where in its host a part stands, out of what is printed."""

    volume: str = ""
    issue: str = ""
    pages: Pages = Pages()
    date: str = ""


def part(text: str) -> Part:
    """Volume, issue, pages and date in "Vol. 2, no. 2 (June 2014), p. 70-72" or "2(2014), 2, Seite 70-72"."""
    short = _SHORT.match(text)
    if short:
        return Part(volume=short[1], issue=short[2] or "", pages=pages(short[3]))
    page = _PAGES.search(text)
    rest = text[: page.start()] + text[page.end() :] if page else text
    volume, issue = _VOLUME.search(rest), _ISSUE.search(rest)
    number = issue[1] if issue else ""
    led = _LED.match(rest)
    if volume is None and led is not None and not number:
        after = re.match(r"\s*,\s*(\d+)\b", rest[led.end() :])
        number = after[1] if after else ""
    inner = re.search(r"\(([^()]*\d{4}[^()]*)\)", rest)
    year = _DATED.search(rest)
    return Part(
        volume=volume[1] if volume else led[1] if led else "",
        issue=number,
        pages=pages(page[1]) if page else Pages(),
        date=inner[1].strip() if inner and issue_date(inner[1]) else year[0] if year else "",
    )


def part_statement(where: Part) -> str:
    """The part in words: "Vol. 2, no. 2 (2014), p. 70-72"."""
    found = ", ".join(
        filter(None, (where.volume and f"Vol. {where.volume}", where.issue and f"no. {where.issue}"))
    )
    if where.date:
        found = f"{found} ({where.date})" if found else where.date
    place = where.pages
    run = f"{place.first}-{place.last}" if place.last and place.last != place.first else place.first
    leaf = f"p. {run}" if run else f"article {place.article_number}" if place.article_number else ""
    return ", ".join(filter(None, (found, leaf)))


def _labelled(values: list[str]) -> dict[str, str] | None:
    """Pieces that German union catalogues write one in a subfield: "volume:2", "pages:70-72"."""
    found: dict[str, str] = {}
    for value in values:
        if match := _LABELLED.match(value):
            found.setdefault(match[1].lower(), match[2].strip())
    return found or None


def _labelled_pages(labelled: dict[str, str]) -> Pages:
    number = labelled.get("artid") or labelled.get("elocationid") or ""
    found = pages(labelled.get("pages", ""))
    return Pages(first=found.first, last=found.last, article_number=number or found.article_number)


def imprint(place: str, publisher: str) -> str:
    """ "Köln : Thieme" as $d of 76X–78X has it; a place alone keeps the mark, so that it is no publisher."""
    return f"{place} : {publisher}".strip() if place else publisher


def _identifiers(field: DataField) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for code, raw in field.subfields:
        made = None
        if code == "x":
            made = identifier("issn", clean(raw).rstrip(" .;,")) if len(raw) < 30 else None
        elif code == "z":
            made = identifier("isbn", clean(raw).rstrip(" .;,"))
        elif code == "o" and "10." in raw:
            made = identifier("doi", clean(raw))
        elif code == "w" and raw.strip().lower().startswith("(ocolc)"):
            made = identifier("oclc", clean(raw))
        elif code == "r":
            made = identifier("report", clean(raw))
        if made is not None and made not in found:
            found.append(made)
    return tuple(found)


def _record(field: DataField) -> str:
    numbers = [v for v in (clean(v) for v in field.all("w")) if v]
    own = [v for v in numbers if not v.lower().startswith(("(ocolc)", "(dlc)"))]
    return (own or numbers or [""])[0]


def _title(field: DataField | None) -> str:
    if field is None:
        return ""
    return title(clean(field.get("t") or field.get("s") or field.get("p") or field.get("a")))


def read_host(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """773: the journal or book that holds this part; a second one is a relation."""
    if draft.host is not None:
        read_relation(draft, field, alternate)
        return
    values = [v for v in (clean(v) for v in field.all("g")) if v]
    labelled = _labelled(values)
    if labelled is not None:
        where = Part(
            volume=labelled.get("volume", ""),
            issue=labelled.get("number", "") or labelled.get("issue", ""),
            pages=_labelled_pages(labelled),
            date="-".join(
                filter(None, (labelled.get("year", ""), labelled.get("month", ""), labelled.get("day", "")))
            ),
        )
        statement = next((v for v in values if not _LABELLED.match(v)), "")
    else:
        statement = ", ".join(values)
        where = part(statement) if statement else Part()
    where = _enumerated(where, clean(field.get("q")))
    if (
        field.get("c") and field.get("p") and re.fullmatch(r"\d{4}", field.get("y").strip())
    ):  # physics' own way
        where = Part(
            volume=clean(field.get("v")),
            issue=clean(field.get("n")),
            pages=pages(clean(field.get("c"))),
            date=field.get("y").strip(),
        )
    draft.host_date = where.date
    if labelled is not None and statement == part_statement(where):
        statement = ""
    made = [clean(v) for v in field.all("d")]
    place, mark, publisher = f"{made[0]} ".partition(" : ") if made else ("", "", "")
    if not mark:
        place, publisher = "", place.strip()
    found = HostItem(
        title=_title(field),
        abbreviation=name(clean(field.get("p"))) if field.get("t") else "",
        identifiers=_identifiers(field),
        volume=where.volume or clean(field.get("v")),
        issue=where.issue,
        first_page=where.pages.first,
        last_page=where.pages.last,
        article_number=where.pages.article_number,
        statement=statement,
        edition=name(clean(field.get("b"))),
        publisher=name(publisher),
        place=name(place),
        record=_record(field),
        alternate=_title(alternate),
    )
    if found != HostItem(title=""):
        draft.host = found


def _enumerated(where: Part, text: str) -> Part:
    """$q, "2:2<70": volume, issue and first page, for what $g leaves open."""
    match = _ENUMERATED.match(text) if text else None
    if match is None:
        return where
    return Part(
        volume=where.volume or (match[1] or "").strip(),
        issue=where.issue or (match[2] or "").strip(),
        pages=where.pages if where.pages.first or where.pages.article_number else pages(match[3] or ""),
        date=where.date,
    )


def read_relation(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """76X–78X but the host."""
    kind = _KINDS[field.tag]
    label = name(clean(field.get("i")))
    if field.tag == "787" and label:
        folded = label.casefold()
        kind = next((k for words, k in _REVIEWS if words in folded), tie(label))
    elif field.tag == "780":
        label = label or _EARLIER.get(field.ind2, "")
    elif field.tag == "785":
        label = label or _LATER.get(field.ind2, "")
    main = field.get("t") or field.get("s")
    found = Relation(
        kind=kind,
        title=_title(field),
        contributor=name(clean(field.get("a"))) if main else "",
        identifiers=_identifiers(field),
        record=_record(field),
        label=label,
        number="; ".join(filter(None, (clean(v) for v in field.all("g")))),
        date=name(clean(field.get("d"))),
        alternate=_title(alternate),
    )
    if found.title or found.identifiers or found.record:
        draft.relations.append(found)


def read_series_statement(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """440 and 490: the series as printed."""
    pieces = [clean(v) for c, v in field.subfields if c in "anp"]
    main = title(". ".join(title(p) for p in pieces if p))
    if not main:
        return
    other = title(clean(" ".join(alternate.all("a")))) if alternate is not None else ""
    found = Series(
        title=main,
        number=uncontained(clean(field.get("v")).strip(" ;,.")),
        issn=_issn(field),
        alternate=other,
    )
    if found not in draft.series:
        draft.series.append(found)


def _issn(field: DataField) -> str:
    found = identifier("issn", clean(field.get("x")).strip(" ;,."))
    return found.value if found is not None else ""


def read_series_entry(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """800, 810, 811, 830: the series in its authorised form, kept where no statement says the same."""
    codes = "anp" if field.tag == "830" else "tnp"
    pieces: list[str] = []
    for code, raw in field.subfields:
        if (code in codes and (code == codes[0] or pieces)) and (value := title(clean(raw))):
            pieces.append(value)
    main = title(". ".join(pieces))
    if main:
        other = clean(alternate.get(codes[0])) if alternate is not None else ""
        draft.traced.append(
            Series(
                title=main,
                number=clean(field.get("v")).strip(" ;,."),
                issn=_issn(field),
                alternate=title(other),
            )
        )


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_KINDS, read_relation),
    "773": read_host,
    "440": read_series_statement,
    "490": read_series_statement,
    **dict.fromkeys(("800", "810", "811", "830"), read_series_entry),
}
