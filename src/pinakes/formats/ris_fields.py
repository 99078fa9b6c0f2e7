"""The fields of one reference of RIS, by tag."""

from __future__ import annotations

from collections.abc import Sequence


class Fields:
    """Values by tag, each in the order of the record."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.ordered = fields
        self._by_tag: dict[str, list[str]] = {}
        for tag, value in fields:
            if value:
                self._by_tag.setdefault(tag, []).append(value)

    def all(self, *tags: str) -> list[str]:
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        found: list[str] = []
        for tag in tags:
            if values := self._by_tag.get(tag):
                found += values
        return found

    def has(self, tags: frozenset[str]) -> bool:
        """Whether any of these tags is there: one look for many that mostly aren't."""
        return not self._by_tag.keys().isdisjoint(tags)

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that is there, in one line."""
        for tag in tags:
            if found := self._by_tag.get(tag):
                value = found[0]
                return " ".join(value.split()) if "\n" in value or "  " in value else value
        return ""
