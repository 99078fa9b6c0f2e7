"""Works from OpenAlex, by cursor (https://developers.openalex.org, "Page through results")."""

from __future__ import annotations

import msgspec

from pinakes.records.base import Struct
from pinakes.sources.paging import Request, ResultPage, decoded
from pinakes.sources.settings import OpenAlexSource

PER_PAGE = 100
"""The most that is given at a time."""


class _Meta(Struct):
    count: int = 0
    next_cursor: str | None = None


class _Answer(Struct):
    results: list[msgspec.Raw]
    meta: _Meta = _Meta()


class OpenAlex:
    """How OpenAlex is asked. With an API key it tells what has changed; cursors need one too."""

    format, source, rate = "openalex", "openalex", 5.0

    def __init__(self, settings: OpenAlexSource) -> None:
        self._settings = settings
        self.changes = bool(settings.api_key)

    def first(self, since: str) -> Request:
        filters = ",".join(filter(None, (self._settings.filter, since and f"from_updated_date:{since}")))
        params = {
            "filter": filters,
            "search": self._settings.search,
            "api_key": self._settings.api_key,
            "mailto": self._settings.contact,
        }
        return Request(
            url=self._settings.url.rstrip("/") + "/works",
            params={k: v for k, v in params.items() if v} | {"per_page": str(PER_PAGE), "cursor": "*"},
        )

    def page(self, body: bytes, asked: Request) -> ResultPage:
        found = decoded(_Answer, body, asked.url)
        following = None
        if found.results and found.meta.next_cursor:
            following = Request(url=asked.url, params=asked.params | {"cursor": found.meta.next_cursor})
        return ResultPage(
            records=tuple(bytes(r) for r in found.results), total=found.meta.count, following=following
        )
