"""/lists/new and /lists/ID/edit: title, description, who sees it; copying, merging and deleting a whole list."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST

from pinakes.accounts.permissions import Action, require
from pinakes.lists import access, list_page, saving
from pinakes.lists.models import ReaderList
from pinakes.lists.models.reader_lists import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    Order,
    Visibility,
    new_link,
    visibilities,
)
from pinakes.records.base import Struct
from pinakes.web import labels, pages


class Filled(Struct):
    """What was typed and chosen."""

    title: str = ""
    description: str = ""
    visibility: str = Visibility.PRIVATE
    order: str = Order.HAND
    reading_states: bool = False
    version: int = 1


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def new(request: HttpRequest) -> HttpResponseBase:
    """A new list; those who are not signed in are led there first."""
    user = access.person(request)
    if not user.is_authenticated:
        return access.sign_in(request)
    require(user, Action.CREATE_LIST)
    filled = _read(request) if request.method == "POST" else Filled(title=request.GET.get("title", ""))
    problems = problems_of(filled) if request.method == "POST" else {}
    if (
        request.method == "POST"
        and not problems
        and ReaderList.objects.filter(owner=user).count() >= (saving.MOST_LISTS)
    ):
        problems["title"] = _("You have as many lists as one may have.")
    if request.method != "POST" or problems:
        return _page(request, filled, problems)
    made = ReaderList.objects.create(
        owner=user,
        title=filled.title,
        description=filled.description,
        visibility=filled.visibility,
        order=filled.order,
        reading_states=filled.reading_states,
    )
    return access.done(request, _("The list is there."), made.address)


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def edit(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Change a list; 409 when another window did so meanwhile: nothing typed is lost, nothing overwritten."""
    reader_list = access.the_list(request, public_id, Action.CHANGE_LIST)
    if request.method != "POST":
        return _page(request, _filled(reader_list), {}, reader_list)
    filled = _read(request)
    if problems := problems_of(filled):
        return _page(request, filled, problems, reader_list)
    changed = ReaderList.objects.filter(pk=reader_list.pk, version=filled.version).update(
        title=filled.title,
        description=filled.description,
        visibility=filled.visibility,
        order=filled.order,
        reading_states=filled.reading_states,
        changed=timezone.now(),
        version=F("version") + 1,
    )
    if not changed:
        reader_list.refresh_from_db()
        return _page(request, filled, {}, reader_list, other=_filled(reader_list))
    return access.done(request, _("The list was changed."), reader_list.address)


@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Take the list away; it can be had back for ten minutes."""
    reader_list = access.the_list(request, public_id, Action.DELETE_LIST)
    title = reader_list.title
    removal = saving.delete_list(reader_list, access.person(request))
    return access.done(request, _("“%(title)s” was deleted.") % {"title": title}, "/lists/", removal=removal)


@require_POST
def copy(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A private copy for whoever may see the list; notes, labels and states are copied of one's own only."""
    reader_list = access.the_list(request, public_id, Action.COPY_LIST)
    user = access.person(request)
    with transaction.atomic():
        made = ReaderList.objects.create(
            owner=user,
            title=(_("Copy of %(title)s") % {"title": reader_list.title})[:LONGEST_TITLE],
            description=reader_list.description,
            order=reader_list.order,
            reading_states=reader_list.reading_states,
        )
        entries = list(reader_list.entries.prefetch_related("labels"))
        if reader_list.owner_id != user.pk:
            for entry in entries:
                entry.state = ""
        saving.copy_entries(entries, made, user)
    return access.done(request, _("This is your copy; only you see it."), made.address)


@require_POST
def merge(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Put all entries into another list and take this one away."""
    reader_list = access.the_list(request, public_id, Action.DELETE_LIST)
    user = access.person(request)
    if request.POST.get("to", "") in ("", public_id):
        return HttpResponseRedirect(f"{reader_list.address}/edit")
    target = access.the_list(request, request.POST["to"], Action.EDIT_LIST)
    with transaction.atomic():
        entries = list(reader_list.entries.prefetch_related("labels"))
        saved = saving.copy_entries(entries, target, user)
        if saved.refused:
            transaction.set_rollback(True)
    if saved.refused:
        return access.done(request, full(saved.refused), f"{reader_list.address}/edit")
    removal = saving.delete_list(reader_list, user)
    text = ngettext(
        "%(shown)s record came from “%(title)s”.",
        "%(shown)s records came from “%(title)s”.",
        len(saved.added),
    ) % {"shown": labels.number(len(saved.added)), "title": reader_list.title}
    return access.done(request, text, target.address, removal=removal)


@require_POST
def renew_link(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A new secret link; the old one leads nowhere from now on."""
    reader_list = access.the_list(request, public_id, Action.SHARE_LIST)
    ReaderList.objects.filter(pk=reader_list.pk).update(link=new_link())
    return access.done(request, _("The old link leads nowhere now."), f"{reader_list.address}/share")


@require_POST
def hide(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A moderator takes a public list from the public; its owner keeps it."""
    reader_list = access.the_list(request, public_id, Action.HIDE_LIST)
    ReaderList.objects.filter(pk=reader_list.pk).update(hidden=True)
    return access.done(request, _("The list is no longer public."), "/lists/public")


def full(refused: int) -> str:
    """What is said when a list has no room."""
    return ngettext(
        "There was no room for %(shown)s record.", "There was no room for %(shown)s records.", refused
    ) % {"shown": labels.number(refused)}


def problems_of(filled: Filled) -> dict[str, str]:
    """By field, what is wrong and what is allowed."""
    found = {}
    if not filled.title:
        found["title"] = _("A list needs a title.")
    elif len(filled.title) > LONGEST_TITLE:
        found["title"] = _("A title may have %(most)s letters.") % {"most": labels.number(LONGEST_TITLE)}
    if len(filled.description) > LONGEST_DESCRIPTION:
        found["description"] = _("A description may have %(most)s letters.") % {
            "most": labels.number(LONGEST_DESCRIPTION)
        }
    return found


def _read(request: HttpRequest) -> Filled:
    form = request.POST
    visibility, order, version = form.get("visibility", ""), form.get("order", ""), form.get("version", "1")
    return Filled(
        title=" ".join(form.get("title", "").replace("\0", "").split()),
        description=form.get("description", "").replace("\0", "").strip(),
        visibility=visibility if visibility in dict(visibilities()) else Visibility.PRIVATE,
        order=order if order in Order.values else Order.HAND,
        reading_states="reading_states" in form,
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
    )


def _filled(reader_list: ReaderList) -> Filled:
    return Filled(
        title=reader_list.title,
        description=reader_list.description,
        visibility=reader_list.visibility,
        order=reader_list.order,
        reading_states=reader_list.reading_states,
        version=reader_list.version,
    )


def _page(
    request: HttpRequest,
    filled: Filled,
    problems: dict[str, str],
    reader_list: ReaderList | None = None,
    *,
    other: Filled | None = None,
) -> HttpResponseBase:
    context: dict[str, Any] = {
        "filled": filled,
        "version": reader_list.version if reader_list else 1,
        "problems": problems,
        "list": reader_list,
        "other": other,
        "visibilities": visibilities(),
        "orders": [(o.value, o.label) for o in Order],
        "targets": list_page.targets(access.person(request), reader_list) if reader_list else [],
        "entries": reader_list.entries.count() if reader_list else 0,
        "longest_title": LONGEST_TITLE,
        "longest": LONGEST_DESCRIPTION,
        "said": access.said(request),
    }
    status = 409 if other else 422 if problems else 200
    return pages.render(request, "lists/form.html", context, status=status)
