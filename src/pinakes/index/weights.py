"""How results are ranked and what must match: every number of it, in one place.

Scores are BM25 over the field of all words, where a word counts as often as its field weighs
(``fields.FIELDS``), so that a word in the title and one among the authors make one match. What is
here is added to it.
"""

from __future__ import annotations

import math

EXACT = 0.25
"""Added for a word as it was typed, beside its stem."""
VARIANT = 0.8
"""For an umlaut written otherwise, a number in Roman figures, an ordinal."""
JOINED = 0.9
"""For a compound that was typed apart or joined."""
IDENTIFIER = 30.0
WHOLE_TITLE = 60.0
"""For a question that is a title."""
PART_TITLE = 40.0
"""For a part of a question that is a title, by the share of its words, squared ("emma austen")."""
CALL_NUMBER = 40.0
TITLE_WORD = 0.35
TITLE_PHRASE = 3.0
PAIR = {"title": 0.6, "subject": 0.3, "abstract": 0.35}
"""For two words of the question beside each other in a field."""
PAIR_SLOP = 1
MAX_ALL = 4
"""Content words of which all must match."""
LONGEST_SCORED_PHRASE = 24


def required(content_words: int) -> int:
    """How many of the content words of a plain question must match: the rule for ``need="most"``.

    All up to four; then a falling share, since the more one writes the more of it is by the way:
    5 → 4, 8 → 5, 12 → 6, 20 → 7, 45 → 9.
    """
    if content_words <= MAX_ALL:
        return content_words
    return min(content_words, MAX_ALL + int(2.2 * math.log2(content_words / MAX_ALL) * 0.65 + 0.0))
