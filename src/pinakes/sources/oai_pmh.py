"""The OAI-PMH harvester: incremental, resumable, patient with servers that are slow, broken or forgetful."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from pinakes.errors import FormatError, SourceError
from pinakes.records.base import Struct
from pinakes.sources import oai_responses
from pinakes.sources.base import Checkpoint, RawRecord, SourceFailure
from pinakes.sources.http import HttpClient
from pinakes.sources.oai_responses import Identity, OaiFailure, OaiPage, OaiRecord
from pinakes.sources.recognising import Recogniser
from pinakes.sources.settings import OaiPmhSource

MAX_RESTARTS = 3
"""Times that a list may be begun again because the server has forgotten its token, without getting further."""
MAX_EMPTY = 50
"""Answers without a record in a row, each saying that there is more."""
DAY = "YYYY-MM-DD"


class ListState(Struct):
    """How far the list of one set is."""

    done: str = ""
    """Everything that changed before this moment of the server's clock is here."""
    began: str = ""
    """When the list that is under way was begun, by the server's clock; empty: none is."""
    token: str = ""
    given: int = 0
    """Records of the list that is under way."""
    last: str = ""
    """The last datestamp of the list, as long as they have only grown; "-" once one went back."""


class HarvestState(Struct):
    """What a harvest knows of itself the next time."""

    lists: dict[str, ListState] = msgspec.field(default_factory=dict)
    """By setSpec; "" is the whole repository."""
    full: bool = False
    """Whether what is under way is a harvest of everything."""


class OaiPmh:
    """A repository as a source of raw records.

    ``state`` is that of the last Checkpoint. ``full`` begins anew, and its last Checkpoint says that
    everything was given. An interrupted full harvest goes on where it was.
    """

    def __init__(
        self,
        settings: OaiPmhSource,
        *,
        state: bytes = b"",
        full: bool = False,
        folder: Path = Path(),
        attempts: int = 0,
        client: HttpClient | None = None,
    ) -> None:
        self._settings = settings
        self._client = client or HttpClient(
            rate=settings.rate,
            contact=settings.contact,
            attempts=attempts,
            allow_private_redirects=settings.allow_private_redirects,
        )
        self._state = msgspec.json.decode(state, type=HarvestState) if state else HarvestState()
        if full and not self._state.full:
            self._state = HarvestState(full=True)
        self._granularity = DAY
        self._formats = Recogniser(settings.format)
        self._id_pattern = _compiled(settings.id_pattern)
        self.finished: tuple[Path, ...] = ()
        self.total_bytes = 0
        self.read_bytes = 0

    def describe(self) -> Iterator[tuple[str, str]]:
        """Name, dates, prefixes and sets."""
        identity = self.identify()
        yield "name", identity.name
        yield "since", identity.earliest
        yield "granularity", identity.granularity
        yield "deletions", identity.deleted
        yield "prefixes", ", ".join(self.prefixes())
        for spec, name in self.sets():
            yield "set", f"{spec}  {name}"

    def identify(self) -> Identity:
        """Who answers. Raises SourceError."""
        return oai_responses.identity(self._get({"verb": "Identify"}))

    def prefixes(self) -> tuple[str, ...]:
        """The metadataPrefixes that the repository has."""
        return oai_responses.prefixes(self._get({"verb": "ListMetadataFormats"}))

    def sets(self) -> tuple[tuple[str, str], ...]:
        """(setSpec, setName) of all sets; none where the repository has no sets."""
        found: dict[str, str] = {}
        token = ""
        while True:
            asked = {"verb": "ListSets"} | ({"resumptionToken": token} if token else {})
            some, following = oai_responses.sets(self._get(asked))
            before = len(found)
            found.update(some)
            if not following or following == token or len(found) == before:
                return tuple(found.items())
            token = following

    def read(self) -> Iterator[RawRecord | SourceFailure | Checkpoint]:
        """What has changed since the state's moment; a Checkpoint after each answer."""
        self._granularity = self.identify().granularity or DAY
        for name in self._settings.sets or ("",):
            yield from self._list(name)
        whole = self._state.full and not self._settings.since and not self._settings.until
        self._state = msgspec.structs.replace(self._state, full=False)
        yield Checkpoint(state=msgspec.json.encode(self._state), whole=whole)

    def _list(self, name: str) -> Iterator[RawRecord | SourceFailure | Checkpoint]:
        if self._state.full and self._lists(name).done:
            return  # a full harvest that was interrupted has this one already
        guard = _Guard(self._settings.url)
        patience = _Patience(self._settings.url)
        while True:
            state = self._lists(name)
            page = self._page(name, state)
            if page is None:  # the token is not known any more
                patience.spend(state)
                self._note(name, msgspec.structs.replace(state, token="", given=0))
                guard = _Guard(self._settings.url)
                continue
            guard.look(page)
            yield from self._records(page, name)
            self._note(name, _after(state, page))
            if not page.token:
                return
            yield Checkpoint(state=msgspec.json.encode(self._state))

    def _lists(self, name: str) -> ListState:
        return self._state.lists.get(name, ListState())

    def _note(self, name: str, state: ListState) -> None:
        self._state = msgspec.structs.replace(self._state, lists=self._state.lists | {name: state})

    def _page(self, name: str, state: ListState) -> OaiPage | None:
        """The next answer of a list; None when the server does not know the token."""
        page = self._ask(self._arguments(name, state))
        codes = dict(page.errors)
        if "badArgument" in codes and not state.token and self._granularity != DAY and self._from(state):
            # It said that it knows seconds, and doesn't.
            self._granularity = DAY
            page = self._ask(self._arguments(name, state))
            codes = dict(page.errors)
        if "badResumptionToken" in codes and state.token:
            return None
        if codes and not page.records and "noRecordsMatch" not in codes:
            code, text = page.errors[0]
            raise SourceError(
                f"{self._settings.url} says {code}: {text or 'without a word why'}{self._help(code)}"
            )
        if page.complete_size:
            self.total_bytes = max(self.total_bytes, page.complete_size)
        return page

    def _help(self, code: str) -> str:
        if code == "cannotDisseminateFormat":
            return f" It has: {', '.join(self.prefixes()) or 'none'} (prefix of the source)."
        if code == "noSetHierarchy":
            return " It has no sets (sets of the source)."
        return ""

    def _from(self, state: ListState) -> str:
        restarted = state.last if state.began and state.last not in ("", "-") else ""
        return restarted or state.done or self._settings.since

    def _arguments(self, name: str, state: ListState) -> dict[str, str]:
        if state.token:
            return {"verb": "ListRecords", "resumptionToken": state.token}
        found = {"verb": "ListRecords", "metadataPrefix": self._settings.prefix}
        if since := self._from(state):
            found["from"] = self._moment(since)
        if self._settings.until:
            found["until"] = self._moment(self._settings.until, end=True)
        return found | ({"set": name} if name else {})

    def _moment(self, text: str, *, end: bool = False) -> str:
        """A date in the server's granularity: both ends of a range must have the same (OAI-PMH 2.0, 2.7.1)."""
        if self._granularity == DAY:
            return text[:10]
        return text if "T" in text else text + ("T23:59:59Z" if end else "T00:00:00Z")

    def _ask(self, arguments: dict[str, str]) -> OaiPage:
        return oai_responses.page(self._get(arguments))

    def _get(self, arguments: dict[str, str]) -> bytes:
        # Some servers say "no records" or "bad token" with a status of their own, and the XML in the body.
        answer = self._client.get(self._settings.url, arguments, accept=frozenset({200, 400, 404, 422}))
        if answer.status != 200 and b"OAI-PMH" not in answer.body[:4096]:
            raise SourceError(f"{answer.url} can't be fetched: status {answer.status}.")
        return answer.body

    def _records(self, page: OaiPage, name: str) -> Iterator[RawRecord | SourceFailure]:
        origin = self._settings.url + (f" set {name}" if name else "")
        for record in page.records:
            self.read_bytes += 1
            if isinstance(record, OaiFailure):
                yield SourceFailure(
                    origin=f"{origin} {record.identifier}".strip(),
                    reason=record.reason,
                    position=self.read_bytes,
                    raw=record.raw,
                    local_id=self._local_id(record.identifier) if record.identifier else "",
                )
                continue
            yield self._raw(record, origin)

    def _raw(self, record: OaiRecord, origin: str) -> RawRecord | SourceFailure:
        local_id = self._local_id(record.identifier)
        if record.deleted:
            return RawRecord(
                data=b"", format="", source="", origin=origin, position=self.read_bytes,
                local_id=local_id, withdrawn=True,
            )  # fmt: skip
        try:
            found = self._formats.format_of(record.metadata)
        except FormatError as error:
            return SourceFailure(
                origin=f"{origin} {record.identifier}",
                reason=f"metadataPrefix {self._settings.prefix}: {error}",
                position=self.read_bytes,
                raw=record.metadata,
                local_id=local_id,
                collections=record.sets,
            )
        return RawRecord(
            data=record.metadata, format=found.name, source=found.source, origin=origin,
            position=self.read_bytes, local_id=local_id, collections=record.sets,
        )  # fmt: skip

    def _local_id(self, identifier: str) -> str:
        found = self._id_pattern.search(identifier) if self._id_pattern else None
        return (found[1] if found and found.re.groups else found[0] if found else "") or identifier


