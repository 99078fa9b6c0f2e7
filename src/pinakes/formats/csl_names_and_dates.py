"""Names and dates of CSL-JSON, as contributors and dates and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pinakes.formats import issue_dates, written_names
from pinakes.records import dates, identifiers
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor

# Family names keep these in filing by default; CSL has a field of its own for them.
_PARTICLES = re.compile(
    r"((?:(?:van|von|vom|zu|zur|zum|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|af|av|'t)\s+)+)(\S.*)"
)
_SEASONS = {"1": 21, "2": 22, "3": 23, "4": 24}


def text(value: Any) -> str:
    """A value as text: numbers too, of a list the first (Crossref's titles are lists)."""
    # Most are absent or strings: a look at the type alone halves the time of a record.
    if value is None:
        return ""
    if type(value) is str:
        return " ".join(value.split())
    if isinstance(value, list):
        return text(value[0]) if value else ""
    return (
        " ".join(str(value).split())
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else ""
    )


def contributors(values: Any, role: str) -> Iterator[Contributor]:
    """The names in one variable; what is no name is passed over."""
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, str):
            found = written_names.contributor(value, role)
        elif isinstance(value, dict):
            found = _contributor(value, role)
        else:
            found = None
        if found:
            yield found


_FAMILY_AND_GIVEN = frozenset({"family", "given"})


def _contributor(value: dict[str, Any], role: str) -> Contributor | None:
    if value.keys() <= _FAMILY_AND_GIVEN:  # as nearly all are
        return written_names.person(text(value.get("family")), text(value.get("given")), "", role)
    literal = text(value.get("literal")) or text(value.get("name"))
    family, given = text(value.get("family")), text(value.get("given"))
    if literal and not family:
        found = written_names.contributor(literal, role, literal=True)
    else:
        family = " ".join(filter(None, (text(value.get("non-dropping-particle")), family)))
        given = " ".join(filter(None, (given, text(value.get("dropping-particle")))))
        found = written_names.person(family, given, text(value.get("suffix")), role)
    if found is None:
        return None
    orcid = text(value.get("ORCID")) or text(value.get("orcid"))
    if orcid and (number := identifiers.identifier("orcid", orcid)):
        found = written_names.with_identifier(found, number)
    places = value.get("affiliation")
    names = [
        text(p.get("name") if isinstance(p, dict) else p)
        for p in (places if isinstance(places, list) else [places])
    ]
    return written_names.with_affiliations(found, filter(None, names))


def name(one: Contributor) -> dict[str, str]:
    """A name variable's value. Bodies, and people whose parts are not known, are literal."""
    if one.kind != "person":
        return {"literal": one.name}
    family, given, suffix = one.family, one.given, one.suffix
    if not family:
        if "," not in one.name:
            return {"literal": one.name}
        family, _, given = (part.strip() for part in one.name.partition(","))
    found = {"family": family}
    if particles := _PARTICLES.fullmatch(family):
        found = {"family": particles[2], "non-dropping-particle": particles[1].strip()}
    if given:
        found["given"] = given
    if suffix:
        found["suffix"] = suffix
    return found


def date(value: Any) -> PublicationDate | None:
    """A date variable: date-parts, raw or literal text, or a bare string."""
    if isinstance(value, str | int):
        return issue_dates.issue_date(str(value))
    if not isinstance(value, dict):
        return None
    points = value.get("date-parts")
    found = [p for point in points if (p := _point(point))] if isinstance(points, list) else []
    if not found:
        return issue_dates.issue_date(text(value.get("raw")) or text(value.get("literal")))
    season = str(value.get("season", ""))
    first = found[0]
    if len(found) > 1 and found[1] > first:
        return PublicationDate(
            edtf=f"{_edtf(first)}/{_edtf(found[1])}", first_year=first[0],
            last_year=found[1][0] if found[1][0] != first[0] else None,
        )  # fmt: skip
    if len(first) == 1 and season in _SEASONS:
        return PublicationDate(edtf=f"{first[0]:04d}-{_SEASONS[season]}", first_year=first[0])
    if len(first) == 1 and value.get("circa"):
        return PublicationDate(edtf=f"{first[0]:04d}~", first_year=first[0])
    return dates.from_parts(*first)


def _point(values: Any) -> tuple[int, ...] | None:
    numbers: list[int] = []
    for value in (values if isinstance(values, list) else [values])[:3]:
        digits = str(value).strip()
        if not re.fullmatch(r"\d{1,4}", digits):
            break
        numbers.append(int(digits))
    return tuple(numbers) if numbers and 1 <= numbers[0] <= 2100 else None


def _edtf(point: tuple[int, ...]) -> str:
    return dates.from_parts(*point).edtf


def date_variable(parts: tuple[int, ...], edtf: str) -> dict[str, Any]:
    """The value of "issued" for (year, month, day) as far as known, season, end or circa."""
    points = [list(parts)]
    start, slash, end = edtf.partition("/")
    if slash and (last := re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?", end)):
        points.append([int(n) for n in last.groups() if n])
    found: dict[str, Any] = {"date-parts": points}
    if season := re.fullmatch(r"\d{4}-2([1-4])", start):
        found["season"] = int(season[1])
    if start.endswith(("~", "?", "%")):
        found["circa"] = True
    return found
