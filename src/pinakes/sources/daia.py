"""Live availability by DAIA 1.0 (Document Availability Information API), in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from pinakes.errors import SourceError
from pinakes.sources.availability import CopyState, State
from pinakes.sources.http import HttpClient

MAX_BYTES = 2 * 1024 * 1024
MOST = 100
"""Ids in one question: addresses can't be of any length."""
COPIES = 500
"""Of one document that are read."""
LONGEST = 500
"""Characters of a text of the answer."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SEPARATOR = "|"


class DaiaSource:
    """A DAIA server. ``url`` is its base URL; ids are sent as they are given, joined by "|"."""

    def __init__(self, url: str, *, seconds: float = 3.0, contact: str = "") -> None:
        self._url = url
        self._http = HttpClient(
            contact=contact,
            max_bytes=MAX_BYTES,
            whole_seconds=seconds,
            read_seconds=seconds,
            attempts=1,
        )

    def ask(self, ids: Sequence[str]) -> Mapping[str, tuple[CopyState, ...]]:
        """Copies by id; documents that the server does not know are absent. Raises SourceError."""
        askable = [i for i in dict.fromkeys(ids) if i and _SEPARATOR not in i]
        found: dict[str, tuple[CopyState, ...]] = {}
        for start in range(0, len(askable), MOST):
            part = askable[start : start + MOST]
            answer = self._http.get(
                self._url,
                {"id": _SEPARATOR.join(part), "format": "json"},
                headers={"Accept": "application/json"},
                accept=frozenset({200, 404}),
            )
            if answer.status == 200:
                found |= read(answer.body, part)
        return found


def read(body: bytes, asked: Sequence[str]) -> dict[str, tuple[CopyState, ...]]:
    """The answer of a server, by the ids that were asked for. Raises SourceError when it is no DAIA."""
    try:
        answer = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"The answer is no JSON: {error}.") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("document", []), list):
        raise SourceError("The answer is no DAIA: it has no list of documents.")
    found: dict[str, tuple[CopyState, ...]] = {}
    for document in _objects(answer.get("document")):
        name = _asked_for(document, asked)
        if name:
            copies = tuple(_copy(item) for item in islice(_objects(document.get("item")), COPIES))
            found[name] = found.get(name, ()) + copies
    return found


def _asked_for(document: Mapping[str, Any], asked: Sequence[str]) -> str:
    """Which id a document answers: the one that it repeats, else the one that its own address ends with."""
    requested, own = _text(document.get("requested")), _text(document.get("id"))
    for name in (requested, own):
        if name in asked:
            return name
    ends = [a for a in asked if own.endswith((f":{a}", f"/{a}", f"={a}"))]
    if ends:
        return ends[0]
    return asked[0] if len(asked) == 1 and not requested else ""


def _copy(item: Mapping[str, Any]) -> CopyState:
    open_, closed = list(_objects(item.get("available"))), list(_objects(item.get("unavailable")))
    state = _state(open_, closed)
    chosen = (
        _of(open_, "loan") or _of(open_, "presentation") or _of(closed, "loan") or _of(closed, "presentation")
    )
    services = [*open_, *closed]
    said = [_named(limit) for s in services for limit in _objects(s.get("limitation"))]
    return CopyState(
        state=state,
        call_number=_text(item.get("label")),
        department=_named(item.get("department")),
        storage=_named(item.get("storage")),
        chronology=_text(item.get("chronology")),
        due=next((d for s in closed if (d := _date(s.get("expected")))), "") if state == "on-loan" else "",
        queue=max((_number(s.get("queue")) for s in closed), default=0),
        limitations=tuple(dict.fromkeys(filter(None, said))),
        action=_address((chosen or {}).get("href")) or _address(item.get("href")),
    )  # fmt: skip


def _state(open_: Sequence[Mapping[str, Any]], closed: Sequence[Mapping[str, Any]]) -> State:
    if _of(open_, "loan"):
        return "available"
    if _of(open_, "openaccess") or _of(open_, "remote"):
        return "online"
    lent = any(_date(s.get("expected")) or _number(s.get("queue")) or s.get("expected") for s in closed)
    if _of(open_, "presentation"):
        return "reading-room"
    if open_:
        return "available"
    if lent:
        return "on-loan"
    return "unavailable" if closed else "unknown"


def _of(services: Sequence[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """The service of this name, which may be written as an address that ends with it ("…/Service/Loan")."""
    for service in services:
        written = _text(service.get("service")).rstrip("/").casefold()
        if re.split(r"[/#:]", written)[-1] == name:
            return service
    return None


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    """Objects of a list, or the one that stands where a list should be."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def _text(value: object) -> str:
    return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""


def _named(value: object) -> str:
    """The words of an entity: {"id": …, "content": "Main library"}."""
    return next((_text(one.get("content")) for one in _objects(value)), "")


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000 else 0


def _date(value: object) -> str:
    match = _DATE.match(value) if isinstance(value, str) else None
    return match[0] if match else ""


def _address(value: object) -> str:
    """Only of the web: nothing else may become a link."""
    return (
        value
        if isinstance(value, str) and value.startswith(("https://", "http://")) and len(value) < 2000
        else ""
    )