class _Patience:
    """How often a list may be begun again without getting further than before."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._times = self._given = 0
        self._last = ""

    def spend(self, state: ListState) -> None:
        """Raises SourceError when it is at an end."""
        further = state.last not in ("", "-", self._last) or state.given > self._given
        self._times = 1 if further else self._times + 1
        self._given, self._last = max(self._given, state.given), state.last
        if self._times > MAX_RESTARTS:
            raise SourceError(
                f"{self._url} forgets its resumptionTokens: its list was begun {self._times} times "
                f"and never got beyond {self._given:,} records."
            )


class _Guard:
    """Notices a list that never ends."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._seen: set[bytes] = set()
        self._empty = 0

    def look(self, page: OaiPage) -> None:
        """Raises SourceError when an answer came before, or when nothing comes for long."""
        if not page.token:
            return
        self._empty = 0 if page.records else self._empty + 1
        if self._empty > MAX_EMPTY:
            raise SourceError(
                f"{self._url} has sent {self._empty} answers without a record, and says that there is more."
            )
        if not page.records:
            return
        ids = "\n".join(r.identifier for r in page.records)
        digest = hashlib.blake2b(ids.encode("utf-8", "replace"), digest_size=12).digest()
        if digest in self._seen:
            raise SourceError(f"{self._url} sends the same records again and again; its list has no end.")
        self._seen.add(digest)


def _after(state: ListState, page: OaiPage) -> ListState:
    """The state when a page has been given."""
    began = state.began or page.response_date or _yesterday()
    if not page.token:
        return ListState(done=began)
    last = state.last
    for record in page.records:
        if last != "-" and isinstance(record, OaiRecord) and record.datestamp:
            last = record.datestamp if record.datestamp >= last else "-"
    given = state.given + len(page.records)
    return ListState(done=state.done, began=began, token=page.token, given=given, last=last)


def _yesterday() -> str:
    """For a server without a clock: ours, with a day for the difference."""
    return (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error as error:
        raise SourceError(f"id_pattern {pattern!r} is no regular expression: {error}.") from error
