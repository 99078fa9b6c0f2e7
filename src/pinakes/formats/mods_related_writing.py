"""Host, series, references and other ties written as <relatedItem> of MODS."""

from __future__ import annotations

from pinakes.formats.mods_vocabulary import TIE_KINDS, TIES
from pinakes.formats.mods_xml import identifier, leaf, node, titled
from pinakes.records.dates import PublicationDate
from pinakes.records.record import HostItem, Reference, Relation, Series


def host(one: HostItem, date: PublicationDate | None) -> str:
    """The host with the place of this part in it."""
    titles = [titled(one.title, "", {"altRepGroup": "1"} if one.alternate else None)]
    if one.alternate:
        titles.append(titled(one.alternate, "", {"altRepGroup": "1"}))
    titles.append(titled(one.abbreviation, "", {"type": "abbreviated"}))
    place = node("place", [leaf("placeTerm", one.place, {"type": "text"})])
    origin = node("originInfo", [place, leaf("publisher", one.publisher), leaf("edition", one.edition)])
    details = [
        node("detail", [leaf("number", value)], {"type": kind})
        for kind, value in (
            ("volume", one.volume),
            ("issue", one.issue),
            ("article number", one.article_number),
        )
    ]
    extent = node("extent", [leaf("start", one.first_page), leaf("end", one.last_page)], {"unit": "pages"})
    where = [*details, extent, leaf("text", one.statement)]
    if any(where) and date is not None and date.edtf:
        where.append(leaf("date", date.edtf, {"encoding": "edtf"}))
    record = node("recordInfo", [leaf("recordIdentifier", one.record)])
    inner = [*titles, *map(identifier, one.identifiers), origin, node("part", where), record]
    return node("relatedItem", inner, {"type": "host"})


def series(one: Series) -> str:
    """A series with the number of this part."""
    info = node("titleInfo", [leaf("title", one.title), leaf("partNumber", one.number)])
    return node("relatedItem", [info, leaf("identifier", one.issn, {"type": "issn"})], {"type": "series"})


def relation(one: Relation) -> str:
    """Another tie; the kind stands in otherType where the type does not say it."""
    kind = TIES.get(one.kind, "")
    other = "relation" if kind in ("host", "series") else "" if TIE_KINDS.get(kind) == one.kind else one.kind
    titles = [titled(one.title, "", {"altRepGroup": "1"} if one.alternate else None)]
    if one.alternate:
        titles.append(titled(one.alternate, "", {"altRepGroup": "1"}))
    inner = [
        *titles,
        node("name", [leaf("namePart", one.contributor)]),
        *map(identifier, one.identifiers),
        node("originInfo", [leaf("dateIssued", one.date)]),
        node("part", [leaf("text", one.number)]),
        node("recordInfo", [leaf("recordIdentifier", one.record)]),
    ]
    return node("relatedItem", inner, {"type": kind, "otherType": other, "displayLabel": one.label})


def reference(one: Reference) -> str:
    """A work in the list of references."""
    inner = [titled(one.title, ""), leaf("note", one.text), *map(identifier, one.identifiers)]
    return node("relatedItem", inner, {"type": "references", "otherType": "reference"})
