"""People, subjects, places, rights, hosts and funders of DataCite's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pinakes.formats import article_parts as parts
from pinakes.formats.datacite_types import ROLES, relation_of
from pinakes.formats.json_values import entries, entry, text
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import last_page, pages
from pinakes.records import identifiers, languages
from pinakes.records.record import Contributor, Funding, HostItem, Identifier, Licence, Relation, Subject

# "Standard values for unknown information" (appendix 3 of the schema), as they are met in the wild too.
_UNKNOWN = re.compile(
    r"[:(]{1,3}(?:una[a-z]|unkn|none|null|tba|etal)\)?(?:\s*unknown)?"
    r"|unknown|n/a|not available|no name supplied|-+|et al\.?",
    re.IGNORECASE,
)
# What no name of a person has that was not taken apart.
_OF_A_BODY = re.compile(
    r"\b(?:of|for|the|und|gmbh|ltd|inc|garden|museum|archives?|arkiv|journals?|collecti?on)\b"
    r"|\bcole[ck]ci[oó]n\b|herbarium|\bAG$|[:&<>/]|\d|hochschule|universit|\.(?:org|com|net|edu)\b",
    re.IGNORECASE,
)
_WITH_PLACE = re.compile(r"([^()]+?)\s*\(([^()]{8,})\)")
_SCHEMES = {
    "doi": "doi", "url": "uri", "issn": "issn", "eissn": "issn", "lissn": "issn", "isbn": "isbn", "pmid": "pmid",
    "arxiv": "arxiv", "handle": "handle", "urn": "urn", "ean13": "ean", "pmcid": "pmcid", "purl": "uri", "w3id": "uri",
}  # fmt: skip
_SUBJECT_SCHEMES = {
    "lcsh": "lcsh", "library of congress subject headings": "lcsh", "mesh": "mesh", "medical subject headings": "mesh",
    "gnd": "gnd", "fast": "fast", "aat": "aat", "keyword": "keyword", "keywords": "keyword",
    "fields of science and technology (fos)": "fos", "fos": "fos", "oecd fos 2007": "fos", "ddc": "ddc",
    "dewey": "ddc", "dewey decimal classification": "ddc", "agrovoc": "agrovoc", "gemet": "gemet",
}  # fmt: skip
_PART_LABEL = re.compile(r"(?:Bd|Vol|Jg|Nr|No|Heft|volume|issue)\.?\s+(?=\d)", re.IGNORECASE)
_PAGE = re.compile(r"(?:pp?\.?\s*)?[A-Za-z]{0,3}\d[\w.-]*|[ivxlc]+")
_OPEN = re.compile(r"openaccess|open access", re.IGNORECASE)
_CLOSED = re.compile(r"(?:closed|restricted|embargoed)\s?access", re.IGNORECASE)


def scheme(kind: str) -> str:
    """Our name for a type of identifier."""
    kind = kind.strip()
    return _SCHEMES.get(kind.lower(), kind.lower().replace(" ", "-") or "local")


def is_unknown(name: str) -> bool:
    """Whether it is one of the values that say that nothing is known."""
    return bool(_UNKNOWN.fullmatch(name.strip()))


def people(item: dict[str, Any]) -> tuple[Contributor, ...]:
    """Creators, then contributors with their roles."""
    found = [c for one in entries(item.get("creators")) if (c := _person(one, "aut"))]
    for one in entries(item.get("contributors")):
        kind = text(one.get("contributorType"))
        if made := _person(one, ROLES.get(kind, kind)):
            found.append(made)
    return tuple(found)


def _person(value: dict[str, Any], role: str) -> Contributor | None:
    name = plain(text(value.get("name")))
    family, given = plain(text(value.get("familyName"))), plain(text(value.get("givenName")))
    kind = (text(value.get("nameType")) or text(value.get("type"))).lower()
    if not (family or given) and (not name or is_unknown(name)):
        return None
    places = _affiliations(value)
    if kind.startswith("organi"):
        found = None if is_unknown(name) else parts.body(name or family, role)
    elif family:
        # DataCite takes names with a comma apart, those of institutes too.
        whole = parts.full_name(name, role) if (" " in family and " " in given) or "(" in family else None
        institute = whole if whole and (whole.kind == "organisation" or "(" in family) else None
        found = parts.body(name, role) if institute else parts.person(family, given, role)
    else:
        if with_place := _WITH_PLACE.fullmatch(name):
            name, places = with_place[1], [*places, with_place[2]]
        found = _by_whole_name(name, role, personal=kind.startswith("person"))
    return parts.with_details(found, affiliations=places, others=_numbers(value)) if found else None


def _by_whole_name(name: str, role: str, *, personal: bool) -> Contributor | None:
    if "," not in name and _OF_A_BODY.search(name):
        return parts.body(name, role)
    if personal:
        return parts.person(*_inverted(name), role) if "," in name else parts.spoken_name(name, role)
    return parts.full_name(name, role)


def _inverted(name: str) -> tuple[str, str]:
    family, _, given = name.partition(",")
    return family, given


def _affiliations(value: dict[str, Any]) -> list[str]:
    given = value.get("affiliation")
    found = [
        text(a.get("name") if isinstance(a, dict) else a)
        for a in (given if isinstance(given, list) else [given])
    ]
    return [
        plain(a[1:-1] if a.startswith("(") and a.endswith(")") and a.count("(") == 1 else a)
        for a in found
        if a
    ]


def _numbers(value: dict[str, Any]) -> list[Identifier]:
    found = []
    for one in entries(value.get("nameIdentifiers")):
        kind, number = text(one.get("nameIdentifierScheme")).lower(), text(one.get("nameIdentifier"))
        if made := identifiers.identifier(kind or ("orcid" if "orcid.org" in number else "local"), number):
            found.append(made)
    if "orcid.org" in text(value.get("id")) and (
        made := identifiers.identifier("orcid", text(value.get("id")))
    ):
        found.append(made)
    return found


def subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    """Subjects with their scheme and language; places from the locations."""
    found: list[Subject] = []
    for one in entries(item.get("subjects")):
        if not (words := plain(text(one.get("subject")))):
            continue
        given = text(one.get("subjectScheme"))
        uri = text(one.get("valueUri"))
        number = text(one.get("classificationCode"))
        known = _SUBJECT_SCHEMES.get(given.lower(), given.lower()[:40]) if given else "keyword"
        if known == "fos":
            words = re.sub(r"^FOS: ", "", words)
        numbers = [Identifier(scheme="uri", value=uri)] if uri else []
        numbers += [Identifier(scheme=known, value=number)] if number else []
        language = languages.code(text(one.get("lang")))
        found.append(Subject(parts=(words,), scheme=known, identifiers=tuple(numbers), language=language))
    places = (plain(text(location.get("geoLocationPlace"))) for location in entries(item.get("geoLocations")))
    found += (Subject(parts=(place,), kind="place") for place in places if place)
    return tuple(dict.fromkeys(found))


def coordinates(item: dict[str, Any]) -> tuple[str, ...]:
    """Boxes and points as "west east north south"."""
    found: list[str] = []
    for location in entries(item.get("geoLocations")):
        for point in entries(location.get("geoLocationPoint")):
            x, y = text(point.get("pointLongitude")), text(point.get("pointLatitude"))
            found.append(f"{x} {x} {y} {y}" if x and y else "")
        for box in entries(location.get("geoLocationBox")):
            sides = [
                text(box.get(n))
                for n in (
                    "westBoundLongitude",
                    "eastBoundLongitude",
                    "northBoundLatitude",
                    "southBoundLatitude",
                )
            ]
            found.append(" ".join(sides) if all(sides) else "")
    return tuple(dict.fromkeys(filter(None, found)))


def licences(item: dict[str, Any]) -> tuple[Licence, ...]:
    """Rights, by address where there is one; statements about access are no licence."""
    found: list[Licence] = []
    for name, url, number in _rights(item):
        if "info:eu-repo/semantics" in name or "info:eu-repo/semantics" in url:
            continue
        if url.startswith("http"):
            known = parts.licence(url)
            found.append(Licence(name=known.name or name, url=url))
        elif name or number:
            found.append(Licence(name=name or number))
    return tuple(dict.fromkeys(found))


def _rights(item: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Words, address and identifier of each statement; in schema 2, and in some files, they are plain words."""
    given = item.get("rightsList") or item.get("rights")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict):
            address = text(one.get("rightsUri")) or text(one.get("rightsURI"))
            yield plain(text(one.get("rights"))), address, text(one.get("rightsIdentifier"))
        elif words := plain(text(one)):
            yield ("", words, "") if words.startswith("http") else (words, "", "")


