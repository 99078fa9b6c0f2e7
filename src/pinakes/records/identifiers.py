"""Identifiers of works and people: normalise, check, keep what is wrong as printed."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from pinakes.records.record import Identifier

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"))
_ISBN = re.compile(r"[\sISBN:]*((?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx])(?![\dXx])")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMCID = re.compile(r"(?:PMC)?(\d{1,9})(?:\.\d+)?", re.IGNORECASE)


def isbn(text: str) -> str | None:
    """13 digits for a right ISBN-10 or ISBN-13 (ISO 2108), else None. Price and qualifier may follow."""
    if len(text) == 13 and text.isascii() and text.isdigit() and text.startswith(("978", "979")):
        return text if text[-1] == _ean_digit(text[:12]) else None
    match = _ISBN.match(text if text.isascii() else text.translate(_DASHES))
    if not match:
        return None
    digits = match[1].replace("-", "") if "-" in match[1] else match[1]
    digits = "".join(digits.split()).upper()
    if len(digits) == 10:
        total = sum((10 - n) * (10 if c == "X" else int(c)) for n, c in enumerate(digits))
        if total % 11:
            return None
        body = "978" + digits[:9]
        return body + _ean_digit(body)
    return digits if digits[:-1].isdigit() and digits[-1] == _ean_digit(digits[:12]) else None


def _ean_digit(body: str) -> str:
    return str(-(sum(map(int, body[::2])) + 3 * sum(map(int, body[1::2]))) % 10)


def isbn10(isbn13: str) -> str | None:
    """The ten-digit form of a 978 ISBN, else None."""
    if not isbn13.startswith("978") or len(isbn13) != 13:
        return None
    body = isbn13[3:12]
    check = -sum(map(operator.mul, range(10, 1, -1), map(int, body))) % 11
    return body + ("X" if check == 10 else str(check))


def issn(text: str) -> str | None:
    """ "2051-3380" for a right ISSN (ISO 3297), else None."""
    match = re.match(r"[\sISSN:]*(\d{4})[-\s]?(\d{3}[\dXx])(?!\d)", text.translate(_DASHES))
    if not match:
        return None
    digits = (match[1] + match[2]).upper()
    total = sum((8 - n) * (10 if c == "X" else int(c)) for n, c in enumerate(digits))
    return f"{digits[:4]}-{digits[4:]}" if total % 11 == 0 else None


def doi(text: str) -> str | None:
    """The bare DOI in lower case out of any of its forms; None when there is none."""
    if "10." not in text:
        return None
    match = _DOI.search(text.replace("%2F", "/").replace("%2f", "/"))
    if not match:
        return None
    value = match[0].rstrip(".,;'\"")
    for opening, closing in ("()", "[]", "<>"):
        while value.endswith(closing) and value.count(closing) > value.count(opening):
            value = value[:-1]
    return value.lower()


def orcid(text: str) -> str | None:
    """ "0000-0002-1825-0097" when the check character (ISO 7064 MOD 11-2) is right."""
    return _isni_like(text)


def isni(text: str) -> str | None:
    """Sixteen characters without spaces when the check character is right."""
    value = _isni_like(text)
    return value.replace("-", "") if value else None


def _isni_like(text: str) -> str | None:
    match = re.search(r"(\d{4})[-\s]?(\d{4})[-\s]?(\d{4})[-\s]?(\d{3}[\dXx])(?!\d)", text.translate(_DASHES))
    if not match:
        return None
    digits = "".join(match.groups()).upper()
    total = 0
    for c in digits[:15]:
        total = (total + int(c)) * 2
    check = (12 - total % 11) % 11
    return (
        "-".join((digits[:4], digits[4:8], digits[8:12], digits[12:]))
        if digits[15] == "0123456789X"[check]
        else None
    )


def lccn(text: str) -> str | None:
    """Normalised LCCN (LC's "normalization" rules): blanks, suffix after "/" and hyphens gone."""
    value = re.sub(r"\s", "", text).split("/")[0].lower()
    if "-" in value:
        prefix, _, serial = value.partition("-")
        if not serial.isdigit() or len(serial) > 6:
            return None
        value = prefix + serial.rjust(6, "0")
    return value if re.fullmatch(r"[a-z]{0,3}(\d{8}|\d{10})", value) else None


def oclc(text: str) -> str | None:
    """The number alone, without leading zeros, for any "(OCoLC)ocm01234"."""
    match = re.fullmatch(r"\s*(?:\(OCoLC\))?\s*(?:ocm|ocn|on)?0*(\d{1,12})\s*\\?\s*", text, re.IGNORECASE)
    return match[1] if match else None


def pmid(text: str) -> str | None:
    """The number of a PubMed record."""
    match = re.fullmatch(
        r"\s*(?:PMID:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/)?0*([1-9]\d{0,8})/?\s*", text, re.IGNORECASE
    )
    return match[1] if match else None


def pmcid(text: str) -> str | None:
    """ "PMC4184510"."""
    match = re.search(_PMCID, text.strip()) if text.strip() else None
    return f"PMC{match[1]}" if match and match.end() == len(text.strip()) else None


def gnd(text: str) -> str | None:
    """A GND number ("118518461", "4026482-5") out of "(DE-588)…" or its address."""
    match = re.search(r"(?:\(DE-588[a-z]?\)|d-nb\.info/gnd/|^)\s*(\d{1,10}-?[\dX])\s*$", text.strip())
    return match[1] if match else None


def viaf(text: str) -> str | None:
    """The number of a VIAF cluster."""
    match = re.fullmatch(
        r"\s*(?:\(viaf\)|https?://(?:www\.)?viaf\.org/viaf/)?(\d{1,22})/?\s*", text, re.IGNORECASE
    )
    return match[1] if match else None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "isbn": isbn, "issn": issn, "doi": doi, "orcid": orcid, "isni": isni, "lccn": lccn,
    "oclc": oclc, "pmid": pmid, "pmcid": pmcid, "gnd": gnd, "viaf": viaf,
}  # fmt: skip


