"""How often somebody may do something: counted by all workers together, forgotten after a while.

The counts stand in one small table of fixed size that all workers of a machine map into their memory: counting takes
some microseconds, so that every page of results can be counted, and needs neither lock nor query. Who is counted
stands there as a keyed digest only. A slot holds the count of the running window and of the one before it; from both
follows how often it was in the last ``seconds`` (a sliding window).
"""

from __future__ import annotations

import ipaddress
import mmap
import os
import re
import secrets
import struct
import time
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from hashlib import blake2b
from math import ceil
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from pinakes.records.base import Struct

SLOTS = 1 << 16
_SLOT = struct.Struct("<QIIII")
"""Digest, begin of its window, when it is worthless, count of the window, count of the window before."""
_LOOKS = 12
"""Slots that are looked at for one digest before the oldest has to go."""
_CRAWLERS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scrap|archiver|fetch|python|curl|wget|java/|go-http|okhttp|headless|http[_-]?client",
    re.IGNORECASE,
)


class Limit(Struct):
    """At most ``most`` times in ``seconds``; 0 is without a limit."""

    kind: str
    most: int
    seconds: int


class Policy(Struct):
    """How often, by who it is: guests and crawlers are counted by their network, readers by their account."""

    guest: Limit
    reader: Limit
    crawler: Limit


def policy(kind: str, *, guest: int, reader: int, crawler: int, seconds: int = 60) -> Policy:
    """A policy of one kind and length, by its three numbers."""
    return Policy(
        guest=Limit(kind=kind, most=guest, seconds=seconds),
        reader=Limit(kind=f"{kind}/reader", most=reader, seconds=seconds),
        crawler=Limit(kind=f"{kind}/crawler", most=crawler, seconds=seconds),
    )


def wait(limit: Limit, who: str) -> int:
    """Count once more for ``who``: 0 when it is allowed, else the seconds until it will be.

    What is refused does not count. Two workers that count in the same instant may count one too few.
    """
    return _asked(limit, who, count=True)


def waiting(limit: Limit, who: str) -> int:
    """The same without counting."""
    return _asked(limit, who, count=False)


def reader(request: HttpRequest) -> str:
    """The address that a request came from; the proxy's word for it where Django is told to believe the proxy."""
    from django.conf import settings

    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=4096)
def network(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 address: what one household or one firm has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if mapped := found.ipv4_mapped:
            return network(str(mapped))
        return str(ipaddress.ip_network((found, 48), strict=False))
    return str(ipaddress.ip_network((found, 24), strict=False))


@lru_cache(maxsize=1024)
def is_crawler(user_agent: str) -> bool:
    """Whether a browser calls itself a machine; one that says nothing is one."""
    return not user_agent or _CRAWLERS.search(user_agent) is not None


def account(request: HttpRequest) -> str:
    """The account that asks; "" for guests, and without a query for browsers that have no session."""
    from django.conf import settings

    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = getattr(request, "user", None)
    return str(user.pk) if user is not None and user.is_authenticated else ""


def seconds_to_wait(request: HttpRequest, policy: Policy) -> int:
    """Count this request: 0 when it is allowed, else the seconds until it will be."""
    if who := account(request):
        return wait(policy.reader, who)
    limit = policy.crawler if is_crawler(request.headers.get("User-Agent", "")) else policy.guest
    return wait(limit, network(reader(request)))


def limited(policy: Policy) -> Callable[[Callable[..., Any]], Callable[..., HttpResponseBase]]:
    """A view that may be asked so often; beyond that it answers 429 with Retry-After, in the reader's language."""

    def wrap(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            from pinakes.web import errors

            if request.method not in ("HEAD", "OPTIONS") and (seconds := seconds_to_wait(request, policy)):
                return errors.too_many(request, seconds)
            answer: HttpResponseBase = view(request, *args, **kwargs)
            return answer

        return counted

    return wrap


def forget() -> None:
    """Forget all counts."""
    table, _key = _table()
    table[:] = bytes(len(table))


def _asked(limit: Limit, who: str, *, count: bool) -> int:
    if not limit.most:
        return 0
    now = time.time()
    table, key = _table()
    digest = blake2b(f"{limit.kind}\0{who}".encode("utf-8", "replace"), digest_size=16, key=key).digest()
    tag = int.from_bytes(digest[:8], "little") or 1
    offset, begun, current, before = _find(table, tag, int.from_bytes(digest[8:], "little"), int(now))
    window = int(now) // limit.seconds * limit.seconds
    if begun != window:
        before, current = (current if begun == window - limit.seconds else 0), 0
    passed = (now - window) / limit.seconds
    if before * (1 - passed) + current + 1 > limit.most:
        return max(1, ceil(_until(limit, passed, before, current)))
    if count:
        _SLOT.pack_into(table, offset, tag, window, window + 2 * limit.seconds, current + 1, before)
    return 0


def _until(limit: Limit, passed: float, before: int, current: int) -> float:
    """Seconds until one more is allowed when nothing else comes."""
    if current + 1 <= limit.most:
        return (1 - (limit.most - 1 - current) / before - passed) * limit.seconds
    return (1 - passed + max(0.0, 1 - (limit.most - 1) / current)) * limit.seconds


def _find(table: Any, tag: int, start: int, now: int) -> tuple[int, int, int, int]:
    """Where the digest stands, or a place for it: free, else that of the one that is worthless first."""
    place, soonest = -1, 1 << 40
    # Strides that differ keep full places from growing together.
    stride = tag >> 40 | 1
    for step in range(_LOOKS):
        offset = (start + step * stride) % SLOTS * _SLOT.size
        kept, begun, expires, current, before = _SLOT.unpack_from(table, offset)
        if kept == tag:
            return offset, begun, current, before
        if expires < soonest:
            place, soonest = offset, 0 if expires <= now else expires
    return place, 0, 0, 0


@cache
def _table() -> tuple[Any, bytes]:
    """The table of the catalogue that is served, and the key of its digests; in memory when there is no folder."""
    from django.conf import settings

    from pinakes import conf

    size = SLOTS * _SLOT.size
    home = Path(settings.PINAKES_HOME)
    if not (home / conf.FILE).is_file():
        return bytearray(size), secrets.token_bytes(16)
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=16, person=b"rates").digest()
    folder = home / "cache"
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / "rates", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, size)
            return mmap.mmap(handle, size), key
        finally:
            os.close(handle)
    except OSError:
        # A folder that can't be written: each worker counts for itself.
        return bytearray(size), key
