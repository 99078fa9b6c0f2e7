"""What planning needs to know of an index: how often tokens are there, and its languages."""

from __future__ import annotations

import math
from collections.abc import Callable


class Vocabulary:
    """Asked of an engine, which remembers the answers."""

    def __init__(
        self, frequency: Callable[[str, str], int], documents: int, languages: tuple[str, ...]
    ) -> None:
        self.frequency = frequency
        self.documents = max(documents, 1)
        self.languages = languages

    def rarity(self, frequency: int) -> float:
        """BM25's inverse document frequency."""
        return math.log(1 + (max(self.documents - frequency, 0) + 0.5) / (frequency + 0.5))
