"""Ties, references, funders and licences of Crossref JSON."""

from __future__ import annotations

from typing import Any

from pinakes.formats import article_parts as parts
from pinakes.formats import csl_names_and_dates
from pinakes.formats.json_values import entries, text, texts
from pinakes.formats.markup_text import plain
from pinakes.records.record import Funding, Identifier, Licence, Reference, Relation, RelationKind

_RELATIONS: dict[str, tuple[RelationKind, str]] = {
    "is-preprint-of": ("other-edition", "Preprint of"), "has-preprint": ("other-edition", "Has preprint"),
    "is-manuscript-of": ("other-edition", "Manuscript of"),
    "has-manuscript": ("other-edition", "Has manuscript"), "is-version-of": ("other-edition", "Version of"),
    "has-version": ("other-edition", "Has version"), "is-expression-of": ("original", "Expression of"),
    "has-expression": ("other-edition", "Has expression"),
    "is-manifestation-of": ("other-format", "Manifestation of"),
    "has-manifestation": ("other-format", "Has manifestation"), "is-format-of": ("other-format", "Format of"),
    "has-format": ("other-format", "Has format"), "is-identical-to": ("other-format", "Identical to"),
    "is-same-as": ("other-format", "Same as"), "is-variant-form-of": ("other-edition", "Variant form of"),
    "is-original-form-of": ("other-edition", "Original form of"),
    "is-translation-of": ("original", "Translation of"),
    "has-translation": ("translation", "Has translation"), "is-review-of": ("review-of", "Review of"),
    "has-review": ("reviewed-in", "Reviewed in"), "is-supplement-to": ("supplement-of", "Supplement to"),
    "is-supplemented-by": ("supplement", "Supplemented by"),
    "has-related-material": ("related", "Has related material"),
    "is-related-material": ("related", "Related material of"), "is-part-of": ("host", "Part of"),
    "has-part": ("part", "Has part"), "is-continued-by": ("later", "Continued by"),
    "continues": ("earlier", "Continues"), "is-replaced-by": ("later", "Replaced by"),
    "replaces": ("earlier", "Replaces"), "is-comment-on": ("related", "Comment on"),
    "has-comment": ("related", "Has comment"), "is-reply-to": ("related", "Reply to"),
    "has-reply": ("related", "Has reply"), "is-based-on": ("related", "Based on"),
    "is-basis-for": ("related", "Basis for"), "is-derived-from": ("related", "Derived from"),
    "has-derivation": ("related", "Has derivation"), "references": ("cites", "References"),
    "cites": ("cites", "Cites"), "is-data-basis-for": ("related", "Data basis for"),
    "based-on-data": ("data", "Based on data"),
}  # fmt: skip
_SCHEMES = {
    "doi": "doi",
    "issn": "issn",
    "isbn": "isbn",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "arxiv": "arxiv",
    "uri": "uri",
}


def ties(item: dict[str, Any]) -> tuple[Relation, ...]:
    """Relations, the works that this one updates, and the notices that update it."""
    found: list[Relation] = []
    for side, name in enumerate(("update-to", "updated-by")):
        for one in entries(item.get(name)):
            kind = text(one.get("type"))
            tie = parts.UPDATES.get(kind.replace("-", "_"), ("related", "related"))[side]
            label = text(one.get("label")) or kind.replace("_", " ").capitalize()
            day = csl_names_and_dates.date(one.get("updated"))
            label = f"{label} of" if side == 0 else f"{label} in"
            if made := parts.relation(
                tie, label, scheme="doi", number=text(one.get("DOI")), date=day.edtf if day else ""
            ):
                found.append(made)
    relations = item.get("relation")
    for name, values in relations.items() if isinstance(relations, dict) else ():
        kind_and_label = _RELATIONS.get(name, ("related", name.replace("-", " ").capitalize()))
        for one in entries(values):
            scheme = _SCHEMES.get(
                text(one.get("id-type")).lower(), text(one.get("id-type")).lower() or "other"
            )
            if made := parts.relation(
                kind_and_label[0], kind_and_label[1], scheme=scheme, number=text(one.get("id"))
            ):
                found.append(made)
    return tuple(dict.fromkeys(found))


def reference(value: dict[str, Any]) -> Reference | None:
    """An entry of the list of references; None when it says nothing but its number in the list."""
    numbers = parts.Numbers()
    numbers.add("doi", text(value.get("DOI")))
    numbers.add("isbn", text(value.get("ISBN")).rpartition("/")[2])
    numbers.add("issn", text(value.get("ISSN")).rpartition("/")[2])
    title = text(value.get("article-title")) or text(value.get("volume-title"))
    found = Reference(
        text=plain(text(value.get("unstructured"))),
        title=plain(title),
        authors=tuple(filter(None, (plain(text(value.get("author"))),))),
        host=plain(text(value.get("journal-title")) or text(value.get("series-title"))),
        year=text(value.get("year")),
        volume=text(value.get("volume")),
        first_page=text(value.get("first-page")),
        identifiers=numbers.all,
        key=text(value.get("key")),
    )
    return found if found != Reference(key=found.key) else None


def funding(values: Any) -> tuple[Funding, ...]:
    """Funders, one entry for each award."""
    found: list[Funding] = []
    for one in entries(values):
        name, number = plain(text(one.get("name"))), text(one.get("DOI"))
        identifiers = (Identifier(scheme="funder", value=number.lower()),) if number else ()
        found += (
            Funding(funder=name, award=award, identifiers=identifiers)
            for award in texts(one.get("award")) or [""]
            if name or award
        )
    return tuple(dict.fromkeys(found))


def licences(values: Any) -> tuple[Licence, ...]:
    """Licences, each once; the address is all that Crossref has."""
    return tuple(
        dict.fromkeys(parts.licence(url) for one in entries(values) if (url := text(one.get("URL"))))
    )
