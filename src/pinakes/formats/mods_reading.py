"""What each top element of MODS says of a record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from lxml import etree

from pinakes.formats import article_parts, described_types, funders, mods_names, mods_related
from pinakes.formats.described import Described
from pinakes.formats.envelopes import text_of
from pinakes.formats.mods_vocabulary import NOTE_KINDS
from pinakes.formats.mods_words import attribute, dates_of, language_of, texts, title_of
from pinakes.records import countries, languages
from pinakes.records.record import (
    Abstract,
    Classification,
    ContentsEntry,
    Holding,
    Item,
    Licence,
    Link,
    LinkKind,
    Publication,
    TitleKind,
    TitleVariant,
)

Handler = Callable[[etree._Element, Described], None]
_LINK_KINDS = get_args(LinkKind)
_TITLE_KINDS = get_args(TitleKind)
_FUNCTIONS = ("publication", "production", "distribution", "manufacture", "copyright")


def read_into(root: etree._Element, draft: Described) -> None:
    """All that the <mods> says."""
    groups: dict[str, str] = {}
    for element in root:
        handler = _HANDLERS.get(element.tag)
        if element.tag == "titleInfo":
            _title(element, draft, groups)
        elif handler is not None:
            handler(element, draft)
    mods_related.place_in_host(root, draft)
    if not draft.formats and not draft.own_formats:
        draft.formats += _by_issuance(root, draft)


def _by_issuance(root: etree._Element, draft: Described) -> tuple[str, ...]:
    """The kind of a text that no genre names: by its host and by how it is issued."""
    issued = {text_of(e) for e in root.iter("issuance")}
    if draft.host is not None and (draft.host.title or draft.host.identifiers):
        serial = (
            draft.host.volume or draft.host.issue or any(i.scheme == "issn" for i in draft.host.identifiers)
        )
        return ("Article",) if serial else ("Chapter",)
    if issued & {"serial", "continuing"}:
        return ("Serial",)
    kinds = {text_of(e) for e in root.iterchildren("typeOfResource")}
    if issued & {"monographic", "single unit", "multipart monograph"} and kinds <= {"text"}:
        return ("EBook",) if "Online" in draft.carriers else ("Book",)
    return ()


def _title(element: etree._Element, draft: Described, groups: dict[str, str]) -> None:
    kind, group = element.get("type") or "", element.get("altRepGroup") or ""
    found = title_of(element)
    if not found.title:
        return
    if not kind and not draft.title:
        draft.title, draft.subtitle, draft.nonfiling = found.title, found.subtitle, found.nonfiling
        draft.title_language = language_of(element)
        groups["title"] = group
        return
    if not kind and group and group == groups.get("title") and not draft.title_alternate:
        draft.title_alternate = found.line
        return
    told_kind = element.get("otherType") or kind
    draft.titles.append(
        TitleVariant(
            title=found.line,
            kind=told_kind if told_kind in _TITLE_KINDS else "variant",  # type: ignore[arg-type]
            language=language_of(element),
            label=element.get("displayLabel") or "",
        )
    )


def _type(element: etree._Element, draft: Described) -> None:
    if not draft.formats:
        draft.formats += described_types.codes(text_of(element))
    if element.get("manuscript") == "yes":
        draft.formats.append("Manuscript")


def _genre(element: etree._Element, draft: Described) -> None:
    text = text_of(element)
    if element.get("authority") == "pinakes":
        draft.own_formats.append(text)
        return
    found = described_types.codes(text)
    draft.formats[:0] = found
    if text:
        draft.types.append(text)


def _origin(element: etree._Element, draft: Described) -> None:
    function = element.get("eventType") or "publication"
    places: list[str] = []
    for place in element.iter("placeTerm"):
        if place.get("type") == "code":
            code = text_of(place)
            marc = (place.get("authority") or "").startswith("marc")
            draft.country = draft.country or (countries.from_marc(code) if marc else countries.from_iso(code))
        elif text := text_of(place):
            places.append(text)
    dates = dates_of(element)
    printed = dates.printed
    if dates.date is not None and (draft.date is None or dates.key):
        draft.date = dates.date
    makers = texts(element, "publisher") + [n for a in element.iter("agent") if (n := mods_names.heading(a))]
    if places or makers or printed:
        draft.publications.append(
            Publication(
                function=function if function in _FUNCTIONS else "publication",  # type: ignore[arg-type]
                places=tuple(places),
                publishers=tuple(makers),
                date=printed,
            )
        )
    if edition := "; ".join(texts(element, "edition")):
        draft.edition = draft.edition or edition
    for text in texts(element, "frequency"):
        draft.note(text, "frequency")


def _language(element: etree._Element, draft: Described) -> None:
    where = (
        draft.original_languages
        if element.get("objectPart") in ("original", "translation")
        else draft.languages
    )
    if element.get("objectPart") in ("summary", "abstract", "table of contents", "libretto", "subtitle"):
        return
    codes = [t for t in element.iter("languageTerm") if t.get("type") != "text"] or list(
        element.iter("languageTerm")
    )
    where += filter(None, (languages.code(text_of(term)) for term in codes))


def _physical(element: etree._Element, draft: Described) -> None:
    lines: list[str] = []
    for part in element:
        text = text_of(part)
        if part.tag == "extent" and part.get("unit") == "pages" and text.isdecimal():
            draft.extent_pages = text
        elif part.tag == "extent" and text:
            lines.append(text)
        elif part.tag == "form" and (part.get("authority") or "") in ("marcform", "gmd", "marccategory"):
            _form(text, draft)
        elif part.tag == "note":
            draft.note(text)
    draft.physical += lines
    if not draft.extent_pages and (match := re.search(r"(\d+)\s*(?:p\b|pages?|S\b|Seiten)", " ".join(lines))):
        draft.extent_pages = match[1]


def _form(text: str, draft: Described) -> None:
    found = {"microform": "Microform", "microfiche": "Microform", "braille": "Braille", "electronic": "Online",
             "electronic resource": "Online"}.get(text.lower())  # fmt: skip
    if found:
        draft.carriers.append(found)


def _abstract(element: etree._Element, draft: Described) -> None:
    text = text_of(element)
    kind = (element.get("type") or "").lower()
    known = {"summary": "summary", "review": "review", "content advice": "content-advice"}.get(
        kind, "abstract"
    )
    if text:
        draft.abstracts.append(
            Abstract(
                text=text,
                language=language_of(element),
                label=element.get("displayLabel") or "",
                kind=known,  # type: ignore[arg-type]
            )
        )


def _contents(element: etree._Element, draft: Described) -> None:
    for line in re.split(r"\s+--\s+", text_of(element)):
        title, _, maker = line.partition(" / ")
        if title.strip():
            draft.contents.append(ContentsEntry(title=title.strip(), responsibility=maker.strip()))


def _audience(element: etree._Element, draft: Described) -> None:
    draft.note(text_of(element), "audience")


def _note(element: etree._Element, draft: Described) -> None:
    kind, text = (element.get("type") or "").lower(), text_of(element)
    if kind == "statement of responsibility":
        draft.responsibility = draft.responsibility or text
    elif kind == "funding" and text:
        funder, _, award = text.partition("; ")
        draft.funding.append(funders.read(funder, award))
    elif kind == "version identification" and not draft.version:
        draft.version = text
    elif kind == "collection":
        draft.collections.append(text)
    elif kind not in ("admin", "cataloging"):
        draft.note(text, NOTE_KINDS.get(kind, "general"))


def _classification(element: etree._Element, draft: Described) -> None:
    if text := text_of(element):
        scheme = (element.get("authority") or "local").lower()
        known = {"lcc": "lcc", "ddc": "ddc", "nlm": "nlm", "udc": "udc", "sudocs": "sudoc"}.get(
            scheme, scheme
        )
        draft.classifications.append(
            Classification(scheme=known, number=text, edition=element.get("edition") or "")
        )


def _identifier(element: etree._Element, draft: Described) -> None:
    if (found := mods_related.number_of(element)) is not None:
        draft.numbers.append(found)
        if text_of(element).startswith("http") and not element.get("invalid"):
            draft.link(text_of(element))


def _location(element: etree._Element, draft: Described) -> None:
    for url in element.iter("url"):
        _url(url, draft)
    copies = list(element.iter("copyInformation"))
    institution = next(iter(texts(element, "physicalLocation")), "")
    shelf = next(iter(texts(element, "shelfLocator")), "")
    items: list[Item] = []
    coverage: list[str] = []
    location = note = ""
    for copy in copies:
        location = location or "; ".join(texts(copy, "subLocation"))
        shelf = shelf or next(iter(texts(copy, "shelfLocator")), "")
        note = note or "; ".join(texts(copy, "note"))
        coverage += texts(copy, "enumerationAndChronology")
        items += [Item(call_number=shelf, barcode=b) for b in texts(copy, "itemIdentifier")]
    found = Holding(
        institution=institution, location=location, call_number=shelf, coverage=tuple(coverage), note=note,
        items=tuple(items),
    )  # fmt: skip
    if found != Holding():
        draft.holdings.append(found)


def _url(element: etree._Element, draft: Described) -> None:
    url, note = text_of(element), element.get("note") or ""
    kind, _, rest = note.partition(":")
    rest = rest.strip()
    told_kind = kind if kind in _LINK_KINDS else ""
    label = element.get("displayLabel") or ""
    known = told_kind or ("other" if element.get("access") == "preview" else "fulltext")
    if article_parts.is_web_address(url) and all(link.url != url for link in draft.links):
        draft.links.append(Link(url=url, kind=known, label=label, note=rest if told_kind else note))  # type: ignore[arg-type]


def _access(element: etree._Element, draft: Described) -> None:
    text, url = text_of(element), attribute(element, "href")
    kind = (element.get("type") or "").lower()
    if re.search(r"open\s?access", text, re.IGNORECASE):
        draft.open_access = True
        if not url:
            return
    licence = article_parts.licence(url or text)
    if text and text == url:
        draft.licences.append(Licence(url=url))
    elif licence.url or text[:2].upper() == "CC":
        draft.licences.append(Licence(name=text, url=licence.url) if text else licence)
    elif text:
        draft.note(text, "access" if "restriction" in kind else "use")


def _record_info(element: etree._Element, draft: Described) -> None:
    draft.source_id = draft.source_id or next(iter(texts(element, "recordIdentifier")), "")
    changed = next(iter(texts(element, "recordChangeDate")), "")
    if re.fullmatch(r"\d{14}\.\d", changed):
        c = changed
        changed = f"{c[:4]}-{c[4:6]}-{c[6:8]}T{c[8:10]}:{c[10:12]}:{c[12:14]}"
    draft.changed = draft.changed or changed


_HANDLERS: dict[str, Handler] = {
    "name": mods_names.read_name, "typeOfResource": _type, "genre": _genre, "originInfo": _origin,
    "language": _language, "physicalDescription": _physical, "abstract": _abstract, "tableOfContents": _contents,
    "targetAudience": _audience, "note": _note, "subject": mods_names.read_subject, "classification": _classification,
    "relatedItem": mods_related.read_related, "identifier": _identifier, "location": _location,
    "accessCondition": _access, "recordInfo": _record_info,
}  # fmt: skip
