"""A search in Europe PMC's REST service, by cursorMark."""

from __future__ import annotations

import msgspec

from pinakes.records.base import Struct
from pinakes.sources.paging import Request, ResultPage, decoded
from pinakes.sources.settings import EuropePmcSource

PAGE_SIZE = 500


class _List(Struct):
    result: list[msgspec.Raw] = msgspec.field(default_factory=list)


class _Answer(Struct, rename="camel"):
    result_list: _List = _List()
    hit_count: int = 0
    next_cursor_mark: str = ""


class EuropePmc:
    """How Europe PMC is asked."""

    format, source, rate, changes = "europepmc", "europepmc", 5.0, True

    def __init__(self, settings: EuropePmcSource) -> None:
        self._settings = settings

    def first(self, since: str) -> Request:
        query = self._settings.query
        if since:
            query = f"({query}) AND UPDATE_DATE:[{since} TO 3000-12-31]"
        params = {"query": query, "email": self._settings.contact}
        return Request(
            url=self._settings.url.rstrip("/") + "/search",
            params={k: v for k, v in params.items() if v}
            | {"format": "json", "resultType": "core", "pageSize": str(PAGE_SIZE), "cursorMark": "*"},
        )

    def page(self, body: bytes, asked: Request) -> ResultPage:
        found = decoded(_Answer, body, asked.url)
        mark, following = found.next_cursor_mark, None
        # At the end it gives the mark that it was given.
        if found.result_list.result and mark and mark != asked.params.get("cursorMark"):
            following = Request(url=asked.url, params=asked.params | {"cursorMark": mark})
        return ResultPage(
            records=tuple(bytes(r) for r in found.result_list.result),
            total=found.hit_count,
            following=following,
        )
