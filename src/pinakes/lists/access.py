"""Which list an address means for the person who asks, and what is said after something was done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.crypto import constant_time_compare

from pinakes.accounts.permissions import Action, require
from pinakes.lists.models import ReaderList, Removal
from pinakes.lists.models.reader_lists import Kind
from pinakes.records.base import Struct
from pinakes.web import pages

KEY = "key"
"""The parameter of a secret link."""
_UNDO = "undo:"
SIGN_IN = "/account/sign-in"


class Said(Struct):
    """What was done, and the key of its undoing."""

    text: str
    undo: str = ""


def person(request: HttpRequest) -> Any:
    """Who asks; nobody is looked up for browsers without a session."""
    from django.contrib.auth.models import AnonymousUser

    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not hasattr(request, "_cached_user"):
        return AnonymousUser()
    return getattr(request, "user", None) or AnonymousUser()


def clean(text: str) -> str:
    """Without NUL, which PostgreSQL takes in no text, not even in a question."""
    return text.replace("\0", "\ufffd")


def the_list(request: HttpRequest, public_id: str, action: Action) -> ReaderList:
    """The list, if this person may do this to it. Raises Http404 or PermissionDenied."""
    try:
        found = ReaderList.objects.select_related("owner").get(public_id=clean(public_id), kind=Kind.LIST)
    except ReaderList.DoesNotExist:
        raise Http404 from None
    key = request.GET.get(KEY, "") or request.POST.get(KEY, "")
    found.opened_by_link = bool(key) and constant_time_compare(key, found.key)
    require(person(request), action, found)
    return found


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """To sign in, and back here."""
    back = request.get_full_path() if request.method == "GET" else request.POST.get("next", "/lists/")
    return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': pages.local(back) or '/lists/'})}")


def sign_in_href(back: str) -> str:
    """The way to sign in, and back to a page of ours."""
    return f"{SIGN_IN}?{urlencode({'next': back})}"


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, which shows the answer itself."""
    return request.headers.get("Accept", "").startswith("application/json")


def done(
    request: HttpRequest,
    text: str,
    href: str,
    *,
    removal: Removal | None = None,
    undo: str = "",
    level: int = messages.SUCCESS,
    **data: Any,
) -> HttpResponseBase:
    """Say it on the next page, or to the script that asked."""
    key = removal.key if removal else undo
    if wants_data(request):
        return JsonResponse({"said": text, "undo": key, "ok": level == messages.SUCCESS} | data)
    messages.add_message(request, level, text, extra_tags=f"{_UNDO}{key}" if key else "")
    return HttpResponseRedirect(href)


def said(request: HttpRequest) -> list[Said]:
    """What is still to be said; each once."""
    if not (request.COOKIES.get("messages") or request.COOKIES.get(settings.SESSION_COOKIE_NAME)):
        return []
    found = []
    for message in messages.get_messages(request):
        tags = (message.extra_tags or "").split()
        undo = next((t.removeprefix(_UNDO) for t in tags if t.startswith(_UNDO)), "")
        found.append(Said(text=str(message.message), undo=undo))
    return found


def back(request: HttpRequest, otherwise: str) -> str:
    """The page that a form came from, when it says so and it is ours."""
    form = request.POST if request.method == "POST" else request.GET
    return pages.local(form.get("next", "") or form.get("back", "")) or otherwise
