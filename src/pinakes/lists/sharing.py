"""/lists/ID/share: who sees a list, its secret link, people who read or write it, feed and code to embed it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST

from pinakes.accounts.permissions import Action
from pinakes.lists import access
from pinakes.lists.models import Collaborator, ReaderList
from pinakes.lists.models.reader_lists import Rights, visibilities
from pinakes.web import errors, pages, rates
from pinakes.web.rates import Limit

MOST = 50
"""People whom one list is shared with."""
LIMIT = Limit(kind="share", most=30, seconds=3600)
"""Names that somebody may try: so that nobody finds out who has an account."""


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def share(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The page; a POST changes who sees the list."""
    reader_list = access.the_list(request, public_id, Action.SHARE_LIST)
    if request.method != "POST":
        return _page(request, reader_list)
    chosen = request.POST.get("visibility", "")
    if chosen in dict(visibilities()):
        ReaderList.objects.filter(pk=reader_list.pk).update(visibility=chosen)
    return access.done(request, _("It was changed who sees the list."), f"{reader_list.address}/share")


@require_POST
def add_person(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Share the list with somebody by user name, or change their rights."""
    reader_list = access.the_list(request, public_id, Action.SHARE_LIST)
    if seconds := rates.wait(LIMIT, str(access.person(request).pk)):
        return errors.too_many(request, seconds)
    name = request.POST.get("name", "").replace("\0", "").strip()
    rights = Rights.WRITE if request.POST.get("rights") == Rights.WRITE else Rights.READ
    somebody = (
        get_user_model().objects.filter(username__iexact=name, is_active=True).first() if name else None
    )
    if somebody is None or somebody.pk == reader_list.owner_id:
        return _page(
            request, reader_list, problem=_("Nobody else with an account has this user name."), name=name
        )
    if reader_list.collaborators.count() >= MOST:
        return _page(
            request, reader_list, problem=_("The list is shared with as many people as it may be."), name=name
        )
    try:
        with transaction.atomic():
            Collaborator.objects.update_or_create(
                reader_list=reader_list, reader=somebody, defaults={"rights": rights}
            )
    except IntegrityError:  # another window did the same in this moment
        pass
    text = _("The list is shared with %(name)s.") % {"name": somebody.get_username()}
    return access.done(request, text, f"{reader_list.address}/share")


@require_POST
def remove_person(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Share the list with somebody no more."""
    reader_list = access.the_list(request, public_id, Action.SHARE_LIST)
    number = request.POST.get("person", "")
    if number.isascii() and number.isdigit() and len(number) < 18:
        reader_list.collaborators.filter(pk=int(number)).delete()
    return access.done(request, _("The list is shared with them no more."), f"{reader_list.address}/share")


@require_POST
def leave(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Somebody whom a list is shared with wants it no more."""
    reader_list = access.the_list(request, public_id, Action.LEAVE_LIST)
    reader_list.collaborators.filter(reader=access.person(request)).delete()
    return access.done(request, _("The list is not shared with you any more."), "/lists/")


def _page(
    request: HttpRequest, reader_list: ReaderList, *, problem: str = "", name: str = ""
) -> HttpResponseBase:
    origin = pages.origin(request)
    embedded = f"{origin}{reader_list.address}/embed"
    context = {
        "list": reader_list,
        "visibilities": visibilities(),
        "people": list(reader_list.collaborators.select_related("reader").order_by("added")),
        "rights": [(r.value, r.label) for r in Rights],
        "link": f"{origin}{reader_list.address}?{access.KEY}={reader_list.key}",
        "address": f"{origin}{reader_list.address}",
        "feed": f"{origin}{reader_list.address}/feed",
        "embed": f'<iframe src="{embedded}" title="{_plain(reader_list.title)}" width="100%" height="480" '
        'loading="lazy"></iframe>',
        "problems": {"name": problem} if problem else {},
        "name": name,
        "said": access.said(request),
    }
    return pages.render(request, "lists/share.html", context, status=422 if problem else 200)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
