"""People, abstracts, subjects, links and corrections in Europe PMC's JSON."""

from __future__ import annotations

import re
from typing import Any

from pinakes.formats import article_parts as parts
from pinakes.formats import markup_text, medline_terms
from pinakes.formats.json_values import entries, entry, text, texts
from pinakes.formats.markup_text import plain
from pinakes.records import identifiers
from pinakes.records.record import (
    Abstract,
    Access,
    Contributor,
    Funding,
    Identifier,
    Link,
    Relation,
    Subject,
)

_ACCESS: dict[str, Access] = {"OA": "open", "F": "open", "S": "subscription"}
# "Erratum in" → PubMed's "ErratumIn".
_RELATIONS = {label.casefold(): (kind, label) for kind, label in medline_terms.RELATIONS.values()}
_LABEL_IN_CAPITALS = re.compile(r"(?:(?<=^)|(?<=[.?!)]\s))([A-Z][A-Z /&-]{3,40}):\s?(?=[A-Z0-9])")


def people(item: dict[str, Any]) -> tuple[Contributor, ...]:
    """Authors with all that the core answer has of them, else those of the line of authors; then investigators."""
    found = [c for a in entries(entry(item.get("authorList")).get("author")) if (c := _person(a, "aut"))]
    if not found:
        line = text(item.get("authorString")).rstrip(".")
        found = [c for name in line.split(", ") if name and (c := parts.full_name(name, "aut"))]
    investigators = entries(entry(item.get("investigatorList")).get("investigator"))
    found += (c for one in investigators if (c := _person(one, "ctb")))
    return tuple(found)


def _person(value: dict[str, Any], role: str) -> Contributor | None:
    details = entries(entry(value.get("authorAffiliationDetailsList")).get("authorAffiliation"))
    details += entries(entry(value.get("authorAffiliationsList")).get("authorAffiliation"))
    places = [plain(text(d.get("affiliation"))) for d in details] or [
        plain(t)
        for t in (
            *texts(value.get("affiliation")),
            *texts(entry(value.get("authorAffiliationsList")).get("authorAffiliation")),
        )
    ]
    if name := text(value.get("collectiveName")):
        return parts.body(plain(name), role, affiliations=places)
    numbers = []
    for number in entries(value.get("authorId")):
        kind = (text(number.get("type")) or text(entry(number.get("$")).get("type"))).lower()
        if made := identifiers.identifier(
            kind or "local", text(number.get("value")) or text(number.get("_"))
        ):
            numbers.append(made)
    family, given = (
        plain(text(value.get("lastName"))),
        plain(text(value.get("firstName")) or text(value.get("initials"))),
    )
    if family:
        found = parts.person(family, given, role, suffix=text(value.get("suffix")))
    else:
        found = parts.full_name(plain(text(value.get("fullName"))), role)
    return parts.with_details(found, affiliations=places, others=numbers) if found else None


def abstracts(item: dict[str, Any]) -> tuple[Abstract, ...]:
    """The abstract; headings, as HTML or in capitals before a colon, become sections."""
    printed = text(item.get("abstractText"))
    labels = _LABEL_IN_CAPITALS.findall(printed) if "<h" not in printed else []
    if len(labels) > 1:
        printed = _LABEL_IN_CAPITALS.sub(r"<h4>\1</h4>", printed)
    found = markup_text.abstract(printed)
    return (found,) if found else ()


def subjects(item: dict[str, Any]) -> tuple[Subject, ...]:
    """MeSH pairs of heading and qualifier, substances, then the authors' keywords."""
    found: dict[tuple[str, ...], Subject] = {}
    for heading in entries(entry(item.get("meshHeadingList")).get("meshHeading")):
        name, major = plain(text(heading.get("descriptorName"))), text(heading.get("majorTopic_YN")) == "Y"
        qualifiers = entries(entry(heading.get("meshQualifierList")).get("meshQualifier"))
        if name and not qualifiers:
            found["mesh", name] = Subject(parts=(name,), scheme="mesh", major=major)
        for qualifier in qualifiers:
            words = tuple(filter(None, (name, text(qualifier.get("qualifierName")))))
            main = major or text(qualifier.get("majorTopic_YN")) == "Y"
            if name:
                found["mesh", *words] = Subject(parts=words, scheme="mesh", major=main)
    headings = {words[1].casefold() for words in found}
    for chemical in entries(entry(item.get("chemicalList")).get("chemical")):
        name, number = plain(text(chemical.get("name"))), text(chemical.get("registryNumber"))
        if name and name.casefold() not in headings:
            cas = (
                (Identifier(scheme="cas", value=number),) if re.fullmatch(r"\d{2,7}-\d\d-\d", number) else ()
            )
            found["mesh", name] = Subject(parts=(name,), scheme="mesh", identifiers=cas)
    for word in map(plain, texts(entry(item.get("keywordList")).get("keyword"))):
        if word := word.rstrip(" .;,"):
            found.setdefault(("keyword", word), Subject(parts=(word,), scheme="keyword"))
    return tuple(found.values())


def links(item: dict[str, Any], numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    """Ways to the full text with their kind (PDF, HTML) and access."""
    found = parts.Ways(numbers)
    for one in entries(entry(item.get("fullTextUrlList")).get("fullTextUrl")):
        access = _ACCESS.get(text(one.get("availabilityCode")), "unknown")
        media = {"pdf": "application/pdf", "html": "text/html"}.get(text(one.get("documentStyle")), "")
        site = text(one.get("site")).replace("_", " ")
        found.fulltext(text(one.get("url")), access=access, media_type=media, label=site)
    return found.all


def corrections(item: dict[str, Any]) -> tuple[Relation, ...]:
    """Errata, retractions, comments, versions of preprints and articles."""
    found: list[Relation] = []
    for one in entries(entry(item.get("commentCorrectionList")).get("commentCorrection")):
        label = text(one.get("type"))
        kind, label = _RELATIONS.get(label.casefold(), ("related", label or "Related"))
        if label.casefold() in ("preprint in", "preprint of", "preprint"):
            kind = "other-edition"
        source, number = text(one.get("source")), text(one.get("id"))
        scheme = {"MED": "pmid", "PMC": "pmcid"}.get(source, "europepmc")
        made = parts.relation(
            kind, label, scheme=scheme, number=number, title=plain(text(one.get("reference")))
        )
        if made and made not in found:
            found.append(made)
    return tuple(found)


def funding(item: dict[str, Any]) -> tuple[Funding, ...]:
    """Grants: agency and number."""
    grants = entries(entry(item.get("grantsList")).get("grant"))
    found = (Funding(funder=plain(text(g.get("agency"))), award=text(g.get("grantId"))) for g in grants)
    return tuple(dict.fromkeys(f for f in found if f.funder or f.award))
