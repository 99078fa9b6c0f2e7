"""A subject: headings over and under it, other writings of the same words, and those that go with it."""

from __future__ import annotations

from pinakes.index import headings
from pinakes.index.hierarchy import SEPARATOR
from pinakes.index.port import Heading, SearchIndex
from pinakes.records.base import Struct
from pinakes.records.heading_keys import heading_key

_FIELD = "subject_heading"
_LOOKED_AT = 600
"""Headings after it among which those under it are: they stand together but for other headings of the same words."""


class Near(Struct):
    """What stands near a heading in the list."""

    over: tuple[str, ...]
    """The steps above, the highest first."""
    under: tuple[Heading, ...]
    """One step below, in the order of the list."""
    alike: tuple[Heading, ...]
    """The same words with other capitals, marks or punctuation, often of another scheme."""


def near(index: SearchIndex, heading: str) -> Near:
    """One index call. Raises IndexUnavailable."""
    steps = heading.split(SEPARATOR)
    key = heading_key(heading)
    found = index.headings(_FIELD, headings.start(_FIELD, heading), limit=_LOOKED_AT).after
    prefix = heading + SEPARATOR
    return Near(
        over=tuple(SEPARATOR.join(steps[:n]) for n in range(1, len(steps))),
        under=tuple(
            h for h in found if h.value.startswith(prefix) and SEPARATOR not in h.value[len(prefix) :]
        ),
        alike=tuple(h for h in found if h.value != heading and heading_key(h.value) == key),
    )
