"""Dates in citations (CSL 1.0.2, "Date")."""

from __future__ import annotations

from typing import Any

from pinakes.discovery.citation.locale import NS, Locale
from pinakes.discovery.citation.output import Piece, Pieces

_SHOWN = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": ("year", "month", "day")}


def points(value: Any) -> list[list[int]]:
    """Year, month, day of start and end, as far as they are known."""
    found = value.get("date-parts") if isinstance(value, dict) else None
    out = []
    for point in found if isinstance(found, list) else []:
        numbers = [int(n) for n in point if str(n).lstrip("-").isdigit()]
        if numbers:
            if len(numbers) == 1 and str(value.get("season", "")).isdigit():
                numbers.append(12 + int(value["season"]))
            out.append(numbers)
    return out


def sort_key(value: Any) -> str:
    """A date as text that sorts."""
    return "-".join(
        "".join(f"{n + 10000 if i == 0 else n:05d}" for i, n in enumerate([*p, 0, 0][:3]))
        for p in points(value)
    )


def rendered(value: Any, element: Any, locale: Locale, decorate: Any, suffix: str = "") -> Pieces:
    """A date by its element; ``suffix`` is the letter behind the year. Empty when there is nothing to show."""
    known = points(value)
    if not known:
        literal = str(value.get("literal") or value.get("raw") or "")
        return [Piece(literal + suffix)] if literal else []
    parts = _parts(element, locale)
    delimiter = element.get("delimiter", "")
    if element.get("form") and locale.dates.get(element.get("form")) is not None:
        delimiter = locale.dates[element.get("form")].get("delimiter", "") or delimiter
    start = known[0]
    end = known[1] if len(known) > 1 else None
    names = ("year", "month", "day")
    if end is None:
        return _joined([(n, _one(n, p, start, locale, suffix)) for n, p in parts], parts, delimiter, decorate)
    differ = next((i for i in range(3) if start[i : i + 1] != end[i : i + 1]), None)
    if differ is None:
        return _joined([(n, _one(n, p, start, locale, suffix)) for n, p in parts], parts, delimiter, decorate)
    moving = {n for i, n in enumerate(names) if i >= differ}
    shown = [n for n, _ in parts]
    ranged = [i for i, n in enumerate(shown) if n in moving]
    if not ranged:
        return _joined([(n, _one(n, p, start, locale, suffix)) for n, p in parts], parts, delimiter, decorate)
    low, high = ranged[0], ranged[-1]
    first = [(n, _one(n, p, start, locale, "")) for n, p in parts[: high + 1]]
    second = [(n, _one(n, p, end, locale, suffix)) for n, p in parts[low:]]
    left = _joined(first, parts[: high + 1], delimiter, decorate, bare_end=True)
    right = _joined(second, parts[low:], delimiter, decorate)
    if not (left and right):
        return left or right
    dash = next((p.get("range-delimiter") for _, p in parts if p.get("range-delimiter")), "–")
    return [*left, Piece(dash), *right]


def _parts(element: Any, locale: Locale) -> list[tuple[str, Any]]:
    form = element.get("form")
    own = {p.get("name"): p for p in element.findall(f"{NS}date-part")}
    if not form:
        return [(p.get("name"), p) for p in element.findall(f"{NS}date-part")]
    model = locale.dates.get(form)
    if model is None:
        return []
    wanted = _SHOWN.get(element.get("date-parts", "year-month-day"), _SHOWN["year-month-day"])
    found = []
    for part in model.findall(f"{NS}date-part"):
        name = part.get("name")
        if name in wanted:
            merged = dict(part.attrib)
            if name in own:
                merged |= dict(own[name].attrib)
            found.append((name, merged))
    return found


def _one(name: str, part: Any, point: list[int], locale: Locale, suffix: str) -> str:
    form = part.get("form", "")
    if name == "year":
        year = point[0]
        if year < 0:
            return f"{-year}{locale.term('bc') or ''}{suffix}"
        text = f"{year % 100:02d}" if form == "short" else str(year)
        if year < 1000:
            text += locale.term("ad") or ""
        return text + suffix
    if name == "month" and len(point) > 1:
        month = point[1]
        if month > 12:
            return locale.term(f"season-{(month - 12) if month < 17 else month - 20:02d}") or ""
        if form == "numeric":
            return str(month)
        if form == "numeric-leading-zeros":
            return f"{month:02d}"
        return locale.term(f"month-{month:02d}", form or "long") or ""
    if name == "day" and len(point) > 2:
        day = point[2]
        if form == "numeric-leading-zeros":
            return f"{day:02d}"
        if form == "ordinal" and (day == 1 or locale.options.get("limit-day-ordinals-to-day-1") != "true"):
            return locale.ordinal(day, locale.gender(f"month-{point[1]:02d}"))
        return str(day)
    return ""


def _joined(
    texts: list[tuple[str, str]],
    parts: list[tuple[str, Any]],
    delimiter: str,
    decorate: Any,
    *,
    bare_end: bool = False,
) -> Pieces:
    out: Pieces = []
    filled = [i for i, (_, text) in enumerate(texts) if text]
    for i in filled:
        if out and delimiter:
            out.append(Piece(delimiter))
        attributes = dict(parts[i][1].items()) if not isinstance(parts[i][1], dict) else dict(parts[i][1])
        if bare_end and i == filled[-1]:
            attributes.pop("suffix", None)
        out += decorate(attributes, [Piece(texts[i][1])])
    return out
