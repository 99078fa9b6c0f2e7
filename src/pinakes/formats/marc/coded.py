"""Coded data: date, country and languages out of 008, 041 and 046, beside what is printed."""

from __future__ import annotations

import re

from pinakes.formats.issue_dates import edtf_date, issue_date
from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.record import DataField
from pinakes.records import dates, languages
from pinakes.records.dates import PublicationDate

_YEAR = re.compile(r"(?:0[1-9]|1[0-9]|20|21)(?:[0-9]{2}|[0-9]u|uu)|[12]uuu")
_NUMBER = re.compile(r"[0-9]+")
_WHOLE_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?![\d?])")
_ABOUT = re.compile(r"\bca\b|circa|\?|\bum \d|vers \d|approximately", re.IGNORECASE)
_ENDS = {"9999", "uuuu", "    ", "||||", "####", "^^^^", ""}
_PREFERRED = ("publication", "distribution", "production", "copyright", "manufacture")


def publication_date(draft: Draft) -> PublicationDate | None:
    """When it appeared: 008 gives the years, the printed date the day and the doubt; else what is printed."""
    if draft.exact_date and (exact := edtf_date(draft.exact_date)) is not None:
        return exact
    printed = _printed(draft)
    coded = _coded(draft.fixed, printed)
    if coded is not None:
        return _finer(coded, draft, printed)
    for text in (printed, draft.sequence_of_years, draft.host_date):
        if text and (found := issue_date(text) or dates.from_text(text)) is not None:
            return found
    return None


def _printed(draft: Draft) -> str:
    for function in _PREFERRED:
        for found, text in draft.publication_dates:
            if found == function and any(c.isdigit() for c in text):
                return text
    return ""


def _finer(coded: PublicationDate, draft: Draft, printed: str) -> PublicationDate:
    """The printed date where it agrees with the coded one and says month or day."""
    if draft.level in ("a", "b") and coded.edtf.endswith("/..") and draft.host_date:
        return issue_date(draft.host_date) or coded  # a part has the date of its issue, not of its journal
    if len(coded.edtf) != 4:
        return coded
    for text in (printed, draft.host_date):
        if len(text) > 6 and any(c.isalpha() or c == "-" for c in text):
            found = issue_date(text)
            if (
                found is not None
                and found.first_year == coded.first_year
                and len(found.edtf) > 4
                and found.edtf[4] == "-"
            ):
                return found
    return coded


def _bounds(year: str) -> tuple[int, int] | None:
    """First and last year that "19uu" may stand for; None when it is no year."""
    if not _YEAR.fullmatch(year):
        return None
    return int(year.replace("u", "0")), int(year.replace("u", "9"))


def _year_within(printed: str, bounds: tuple[int, int]) -> str:
    """The one whole year that is printed, when 008 knows but the century and agrees."""
    years = set(_WHOLE_YEAR.findall(printed))
    year = years.pop() if len(years) == 1 else ""
    return year if year and bounds[0] <= int(year) <= bounds[1] else ""


def _coded(fixed: str, printed: str) -> PublicationDate | None:
    kind = fixed[6:7]
    first, second = fixed[7:11].lower(), fixed[11:15].lower()
    start, end = _bounds(first), _bounds(second)
    if start is not None and first.endswith("uu") and (year := _year_within(printed, start)):
        first, start = year, (int(year), int(year))
    if kind in ("", "b", "n") or (start is None and (end is None or kind in "st")):
        return None
    if start is None and end is not None:
        start, first = end, second
    assert start is not None
    shown = "" if printed == first else printed
    edtf = first.replace("u", "X")
    low = start[0]
    high = start[1] if start[1] != start[0] else None
    if high is not None and high > 2100:
        high = None
    if kind == "e" and _NUMBER.fullmatch(second[:2]):
        return dates.from_parts(low, int(second[:2]), int(second[2:]) if _NUMBER.fullmatch(second[2:]) else 0)
    if kind in ("c", "u") or (kind in "mdik" and second in _ENDS):
        open_ended = kind != "i" and kind != "k"
        return PublicationDate(edtf=f"{edtf}/.." if open_ended else edtf, printed=shown, first_year=low)
    if kind in "mdikq" and end is not None and end[1] >= low:
        doubt = "~" if kind == "q" else ""
        if end[0] == low and start[0] == start[1]:
            return PublicationDate(edtf=edtf + doubt, printed=shown, first_year=low)
        until = second.replace("u", "X")
        return PublicationDate(
            edtf=f"{edtf}{doubt}/{until}{doubt}", printed=shown, first_year=low, last_year=min(end[1], 2100)
        )
    if printed and high is None and _ABOUT.search(printed):
        edtf += "~"
    return PublicationDate(edtf=edtf, printed=shown, first_year=low, last_year=high)


def read_language(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """041: languages of the text and of the original; older records pack several codes into one subfield."""
    for code, raw in field.subfields:
        if code not in "abdh":
            continue
        where = draft.languages
        if code != "a" and code != "d":
            where = draft.original_languages if code == "h" else draft.abstract_languages
        for word in _codes(raw.strip().lower()):
            found = languages.code(word)
            if not found and field.ind2 == "7" and re.fullmatch(r"[a-z]{3}", word):
                found = word
            if found and (found not in where or code == "b"):
                where.append(found)


def _codes(text: str) -> list[str]:
    if len(text) > 3 and len(text) % 3 == 0 and text.isalpha() and not languages.code(text):
        return [text[n : n + 3] for n in range(0, len(text), 3)]
    return [w for w in re.split(r"[\s/,;]+", text) if w]


def all_languages(draft: Draft) -> tuple[str, ...]:
    """008 first, then 041; "several" and "undetermined" only when nothing better is said."""
    main = languages.code(draft.fixed[35:38].strip("|#^ -"))
    found = list(dict.fromkeys([main, *draft.languages] if main else draft.languages))
    real = [code for code in found if code not in languages.NO_LANGUAGE]
    return tuple(real) or tuple(code for code in found if code != "und")


_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_THAI = re.compile("[\u0e00-\u0e7f]")


def title_language(draft: Draft, found: tuple[str, ...]) -> str:
    """The language of the title: the only one of the text, or one that its script leaves no doubt of."""
    if len(found) == 1 and found[0] not in languages.NO_LANGUAGE:
        return found[0]
    text = draft.title_alternate or draft.title
    if text.isascii():
        return ""
    for script, language in ((_KANA, "jpn"), (_HANGUL, "kor"), (_THAI, "tha")):
        if script.search(text) and (not found or language in found):
            return language
    return ""


def read_exact_date(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """046 in EDTF: the date of creation or publication, which 008 can't hold to the month at both ends."""
    start, end = field.get("k").strip(), field.get("l").strip()
    if field.get("2").strip().lower() == "edtf" and start and not draft.exact_date:
        draft.exact_date = f"{start}/{end}" if end else start


HANDLERS: dict[str, Handler] = {"041": read_language, "046": read_exact_date}
