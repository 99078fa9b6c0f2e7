"""The declared rule of long questions: how many of the words must be in a record."""

from __future__ import annotations

ALL_UP_TO = 4
"""So many content words are all required."""


def required(words: int) -> int:
    """How many of so many content words must be there: up to four all, then one more each time they double.

    The more one writes, the more of it is by the way: 5 to 8 words → 3, to 16 → 4, to 32 → 5, to 64 → 6: the
    logarithm to base 2, rounded up. It has no number that could be fitted to a collection.
    """
    return words if words <= ALL_UP_TO else (words - 1).bit_length()
