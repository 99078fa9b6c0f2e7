"""Classes of a class number, from the whole scheme down: the tree of the facet, with captions of our own."""

from __future__ import annotations

import re

from pinakes.records.vocabularies import load

SCHEMES = {
    "lcc": "Library of Congress Classification",
    "ddc": "Dewey Decimal Classification",
    "nlm": "NLM Classification",
}
"""Schemes whose classes are known. Numbers of others are searched, but make no tree."""
_LETTERS = re.compile(r"\s*([A-Z]{1,3})(?![A-Za-z])")
_DEWEY = re.compile(r"\s*(\d)(\d)\d(?!\d)")


def class_path(scheme: str, number: str) -> tuple[str, ...]:
    """ "lcc", "lcc:Q", "lcc:QA" for QA76.73 of LCC; "ddc", "ddc:5", "ddc:57" for 576.82 of DDC.

    Empty for another scheme and for what is no number of the scheme ("[Fic]").
    """
    codes: tuple[str, ...] = ()
    if scheme == "ddc":
        figures = _DEWEY.match(number)
        codes = (figures[1], figures[1] + figures[2]) if figures else ()
    elif scheme in SCHEMES:
        codes = _lettered(scheme, number)
    known = load(scheme) if codes else {}
    found = dict.fromkeys(f"{scheme}:{code}" for code in codes if code in known)
    return (scheme, *found) if found else ()


def _lettered(scheme: str, number: str) -> tuple[str, ...]:
    letters = _LETTERS.match(number)
    if not letters:
        return ()
    known = load(scheme)
    longest = next((letters[1][:n] for n in (3, 2, 1) if letters[1][:n] in known), "")
    return (longest[:1], longest) if longest else ()


def parent(value: str) -> str:
    """The class over a class: "lcc:Q" for "lcc:QA", "lcc" for "lcc:Q", "" for a scheme."""
    scheme, _, code = value.partition(":")
    if len(code) > 1:
        return f"{scheme}:{code[0]}"
    return scheme if code else ""


def notation(value: str) -> str:
    """What is printed before a caption: "QA" for "lcc:QA", "570" for "ddc:57", "" for a scheme."""
    scheme, _, code = value.partition(":")
    return code.ljust(3, "0") if scheme == "ddc" and code else code


def caption(value: str) -> str:
    """The English caption of a class or the name of a scheme, a message id; what is unknown stands for itself."""
    scheme, _, code = value.partition(":")
    if not code:
        return SCHEMES.get(scheme, value)
    return load(scheme).get(code, value) if scheme in SCHEMES else value
