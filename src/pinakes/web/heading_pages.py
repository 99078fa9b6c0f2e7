"""From results to pages of headings: of the names, subjects and journals that a search asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pinakes.discovery.state import SearchState
from pinakes.index.port import FacetValue
from pinakes.records.heading_keys import heading_key
from pinakes.web import labels, links
from pinakes.web.presenters import Anchor

PAGES: dict[str, Callable[[str], str]] = {
    "author": links.author,
    "subject": links.subject,
    "journal": links.journal,
}
"""Facet → the address of a value's page."""
MOST = 3
_WORDS = 6


def heading_pages(state: SearchState, facets: Mapping[str, Sequence[FacetValue]]) -> list[Anchor]:
    """Pages of chosen values, then of counted ones that are meant by the words of the question.

    A name is meant by some of its words ("einstein"), a subject or journal by all of them, unless just that field is
    searched. Only values that are counted anyway are looked at.
    """
    found: dict[str, Anchor] = {}
    for constraint in state.constraints:
        if constraint.facet in PAGES and constraint.value and not constraint.exclude:
            _add(found, constraint.facet, constraint.value)
    asked = heading_key(state.q).split()
    if asked and len(asked) <= _WORDS and state.field in ("all", *PAGES):
        for facet in PAGES if state.field == "all" else (state.field,):
            values = facets.get(facet, ())
            meant = (v for v in values if _means(asked, v.value, some=facet in ("author", state.field)))
            for value in sorted(meant, key=lambda v: (len(heading_key(v.value).split()), -v.count))[:MOST]:
                _add(found, facet, value.value)
    return list(found.values())[: 2 * MOST]


def _means(asked: Sequence[str], heading: str, *, some: bool) -> bool:
    words = heading_key(heading).split()
    return set(asked) <= set(words) if some else sorted(asked) == sorted(words)


def _add(found: dict[str, Anchor], facet: str, value: str) -> None:
    found.setdefault(
        f"{facet}:{value}", Anchor(text=value, href=PAGES[facet](value), note=labels.facet_name(facet))
    )
