"""<relatedItem>, <part> and <identifier> of MODS: host, series and other ties."""

from __future__ import annotations

from typing import get_args

from lxml import etree
from msgspec import structs

from pinakes.formats import mods_names
from pinakes.formats.described import Described, told
from pinakes.formats.envelopes import text_of
from pinakes.formats.marc.linking import part as part_of_text
from pinakes.formats.mods_vocabulary import TIE_KINDS
from pinakes.formats.mods_words import attribute, dates_of, encoded_date, texts, title_of
from pinakes.formats.page_ranges import pages
from pinakes.records import identifiers
from pinakes.records.record import HostItem, Identifier, Reference, Relation, RelationKind, Series

_KINDS = get_args(RelationKind)
_SCHEMES = {
    "hdl": "handle", "isbn13": "isbn", "isbn10": "isbn", "issn-l": "issn", "eissn": "issn", "pissn": "issn",
    "pubmed": "pmid", "pmc": "pmcid", "music publisher": "publisher-number", "issue number": "publisher-number",
    "matrix number": "publisher-number", "music plate": "publisher-number", "url": "uri",
    "videorecording": "publisher-number",
    "videorecording identifier": "publisher-number", "stock number": "stock",
}  # fmt: skip
_EDITORS = frozenset({"edt", "edc", "com", "trl", "red"})
_VOLUMES = ("volume", "vol", "bd", "band", "jahrgang")
_ISSUES = ("issue", "number", "no", "heft", "part", "nr")


def number_of(element: etree._Element) -> Identifier | None:
    """An <identifier>; None when it is empty."""
    text = text_of(element)
    scheme = (element.get("type") or "").lower()
    own = _SCHEMES.get(scheme, scheme)
    found = told(text) if own in ("", "uri") else identifiers.identifier(own, text)
    if found is None:
        return None
    if element.get("invalid") == "yes" and found.valid:
        found = Identifier(scheme=found.scheme, value=text, printed=text, valid=False)
    note = element.get("displayLabel") or ""
    return structs.replace(found, note=note) if note else found


def numbers(element: etree._Element) -> tuple[Identifier, ...]:
    """Identifiers of the related work, each once."""
    found = (number_of(e) for e in element.iterchildren("identifier"))
    return tuple(dict.fromkeys(i for i in found if i is not None))


def read_related(element: etree._Element, draft: Described) -> None:
    """Host, series, a reference, or another tie."""
    kind = element.get("type") or ""
    other = element.get("otherType") or ""
    if other == "collection":
        draft.collections += (t.line for t in map(title_of, element.iterchildren("titleInfo")) if t.title)
    elif kind == "host" and draft.host is None and other != "relation":
        draft.host = _host(element, draft)
    elif kind == "series" and other != "relation":
        _series(element, draft)
    elif other == "reference":
        _reference(element, draft)
    else:
        _relation(element, draft, other if other in _KINDS else TIE_KINDS.get(kind, "related"))


def _titles(element: etree._Element) -> tuple[str, str, str]:
    """Title, abbreviated title, title in another script."""
    main = short = alternate = ""
    for info in element.iterchildren("titleInfo"):
        line = title_of(info).line
        if info.get("type") == "abbreviated":
            short = short or line
        elif main and info.get("altRepGroup"):
            alternate = alternate or line
        else:
            main = main or line
    return main, short, alternate


def _record(element: etree._Element) -> str:
    for info in element.iterchildren("recordInfo"):
        for text in texts(info, "recordIdentifier"):
            return text
    return ""


def _host(element: etree._Element, draft: Described) -> HostItem:
    main, short, alternate = _titles(element)
    edition = publisher = place = ""
    for origin in element.iterchildren("originInfo"):
        publisher = publisher or next(iter(texts(origin, "publisher")), "")
        edition = edition or next(iter(texts(origin, "edition")), "")
        place = place or next(
            (t for p in origin.iter("placeTerm") if p.get("type") != "code" and (t := text_of(p))), ""
        )
        if draft.date is None:
            draft.date = dates_of(origin).date
    found = HostItem(
        title=main or short, abbreviation=short if main else "", identifiers=numbers(element), edition=edition,
        publisher=publisher, place=place, record=_record(element), alternate=alternate,
    )  # fmt: skip
    for part in element.iterchildren("part"):
        found = _with_part(found, part, draft)
    if not any(i.scheme == "issn" for i in found.identifiers):
        _editors(element, draft)
    return found


