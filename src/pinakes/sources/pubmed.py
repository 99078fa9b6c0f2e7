"""A search in PubMed by NCBI's E-utilities, ESearch with the history server and EFetch (NBK25499)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

from lxml import etree

from pinakes.errors import ReadError, SourceError
from pinakes.formats import registry, xml_pieces
from pinakes.sources.paging import Request, ResultPage
from pinakes.sources.settings import PubMedSource

RETMAX = 400
LIMIT = 9_999
"""Records of one search that EFetch gives; larger searches are cut by the date of entry."""
FIRST_DAY = date(1800, 1, 1)


class PubMed:
    """How PubMed is asked: a search whose result stays with NCBI, then its records; piece by piece if it is large.

    ``note`` of a request: "total" of the whole search, "ranges" of dates still to come
    ("1800-01-01:2026-11-25 …"), "range" of the search under way, "count" of its records.
    """

    format, source, changes = "pubmed", "pubmed", True

    def __init__(self, settings: PubMedSource) -> None:
        self._settings = settings
        self.rate = 9.0 if settings.api_key else 2.5
        reader = registry.get("pubmed").reader
        assert reader is not None
        self._reader = reader()

    def first(self, since: str) -> Request:
        today = datetime.now(UTC).date() + timedelta(days=1)
        term = self._settings.query
        if since:
            term = f"({term}) AND {since.replace('-', '/')}:3000[mdat]"
        return self._search(term, [f"{FIRST_DAY}:{today}"], total="")

    def page(self, body: bytes, asked: Request) -> ResultPage:
        if asked.url.endswith("/esearch.fcgi"):
            return self._searched(body, asked)
        try:
            records = tuple(self._reader.split(io.BytesIO(body)))
        except ReadError as error:
            raise SourceError(f"{asked.url} does not answer with records: {error.reason}") from error
        start, count = int(asked.params["retstart"]), int(asked.note["count"])
        if not records and start < count:
            shown = " ".join(body[:200].decode("utf-8", "replace").split())
            raise SourceError(f"{asked.url} gives no records from {start} of {count}: {shown}")
        after = start + RETMAX
        following = (
            Request(url=asked.url, params=asked.params | {"retstart": str(after)}, note=asked.note)
            if after < count
            else self._next_range(asked)
        )
        return ResultPage(records=records, total=int(asked.note["total"]), following=following)

    def _searched(self, body: bytes, asked: Request) -> ResultPage:
        """What ESearch found: to be fetched, or to be cut in two."""
        try:
            root = etree.fromstring(body, xml_pieces.parser())
        except etree.XMLSyntaxError as error:
            raise SourceError(f"{asked.url} does not answer in XML: {error.msg}.") from error
        if said := root.findtext("ERROR") or root.findtext(".//ErrorList/PhraseNotFound"):
            raise SourceError(f"PubMed says of the query {self._settings.query!r}: {' '.join(said.split())}.")
        text = root.findtext("Count") or ""
        if not text.isdecimal():
            raise SourceError(f"{asked.url} does not say how many records it found.")
        count, total = int(text), asked.note["total"] or text
        if not count:
            return ResultPage(total=int(total), following=self._next_range(asked, total=total))
        low, high = (date.fromisoformat(d) for d in asked.note["range"].split(":"))
        if count > LIMIT and low < high:
            middle = low + (high - low) // 2
            halves = [f"{low}:{middle}", f"{middle + timedelta(days=1)}:{high}"]
            ranges = halves + asked.note["ranges"].split()
            return ResultPage(
                total=int(total), following=self._search(asked.params["term"], ranges, total=total)
            )
        fetched = {
            "query_key": root.findtext("QueryKey") or "",
            "WebEnv": root.findtext("WebEnv") or "",
            "retstart": "0",
            "retmax": str(RETMAX),
            "retmode": "xml",
        }
        note = asked.note | {"total": total, "count": str(count), "term": asked.params["term"]}
        return ResultPage(
            total=int(total),
            following=Request(url=self._address("efetch"), params=self._who() | fetched, note=note),
        )

    def _next_range(self, asked: Request, *, total: str = "") -> Request | None:
        ranges = asked.note["ranges"].split()
        term = asked.note.get("term") or asked.params["term"]
        return self._search(term, ranges, total=total or asked.note["total"]) if ranges else None

    def _search(self, term: str, ranges: list[str], *, total: str) -> Request:
        low, high = (d.replace("-", "/") for d in ranges[0].split(":"))
        params = {
            "term": term, "usehistory": "y", "retmax": "0",
            "datetype": "edat", "mindate": low, "maxdate": high,
        }  # fmt: skip
        note = {"total": total, "range": ranges[0], "ranges": " ".join(ranges[1:])}
        return Request(url=self._address("esearch"), params=self._who() | params, note=note)

    def _address(self, program: str) -> str:
        return f"{self._settings.url.rstrip('/')}/{program}.fcgi"

    def _who(self) -> dict[str, str]:
        said = {"email": self._settings.contact, "api_key": self._settings.api_key}
        return {"db": "pubmed", "tool": "pinakes"} | {k: v for k, v in said.items() if v}