def is_open(item: dict[str, Any], found: tuple[Licence, ...]) -> bool | None:
    """What the rights say of access."""
    said = " ".join(f"{words} {address}" for words, address, _ in _rights(item))
    if _CLOSED.search(said):
        return False
    if _OPEN.search(said) or any("creativecommons.org" in one.url for one in found):
        return True
    return None


def funding(item: dict[str, Any]) -> tuple[Funding, ...]:
    """Funders with the number, or else the title, of the award."""
    found: list[Funding] = []
    for one in entries(item.get("fundingReferences")):
        number = text(one.get("funderIdentifier"))
        kind = {"Crossref Funder ID": "funder", "ROR": "ror", "ISNI": "isni", "GRID": "grid"}
        name = kind.get(text(one.get("funderIdentifierType")), "local")
        identifier = (
            identifiers.identifier(name, re.sub(r"^https?://(?:dx\.)?doi\.org/", "", number))
            if number
            else None
        )
        award = text(one.get("awardNumber")) or plain(text(one.get("awardTitle")))
        funder = plain(text(one.get("funderName")))
        if funder or award:
            found.append(Funding(funder=funder, award=award, identifiers=(identifier,) if identifier else ()))
    return tuple(dict.fromkeys(found))


def host_of_container(container: dict[str, Any], title: str) -> HostItem:
    """The host by DataCite's ``container``; what is no page is a statement of the part."""
    numbers = parts.Numbers()
    number, kind = text(container.get("identifier")), text(container.get("identifierType"))
    if number and kind.upper().endswith(("ISSN", "ISBN")):
        numbers.add(scheme(kind), number)
    first, last = text(container.get("firstPage")), text(container.get("lastPage"))
    statement = ""
    if first and not _PAGE.fullmatch(first):
        first, last, statement = "", "", " - ".join(filter(None, (first, last)))
    first, last = (re.sub(r"^pp?\.?\s*", "", page) for page in (first, last))
    return HostItem(
        title=title,
        identifiers=numbers.all,
        volume=_PART_LABEL.sub("", text(container.get("volume"))),
        issue=_PART_LABEL.sub("", text(container.get("issue"))),
        first_page=first,
        last_page=last_page(first, last) if last else "",
        statement=statement,
    )


