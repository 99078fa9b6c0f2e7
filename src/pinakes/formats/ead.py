"""EAD 2002 and EAD3: a record for the finding aid and for each of its components, with its path.

Source: Society of American Archivists, "Encoded Archival Description Tag Library", version 2002 and EAD3 1.1.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import article_parts, described_types, envelopes, xml_pieces
from pinakes.formats.base import Format
from pinakes.formats.described import Described
from pinakes.formats.ead_cutting import EadCutter, title_text
from pinakes.formats.ead_names import add_access_points, contributor
from pinakes.formats.envelopes import text_of
from pinakes.formats.issue_dates import issue_date
from pinakes.formats.mods_words import attribute, interval
from pinakes.records import countries, languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Abstract, Holding, HostItem, Item, NoteKind, Record, Relation, TitleVariant

_NOTES: dict[str, NoteKind] = {
    "bioghist": "biography", "accessrestrict": "access", "userestrict": "use", "prefercite": "citation",
    "acqinfo": "acquisition", "custodhist": "provenance", "arrangement": "arrangement", "bibliography": "bibliography",
    "originalsloc": "original-version", "altformavail": "reproduction", "otherfindaid": "finding-aid",
    "phystech": "system", "odd": "general", "note": "general", "didnote": "general", "relatedmaterial": "general",
    "separatedmaterial": "general", "accruals": "general", "appraisal": "general", "processinfo": "local",
    "fileplan": "arrangement", "materialspec": "general", "legalstatus": "use",
}  # fmt: skip
_TEXTS = ("scopecontent", "abstract")
_PARTS = ("did", "dsc", "archdesc", "descgrp", "controlaccess", "daogrp", "daoset")


class EadReader:
    """Reads finding aids, alone, several in one file, or within OAI-PMH; there one record stands for the whole."""

    def __init__(self) -> None:
        self._parser = xml_pieces.parser()

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        return EadCutter().cut(stream)

    def parse(self, raw: bytes) -> Record:
        if not raw.startswith(b"<component"):
            pieces = list(EadCutter().cut(io.BytesIO(raw)))
            if not pieces:
                raise ReadError("There is no finding aid in it.")
            raw = pieces[-1]
        repairs: list[str] = []
        root = xml_pieces.element(raw, self._parser, repairs)
        own = next((e for e in root if re.fullmatch(r"c\d*|archdesc", e.tag)), None)
        if own is None:
            raise ReadError("There is no component in it.")
        draft = Described()
        _read(own, draft)
        _placed(root, own, draft)
        return draft.record(repairs)


def _read(own: etree._Element, draft: Described) -> None:
    did = own.find("did")
    if did is not None:
        _read_did(did, draft)
    for element in own:
        _read_part(element, draft)
    if own.tag == "archdesc":
        draft.formats.insert(0, "Archive")
    elif not draft.formats:
        draft.formats.append("Archive")


def _read_did(did: etree._Element, draft: Described) -> None:
    for element in did:
        handler = _DID.get(element.tag)
        if handler is not None:
            handler(element, draft)
        else:
            _read_part(element, draft)
    if not draft.title:  # a component may have a date or a box in place of a title
        boxes = ", ".join(_container(c) for c in did.iter("container"))
        printed = draft.date.printed or draft.date.edtf if draft.date is not None else ""
        draft.title = printed or next((n.value for n in draft.numbers), "") or boxes


def _read_part(element: etree._Element, draft: Described) -> None:
    name = element.tag
    if name in _TEXTS:
        if text := _prose(element):
            draft.abstracts.append(Abstract(text=text, kind="abstract" if name == "abstract" else "summary"))
    elif name in _NOTES:
        draft.note(_prose(element), _NOTES[name])
    elif name == "controlaccess":
        add_access_points(element, draft)
    elif name in ("dao", "daoloc", "daogrp", "daoset"):
        for link in element.iter("dao", "daoloc"):
            label = (
                text_of(link.find("daodesc"))
                or text_of(link.find("descriptivenote"))
                or attribute(link, "title")
            )
            draft.link(attribute(link, "href"), label=label)
    elif name == "descgrp":
        for part in element:
            _read_part(part, draft)


def _prose(element: etree._Element) -> str:
    """The text without its heading, paragraphs and items apart."""
    pieces = [text_of(e) for e in element.iter("p", "item", "bibref", "chronitem") if e.find(".//p") is None]
    if pieces:
        return " ".join(filter(None, pieces))
    heading = text_of(element.find("head"))
    return text_of(element).removeprefix(heading).strip()


def _title(element: etree._Element, draft: Described) -> None:
    for date in list(element.iter("unitdate")):
        _date(date, draft)
    title = title_text(element)
    if not draft.title:
        draft.title = title
    elif title:
        draft.titles.append(TitleVariant(title=title))


def _date(element: etree._Element, draft: Described) -> None:
    if element.get("type") == "bulk" and draft.date is not None:
        return
    printed = text_of(element)
    found = date_of(element.get("normal") or "", printed)
    if found is not None and draft.date is None:
        draft.date = found


def _structured_date(element: etree._Element, draft: Described) -> None:
    """EAD3."""
    points = [e.get("standarddate") or text_of(e) for e in element.iter("datesingle", "fromdate", "todate")]
    if points and draft.date is None:
        draft.date = date_of("/".join(points[:2]), "")


def date_of(normal: str, printed: str) -> PublicationDate | None:
    """A date by its normal form ("1990/1999", "19901231"), else as printed."""
    found: PublicationDate | None = None
    if normal:
        first, _, last = normal.partition("/")
        if last and last[:4] != first[:4]:
            found = interval(first, last)
        else:
            plain = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", first)
            found = article_parts.day(plain)
    if found is None:
        return issue_date(printed)
    shown = "" if printed == found.edtf else printed
    return PublicationDate(
        edtf=found.edtf, printed=shown, first_year=found.first_year, last_year=found.last_year
    )


def _number(element: etree._Element, draft: Described) -> None:
    draft.number("local", text_of(element))
    draft.country = draft.country or countries.from_iso(element.get("countrycode") or "")


def _extent(element: etree._Element, draft: Described) -> None:
    """<physdesc>, or the structured one of EAD3."""
    quantity, unit = text_of(element.find("quantity")), text_of(element.find("unittype"))
    text = f"{quantity} {unit}".strip() or text_of(element)
    if text:
        draft.physical.append(text)
    for form in element.iter("genreform"):
        draft.formats += described_types.codes(text_of(form))


def _origination(element: etree._Element, draft: Described) -> None:
    found = [c for e in element if (c := contributor(e, element.get("label") or "")) is not None]
    if not found and (text := text_of(element)) and (one := article_parts.full_name(text, "cre")) is not None:
        found = [one]
    draft.contributors += found


def _languages(element: etree._Element, draft: Described) -> None:
    codes = [e.get("langcode") or "" for e in element.iter("language")]
    draft.languages += filter(None, map(languages.code, codes))
    if not any(codes):
        for word in re.split(r"[,;.]|\band\b|\bund\b", text_of(element)):
            draft.language(word.strip())


def _nothing(element: etree._Element, draft: Described) -> None:
    """Read with the place of the component."""


_DID: dict[str, Callable[[etree._Element, Described], None]] = {
    "unittitle": _title, "unitdate": _date, "unitdatestructured": _structured_date, "unitid": _number,
    "physdesc": _extent, "physdescstructured": _extent, "origination": _origination, "langmaterial": _languages,
    "repository": _nothing, "container": _nothing, "physloc": _nothing,
}  # fmt: skip


def _container(element: etree._Element) -> str:
    kind = element.get("localtype") or element.get("type") or ""
    return " ".join(filter(None, (kind, text_of(element))))


def _placed(root: etree._Element, own: etree._Element, draft: Described) -> None:
    """Id, path, host and place on the shelf."""
    header = next((e for e in root if e.tag in ("eadheader", "control")), None)
    aid = ""
    if header is not None:
        aid = text_of(header.find("eadid")) or text_of(header.find("recordid"))
        identifier = header.find("eadid")
        url = identifier.get("url") or "" if identifier is not None else ""
        if own.tag == "archdesc":
            draft.link(url, "findingaid")
    above = [e for e in root if e.tag == "above"]
    number = next((n.value for n in draft.numbers), "")
    name = own.get("id") or number or root.get("place") or ""
    draft.source_id = aid if own.tag == "archdesc" and aid else "/".join(filter(None, (aid, name)))
    if above:
        titles = [e.get("title") or e.get("number") or "" for e in above]
        steps = (root.get("place") or "").split(".")
        ids = [aid or titles[0]]
        for depth, level in enumerate(above[1:], start=1):
            own_name = level.get("id") or level.get("number") or ".".join(steps[:depth])
            ids.append("/".join(filter(None, (aid, own_name))))
        draft.host = HostItem(
            title=titles[-1] or titles[0], record=ids[-1], statement=" › ".join(filter(None, titles))
        )
        draft.relations[:0] = [
            Relation(kind="host", title=title, record=one, label=e.get("level") or "")
            for title, one, e in zip(titles[:-1], ids, above, strict=False)
            if title
        ]
        draft.collections.append(titles[0])
        if not draft.languages:
            draft.language(next((e.get("language") or "" for e in reversed(above) if e.get("language")), ""))
    did = own.find("did")
    boxes = ", ".join(_container(c) for c in did.iter("container")) if did is not None else ""
    shelf = "; ".join(text_of(e) for e in did.iter("physloc")) if did is not None else ""
    place = text_of(did.find("repository")) if did is not None else ""
    place = place or next((e.get("repository") or "" for e in above if e.get("repository")), "")
    if place or boxes or shelf:
        items = (Item(call_number=number, enumeration=boxes),) if boxes else ()
        draft.holdings.append(Holding(institution=place, location=shelf, call_number=number, items=items))
    if kind := own.get("otherlevel") or own.get("level"):
        draft.types.append(kind)


def recognise(head: bytes) -> bool:
    """A finding aid, alone or in an answer of OAI-PMH."""
    name, _ = envelopes.first_element(head)
    if name == "ead":
        return True
    text = xml_pieces.head_as_utf8(head)
    return name in ("OAI-PMH", "eads", "collection", "record") and bool(
        re.search(rb"<(?:[\w.-]+:)?ead[\s>]", text)
    )


EAD = Format(
    name="ead",
    label="EAD (2002 and 3)",
    media_type="application/xml",
    extension="xml",
    recognise=recognise,
    reader=EadReader,
)