def _editors(element: etree._Element, draft: Described) -> None:
    """Who edited the book that holds the work, as other formats have it beside the author of a chapter."""
    for name in element.iterchildren("name"):
        one = mods_names.contributor(name)
        if one is not None and _EDITORS.intersection(one.roles) and one not in draft.contributors:
            draft.contributors.append(structs.replace(one, primary=False))


def place_in_host(root: etree._Element, draft: Described) -> None:
    """A <part> of the work itself says where in its host it stands."""
    if draft.host is None:
        return
    for part in root.iterchildren("part"):
        draft.host = _with_part(draft.host, part, draft)


def _with_part(host: HostItem, part: etree._Element, draft: Described) -> HostItem:
    volume, issue, number = host.volume, host.issue, host.article_number
    for detail in part.iterchildren("detail"):
        kind = (detail.get("type") or "").lower()
        value = next(iter(texts(detail, "number") or texts(detail, "title") or texts(detail, "caption")), "")
        if kind in _VOLUMES:
            volume = volume or value
        elif kind in _ISSUES:
            issue = issue or value
        elif kind in ("article", "article number", "artid", "page"):
            number = number or value
    first, last = host.first_page, host.last_page
    for extent in part.iterchildren("extent"):
        start, end = next(iter(texts(extent, "start")), ""), next(iter(texts(extent, "end")), "")
        listed = pages(next(iter(texts(extent, "list")), "")) if not start and not end else None
        first = first or (listed.first if listed else start)
        last = last or (listed.last if listed else end)
        number = number or (listed.article_number if listed else "")
    statement = host.statement
    for text in texts(part, "text"):
        where = part_of_text(text)
        volume, issue = volume or where.volume, issue or where.issue
        first, last = first or where.pages.first, last or where.pages.last
        statement = statement or text
    if draft.date is None and (printed := next(iter(texts(part, "date")), "")):
        draft.date = encoded_date(printed)
    return structs.replace(
        host,
        volume=volume,
        issue=issue,
        first_page=first,
        last_page=last,
        article_number=number,
        statement=statement,
    )


def _series(element: etree._Element, draft: Described) -> None:
    for info in element.iterchildren("titleInfo"):
        title = " ".join(texts(info, "title"))
        lead = " ".join(texts(info, "nonSort"))
        title = f"{lead} {title}".strip()
        if subtitle := " : ".join(texts(info, "subTitle")):
            title = f"{title}: {subtitle}"
        if not title:
            continue
        name = " ".join(texts(info, "partName"))
        issn = next((i.value for i in numbers(element) if i.scheme == "issn"), "")
        found = [
            t
            for p in element.iterchildren("part")
            for d in p.iterchildren("detail")
            for t in texts(d, "number")
        ]
        number = " ".join(texts(info, "partNumber")) or next(iter(found), "")
        draft.series.append(Series(title=f"{title}. {name}" if name else title, number=number, issn=issn))
        return


def _reference(element: etree._Element, draft: Described) -> None:
    main, _, _ = _titles(element)
    text = next(iter(texts(element, "note")), "")
    draft.references.append(Reference(text=text, title=main, identifiers=numbers(element)))


def _relation(element: etree._Element, draft: Described, kind: str) -> None:
    main, short, alternate = _titles(element)
    maker = next((h for n in element.iterchildren("name") if (h := mods_names.heading(n))), "")
    number = next((t for p in element.iterchildren("part") for t in texts(p, "text")), "")
    date = next((d.printed for o in element.iterchildren("originInfo") if (d := dates_of(o)).printed), "")
    own = list(numbers(element))
    if (href := attribute(element, "href")) and (found := told(href)) is not None and found not in own:
        own.append(found)
    made = Relation(
        kind=kind,  # type: ignore[arg-type]
        title=main or short, contributor=maker, identifiers=tuple(own), record=_record(element),
        label=element.get("displayLabel") or "", number=number, date=date, alternate=alternate,
    )  # fmt: skip
    if made.title or made.identifiers or made.record:
        draft.relations.append(made)
