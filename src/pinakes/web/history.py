"""The searches of this session, for guests too: kept signed in a cookie of the browser, and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b

import msgspec
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from pinakes.discovery import catalogue as discovery
from pinakes.discovery.combining import CannotCombine, combined
from pinakes.discovery.state import SearchState
from pinakes.errors import QueryError, QueryLimit
from pinakes.query.advanced import AdvancedSearch
from pinakes.query.explain import Part
from pinakes.query.tree import Everything
from pinakes.records.base import Struct
from pinakes.web import facets, labels, links, pages, reading

ADDRESS = "/search/history"
COOKIE = "searches"
PATH = "/search"
"""Only pages of searches get the cookie."""
SALT = "pinakes.web.history"
MOST = 30
BYTES = 3_600
"""Of the cookie, which browsers keep up to 4,096; the oldest searches go first."""
LONGEST = 1_500
"""Characters of an address that is remembered."""


class Entry(Struct, array_like=True):
    """A search: its parameters, how many it found, and when, in minutes since 1970."""

    query: str
    total: int
    minute: int

    @property
    def key(self) -> str:
        return blake2b(self.query.encode("utf-8", "replace"), digest_size=6).hexdigest()

    @property
    def state(self) -> SearchState:
        return SearchState.from_query(QueryDict(self.query))


class EntryView(Struct):
    """A search as the page tells it."""

    key: str
    href: str
    sentence: tuple[Part, ...]
    words: str
    limits: str
    total: int
    time: str


Told = Callable[[HttpRequest, SearchState, str, int], None]
"""Gets a search that somebody made, its parameters and how many it found."""
_also: list[Told] = []


def remember_also(told: Told) -> None:
    """Tell an app above of each search: accounts may keep them too."""
    if told not in _also:
        _also.append(told)


def remember(request: HttpRequest, response: HttpResponseBase, state: SearchState, total: int) -> None:
    """Put a search at the head of the session's; turning its pages changes nothing."""
    if request.method != "GET" or not _is_wanted(request) or not pages.search_settings().history:
        return
    asked = msgspec.structs.replace(state, page=1, size=20, view="", ignored=())
    query = asked.query_string()
    if not (state.q.strip() or state.constraints or state.advanced) or len(query) > LONGEST:
        return
    for told in _also:
        told(request, asked, query, total)
    kept = entries(request)
    if kept and (kept[0].query, kept[0].total) == (query, total):
        return
    new = Entry(query=query, total=total, minute=int(time.time()) // 60)
    _keep(response, (new, *(e for e in kept if e.query != query)))


def entries(request: HttpRequest) -> tuple[Entry, ...]:
    """The searches of this session, the newest first; none when the cookie is missing or was not ours."""
    try:
        text = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
        return msgspec.convert(text, tuple[Entry, ...])
    except (signing.BadSignature, msgspec.ValidationError, ValueError):
        return ()


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def history(request: HttpRequest) -> HttpResponseBase:
    """The list; a POST removes one (``remove``) or all (``clear``), or joins those picked (``combine``)."""
    kept = entries(request)
    if request.method != "POST":
        return _page(request, kept)
    if "combine" in request.POST:
        return _combine(request, kept)
    response = HttpResponseRedirect(ADDRESS)
    gone = request.POST.get("remove", "")
    _keep(response, () if "clear" in request.POST else tuple(e for e in kept if e.key != gone))
    return response


def _combine(request: HttpRequest, kept: Sequence[Entry]) -> HttpResponseBase:
    picked = set(request.POST.getlist("pick"))
    chosen = [e for e in reversed(kept) if e.key in picked]
    if len(chosen) < 2:
        return _page(request, kept, problem=_("Choose at least two searches to combine."), picked=picked)
    how = "OR" if request.POST["combine"] == "OR" else "AND"
    try:
        state = combined([e.state for e in chosen], "OR" if how == "OR" else "AND")
        discovery.read(state)
    except QueryLimit as error:
        return _page(request, kept, problem=reading.limit_sentence(error), picked=picked)
    except CannotCombine as error:
        message = _("These searches can’t be combined, because one is limited by %(name)s.")
        return _page(request, kept, problem=message % {"name": labels.facet_name(error.facet)}, picked=picked)
    except QueryError as error:
        return _page(request, kept, problem=str(error), picked=picked)
    return HttpResponseRedirect(links.search(state))


def _page(
    request: HttpRequest, kept: Sequence[Entry], *, problem: str = "", picked: set[str] | None = None
) -> HttpResponseBase:
    context = {
        "entries": tuple(view(e) for e in kept),
        "problem": problem,
        "picked": picked or set(),
        "is_kept": pages.search_settings().history,
    }
    return pages.render(request, "history.html", context, status=422 if problem else 200)


def view(entry: Entry) -> EntryView:
    """Words for people: as typed where that says it all, else the sentence."""
    state = entry.state
    sentence: tuple[Part, ...] = ()
    try:
        node = discovery.read(state).node
        if state.advanced or state.field != "all" or isinstance(node, Everything):
            sentence = reading.sentence(node)
    except QueryError:
        state = state.with_(advanced=AdvancedSearch())
    then = datetime.fromtimestamp(entry.minute * 60, UTC).astimezone(timezone.get_current_timezone())
    return EntryView(
        key=entry.key,
        href=links.search(state),
        sentence=sentence,
        words=state.q.strip(),
        limits=facets.summary(state),
        total=entry.total,
        time=f"{then:%H:%M}",
    )


def _keep(response: HttpResponseBase, kept: Sequence[Entry]) -> None:
    kept = list(kept[:MOST])
    while kept:
        text = signing.dumps(msgspec.to_builtins(kept), salt=SALT, compress=True)
        if len(text) <= BYTES:
            response.set_cookie(
                COOKIE,
                text,
                path=PATH,
                httponly=True,
                samesite="Lax",
                secure=bool(settings.SESSION_COOKIE_SECURE),
            )
            return
        kept.pop()
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _is_wanted(request: HttpRequest) -> bool:
    """Whether a person asked: not a browser that fetches ahead."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" not in purpose
