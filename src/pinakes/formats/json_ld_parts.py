"""Parts of a work in schema.org's words: people, numbers, hosts, subjects, links, ties."""

from __future__ import annotations

import re
from typing import Any

from pinakes.formats import article_parts as parts
from pinakes.formats import markup_text
from pinakes.formats.json_ld_nodes import kinds, words
from pinakes.formats.json_values import entries, entry, text, texts
from pinakes.formats.markup_text import plain
from pinakes.formats.page_ranges import pages
from pinakes.records import dates, identifiers
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    HostItem,
    Identifier,
    Licence,
    Link,
    Reference,
    Relation,
    RelationKind,
    Series,
    Subject,
)

_ROLES = (
    ("author", "aut"), ("creator", "aut"), ("composer", "cmp"), ("lyricist", "lyr"), ("byArtist", "prf"),
    ("artist", "art"), ("director", "drt"), ("actor", "act"), ("editor", "edt"), ("translator", "trl"),
    ("illustrator", "ill"), ("readBy", "nrt"), ("producer", "pro"), ("contributor", "ctb"),
    ("copyrightHolder", "cph"), ("sponsor", "spn"), ("maintainer", "Maintainer"),
)  # fmt: skip
_TIES: tuple[tuple[str, RelationKind, str], ...] = (
    ("isBasedOn", "related", "Based on"), ("isBasedOnUrl", "related", "Based on"),
    ("exampleOfWork", "other-edition", "Example of"), ("workExample", "other-edition", "Example"),
    ("translationOfWork", "original", "Translation of"), ("workTranslation", "translation", "Translation"),
    ("hasPart", "part", "Has part"), ("itemReviewed", "review-of", "Review of"),
    ("review", "reviewed-in", "Reviewed in"), ("correction", "erratum", "Corrected in"),
    ("predecessorOf", "later", "Predecessor of"), ("successorOf", "earlier", "Successor of"),
    ("subjectOf", "related", "Subject of"), ("isRelatedTo", "related", "Related"),
    ("includedInDataCatalog", "host", "Included in"),
)  # fmt: skip
_SCHEMES = {
    "doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid", "isbn": "isbn", "issn": "issn", "arxiv": "arxiv",
    "orcid": "orcid", "gnd": "gnd", "viaf": "viaf", "isni": "isni", "oclc": "oclc", "lccn": "lccn", "handle": "handle",
    "ror": "ror", "urn": "urn",
}  # fmt: skip
_ADDRESSES = (
    ("doi", re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:|info:doi/)(10\.\S+)", re.IGNORECASE)),
    ("orcid", re.compile(r"https?://orcid\.org/([\dX-]{19})", re.IGNORECASE)),
    ("pmid", re.compile(r"https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/(\d+)")),
    (
        "pmcid",
        re.compile(r"https?://(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC\d+)"),
    ),
    ("arxiv", re.compile(r"https?://arxiv\.org/abs/(\S+)")),
    ("gnd", re.compile(r"https?://d-nb\.info/gnd/([\dX-]+)")),
    ("viaf", re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(\d+)")),
    ("wikidata", re.compile(r"https?://www\.wikidata\.org/(?:wiki|entity)/(Q\d+)")),
    ("ror", re.compile(r"https?://ror\.org/(\w+)")),
    ("isni", re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?(\d{15}[\dX])")),
    ("oclc", re.compile(r"https?://(?:www\.)?worldcat\.org/oclc/(\d+)")),
    ("lccn", re.compile(r"https?://lccn\.loc\.gov/(\w+)")),
)


def values(node: dict[str, Any], name: str) -> list[Any]:
    """All values of a property; one value is a list of one."""
    given = node.get(name)
    return given if isinstance(given, list) else [] if given is None else [given]


def named(value: Any) -> list[str]:
    """Names of the things in a value, whether they are texts or nodes."""
    found = (
        words(v) if isinstance(v, dict) else text(v) for v in (value if isinstance(value, list) else [value])
    )
    return [plain(name) for name in found if name and not name.startswith(("http://", "https://"))]


def language(value: Any) -> str:
    """A code or the name of a Language."""
    if isinstance(value, dict):
        return text(value.get("alternateName")) or text(value.get("identifier")) or text(value.get("name"))
    return text(value)


def people(node: dict[str, Any]) -> tuple[Contributor, ...]:
    """Everybody in their roles; one who has several is named once."""
    found: dict[str, Contributor] = {}
    for name, role in _ROLES:
        for value in values(node, name):
            made = _contributor(value, role)
            if made is None:
                continue
            known = found.get(made.name)
            found[made.name] = parts.with_role(known, role) if known and role != "aut" else known or made
    return tuple(found.values())


def _contributor(value: Any, role: str) -> Contributor | None:
    if isinstance(value, str):
        return None if value.startswith(("http://", "https://")) else parts.full_name(plain(value), role)
    if not isinstance(value, dict):
        return None
    if "Role" in kinds(value):  # schema.org's Role stands between the work and who has it
        inner = next(
            (entry(value.get(n)) for n in ("author", "creator", "contributor", "editor") if value.get(n)), {}
        )
        return _contributor(inner, role) if inner else None
    name = plain(words(value.get("name")))
    family, given = plain(words(value.get("familyName"))), plain(words(value.get("givenName")))
    numbers = [
        number
        for n in ("@id", "identifier", "sameAs", "url")
        for v in values(value, n)
        if (number := _number(v)) and number.scheme != "uri"
    ]
    places = [p for v in values(value, "affiliation") + values(value, "worksFor") for p in named(v)]
    types = kinds(value)
    if family:
        found = parts.person(family, given, role, suffix=text(value.get("honorificSuffix")))
    elif any(
        t.endswith(("Organization", "Corporation", "Library", "NGO", "Project", "Team", "Group"))
        for t in types
    ):
        found = parts.body(name, role)
    elif "Person" in types:
        found = parts.full_name(name, role) if "," in name else parts.spoken_name(name, role)
    else:
        found = parts.full_name(name, role)
    return parts.with_details(found, affiliations=places, others=dict.fromkeys(numbers)) if found else None


def _number(value: Any) -> Identifier | None:
    """An identifier given as text, address or PropertyValue."""
    if isinstance(value, dict):
        kind = text(value.get("propertyID")) or text(value.get("name"))
        number = (
            text(value.get("value"))
            or text(value.get("@value"))
            or text(value.get("@id"))
            or text(value.get("url"))
        )
        scheme = _SCHEMES.get(
            kind.rstrip("/").rpartition("/")[2].lower().replace("identifier", "").strip(), ""
        )
        if scheme and number:
            return identifiers.identifier(scheme, _after_address(number))
        value = number
        if kind and number and not number.startswith("http"):
            return identifiers.identifier(kind.lower()[:40], number)
    printed = text(value)
    for scheme, pattern in _ADDRESSES:
        if match := pattern.match(printed):
            return identifiers.identifier(scheme, match[1])
    if re.match(r"10\.\d{4,9}/\S+$", printed):
        return identifiers.identifier("doi", printed)
    if match := re.match(r"(?:urn:)?(isbn|issn|pmid|arxiv)[: ]\s*(\S+)$", printed, re.IGNORECASE):
        return identifiers.identifier(match[1].lower(), match[2])
    if printed.startswith(("http://", "https://")):
        return Identifier(scheme="uri", value=printed)
    return None


def _after_address(number: str) -> str:
    for _, pattern in _ADDRESSES:
        if match := pattern.match(number):
            return match[1]
    return number


def numbers(node: dict[str, Any]) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    """(identifiers of the work, ISSNs that stand at the work but are its journal's)."""
    own, host = parts.Numbers(), parts.Numbers()
    found = [
        n
        for name in ("doi", "identifier", "@id", "sameAs", "url")
        for v in values(node, name)
        if (n := _number(v))
    ]
    for one in found:
        if one.scheme != "uri":
            own.add(one.scheme, one.value, one.note)
    for name in ("isbn", "isrcCode", "gtin13", "iswcCode"):
        for number in texts(node.get(name)):
            own.add({"isrcCode": "isrc", "gtin13": "ean", "iswcCode": "iswc"}.get(name, name), number)
    serial = {
        "Periodical",
        "Newspaper",
        "PublicationIssue",
        "PublicationVolume",
        "BookSeries",
        "CreativeWorkSeries",
    } & set(kinds(node))
    for number in texts(node.get("issn")):
        (own if serial else host).add("issn", number)
    for value in values(node, "identifier"):
        if isinstance(value, str) and not _number(value) and value.strip():
            own.add("local", value)
    return own.all, host.all


def address(node: dict[str, Any]) -> str:
    """The address that names the work everywhere; a name that holds only within its file is none."""
    return next((a for name in ("@id", "url") for a in texts(node.get(name)) if parts.is_web_address(a)), "")


def date(node: dict[str, Any]) -> PublicationDate | None:
    """When it was published; else made, or the year of copyright."""
    for name in ("datePublished", "dateCreated", "copyrightYear", "uploadDate", "dateIssued"):
        printed = words(node.get(name))
        if found := parts.day(printed) or dates.from_text(printed):
            return found
    for value in values(node, "isPartOf"):
        if isinstance(value, dict) and (found := date(value)):
            return found
    for value in values(node, "publication"):
        if isinstance(value, dict) and (found := parts.day(text(value.get("startDate")))):
            return found
    return None


def host(node: dict[str, Any], serial: tuple[Identifier, ...]) -> tuple[HostItem | None, tuple[Series, ...]]:
    """Journal, with the volume and issue in between, or the book; a series of books is no host."""
    volume, issue = text(node.get("volumeNumber")), text(node.get("issueNumber"))
    found, series = parts.Numbers(), []
    title = publisher = ""
    for one in serial:
        found.add(one.scheme, one.value)
    level: list[Any] = values(node, "isPartOf")
    for _ in range(4):
        deeper: list[Any] = []
        for value in level:
            name = plain(
                words(value.get("name"))
                if isinstance(value, dict)
                else ""
                if text(value).startswith("http")
                else text(value)
            )
            if not isinstance(value, dict):
                title = title or name
                continue
            types = kinds(value)
            volume = volume or text(value.get("volumeNumber"))
            issue = issue or text(value.get("issueNumber"))
            publisher = publisher or next(iter(named(value.get("publisher"))), "")
            if "BookSeries" in types and "Book" in kinds(node):
                series.append(
                    Series(
                        title=name, number=text(node.get("position")) or volume, issn=text(value.get("issn"))
                    )
                )
            elif not {"WebSite", "WebPage", "DataCatalog", "Collection"} & set(types):
                if not {"PublicationVolume", "PublicationIssue"} & set(types) or not values(
                    value, "isPartOf"
                ):
                    title = title or name
                for number in texts(value.get("issn")):
                    found.add("issn", number)
                for number in texts(value.get("isbn")):
                    found.add("isbn", number)
            deeper += values(value, "isPartOf")
        level = deeper
    title = title or plain(next((n for n in named(node.get("publication")) if n), ""))
    if not title:
        return None, tuple(series)
    first, last = text(node.get("pageStart")), text(node.get("pageEnd"))
    where = pages(
        f"{first}-{last}" if first and last and first != last else first or text(node.get("pagination"))
    )
    return HostItem(
        title=title,
        identifiers=found.all,
        volume=volume,
        issue=issue,
        first_page=where.first,
        last_page=where.last,
        article_number=where.article_number,
        statement=where.printed,
        publisher=publisher,
    ), tuple(series)


def subjects(node: dict[str, Any]) -> tuple[Subject, ...]:
    """Keywords, one by one, and what the work is about."""
    found: list[Subject] = []
    for value in values(node, "keywords"):
        if isinstance(value, dict):
            term, scheme = (
                plain(words(value.get("name"))),
                next(iter(named(value.get("inDefinedTermSet"))), ""),
            )
            found += [Subject(parts=(term,), scheme=scheme.lower() or "keyword")] if term else []
        else:
            line = plain(text(value))
            terms = re.split(r"\s*;\s*" if ";" in line else r"\s*,\s*", line)
            found += (Subject(parts=(term,), scheme="keyword") for term in terms if term)
    for name in ("about", "articleSection"):
        for value in values(node, name):
            number = _number(value) if isinstance(value, dict) else None
            known = (number,) if number and number.scheme != "local" else ()
            kind = next(
                (k for t, k in _SUBJECT_KINDS if isinstance(value, dict) and t in kinds(value)), "topic"
            )
            found += (Subject(parts=(term,), kind=kind, identifiers=known) for term in named(value))  # type: ignore[arg-type]
    for name in ("spatialCoverage", "contentLocation"):
        found += (Subject(parts=(place,), kind="place") for place in named(node.get(name)))
    found += (Subject(parts=(period,), kind="period") for period in texts(node.get("temporalCoverage")))
    return tuple(dict.fromkeys(found))


_SUBJECT_KINDS = (
    ("Person", "person"),
    ("Organization", "organisation"),
    ("Place", "place"),
    ("Event", "meeting"),
    ("CreativeWork", "work"),
)


def abstracts(node: dict[str, Any], spoken: str) -> tuple[Abstract, ...]:
    """The abstract; the description where there is none, or where it says something else."""
    del spoken
    found = [a for v in values(node, "abstract") if (a := markup_text.abstract(words(v)))]
    described = [a for v in values(node, "description") if (a := markup_text.abstract(words(v)))]
    known = " ".join(a.text for a in found)
    for one in described:
        if one.text[:60] not in known:
            found.append(one if not found else Abstract(text=one.text, kind="summary", sections=one.sections))
    return tuple(found)


def licences(node: dict[str, Any]) -> tuple[Licence, ...]:
    """Licences by address or name."""
    found: list[Licence] = []
    for value in values(node, "license"):
        if isinstance(value, dict):
            url, name = text(value.get("url")) or text(value.get("@id")), plain(words(value.get("name")))
            known = parts.licence(url or name) if url or name else Licence()
            found.append(Licence(name=known.name or name, url=known.url or url))
        elif said := text(value):
            found.append(parts.licence(said))
    return tuple(dict.fromkeys(x for x in found if x.name or x.url))


def links(node: dict[str, Any], found: tuple[Identifier, ...], *, open_: bool) -> tuple[Link, ...]:
    """The page of the work, its files, its picture."""
    ways = parts.Ways(found)
    access = "open" if open_ else "unknown"
    for name in ("encoding", "associatedMedia", "distribution"):
        for value in entries(node.get(name)):
            address = text(value.get("contentUrl")) or text(value.get("url"))
            media = text(value.get("encodingFormat")) or text(value.get("fileFormat"))
            if "Dataset" in kinds(node):
                ways.add(
                    address,
                    Link(
                        url=address,
                        kind="data",
                        media_type=media if "/" in media else "",
                        label=plain(words(value.get("name"))),
                    ),
                )
            else:
                ways.fulltext(
                    address, access="open" if open_ else "unknown", media_type=media if "/" in media else ""
                )
    ways.fulltext(text(node.get("contentUrl")), access="open" if open_ else "unknown")
    for address in texts(node.get("url")) + [t for t in (text(node.get("@id")),) if parts.is_web_address(t)]:
        ways.add(
            address, Link(url=address, kind="publisher", access="open" if access == "open" else "unknown")
        )
    if code := text(node.get("codeRepository")):
        ways.add(code, Link(url=code, kind="data"))
    cover = text(node.get("thumbnailUrl"))
    ways.add(cover, Link(url=cover, kind="cover"))
    return ways.all


def relations(node: dict[str, Any]) -> tuple[Relation, ...]:
    """Ties to other works by number, address or title."""
    found: list[Relation] = []
    for name, kind, label in _TIES:
        for value in values(node, name):
            title = next(iter(named(value)), "")
            numbers_ = [
                n for v in (_all_numbers(value) if isinstance(value, dict) else [value]) if (n := _number(v))
            ]
            if title or numbers_:
                found.append(
                    Relation(kind=kind, label=label, title=title, identifiers=tuple(dict.fromkeys(numbers_)))
                )
    return tuple(dict.fromkeys(found))


def _all_numbers(node: dict[str, Any]) -> list[Any]:
    return [v for name in ("identifier", "@id", "sameAs", "url") for v in values(node, name)]


def references(node: dict[str, Any]) -> tuple[Reference, ...]:
    """The works cited."""
    found: list[Reference] = []
    for value in values(node, "citation"):
        if isinstance(value, dict):
            known = tuple(dict.fromkeys(n for v in _all_numbers(value) if (n := _number(v))))
            authors = tuple(c.name for c in people(value))
            day = date(value)
            title = plain(words(value.get("name")) or words(value.get("headline")))
            if title or known:
                found.append(
                    Reference(
                        title=title, authors=authors, year=str(day.year) if day else "", identifiers=known
                    )
                )
        elif said := plain(text(value)):
            number = _number(said)
            found.append(Reference(identifiers=(number,)) if number else Reference(text=said))
    return tuple(found)


def funding(node: dict[str, Any]) -> tuple[Funding, ...]:
    """Grants and who gave them."""
    found: list[Funding] = []
    for value in entries(node.get("funding")):
        names = named(value.get("funder")) + named(value.get("sponsor"))
        number = value.get("identifier")
        award = text(entry(number).get("value")) if isinstance(number, dict) else text(number)
        found.append(
            Funding(funder=names[0] if names else "", award=award or plain(words(value.get("name"))))
        )
    paid = {one.funder for one in found}
    for value in values(node, "funder"):
        for name in named(value):
            if name not in paid:
                number_ = next(
                    (
                        n
                        for v in (_all_numbers(value) if isinstance(value, dict) else [])
                        if (n := _number(v))
                    ),
                    None,
                )
                found.append(Funding(funder=name, identifiers=(number_,) if number_ else ()))
    return tuple(dict.fromkeys(f for f in found if f.funder or f.award))


def coordinates(node: dict[str, Any]) -> tuple[str, ...]:
    """Boxes and points as "west east north south"; a box of schema.org is "south west north east"."""
    found: list[str] = []
    for place in entries(node.get("spatialCoverage")) + entries(node.get("contentLocation")):
        for geo in entries(place.get("geo")):
            x, y = text(geo.get("longitude")), text(geo.get("latitude"))
            box = re.findall(r"-?\d+(?:\.\d+)?", text(geo.get("box")))
            if x and y:
                found.append(f"{x} {x} {y} {y}")
            elif len(box) == 4:
                south, west, north, east = box
                found.append(f"{west} {east} {north} {south}")
    return tuple(dict.fromkeys(found))
