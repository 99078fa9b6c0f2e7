"""What codes, numbers and dates are called in the reader's language."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import get_language, gettext

from pinakes.index import fields
from pinakes.index.hierarchy import SEPARATOR, TREES
from pinakes.records import classification
from pinakes.records import labels as english
from pinakes.records.base import gettext_noop
from pinakes.records.dates import PublicationDate
from pinakes.records.languages import two_letter
from pinakes.records.vocabularies import load

SCHEMES = {
    "mesh": "MeSH", "lcsh": "LCSH", "gnd": "GND", "rameau": "RAMEAU", "fast": "FAST", "aat": "AAT",
    "lcgft": "LCGFT", "rvk": "RVK", "ddc": gettext_noop("Dewey Decimal Classification"),
    "lcc": gettext_noop("Library of Congress Classification"), "nlm": gettext_noop("NLM Classification"),
    "udc": gettext_noop("Universal Decimal Classification"), "bkl": gettext_noop("Basic Classification"),
    "keyword": gettext_noop("author keywords"), "local": gettext_noop("local headings"),
    "isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "pmid": "PubMed", "pmcid": "PubMed Central", "oclc": "OCLC",
    "lccn": "LCCN", "ismn": "ISMN", "isrc": "ISRC", "ean": "EAN", "urn": "URN", "handle": "Handle",
    "arxiv": "arXiv", "uri": "URI", "isni": "ISNI", "orcid": "ORCID", "viaf": "VIAF",
    "report": gettext_noop("Report number"), "publisher-number": gettext_noop("Publisher’s number"),
}  # fmt: skip
FACET_PLURALS = {
    "format": gettext_noop("Formats"),
    "subject": gettext_noop("Subjects"),
    "author": gettext_noop("Authors"),
    "journal": gettext_noop("Journals"),
    "language": gettext_noop("Languages"),
    "source": gettext_noop("Sources"),
    "access": gettext_noop("Ways of access"),
    "correction": gettext_noop("Corrections"),
    "classification": gettext_noop("Classes"),
    "collection": gettext_noop("Collections"),
    "place": gettext_noop("Locations"),
    "year": gettext_noop("Years of publication"),
}
FIELD_LABELS = {"all": gettext_noop("All fields")}


def language() -> str:
    """The code of the language that the page is in, with its script where there are two: "de", "zh-hant"."""
    return get_language() or "en"


def locale() -> Locale:
    """What CLDR knows of the language that the page is in."""
    return _locale(language())


def number(value: int) -> str:
    """ "1,284,310", in German "1.284.310", in Spanish "1284" and "12.840", in Arabic "١٬٢٨٤٬٣١٠"."""
    signs, least = _signs(language())
    return (f"{value:,}" if abs(value) >= least else str(value)).translate(signs)


def digits(text: str) -> str:
    """A text with the digits of the reader's language."""
    signs, _least = _signs(language())
    return text.translate({k: v for k, v in signs.items() if k != ord(",")})


_DIGITS = {"ar": "arab", "fa": "arabext"}
"""Numbering systems of CLDR where people expect others than those of the locale without a country."""
_GROUPED_FROM = {"es": 10_000, "pl": 10_000}
"""Where four digits stand ungrouped (CLDR, minimumGroupingDigits), which Babel does not tell."""


@lru_cache(maxsize=64)
def _signs(code: str) -> tuple[dict[int, str], int]:
    """What stands for each sign of "1,234", and from which number on the thousands are grouped."""
    system = _DIGITS.get(code, "latn")
    symbols = _locale(code).number_symbols
    signs = {ord(","): str(symbols.get(system, symbols["latn"])["group"])}
    if system != "latn":
        zero = {"arab": 0x0660, "arabext": 0x06F0}[system]
        signs |= {ord(str(n)): chr(zero + n) for n in range(10)}
    return signs, _GROUPED_FROM.get(code, 1000)


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    """English is British, as the texts are."""
    try:
        return Locale("en", "GB") if code == "en" else Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def language_name(code: str) -> str:
    """ "Englisch" for "eng"; a code that no list knows stands for itself."""
    return _language_name(language(), code)


@lru_cache(maxsize=4096)
def _language_name(reader: str, code: str) -> str:
    names = _locale(reader).languages
    found = str(names.get(two_letter(code)) or names.get(code) or english.language_label(code))
    # It stands alone, in lists and rows, where French, Spanish and many others begin with a capital.
    return found[:1].upper() + found[1:]


def html_language(code: str) -> str:
    """The value of a lang attribute (BCP 47) for an ISO 639-3 code; "" when it says nothing."""
    return "" if code in ("", "und", "zxx", "mul", "mis") else (two_letter(code) or code)


