"""How long, wide and deep a question may be; beyond it a sentence, never an error page."""

from __future__ import annotations

from pinakes.errors import QueryLimit
from pinakes.records.base import gettext_noop

MAX_CHARACTERS = 5_000
"""Of the text as typed, blanks at both ends left out: about two pages of print."""
MAX_WORDS = 1_000
MAX_CLAUSES = 300
"""Words, phrases, ranges and patterns that are joined by operators."""
MAX_DEPTH = 40
"""Parentheses inside each other."""
MAX_WILDCARDS = 20
"""Words with ``*``, ``?`` or ``~``: each is searched as all the words of the catalogue that fit it."""
MAX_SLOP = 50
"""Words between the words of a phrase; more is read as so many."""
MAX_EDITS = 2
"""Wrong letters of a word with ``~``; more is read as so many."""

MESSAGES: dict[str, str] = {
    "characters": gettext_noop("This search is too long: at most %(allowed)s characters are possible."),
    "words": gettext_noop("This search has too many words: at most %(allowed)s are possible."),
    "clauses": gettext_noop("This search has too many parts: at most %(allowed)s are possible."),
    "depth": gettext_noop("Parentheses are nested too deeply: at most %(allowed)s levels are possible."),
    "wildcards": gettext_noop(
        "This search has too many words with *, ? or ~: at most %(allowed)s are possible."
    ),
    "rows": gettext_noop("This search has too many rows: at most %(allowed)s are possible."),
}
"""By the ``limit`` of a QueryLimit: the sentence for people, to be translated where it is shown."""


def check(limit: str, size: int, allowed: int) -> None:
    """Raises QueryLimit when ``size`` is over ``allowed``; ``limit`` is a key of MESSAGES."""
    if size > allowed:
        raise QueryLimit(MESSAGES[limit] % {"allowed": f"{allowed:,}"}, limit=limit, allowed=allowed)
