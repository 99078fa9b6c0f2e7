"""Languages, affiliations, funders, links and references in JaLC's JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pinakes.formats import article_parts as parts
from pinakes.formats.json_values import entries, text
from pinakes.formats.markup_text import plain
from pinakes.records import languages
from pinakes.records.record import Funding, Identifier, Link, Reference, Relation, RelationKind

_RELATIONS: dict[str, tuple[RelationKind, str]] = {
    "ispartof": ("host", "Part of"), "haspart": ("part", "Has part"), "isversionof": ("other-edition", "Version of"),
    "hasversion": ("other-edition", "Has version"), "isformatof": ("other-format", "Format of"),
    "isreplacedby": ("later", "Replaced by"), "replaces": ("earlier", "Replaces"),
    "issupplementto": ("supplement-of", "Supplement to"), "issupplementedby": ("supplement", "Supplemented by"),
    "istranslationof": ("original", "Translation of"), "isidenticalto": ("other-format", "Identical to"),
}  # fmt: skip


_DOI_ADDRESS = re.compile(r"^https?://(?:dx\.)?doi\.org/")


def in_language(given: Iterable[dict[str, Any]], language: str) -> dict[str, Any]:
    """The entry in this language, else in English, else the first."""
    found = list(given)
    for wanted in (language, "eng"):
        for one in found:
            if wanted and languages.code(text(one.get("lang"))) == wanted:
                return one
    return found[0] if found else {}


def affiliations(value: dict[str, Any], language: str) -> list[str]:
    """One name for each affiliation, in the language of the work if there is one."""
    given = entries(value.get("affiliation_list"))
    listed = [
        in_language(entries(one.get("affiliation_name_list")), language)
        for one in given
        if "affiliation_name_list" in one
    ]
    if listed:
        return [plain(text(one.get("affiliation_name"))) for one in listed]
    by_number: dict[str, list[dict[str, Any]]] = {}
    for one in given:
        by_number.setdefault(text(one.get("sequence")), []).append(one)
    return [plain(text(in_language(same, language).get("affiliation_name"))) for same in by_number.values()]


def funding(item: dict[str, Any], language: str) -> tuple[Funding, ...]:
    """Funders, one entry for each award."""
    found: list[Funding] = []
    for one in entries(item.get("fund_list")):
        name = plain(text(in_language(entries(one.get("funder_name")), language).get("funder_name")))
        numbers = tuple(
            Identifier(scheme=_funder_scheme(i), value=_DOI_ADDRESS.sub("", text(i.get("funder_identifier"))))
            for i in entries(one.get("funder_identifier_list"))
            if text(i.get("funder_identifier"))
        )
        awards = [
            text(a.get("award_number"))
            for g in entries(one.get("award_number_group_list"))
            for a in entries(g.get("award_number_list"))
        ]
        found += (
            Funding(funder=name, award=award, identifiers=numbers)
            for award in awards or [""]
            if name or award
        )
    return tuple(dict.fromkeys(found))


def _funder_scheme(value: dict[str, Any]) -> str:
    kind = text(value.get("type")).lower()
    return "funder" if "crossref" in kind else kind or "local"


def links(item: dict[str, Any], numbers: tuple[Identifier, ...]) -> tuple[Link, ...]:
    """The page, and full texts by their kind."""
    found = parts.Ways(numbers)
    page = text(item.get("url"))
    found.add(page, Link(url=page, kind="publisher"))
    for one in entries(item.get("relation_list")):
        name, address = text(one.get("relation")).lower(), text(one.get("content"))
        if name.startswith("fulltext"):
            found.fulltext(address, media_type="application/pdf" if "pdf" in name else "text/html")
    return found.all


def relations(item: dict[str, Any]) -> tuple[Relation, ...]:
    """Ties by DOI or address; full texts are links."""
    found: list[Relation] = []
    for one in entries(item.get("relation_list")):
        name, number = text(one.get("relation")), text(one.get("content"))
        if name.lower().startswith("fulltext") or not number:
            continue
        kind, label = _RELATIONS.get(
            name.lower(), ("related", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize() or "Related")
        )
        scheme = {"doi": "doi", "issn": "issn", "isbn": "isbn"}.get(text(one.get("type")).lower(), "uri")
        if made := parts.relation(kind, label, scheme=scheme, number=number):
            found.append(made)
    return tuple(dict.fromkeys(found))


def references(item: dict[str, Any], language: str) -> tuple[Reference, ...]:
    """The works cited, as printed and in parts."""
    found: list[Reference] = []
    for one in entries(item.get("citation_list")):
        title = in_language(entries(one.get("title_list")), language)
        names = [in_language(entries(c.get("names")), language) for c in entries(one.get("creator_list"))]
        numbers = parts.Numbers()
        numbers.add("doi", text(one.get("doi")))
        dates = one.get("publication_date")
        found.append(
            Reference(
                text=plain(text(one.get("original_text"))),
                title=plain(text(title.get("title"))),
                authors=tuple(
                    filter(
                        None,
                        (
                            ", ".join(filter(None, (text(n.get("last_name")), text(n.get("first_name")))))
                            for n in names
                        ),
                    )
                ),
                host=plain(
                    text(
                        in_language(entries(one.get("journal_title_name_list")), language).get(
                            "journal_title_name"
                        )
                    )
                ),
                year=text(dates.get("publication_year")) if isinstance(dates, dict) else "",
                volume=text(one.get("volume")),
                first_page=text(one.get("first_page")),
                identifiers=numbers.all,
                key=text(one.get("sequence")),
            )
        )
    return tuple(r for r in found if r.text or r.title or r.identifiers or r.host)
