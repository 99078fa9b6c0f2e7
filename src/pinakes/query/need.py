"""The declared rule of long questions: how many of the words must be in a record."""

from __future__ import annotations

import math

ALL_UP_TO = 4
"""So many content words are all required."""
LONG = 3
"""Of five words so many; measured: with more, the best records for a question in prose are lost."""
MORE_PER_DOUBLING = 0.5
"""So many more are required each time that the number of words doubles."""


def required(words: int) -> int:
    """How many of so many content words must be there: up to four all, then a falling share.

    The more one writes, the more of it is by the way: 5 → 3, 10 → 3, 20 → 4, 80 → 5.
    """
    if words <= ALL_UP_TO:
        return words
    return LONG + int(MORE_PER_DOUBLING * math.log2(words / 5))
