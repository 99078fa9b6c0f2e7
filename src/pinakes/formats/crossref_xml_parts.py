"""Titles, people, dates, citations and programs of Crossref's XML, in the shape of its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import child, child_text

_ROLES = {
    "author": "author",
    "editor": "editor",
    "chair": "chair",
    "translator": "translator",
    "reviewer": "reviewer",
}
_CITATION = {
    "journal_title": "journal-title", "author": "author", "volume": "volume", "issue": "issue",
    "first_page": "first-page",
    "cYear": "year", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "article_title": "article-title",
    "volume_title": "volume-title", "series_title": "series-title", "unstructured_citation": "unstructured",
    "edition_number": "edition",
}  # fmt: skip
_SMALL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FUNDER = re.compile(r"(?:10\.13039/)?(\d{9,15})$")

Date = dict[str, list[list[int]]]


def date_parts(element: etree._Element | None) -> Date | None:
    """A date of year, month and day, or ISO 8601 in an attribute."""
    if element is None:
        return None
    numbers: list[int] = []
    for name in ("year", "month", "day"):
        text = child_text(element, name)
        if not text.isdecimal():
            break
        numbers.append(int(text))
    return {"date-parts": [numbers]} if numbers else None


def earliest(dates: Iterable[Date | None]) -> Date | None:
    """The first of the dates in time; of the same year the one to the day."""
    found = [one for one in dates if one]
    year = min((one["date-parts"][0][0] for one in found), default=0)
    same = [one for one in found if one["date-parts"][0][0] == year]
    return min(same, key=lambda d: (-len(d["date-parts"][0]), d["date-parts"][0]), default=None)


def titles(work: etree._Element) -> dict[str, list[str]]:
    """title, subtitle and original-title."""
    holder = child(work, "titles")
    names = {"title": "title", "subtitle": "subtitle", "original_language_title": "original-title"}
    found: dict[str, list[str]] = {key: [] for key in names.values()}
    for part in holder if holder is not None else ():
        if part.tag in names and (text := text_of(part)):
            found[names[part.tag]].append(text)
    return found


def contributors(holder: etree._Element | None) -> dict[str, list[dict[str, Any]]]:
    """People and organisations by their role."""
    found: dict[str, list[dict[str, Any]]] = {role: [] for role in _ROLES.values()}
    for one in holder if holder is not None else ():
        role = _ROLES.get(one.get("contributor_role", "author"), "author")
        if one.tag == "organization":
            found[role].append({"name": text_of(one)})
        elif one.tag == "person_name":
            found[role].append(
                {
                    "given": child_text(one, "given_name"), "family": child_text(one, "surname"),
                    "suffix": child_text(one, "suffix"), "ORCID": child_text(one, "ORCID"),
                    "affiliation": _affiliations(one),
                }
            )  # fmt: skip
    return found


def _affiliations(person: etree._Element) -> list[dict[str, str]]:
    found = [{"name": text_of(one)} for one in person.findall("affiliation")]
    names = {"department": "institution_department", "name": "institution_name", "place": "institution_place"}
    found += (
        {key: child_text(one, name) for key, name in names.items()}
        for one in person.findall("affiliations/institution")
    )
    return found


def identifiers(work: etree._Element) -> dict[str, Any]:
    """Numbers that the publisher gave."""
    found: dict[str, Any] = {"alternative-id": []}
    item = child(work, "publisher_item")
    for one in item if item is not None else ():
        if one.tag == "item_number" and one.get("item_number_type", "").replace("-", "_") == "article_number":
            found["article-number"] = text_of(one)
        elif one.tag == "identifier" and one.get("id_type") in ("pii", "sici", "other", "report-number"):
            found["alternative-id"].append(text_of(one))
    return found


def citations(work: etree._Element) -> list[dict[str, str]]:
    """The list of references."""
    holder = child(work, "citation_list")
    found = []
    for one in holder if holder is not None else ():
        item = {_CITATION[part.tag]: text_of(part) for part in one if part.tag in _CITATION}
        found.append(item | {"key": one.get("key", "")})
    return found


def programs(work: etree._Element) -> dict[str, Any]:
    """Funders, licences, relations, trials and updates, in the work or in its Crossmark."""
    found: dict[str, Any] = {
        "funder": [],
        "license": [],
        "relation": {},
        "update-to": [],
        "clinical-trial-number": [],
    }
    crossmark = child(work, "crossmark")
    holders = [
        work,
        *([crossmark] if crossmark is not None else []),
        *work.findall("crossmark/custom_metadata"),
    ]
    for program in (p for holder in holders for p in holder.findall("program")):
        found["funder"] += _funders(program)
        found["license"] += ({"URL": text_of(one)} for one in program.iter("license_ref"))
        found["clinical-trial-number"] += (
            {"clinical-trial-number": text_of(one)} for one in program.iter("clinical-trial-number")
        )
        for one in program.iter("intra_work_relation", "inter_work_relation"):
            name = _SMALL.sub("-", one.get("relationship-type", "")).lower()
            entry = {"id": text_of(one), "id-type": one.get("identifier-type", "")}
            found["relation"].setdefault(name, []).append(entry)
    for update in work.findall("crossmark/updates/update"):
        date = [int(n) for n in re.findall(r"\d+", update.get("date", ""))]
        found["update-to"].append(
            {
                "DOI": text_of(update),
                "type": update.get("type", ""),
                "label": update.get("label", ""),
                "updated": {"date-parts": [date]},
            }
        )
    return found


def _funders(program: etree._Element) -> list[dict[str, Any]]:
    """Each group of assertions is a funder; without groups the whole program is one."""
    groups = [one for one in program.findall("assertion") if one.get("name") == "fundgroup"]
    found: list[dict[str, Any]] = []
    for group in groups or [program]:
        awards = [text_of(one) for one in group.iter("assertion") if one.get("name") == "award_number"]
        for one in group.iter("assertion"):
            if one.get("name") != "funder_name":
                continue
            number = next(
                (text_of(n) for n in one.iter("assertion") if n.get("name") == "funder_identifier"), ""
            )
            match = _FUNDER.search(number)
            name = " ".join((one.text or "").split())
            found.append({"name": name, "award": awards} | ({"DOI": f"10.13039/{match[1]}"} if match else {}))
    return found
