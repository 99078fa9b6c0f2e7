"""Articles from a search in the Directory of Open Access Journals (https://doaj.org/api/docs)."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from pinakes.errors import SourceError
from pinakes.records.base import Struct
from pinakes.sources.paging import Request, ResultPage, decoded
from pinakes.sources.settings import DoajSource

PAGE_SIZE = 100
LIMIT = 1000
"""Results of one search beyond which the service gives none."""


class _Answer(Struct):
    results: list[msgspec.Raw]
    total: int = 0


class Doaj:
    """How DOAJ is asked. It gives no more than a thousand records of a search."""

    format, source, rate, changes = "doaj", "doaj", 2.0, True

    def __init__(self, settings: DoajSource) -> None:
        self._settings = settings

    def first(self, since: str) -> Request:
        query = self._settings.query
        if since:
            query = f"({query}) AND last_updated:[{since} TO *]"
        return Request(
            url=f"{self._settings.url.rstrip('/')}/search/articles/{quote(query, safe='')}",
            params={"page": "1", "pageSize": str(PAGE_SIZE)},
        )

    def page(self, body: bytes, asked: Request) -> ResultPage:
        found = decoded(_Answer, body, asked.url)
        if found.total > LIMIT:
            raise SourceError(
                f"The search finds {found.total:,} articles, and DOAJ gives {LIMIT:,} of a search. Narrow the query, "
                'or harvest all with kind = "oai-pmh" and url = "https://doaj.org/oai.article".'
            )
        number, following = int(asked.params["page"]), None
        if found.results and number * PAGE_SIZE < found.total:
            following = Request(url=asked.url, params=asked.params | {"page": str(number + 1)})
        return ResultPage(
            records=tuple(bytes(r) for r in found.results), total=found.total, following=following
        )
