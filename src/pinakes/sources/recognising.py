"""Of what format the records of one server are: looked at once for each kind of record."""

from __future__ import annotations

import re

from pinakes.formats import registry
from pinakes.formats.base import Format

_NAME = re.compile(rb"[\s/>]")


class Recogniser:
    """Knows formats by content, unless one is given."""

    def __init__(self, given: str = "") -> None:
        self._given = registry.get(given) if given else None
        self._known: dict[bytes, Format] = {}

    def format_of(self, data: bytes) -> Format:
        """Of one record. Raises UnknownFormat."""
        if self._given:
            return self._given
        name = _NAME.split(data[:100], maxsplit=1)[0]
        if name not in self._known:
            self._known[name] = registry.recognise(data[:65536])
        return self._known[name]
