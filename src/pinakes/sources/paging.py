"""Services that answer a search page by page: the loop that all of them share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from pinakes.errors import FormatError, SourceError
from pinakes.records.base import Struct
from pinakes.sources.base import Checkpoint, RawRecord, SourceFailure
from pinakes.sources.http import HttpClient
from pinakes.sources.recognising import Recogniser

_Answer = TypeVar("_Answer")
OVERLAP = timedelta(days=1)
"""Services say only the day of a change, each in its own time zone: the last one is asked for again."""


class Request(Struct):
    """What is asked next."""

    url: str
    params: dict[str, str] = msgspec.field(default_factory=dict)
    note: dict[str, str] = msgspec.field(default_factory=dict)
    """What the service's side wants to remember; it is not sent."""


class ResultPage(Struct):
    """What was answered."""

    records: tuple[bytes, ...] = ()
    total: int = 0
    """Of the whole search; 0 when it isn't said."""
    following: Request | None = None


class Service(Protocol):
    """How one service is asked."""

    format: str
    """Name of the format of its records; "" when it is known by their content only."""
    source: str
    """Its own name, for records that say no source."""
    rate: float
    """Requests a second that it asks its users to keep to."""
    changes: bool
    """Whether it can be asked for what has changed since a day."""

    def first(self, since: str) -> Request:
        """The request for everything, or for what changed since the day (YYYY-MM-DD)."""
        ...

    def page(self, body: bytes, asked: Request) -> ResultPage:
        """Raises SourceError when it is no answer."""
        ...


class PagingState(Struct):
    """How far the harvest of a search is."""

    done: str = ""
    """Day up to which all changes are here."""
    began: str = ""
    """Day on which the one under way was begun; empty: none is."""
    following: Request | None = None


class Paged:
    """A search in a service as a source of raw records."""

    def __init__(
        self,
        service: Service,
        *,
        url: str,
        contact: str = "",
        rate: float = 0.0,
        allow_private_redirects: bool = False,
        state: bytes = b"",
        full: bool = False,
        headers: Mapping[str, str] | None = None,
        attempts: int = 0,
        client: HttpClient | None = None,
    ) -> None:
        self._service, self._url = service, url
        self._headers = headers or {}
        self._formats = Recogniser(service.format)
        self._client = client or HttpClient(
            rate=rate or service.rate,
            contact=contact,
            allow_private_redirects=allow_private_redirects,
            attempts=attempts,
        )
        self._state = msgspec.json.decode(state, type=PagingState) if state else PagingState()
        self._full = full
        if full and not self._state.began:
            self._state = PagingState()
        self.finished: tuple[Path, ...] = ()
        self.total_bytes = 0
        self.read_bytes = 0

    def describe(self) -> Iterator[tuple[str, str]]:
        """How many records the search finds now."""
        page = self._page(self._service.first(""))
        yield "address", self._url
        yield "finds", f"{page.total:,} records"

    def read(self) -> Iterator[RawRecord | SourceFailure | Checkpoint]:
        """What has changed since the last time, or everything; a Checkpoint after each page."""
        state = self._state
        began = state.began or (datetime.now(UTC) - OVERLAP).strftime("%Y-%m-%d")
        since = state.done if self._service.changes and not self._full else ""
        asked = state.following or self._service.first(since)
        resumed = state.following is not None
        seen: set[bytes] = set()
        while True:
            try:
                page = self._page(asked)
            except SourceError:
                if not resumed:
                    raise
                # Cursors are forgotten after minutes: begin again, what is there already costs little.
                asked, resumed = self._service.first(since), False
                continue
            resumed = False
            self._look(page, seen)
            self.total_bytes = max(self.total_bytes, page.total)
            for data in page.records:
                self.read_bytes += 1
                yield self._raw(data)
            if page.following is None:
                whole = self._full or not self._service.changes
                yield Checkpoint(state=msgspec.json.encode(PagingState(done=began)), whole=whole)
                return
            asked = page.following
            yield Checkpoint(
                state=msgspec.json.encode(PagingState(done=state.done, began=began, following=asked))
            )

    def _raw(self, data: bytes) -> RawRecord | SourceFailure:
        try:
            found = self._formats.format_of(data)
        except FormatError as error:
            return SourceFailure(origin=self._url, reason=str(error), position=self.read_bytes, raw=data)
        return RawRecord(
            data=data,
            format=found.name,
            source=self._service.source,
            origin=self._url,
            position=self.read_bytes,
        )

    def _page(self, asked: Request) -> ResultPage:
        answer = self._client.get(asked.url, asked.params, headers=self._headers)
        return self._service.page(answer.body, asked)

    def _look(self, page: ResultPage, seen: set[bytes]) -> None:
        """Raises SourceError when the same page comes again."""
        if page.following is None or not page.records:
            return
        digest = hashlib.blake2b(b"\n".join(page.records), digest_size=12).digest()
        if digest in seen:
            raise SourceError(f"{self._url} sends the same page again and again.")
        seen.add(digest)


def decoded(kind: type[_Answer], body: bytes, url: str) -> _Answer:
    """An answer in JSON. Raises SourceError with the beginning of what came instead."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        shown = " ".join(body[:200].decode("utf-8", "replace").split())
        raise SourceError(f"{url} does not answer as expected ({error}): {shown}") from error
