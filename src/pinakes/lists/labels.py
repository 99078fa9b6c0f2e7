"""Labels of entries: how they are written in one line, and when two are the same."""

from __future__ import annotations

import re
import unicodedata

from pinakes.lists.models.entries import LONGEST_LABEL

MOST = 20
_QUOTES = str.maketrans(dict.fromkeys("„“”«»", '"') | {"\0": None})
_ONE = re.compile(r'"([^"]*)"?|([^\s,]+)')


def folded(text: str) -> str:
    """Equal for labels that differ in case or in how letters are composed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[: 2 * LONGEST_LABEL]


def read(text: str) -> list[str]:
    """`one two "three words" five` → four labels, each once; too long ones are cut."""
    found: dict[str, str] = {}
    for quoted, plain in _ONE.findall(text.translate(_QUOTES)):
        label = " ".join((quoted or plain).split())[:LONGEST_LABEL].strip()
        if label:
            found.setdefault(folded(label), label)
    return list(found.values())[:MOST]


def written(labels: list[str]) -> str:
    """Labels as they are typed."""
    return " ".join(f'"{x}"' if re.search(r"[\s,]", x) else x for x in labels)
