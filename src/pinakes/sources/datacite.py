"""DOIs from DataCite's REST API (JSON:API), by its cursor."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import msgspec

from pinakes.records.base import Struct
from pinakes.sources.paging import Request, ResultPage, decoded
from pinakes.sources.settings import DataCiteSource

PAGE_SIZE = 500


class _Links(Struct):
    next: str | None = None


class _Meta(Struct):
    total: int = 0


class _Answer(Struct):
    data: list[msgspec.Raw]
    links: _Links = _Links()
    meta: _Meta = _Meta()


class DataCite:
    """How DataCite is asked."""

    format, source, rate, changes = "datacite", "datacite", 5.0, True

    def __init__(self, settings: DataCiteSource) -> None:
        self._settings = settings

    def first(self, since: str) -> Request:
        query = self._settings.query
        if since:
            query = f"({query}) AND updated:[{since} TO *]" if query else f"updated:[{since} TO *]"
        params = {"query": query, "client-id": self._settings.client}
        return Request(
            url=self._settings.url.rstrip("/") + "/dois",
            params={k: v for k, v in params.items() if v}
            | {"page[size]": str(PAGE_SIZE), "page[cursor]": "1", "affiliation": "true"},
        )

    def page(self, body: bytes, asked: Request) -> ResultPage:
        found = decoded(_Answer, body, asked.url)
        following = None
        if found.data and found.links.next:
            # Its address is taken apart: only the address of the configuration is ever asked.
            said = dict(parse_qsl(urlsplit(found.links.next).query))
            following = Request(url=asked.url, params=asked.params | said)
        return ResultPage(
            records=tuple(bytes(d) for d in found.data), total=found.meta.total, following=following
        )
