"""The declared rule of long questions: how many of the words must be in a record."""

from __future__ import annotations

import math

ALL_UP_TO = 4
"""So many content words are all required."""
MORE_PER_DOUBLING = 1.43
"""So many more are required each time that the number of words doubles."""


def required(words: int) -> int:
    """How many of so many content words must be there: up to four all, then a falling share.

    The more one writes, the more of it is by the way: 5 → 4, 8 → 5, 12 → 6, 20 → 7, 45 → 8.
    """
    if words <= ALL_UP_TO:
        return words
    return ALL_UP_TO + int(MORE_PER_DOUBLING * math.log2(words / ALL_UP_TO))
