"""How often searches and facets may be asked for, before anything is computed for them."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponseBase

from pinakes import conf
from pinakes.web import errors, rates
from pinakes.web.middleware import GetResponse

_LOOPBACK = frozenset({"127.0.0.1", "::1", ""})


class PageLimitMiddleware:
    """429 with Retry-After for who asks too often; costs some microseconds and asks no database for guests."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = policy_of(request)
        if found is not None and (seconds := rates.seconds_to_wait(request, found)):
            return errors.too_many(request, seconds)
        return self.get_response(request)


def policy_of(request: HttpRequest) -> rates.Policy | None:
    """What counts for this page: None when nothing does.

    Programs on this machine are not counted: they may be the proxy, which stands for everybody.
    """
    path = request.path_info
    if (
        not path.startswith(("/search", "/browse", "/Search/", "/Author/"))
        or rates.reader(request) in _LOOPBACK
    ):
        return None
    searching, narrowing, completing = _policies()
    if path == "/search/suggest":
        return completing
    # Every combination of limits is an address of its own: a trap for crawlers, and the dearest pages.
    if path.startswith("/search/facet") or "filter=" in request.META.get("QUERY_STRING", ""):
        return narrowing
    return searching


@cache
def _policies() -> tuple[rates.Policy, rates.Policy, rates.Policy]:
    limits = conf.current_settings().limits
    return (
        rates.policy("search", guest=limits.searches, reader=limits.searches * 3, crawler=limits.crawlers),
        rates.policy(
            "facets", guest=limits.facets, reader=limits.facets * 3, crawler=-(-limits.crawlers // 5)
        ),
        rates.policy(
            "suggest", guest=limits.searches * 4, reader=limits.searches * 8, crawler=limits.crawlers
        ),
    )