def _item(value: dict[str, Any]) -> tuple[str, tuple[Identifier, ...]]:
    numbers = parts.Numbers()
    given = entry(value.get("relatedItemIdentifier"))
    numbers.add(
        scheme(text(given.get("relatedItemIdentifierType"))), text(given.get("relatedItemIdentifier"))
    )
    titles = entries(value.get("titles"))
    return next((t for one in titles if (t := plain(text(one.get("title"))))), ""), numbers.all


def host_of_item(value: dict[str, Any]) -> HostItem:
    """The host by a related item that "IsPublishedIn" says."""
    title, numbers = _item(value)
    first, last = text(value.get("firstPage")), text(value.get("lastPage"))
    where = pages(f"{first}-{last}" if last and last != first else first)
    article = text(value.get("number")) if text(value.get("numberType")) == "Article" else ""
    return HostItem(
        title=title,
        identifiers=numbers,
        volume=text(value.get("volume")),
        issue=text(value.get("issue")),
        first_page=where.first,
        last_page=where.last,
        article_number=article or where.article_number,
        edition=text(value.get("edition")),
        publisher=plain(text(value.get("publisher"))),
    )


def relation_of_item(value: dict[str, Any]) -> Relation | None:
    """The tie to another related item."""
    kind, label = relation_of(text(value.get("relationType")), text(value.get("relatedItemType")))
    title, numbers = _item(value)
    if not title and not numbers:
        return None
    return Relation(
        kind=kind, label=label, title=title, identifiers=numbers, number=text(value.get("volume")),
        date=text(value.get("publicationYear")),
    )  # fmt: skip
