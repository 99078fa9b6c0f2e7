"""How results are ranked: every number of it, in one place; `pinakes.toml` may set each.

Scores are BM25 over the field of all words, where a word counts as often as its field weighs
(``FieldWeights``), so that a word in the title and one among the authors make one match. What stands
in ``Relevance`` is added to it. How many words must match is told by ``query.need``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from pinakes.query.need import required as required
from pinakes.records.base import Struct

HIGHEST = 1000.0
HIGHEST_FIELD = 20.0


class FieldWeights(Struct, forbid_unknown_fields=True):
    """[field_weights] — how often a word counts by the field where it stands, as a whole number from 0 to 20.

    A field of 0 is left out of the search for words anywhere. After a change `pinakes reindex` is due, and the
    start says so.
    """

    title: int = 5
    """In any title of the record."""
    author: int = 3
    """In a name."""
    subject: int = 2
    """In a subject heading."""
    journal: int = 2
    """In the title of the journal or book that holds it."""
    series: int = 1
    """In the title of a series."""
    publisher: int = 1
    """In the name or place of a publisher."""
    abstract: int = 1
    """In an abstract."""
    contents: int = 1
    """In the table of contents."""
    notes: int = 1
    """In notes, affiliations and titles of related works."""


class Relevance(Struct, forbid_unknown_fields=True):
    """[relevance] — what is added to the score of the words; a number from 0 to 1000, at work after a restart."""

    exact: float = 0.25
    """For a word as it was typed, beside its stem: the share of its weight."""
    variant: float = 0.8
    """Weight of an umlaut written otherwise, a number in Roman figures, an ordinal."""
    joined: float = 0.9
    """Weight of a compound that was typed apart or joined."""
    compound: float = 0.3
    """Weight of the parts of a compound that stand in a title or heading."""
    identifier: float = 30.0
    """For an identifier of the record."""
    call_number: float = 40.0
    """For a call number that is the question, or begins with it."""
    whole_title: float = 60.0
    """For a question that is a title."""
    part_title: float = 40.0
    """For a part of a question that is a title, by the share of its words, squared ("emma austen")."""
    complete: float = 100.0
    """For a record that has all words of a question which does not require all."""
    title_word: float = 0.2
    """Weight of a word of the question in the title, on top."""
    title_phrase: float = 3.0
    """Weight of the question in its order in the title."""
    pair_title: float = 0.6
    """Weight of two words of the question beside each other in a title."""
    pair_subject: float = 0.3
    """The same in a subject heading."""
    pair_abstract: float = 0.35
    """The same in an abstract."""
    as_good: float = 0.02
    """Records whose scores differ by less than this share are about as good: the newer one, or what can be read, is
    first."""


PAIR_SLOP = 1
LONGEST_COMPLETE = 24
"""Words of a question for which completeness is looked at; of a longer one the sum of the words tells enough."""
LONGEST_SCORED_PHRASE = 24
LONGEST_LIFTED = 8
"""Content words of a question whose place in the title and beside each other counts; longer ones are prose."""
PASTED_TEXT = 15
"""Words from which on a question with quotes in it is read as plain text."""

now = Relevance()
"""What is at work in this process."""
fields = FieldWeights()


def use(relevance: Relevance, field_weights: FieldWeights) -> None:
    """Rank by these from now on."""
    global now, fields
    now, fields = relevance, field_weights


def check(relevance: Relevance, field_weights: FieldWeights) -> None:
    """Raises ValueError that names what is out of bounds."""
    for table, values, highest in (
        ("relevance", relevance, HIGHEST),
        ("field_weights", field_weights, HIGHEST_FIELD),
    ):
        for name, value in msgspec.structs.asdict(values).items():
            if not (math.isfinite(value) and 0 <= value <= highest):
                raise ValueError(f"{table}.{name} may be a number from 0 to {highest:g}, not {value:g}")


def field_weight(name: str) -> int:
    """The weight of a field in a search of all fields; 0 leaves it out."""
    return int(getattr(fields, name, 0))


def pairs() -> Mapping[str, float]:
    """The weight of two words beside each other, by field."""
    return {"title": now.pair_title, "subject": now.pair_subject, "abstract": now.pair_abstract}


def relaxed(content_words: int) -> int:
    """How many words must match when nothing has as many as required: half of them."""
    return max(1, min(content_words - 1, content_words // 2))
