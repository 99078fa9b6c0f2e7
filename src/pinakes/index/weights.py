"""How results are ranked and what must match: every number of it, in one place.

Scores are BM25 over the field of all words, where a word counts as often as its field weighs
(``fields.FIELDS``), so that a word in the title and one among the authors make one match. What is
here is added to it.
"""

from __future__ import annotations

from pinakes.query.need import required as required

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
TITLE_WORD = 0.2
TITLE_PHRASE = 3.0
PAIR = {"title": 0.6, "subject": 0.3, "abstract": 0.35}
"""For two words of the question beside each other in a field."""
PAIR_SLOP = 1
COMPLETE = 100.0
"""For a record that has all words of a question which does not require all."""
LONGEST_COMPLETE = 24
"""Words of a question for which that is looked at; of a longer one the sum of the words tells enough."""
LONGEST_SCORED_PHRASE = 24
LONGEST_LIFTED = 8
"""Content words of a question whose place in the title and beside each other counts; longer ones are prose."""
AS_GOOD = 0.02
"""Scores that differ by less than this share are about as good: the newer record, or what can be read, is first."""
PASTED_TEXT = 25
"""Words from which on a question with quotes in it is read as plain text."""


def relaxed(content_words: int) -> int:
    """How many words must match when nothing has as many as required: half of them."""
    return max(1, min(content_words - 1, content_words // 2))
