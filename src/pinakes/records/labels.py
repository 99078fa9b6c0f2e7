"""English labels of codes, the message ids that pages translate."""

from __future__ import annotations

from functools import cache

from pinakes.records import classification
from pinakes.records.base import gettext_noop
from pinakes.records.vocabularies import load

ACCESS = {
    "online": gettext_noop("Full text online"),
    "open": gettext_noop("Open access"),
    "library": gettext_noop("In the library"),
}
CORRECTION = {
    "retracted": gettext_noop("Retracted"),
    "concern": gettext_noop("Expression of concern"),
    "corrected": gettext_noop("Corrected"),
}
NOT_STATED = gettext_noop("not stated")
"""The value of records that have none."""


def format_label(code: str) -> str:
    """ "Case report or series" for "CaseReport"; an unknown code is its own label."""
    return load("formats").get(code, code)


def format_code(text: str) -> str:
    """The code of a kind of material that is named by its label, or by another word for it; "" when it is none."""
    return _format_codes().get(" ".join(text.casefold().split()), "")


@cache
def _format_codes() -> dict[str, str]:
    found = {name.casefold(): code for name, code in load("format_names").items()}
    for code, label in load("formats").items():
        found |= {code.casefold(): code, label.casefold(): code}
    return found


def language_label(code: str) -> str:
    """ "German" for "deu"; an unknown code is its own label."""
    return load("languages").get(code, code)


def facet_label(facet: str, value: str) -> str:
    """What a facet's value is called in English."""
    if not value:
        return NOT_STATED
    if facet == "format":
        return format_label(value)
    if facet == "access":
        return ACCESS.get(value, value)
    if facet == "correction":
        return CORRECTION.get(value, value)
    if facet == "classification":
        return f"{classification.notation(value)} {classification.caption(value)}".lstrip()
    if facet == "language":
        return language_label(value)
    return value