def identifier(scheme: str, text: str, *, note: str = "") -> Identifier | None:
    """An Identifier of ``scheme`` from what was printed; None for empty text.

    A scheme without a check is taken as valid. A wrong one is kept as printed and marked.
    """
    printed = " ".join(text.split())
    if not printed:
        return None
    check = _CHECKS.get(scheme)
    if check is None:
        return Identifier(scheme=scheme, value=printed, note=note)
    value = check(printed)
    if value is None:
        return Identifier(scheme=scheme, value=printed, printed=printed, valid=False, note=note)
    return Identifier(scheme=scheme, value=value, printed="" if printed == value else printed, note=note)


def recognise(text: str) -> Identifier | None:
    """The identifier that a reader pasted, when the whole text is one: DOI, ISBN, ISSN, ORCID, PMCID, PMID.

    A bare number is no PMID: it could be a title ("1984").
    """
    text = text.strip()
    if (
        (value := doi(text))
        and re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.", text, re.IGNORECASE)
        and " " not in text
    ):
        return Identifier(scheme="doi", value=value, printed=text)
    if re.fullmatch(r"PMID:?\s*\d{1,9}", text, re.IGNORECASE) and (value := pmid(text)):
        return Identifier(scheme="pmid", value=value, printed=text)
    if re.fullmatch(r"PMC\d{1,9}", text, re.IGNORECASE) and (value := pmcid(text)):
        return Identifier(scheme="pmcid", value=value, printed=text)
    compact = re.sub(r"^(?:ISBN|ISSN)(?:-1[03])?:?\s*", "", text.translate(_DASHES), flags=re.IGNORECASE)
    if re.fullmatch(r"[\d\s-]{8,22}[\dXx]", compact):
        for scheme, check in (("isbn", isbn), ("orcid", orcid), ("issn", issn)):
            if value := check(compact):
                return Identifier(scheme=scheme, value=value, printed=text)
    return None
