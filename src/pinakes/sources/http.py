"""Fetches from addresses that the configuration names: politely, within bounds, never where a redirect leads astray."""

from __future__ import annotations

import email.utils
import ipaddress
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

import pinakes
from pinakes.errors import SourceError
from pinakes.records.base import Struct

ATTEMPTS = 6
RETRIED = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 5
MAX_BYTES = 256 * 1024 * 1024
"""Of one answer, after it was expanded."""
MAX_WAIT = 300.0
"""Seconds that a server may make us wait at a time (Retry-After)."""
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 20.0, 120.0, 900.0
CHUNK = 256 * 1024


class Answer(Struct):
    """What a server said."""

    status: int
    url: str
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes = b""


class HttpClient:
    """GET with retries, a rate, bounds of size and time, and redirects that don't lead into one's own network.

    ``pause`` is called with seconds to wait. ``rate`` is in requests a second; 0 is as fast as it goes.
    """

    def __init__(
        self,
        *,
        rate: float = 0.0,
        contact: str = "",
        allow_private_redirects: bool = False,
        max_bytes: int = MAX_BYTES,
        whole_seconds: float = WHOLE_SECONDS,
        read_seconds: float = READ_SECONDS,
        pause: Callable[[float], None] = time.sleep,
        attempts: int = 0,
    ) -> None:
        self._interval = 1.0 / rate if rate else 0.0
        self._allow_private = allow_private_redirects
        self._max_bytes, self._whole_seconds = max_bytes, whole_seconds
        self._pause, self._attempts = pause, attempts or ATTEMPTS
        self._next = 0.0
        about = f"; mailto:{contact}" if contact else ""
        self._headers = {
            "User-Agent": f"Pinakes/{pinakes.__version__} (library catalogue{about})",
            "Accept-Encoding": "gzip, deflate",
        }
        self._timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, read_seconds), read=read_seconds)
        self._pool = urllib3.PoolManager(retries=False, timeout=self._timeout)

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset({200}),
    ) -> Answer:
        """The whole answer, its status one of ``accept``. Raises SourceError with address and cause."""
        with self.open(url, params, headers=headers, accept=accept) as (answer, chunks):
            return Answer(status=answer.status, url=answer.url, headers=answer.headers, body=b"".join(chunks))

    @contextmanager
    def open(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset({200}),
    ) -> Iterator[tuple[Answer, Iterator[bytes]]]:
        """The answer without its body, and the body in pieces. Raises SourceError."""
        if params:
            url += ("&" if "?" in url else "?") + urlencode(params)
        response, final = self._respond(url, {**self._headers, **(headers or {})}, accept)
        try:
            named = {k.lower(): v for k, v in response.headers.items()}
            yield Answer(status=response.status, url=final, headers=named), self._chunks(response, final)
        finally:
            response.close()

    def _chunks(self, response: Any, url: str) -> Iterator[bytes]:
        until = time.monotonic() + self._whole_seconds
        size = 0
        try:
            for chunk in response.stream(CHUNK, decode_content=True):
                size += len(chunk)
                if size > self._max_bytes:
                    raise SourceError(f"{url} sends more than {self._max_bytes:,} bytes.")
                if time.monotonic() > until:
                    raise SourceError(
                        f"{url} takes longer than {self._whole_seconds:.0f} seconds for one answer."
                    )
                yield chunk
        except HTTPError as error:
            raise SourceError(f"{url} broke off its answer: {_reason(error)}.") from error

    def _respond(self, url: str, headers: Mapping[str, str], accept: frozenset[int]) -> tuple[Any, str]:
        """A response that is worth reading, after retries and redirects; and where it came from."""
        said, first, redirects, attempt = "", url, 0, 0
        while attempt < self._attempts:
            self._keep_rate()
            try:
                response = self._request(url, headers, elsewhere=_host(url) != _host(first))
            except HTTPError as error:
                said, attempt = _reason(error), attempt + 1
                if attempt < self._attempts:
                    self._pause(_backoff(attempt))
                continue
            status = response.status
            if status in accept:
                return response, url
            if status in REDIRECTS and (target := response.headers.get("Location")):
                response.close()
                redirects += 1
                if redirects > MAX_REDIRECTS:
                    raise SourceError(f"{first} redirects more than {MAX_REDIRECTS} times.")
                url = self._redirected(first, urljoin(url, target))
                continue
            wait = _retry_after(response.headers.get("Retry-After", ""))
            said = f"status {status}" + _said(response)
            response.close()
            if status not in RETRIED:
                break
            attempt += 1
            if attempt < self._attempts:
                self._pause(min(wait if wait is not None else _backoff(attempt), MAX_WAIT))
        raise SourceError(f"{url} can't be fetched: {said}.")

    def _keep_rate(self) -> None:
        now = time.monotonic()
        if self._interval and now < self._next:
            self._pause(self._next - now)
        self._next = max(now, self._next) + self._interval

    def _request(self, url: str, headers: Mapping[str, str], *, elsewhere: bool) -> Any:
        sent = dict(headers)
        if not elsewhere or self._allow_private:
            return self._pool.request("GET", url, headers=sent, preload_content=False, redirect=False)
        # To the address that was looked at, so that no second answer of the name server leads elsewhere.
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _port(parts.scheme)
        pool = self._pinned(parts.scheme, host, public_address(host, port), port)
        sent["Host"] = parts.netloc.rpartition("@")[2]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return pool.request("GET", path, headers=sent, preload_content=False, redirect=False)

    def _pinned(self, scheme: str, host: str, address: str, port: int) -> urllib3.HTTPConnectionPool:
        if scheme == "http":
            return urllib3.HTTPConnectionPool(address, port, timeout=self._timeout, retries=False)
        return urllib3.HTTPSConnectionPool(
            address,
            port,
            timeout=self._timeout,
            retries=False,
            server_hostname=host,
            assert_hostname=host,
        )

    def _redirected(self, first: str, target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceError(f"{first} redirects to {target[:200]!r}, which is no address of the web.")
        if first.startswith("https:") and parts.scheme == "http":
            raise SourceError(f"{first} redirects to {target[:200]}, which is not encrypted.")
        if _host(target) != _host(first) and not self._allow_private:
            public_address(
                parts.hostname, parts.port or _port(parts.scheme), said=f"{first} redirects there. "
            )
        return target


def public_address(host: str, port: int, *, said: str = "") -> str:
    """An address of the host, all of which are public. Raises SourceError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{said}There is no host {host!r}: {error}.") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if not ipaddress.ip_address(address).is_global:
            raise SourceError(
                f"{said}{host} has the private address {address}: "
                "allow_private_redirects = true of the source allows it."
            )
    return addresses[0]


def _host(url: str) -> tuple[str | None, int | None]:
    parts = urlsplit(url)
    return parts.hostname, parts.port


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _backoff(attempt: int) -> float:
    return float(min(2.0**attempt, 60.0))


def _retry_after(value: str) -> float | None:
    """Seconds that a Retry-After asks for: a number or a date (RFC 9110, 10.2.3)."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _said(response: Any) -> str:
    """The beginning of what an error page says, on one line."""
    try:
        body = response.read(2000, decode_content=True)
    except HTTPError:
        return ""
    text = " ".join(body.decode("utf-8", "replace").split())
    return f" ({text[:200]})" if text else ""


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return (
        str(reason).partition("object at 0x")[2].partition("): ")[2]
        or str(reason).rpartition(": ")[2]
        or type(error).__name__
    )
