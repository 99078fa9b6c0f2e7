"""How often somebody may do something: counted by all workers together, forgotten after a while."""

from __future__ import annotations

import time
from hashlib import blake2b

from django.core.cache import caches
from django.http import HttpRequest

from pinakes.records.base import Struct


class Limit(Struct):
    """At most ``most`` times in ``seconds``."""

    kind: str
    most: int
    seconds: int


def wait(limit: Limit, who: str) -> int:
    """Count once more for ``who``: 0 when it is allowed, else the seconds until it will be.

    Two workers that count in the same instant may count one too few.
    """
    now = time.time()
    key = f"rate:{limit.kind}:{blake2b(who.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"
    kept: list[float] = [t for t in caches["shared"].get(key) or () if now - t < limit.seconds]
    if len(kept) >= limit.most:
        return max(1, int(kept[0] + limit.seconds - now) + 1)
    caches["shared"].set(key, [*kept, now], limit.seconds)
    return 0


def reader(request: HttpRequest) -> str:
    """The address that a request came from; the proxy's word for it where Django is told to believe the proxy."""
    from django.conf import settings

    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
