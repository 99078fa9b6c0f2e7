"""Which variables an item has, by kind, and what is known while it is rendered."""

from __future__ import annotations

from typing import Any, NamedTuple

Item = dict[str, Any]
NAMES = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
        "editor-translator",
    ]
)
DATES = frozenset(["issued", "accessed", "available-date", "event-date", "original-date", "submitted"])
NUMBERS = frozenset(
    [
        "chapter-number",
        "collection-number",
        "edition",
        "issue",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "volume",
        "part-number",
        "supplement-number",
        "printing-number",
        "section",
        "version",
    ]
)


class Cite(NamedTuple):
    """A reference in its two forms."""

    text: str
    html: str


class State:
    """What is known while one item is rendered."""

    __slots__ = (
        "area",
        "found",
        "item",
        "number",
        "parent_names",
        "sorting",
        "suffix",
        "suffix_left",
        "suppressed",
        "tried",
        "used",
    )

    def __init__(self, item: Item, area: str, number: int, suffix: str) -> None:
        self.item, self.area, self.number, self.suffix = item, area, number, suffix
        self.suppressed: set[str] = set()
        self.used: set[str] = set()
        self.parent_names: Any = None
        self.tried = self.found = False
        self.suffix_left = suffix
        self.sorting: dict[str, str] | None = None
