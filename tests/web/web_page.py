"""A page as its tests see it: text without markup, elements by their hooks."""

from __future__ import annotations

from typing import Any

from lxml import html


class Page:
    """The parsed answer."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.source = response.content.decode()
        self.tree = html.fromstring(self.source)

    def all(self, path: str) -> list[Any]:
        return list(self.tree.xpath(path))

    def one(self, path: str) -> Any:
        found = self.all(path)
        assert len(found) == 1, f"{len(found)} of {path}"
        return found[0]

    def text(self, path: str) -> str:
        return words(self.one(path))

    def row(self, name: str) -> tuple[str, str]:
        """Label and value of a record's row."""
        row = self.one(f'//*[@data-field="{name}"]')
        return words(row.find("dt")), words(row.find("dd"))


def words(element: Any) -> str:
    return " ".join(str(element.text_content()).split())
