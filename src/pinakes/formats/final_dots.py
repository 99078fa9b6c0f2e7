"""The full stop at the end of a title: whose it is."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]\.){2,}$|(?:\b(?:spp?|al|etc|Jr|Sr|Inc|Ltd|Co|var|subsp|cf|ed|vs|St)|\.)\.$"
)


def without_final_dot(title: str) -> str:
    """The title without a full stop at its end; one that belongs to an abbreviation or an ellipsis stays."""
    # Only the last word matters; a search through a long title would cost more than all else here.
    return title[:-1].rstrip() if title.endswith(".") and not _ABBREVIATION.search(title[-16:]) else title
