"""Names that may be the same person in another form: the family name equal, given names that don't contradict."""

from __future__ import annotations

import re

from pinakes.index.port import Heading, SearchIndex
from pinakes.records import names
from pinakes.records.heading_keys import heading_key

_LOOKED_AT = 200
_LIFE = re.compile(
    r",?\s*\(?(?:\b(?:born|geb\.|ca\.|approximately)\s*)?\d{3,4}\s*[-–].*$|,?\s*\(?\bborn\s+\d{4}.*$"
)
"""Years of life at the end of a heading."""


def could_be(name: str, other: str) -> bool:
    """Whether two names may be one person's: "Rigby, A." and "Rigby, Amy L.", not "Rigby, Anne" and "Rigby, Amy".

    Names without any given name, and names of bodies, are never taken for another.
    """
    one, two = (names.parse(_LIFE.sub("", n)) for n in (name, other))
    if (
        name == other
        or heading_key(one.family) != heading_key(two.family)
        or _contradict(one.suffix, two.suffix)
    ):
        return False
    first, second = _given(one.given), _given(two.given)
    if not first or not second:
        return False
    return all(_fit(a, b) for a, b in zip(first, second, strict=False))


def _given(given: str) -> list[str]:
    """ "Amy L." → amy, l; "AL" → a, l."""
    found: list[str] = []
    for word in re.split(r"[\s.\-\u2010\u2011]+", given):
        if word.isupper() and 1 < len(word) < 4:
            found += word.lower()
        elif key := heading_key(word):
            found.append(key)
    return found


def _fit(one: str, two: str) -> bool:
    return one == two or (one[:1] == two[:1] and 1 in (len(one), len(two)))


def _contradict(one: str, two: str) -> bool:
    return bool(one and two) and heading_key(one) != heading_key(two)


def other_forms(index: SearchIndex, name: str, *, limit: int = 8) -> tuple[Heading, ...]:
    """Names in the list of authors that may be the same person, the most frequent first. Raises IndexUnavailable."""
    parsed = names.parse(_LIFE.sub("", name))
    given = _given(parsed.given)
    if not parsed.family or not given:
        return ()
    near = index.headings(
        "author_facet", heading_key(f"{parsed.family} {given[0][:1]}"), limit=_LOOKED_AT
    ).after
    fitting = [h for h in near if could_be(name, h.value)]
    return tuple(sorted(fitting, key=lambda h: (-h.count, h.place))[:limit])