def country_name(code: str) -> str:
    """ "Österreich" for "AT"."""
    return str(_locale(language()).territories.get(code, code))


def format_name(code: str) -> str:
    """ "Artikel" for "Article"."""
    return gettext(english.format_label(code))


def role_name(role: str) -> str:
    """ "Übersetzung" or the like for "trl"; a role without a code as it was printed."""
    label = load("relators").get(role)
    return gettext(label) if label else role


def scheme_name(scheme: str) -> str:
    """What a scheme of identifiers, headings or class numbers is called."""
    return gettext(SCHEMES[scheme]) if scheme in SCHEMES else scheme.upper()


def facet_value(facet: str, value: str) -> str:
    """What a value of a facet is called; "" are the records that have none."""
    if not value:
        return gettext(english.NOT_STATED)
    if facet == "access":
        return gettext(english.ACCESS[value]) if value in english.ACCESS else value
    if facet == "correction":
        return gettext(english.CORRECTION[value]) if value in english.CORRECTION else value
    if facet == "classification":
        caption = classification.caption(value)
        return value if caption == value else f"{classification.notation(value)} {gettext(caption)}".lstrip()
    if facet == "format":
        return format_name(value)
    if facet == "language":
        return language_name(value)
    if facet == "year":
        return year_range(value)
    return value


def facet_step(facet: str, value: str) -> str:
    """What a value of a facet is called under the one over it."""
    label = facet_value(facet, value)
    return label.rpartition(SEPARATOR)[2] if facet in TREES else label


def facet_name(facet: str) -> str:
    """The heading over a facet."""
    return gettext(fields.field(fields.facet_field(facet)).label)


def facet_names(facet: str) -> str:
    """The heading over a list of a facet's values."""
    return gettext(FACET_PLURALS[facet]) if facet in FACET_PLURALS else facet_name(facet)


def field_name(name: str) -> str:
    """What a search field is called in the box."""
    return gettext(FIELD_LABELS.get(name) or fields.field(name).label)


def year_range(value: str) -> str:
    """ "1999–2024", "from 1999" for the value of a year limit; years before 1 with a minus sign."""
    low, dots, high = value.replace("-", "\N{MINUS SIGN}").partition("..")
    if not dots or low == high:
        return low
    if low and high:
        return f"{low}–{high}"
    return gettext("from %(year)s") % {"year": low} if low else gettext("up to %(year)s") % {"year": high}


def date_words(date: PublicationDate | None) -> str:
    """ "12 June 2014", "June 2014", "1999–2003", or what was printed where it says more: "[ca. 1890]"."""
    if date is None:
        return ""
    plain = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date.edtf)
    if not plain:
        return date.printed or date.edtf.replace("/..", "–").replace("/", "–")
    return _day(language(), int(plain[1]), int(plain[2] or 0), int(plain[3] or 0))


@lru_cache(maxsize=4096)
def _day(reader: str, year: int, month: int, day: int) -> str:
    import datetime

    locale = _locale(reader)
    if not month:
        return f"{year:04d}"
    try:
        value = datetime.date(year, month, day or 1)
    except ValueError:
        return f"{year:04d}-{month:02d}"
    return babel_date(value, "long", locale=locale) if day else format_skeleton("yMMMM", value, locale=locale)


def year_words(date: PublicationDate | None) -> str:
    """The year or span of years only."""
    if date is None:
        return ""
    plain = re.match(r"\d{4}(?=-|$)", date.edtf)
    return plain[0] if plain else date_words(date)


def timestamp_words(stamp: str) -> str:
    """ "14 November 2026" for an ISO 8601 time."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", stamp)
    return digits(_day(language(), int(match[1]), int(match[2]), int(match[3]))) if match else stamp


def today_words() -> str:
    """The date of today, for what is printed."""
    return timestamp_words(timezone.localdate().isoformat())


def joined(values: list[str], style: str = "standard") -> str:
    """ "a, b and c" as the language joins a list; ``style`` "or" for alternatives."""
    return format_list(values, style=style, locale=_locale(language()))  # type: ignore[arg-type]


_COMMAS = {"ar": "، ", "fa": "، ", "ja": "、", "zh-hans": "、", "zh-hant": "、"}


def comma() -> str:
    """What stands between words of the frame that follow each other: ", ", in Arabic "، ", in Chinese "、"."""
    return _COMMAS.get(language(), ", ")


@lru_cache(maxsize=64)
def _between(reader: str, style: str) -> str:
    return str(format_list(["\0", "\0"], style=style, locale=_locale(reader))).strip("\0")  # type: ignore[arg-type]


def between(style: str = "standard") -> str:
    """What stands between two of a list: " and ", " or "."""
    return _between(language(), style)
