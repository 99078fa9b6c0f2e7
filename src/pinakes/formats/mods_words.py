"""Pieces that several elements of MODS share: titles, dates, languages, texts of children."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from pinakes.formats import article_parts
from pinakes.formats.envelopes import text_of
from pinakes.formats.issue_dates import issue_date
from pinakes.records import dates, languages
from pinakes.records.dates import PublicationDate

_EDTF = re.compile(
    r"(\d[\dX]{3})(?:-\d\d(?:-\d\d)?)?[~?%]?(?:/(?:(\d[\dX]{3})(?:-\d\d(?:-\d\d)?)?[~?%]?|\.\.)?)?"
)
_DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateOther", "dateValid", "dateCaptured")


class Title(NamedTuple):
    """A <titleInfo> taken apart."""

    title: str
    subtitle: str
    nonfiling: int

    @property
    def line(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


class Dates(NamedTuple):
    """The dates of an <originInfo> or <part>."""

    date: PublicationDate | None
    printed: str
    key: bool


def texts(element: etree._Element, name: str) -> list[str]:
    """The texts of the children of this name."""
    return [text for child in element.iterchildren(name) if (text := text_of(child))]


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, or ""."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "").strip()


def language_of(element: etree._Element) -> str:
    """ISO 639-3 of @lang or @xml:lang, or ""."""
    return languages.code(attribute(element, "lang"))


def title_of(element: etree._Element) -> Title:
    """Non-sorting characters, title, part number and name as one title; subtitle; what sorting passes over."""
    skipped = next((c.text or "" for c in element.iterchildren("nonSort")), "")
    lead = " ".join(skipped.split())
    main = " ".join(texts(element, "title"))
    for name in ("partNumber", "partName"):
        for text in texts(element, name):
            main = f"{main}. {text}" if main and main[-1] not in ".,:;?!" else f"{main} {text}".strip()
    if not lead:
        return Title(main, " : ".join(texts(element, "subTitle")), 0)
    joint = "" if lead[-1] in "'’-" else " "
    return Title(f"{lead}{joint}{main}", " : ".join(texts(element, "subTitle")), len(lead + joint))


def dates_of(element: etree._Element) -> Dates:
    """Date (encoded ones before printed ones, an interval from its two points) and what is printed."""
    for name in _DATES:
        found = [d for d in element.iterchildren(name) if text_of(d)]
        if not found:
            continue
        printed = next((text_of(d) for d in found if not d.get("encoding") and not d.get("point")), "")
        encoded = [d for d in found if d.get("encoding") or d.get("point")]
        ends = {d.get("point"): text_of(d) for d in encoded if d.get("point")}
        date: PublicationDate | None = None
        if ends:
            date = interval(ends.get("start") or "", ends.get("end") or "")
        elif encoded:
            value = text_of(encoded[0])
            date = edtf_date(value) if encoded[0].get("encoding") == "edtf" else None
            date = date or encoded_date(value, encoded[0].get("qualifier") or "")
        date = date or (date_of(printed) if printed else None)
        if date is not None and printed and printed != date.edtf and not date.printed:
            date = PublicationDate(
                edtf=date.edtf, printed=printed, first_year=date.first_year, last_year=date.last_year
            )
        return Dates(date, printed, any(d.get("keyDate") for d in found))
    return Dates(None, next(iter(texts(element, "displayDate")), ""), False)


def edtf_date(text: str) -> PublicationDate | None:
    """A date that says it is EDTF, as it stands; None when it isn't."""
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    first = int(match[1].replace("X", "0"))
    end = match[2] or match[1]
    last = int(end.replace("X", "9"))
    return PublicationDate(edtf=text, first_year=first, last_year=last if last > first else None)


def encoded_date(text: str, qualifier: str = "") -> PublicationDate | None:
    """A date by w3cdtf, edtf, iso8601 or MARC's "19uu"."""
    if match := re.fullmatch(r"(\d{4}|\d{2}[\dXu]{2})[~?]?/(\d{4}|\d{2}[\dXu]{2}|\.\.|)[~?]?", text):
        return interval(match[1], match[2])
    value = text.replace("u", "X")
    if re.fullmatch(r"\d{2}[\dX]{2}", value) and "X" in value:
        low, high = int(value.replace("X", "0")), int(value.replace("X", "9"))
        return PublicationDate(edtf=value, first_year=low, last_year=high)
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        return dates.from_parts(int(match[1]), int(match[2]), int(match[3]))
    doubt = (
        "~"
        if qualifier in ("approximate", "questionable", "inferred")
        else text[-1:]
        if text[-1:] in "~?"
        else ""
    )
    found = date_of(text.rstrip("~?"))
    if found is not None and doubt and len(found.edtf) == 4:
        return PublicationDate(edtf=f"{found.edtf}~", first_year=found.first_year)
    return found


def interval(start: str, end: str) -> PublicationDate | None:
    """From one year to another; "9999", ".." and nothing leave it open."""
    first = date_of(start.replace("u", "0").replace("X", "0"))
    if first is None or first.year is None:
        return date_of(end)
    if not re.match(r"\d{4}", end) or end == "9999":
        return PublicationDate(edtf=f"{first.edtf[:4]}/..", first_year=first.year)
    last = int(end[:4])
    return PublicationDate(edtf=f"{first.edtf[:4]}/{last}", first_year=first.year, last_year=last)


def date_of(text: str) -> PublicationDate | None:
    """A date as encoded or printed."""
    return article_parts.day(text) or issue_date(text)
