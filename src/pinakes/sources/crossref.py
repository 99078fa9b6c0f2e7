"""Works from Crossref's REST API, by cursor (https://api.crossref.org, "deep paging with cursors")."""

from __future__ import annotations

import msgspec

from pinakes.records.base import Struct
from pinakes.sources.paging import Request, ResultPage, decoded
from pinakes.sources.settings import CrossrefSource

ROWS = 500


class _Message(Struct, kw_only=True, rename="kebab"):
    items: list[msgspec.Raw] = msgspec.field(default_factory=list)
    next_cursor: str = ""
    total_results: int = 0


class _Answer(Struct):
    message: _Message


class Crossref:
    """How Crossref is asked. Changes are those of its index: deposits and what it adds itself."""

    format, source, rate, changes = "crossref", "crossref", 3.0, True

    def __init__(self, settings: CrossrefSource) -> None:
        self._settings = settings

    def first(self, since: str) -> Request:
        filters = ",".join(filter(None, (self._settings.filter, since and f"from-index-date:{since}")))
        params = {"query": self._settings.query, "filter": filters, "mailto": self._settings.contact}
        return Request(
            url=self._settings.url.rstrip("/") + "/works",
            params={k: v for k, v in params.items() if v} | {"rows": str(ROWS), "cursor": "*"},
        )

    def page(self, body: bytes, asked: Request) -> ResultPage:
        found = decoded(_Answer, body, asked.url).message
        following = None
        if found.items and found.next_cursor:
            following = Request(url=asked.url, params=asked.params | {"cursor": found.next_cursor})
        return ResultPage(
            records=tuple(bytes(i) for i in found.items), total=found.total_results, following=following
        )
