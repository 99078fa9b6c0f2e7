"""Addresses (856) and copies (852, 866–868, 876–878, and the local item fields 945, 952, 999)."""

from __future__ import annotations

import re

import msgspec

from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean, name
from pinakes.formats.marc.record import DataField
from pinakes.records.identifiers import doi
from pinakes.records.record import Access, Holding, Identifier, Item, Link, LinkKind

_WORDS: tuple[tuple[re.Pattern[str], LinkKind], ...] = (
    (re.compile(r"table of contents|inhaltsverzeichnis|table des mati|\btoc\b|\bcontents\b"), "contents"),
    (re.compile(r"cover"), "cover"),
    (re.compile(r"finding aid|findbuch"), "findingaid"),
    (re.compile(r"publisher description|publisher's|verlagsangab|contributor bio|author notes"), "publisher"),
    (
        re.compile(r"abstract|summary|inhaltstext|klappentext|zusammenfassung|sample text|description"),
        "summary",
    ),
    (re.compile(r"data ?set|forschungsdaten|research data"), "data"),
    (
        re.compile(
            r"full ?text|volltext|texte int|electronic (?:version|resource|book)|online access|\bpdf\b"
        ),
        "fulltext",
    ),
)
KIND_WORDS = {
    "contents": "Table of contents", "summary": "Abstract", "publisher": "Publisher description", "cover": "Cover",
    "findingaid": "Finding aid", "data": "Data set",
}  # fmt: skip
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SAID_BY_KIND = frozenset(KIND_WORDS.values())
_OPEN = re.compile(r"open access|kostenfrei|frei zug|free(?:ly)?\b(?! trial)|unrestricted", re.IGNORECASE)
_CLOSED = re.compile(
    r"kostenpflichtig|restricted|subscri|lizenz|licen[cs]ed|authorized|only for|limited to|requires",
    re.IGNORECASE,
)


def read_link(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """856: second indicator and words tell full text, contents, cover and related things apart."""
    urls = [u for u in (_address(v) for v in field.all("u")) if u]
    if not urls:
        host, path = clean(field.get("a")), clean(field.get("d"))
        if "." not in host and not host.startswith("http"):
            return
        urls = [_address(f"{host}/{path}".rstrip("/"))]
    label = name(clean(field.get("y") or field.get("3")))
    if label in _SAID_BY_KIND:
        label = ""  # the kind says it, in the reader's language
    words = " ".join(clean(v) for v in field.all("3yzx")).casefold()
    kind = _kind(field.ind2, words)
    access: Access = "unknown"
    if field.get("7") in ("0", "1"):
        access = "open" if field.get("7") == "0" else "restricted"
    elif _CLOSED.search(words):
        access = "subscription"
    elif _OPEN.search(words):
        access = "open"
    spoken = (clean(v) for v in field.all("z3" if field.get("y") else "z"))
    note = "; ".join(dict.fromkeys(v for v in spoken if v and v not in _SAID_BY_KIND))
    for url in urls:
        link = Link(
            url=url, kind=kind, label=label, note=note, access=access, media_type=clean(field.get("q"))
        )
        if link not in draft.links:
            draft.links.append(link)
        if kind == "fulltext" and "doi.org/" in url and (found := doi(url)):
            made = Identifier(scheme="doi", value=found)
            if all(i.value != found for i in draft.identifiers):
                draft.identifiers.append(made)


def _address(raw: str) -> str:
    url = "".join(clean(raw).split(" "))
    if url.startswith("www."):
        return f"http://{url}"
    return url


def _kind(indicator: str, words: str) -> LinkKind:
    for pattern, kind in _WORDS:
        if pattern.search(words):
            return kind if kind != "fulltext" or indicator != "2" else "related"
    return "related" if indicator == "2" else "fulltext"


def read_holding(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """852: where it stands, under which call number."""
    number = " ".join(filter(None, (clean(v) for v in field.all("khijm"))))
    copy = Item(call_number=number, copy=clean(field.get("t")), barcode=clean(field.get("p")))
    found = Holding(
        institution=clean(field.get("a")),
        location=" ".join(dict.fromkeys(filter(None, (clean(v) for v in field.all("bc"))))),
        call_number=number,
        note="; ".join(v for v in map(clean, field.all("z")) if v and not _STAMP.match(v)),
        items=(copy,) if copy.barcode else (),
    )
    if found != Holding():
        draft.holdings.append(found)


def read_coverage(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """866, 867, 868: what a place has of a serial; it belongs to the 852 before it."""
    text = " ".join(filter(None, (clean(v) for v in field.all("az"))))
    if not text:
        return
    if not draft.holdings:
        draft.holdings.append(Holding(coverage=(text,)))
        return
    last = draft.holdings[-1]
    draft.holdings[-1] = Holding(
        institution=last.institution, location=last.location, call_number=last.call_number, scheme=last.scheme,
        coverage=(*last.coverage, text), note=last.note, items=last.items,
    )  # fmt: skip


def _add_item(draft: Draft, place: str, item: Item) -> None:
    if item != Item() and (item.barcode or item.call_number):
        draft.items.append((place, item))


def read_item(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """876–878: a copy; its place is the 852 before it."""
    item = Item(
        copy=clean(field.get("t")),
        barcode=clean(field.get("p")),
        enumeration=clean(field.get("3")),
        status=clean(field.get("j")),
        note=clean(field.get("z")),
    )
    if item == Item():
        return
    if draft.holdings:
        last = draft.holdings[-1]
        item = msgspec.structs.replace(item, call_number=last.call_number)
        draft.holdings[-1] = Holding(
            institution=last.institution, location=last.location, call_number=last.call_number,
            scheme=last.scheme, coverage=last.coverage, note=last.note, items=(*last.items, item),
        )  # fmt: skip
    else:
        draft.items.append(("", item))


def read_koha(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """952 as Koha writes it."""
    if not field.get("o") and not field.get("p"):
        return
    place = f"{clean(field.get('b') or field.get('a'))}|{clean(field.get('c'))}"
    _add_item(
        draft,
        place,
        Item(
            call_number=clean(field.get("o")),
            barcode=clean(field.get("p")),
            copy=clean(field.get("t")),
            enumeration=clean(field.get("h")),
            note=clean(field.get("z")),
        ),
    )


def read_local_item(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """999 (Unicorn, Symphony) and 945 (Millennium, Sierra): place in $l and $m, barcode in $i."""
    barcode = clean(field.get("i"))
    if not barcode or not field.get("l"):
        return
    _add_item(
        draft,
        f"{clean(field.get('m'))}|{clean(field.get('l'))}",
        Item(
            call_number=clean(field.get("a")),
            barcode=barcode,
            copy=clean(field.get("c" if field.tag == "999" else "g")),
        ),
    )


def gather(draft: Draft) -> tuple[Holding, ...]:
    """Holdings, with the copies of one place under one heading."""
    places: dict[str, list[Item]] = {}
    for place, item in draft.items:
        places.setdefault(place, []).append(item)
    found = list(draft.holdings)
    for place, items in places.items():
        institution, _, location = place.partition("|")
        numbers = {i.call_number for i in items}
        found.append(
            Holding(
                institution=institution,
                location=location,
                call_number=items[0].call_number if len(numbers) == 1 else "",
                items=tuple(items),
            )
        )
    return tuple(found)


HANDLERS: dict[str, Handler] = {
    "852": read_holding,
    "856": read_link,
    "945": read_local_item,
    "952": read_koha,
    "999": read_local_item,
    **dict.fromkeys(("866", "867", "868"), read_coverage),
    **dict.fromkeys(("876", "877", "878"), read_item),
}
