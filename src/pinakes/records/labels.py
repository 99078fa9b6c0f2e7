"""English labels of codes, the message ids that pages translate."""

from __future__ import annotations

from pinakes.records.vocabularies import load


def format_label(code: str) -> str:
    """ "Case report or series" for "CaseReport"; an unknown code is its own label."""
    return load("formats").get(code, code)


def language_label(code: str) -> str:
    """ "German" for "deu"; an unknown code is its own label."""
    return load("languages").get(code, code)


def facet_label(facet: str, value: str) -> str:
    """What a facet's value is called in English."""
    if facet == "format":
        return format_label(value)
    if facet == "language":
        return language_label(value)
    return value
