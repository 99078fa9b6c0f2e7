"""/lists/save?id=…: into which lists records go, for one or many; the script's dialog is this page's form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from pinakes import conf
from pinakes.accounts.permissions import Action, require
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.lists import access, acting, bag, beside, list_form, list_page, saving
from pinakes.lists.models import ListEntry, ReaderList, Removal
from pinakes.lists.models.reader_lists import Kind
from pinakes.lists.settings import lists
from pinakes.records import record_ids
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import labels, links, pages, presenters

MOST = 1_000
"""Records that are saved at once."""
SHOWN = 10
"""Titles that the page names."""
BAG = "bag"


class Choice(Struct):
    """A list that the records may go into."""

    value: str
    title: str
    number: int
    """Of the records, how many are in it."""
    ticked: bool


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def save(request: HttpRequest) -> HttpResponseBase:
    """The form; a POST puts the records into the lists that are ticked, and takes one record out of the others."""
    form = request.POST if request.method == "POST" else request.GET
    records = meant(form)
    if not records:
        return acting.nothing_chosen(request)
    if request.method != "POST":
        return _page(request, records)
    user = access.person(request)
    if not user.is_authenticated:
        return put_into_bag(request, records)
    require(user, Action.CREATE_LIST)
    if "quick" in form:
        return _quick(request, records, user)
    return _chosen(request, records, user)


def meant(form: QueryDict) -> list[StoredRecord]:
    """The living records that a form names, or all of its search; at most MOST."""
    catalogue = conf.current_catalogue()
    if "every" in form and form.get("search"):
        try:
            state = SearchState.from_query(QueryDict(form.get("search", "")))
            return list(islice(catalogue.everything(state), MOST))
        except (QueryError, IndexError_):
            return []
    ids = list(dict.fromkeys(record_ids.record_id(i) for i in form.getlist("id") if i))[:MOST]
    found = [s for s in catalogue.store.get_many(ids) if not s.deleted]
    leaders = [s.joined_into for s in found if s.joined_into]
    if leaders:
        into = {s.id: s for s in catalogue.store.get_many(leaders)}
        found = [into.get(s.joined_into, s) for s in found]
    return found


def put_into_bag(request: HttpRequest, records: Sequence[StoredRecord]) -> HttpResponseBase:
    """What saving is for guests; a single record that is there already is taken out, when the form says ``toggle``."""
    ids = [s.id for s in records]
    href = access.back(request, "/bag")
    if "toggle" in request.POST and len(ids) == 1 and ids[0] in bag.ids(request):
        _number, key = bag.remove(request, ids)
        return access.done(
            request, _("Taken out of the book bag."), href, undo=key, pressed=False, places="",
            count=len(bag.ids(request)),
        )  # fmt: skip
    saved = bag.add(request, records)
    text = ngettext(
        "%(shown)s record is in the book bag now.", "%(shown)s records are in the book bag now.",
        len(saved.added) + saved.there,
    ) % {"shown": labels.number(len(saved.added) + saved.there)}  # fmt: skip
    if saved.refused:
        text = f"{text} {_('The book bag holds %(most)s records.') % {'most': labels.number(lists().bag)}}"
    return access.done(
        request, text, href, level=messages.WARNING if saved.refused else messages.SUCCESS,
        pressed=len(ids) == 1 and not saved.refused, count=len(bag.ids(request)),
        places=str(beside.places([beside.Place(href="/bag", title=_("Book bag"))])),
    )  # fmt: skip


def _quick(request: HttpRequest, records: Sequence[StoredRecord], user: Any) -> HttpResponseBase:
    """Into the list that was last saved into."""
    target = ReaderList.objects.filter(owner=user, kind=Kind.LIST, saved_into__isnull=False)
    reader_list = (
        target.order_by("-saved_into").first()
        or ReaderList.objects.filter(owner=user, kind=Kind.LIST).order_by("-changed").first()
        or ReaderList.objects.create(owner=user, title=_("My list"))
    )
    saved = saving.save(reader_list, records, user)
    removal = saving.remember_saved(reader_list, saved, user)
    return _said(request, records, user, saved_text(saved, reader_list.title), removal, refused=saved.refused)


def _chosen(request: HttpRequest, records: Sequence[StoredRecord], user: Any) -> HttpResponseBase:
    ids = [s.id for s in records]
    ticked, before = set(request.POST.getlist("list")), set(request.POST.getlist("was"))
    removal: Removal | None = None
    texts, refused = [], 0
    new = acting.chosen_target(request, user) if request.POST.get("new", "").strip() else None
    targets = [access.the_list(request, p, Action.EDIT_LIST) for p in sorted(ticked - before - {BAG})]
    if new is not None:
        targets.append(new)
    if BAG in ticked - before:
        put = bag.add(request, records)
        refused += put.refused
        texts.append(saved_text(put, _("Book bag")))
    for reader_list in targets:
        saved = saving.save(reader_list, records, user)
        refused += saved.refused
        removal = saving.remember_saved(reader_list, saved, user) or removal
        if reader_list is new or len(records) == 1:
            _noted(reader_list, ids, request.POST.get("note", ""))
        texts.append(saved_text(saved, reader_list.title))
    # Only what was ticked when the form was drawn: another window may have saved into more lists since.
    for public_id in sorted(before - ticked) if len(records) == 1 else ():
        if public_id == BAG:
            bag.remove(request, ids)
            texts.append(_("Taken out of the book bag."))
            continue
        reader_list = access.the_list(request, public_id, Action.EDIT_LIST)
        removal = saving.remove(reader_list, ids, user) or removal
        texts.append(_("Taken out of “%(title)s”.") % {"title": reader_list.title})
    undo = removal if len(texts) == 1 else None
    return _said(request, records, user, " ".join(texts) or _("Nothing was changed."), undo, refused=refused)


def _noted(reader_list: ReaderList, ids: Sequence[str], note: str) -> None:
    if note := note.replace("\0", "").strip()[:5000]:
        reader_list.entries.filter(record_id__in=ids, note="").update(note=note)


def saved_text(saved: saving.Saved, title: str) -> str:
    """What is said after saving."""
    number = len(saved.added) + saved.there
    if number == 1 and not saved.refused:
        return _("Saved in “%(title)s”.") % {"title": title}
    text = ngettext(
        "%(shown)s record saved in “%(title)s”.", "%(shown)s records saved in “%(title)s”.", number
    )
    text %= {"shown": labels.number(number), "title": title}
    return f"{text} {list_form.full(saved.refused)}" if saved.refused else text


def _said(
    request: HttpRequest,
    records: Sequence[StoredRecord],
    user: Any,
    text: str,
    removal: Removal | None,
    *,
    refused: int = 0,
) -> HttpResponseBase:
    here = beside.saved_in(user, [records[0].id]).get(records[0].id, []) if len(records) == 1 else []
    otherwise = links.record(records[0].id) if len(records) == 1 else "/lists/"
    return access.done(
        request, text, access.back(request, otherwise), removal=removal,
        level=messages.WARNING if refused else messages.SUCCESS,
        pressed=bool(here), places=str(beside.places(here)),
    )  # fmt: skip


def _page(request: HttpRequest, records: Sequence[StoredRecord]) -> HttpResponseBase:
    user = access.person(request)
    ids = [s.id for s in records]
    choices = _choices(user, ids) if user.is_authenticated else []
    in_bag = len(set(bag.ids(request)) & set(ids))
    form = request.GET
    back = access.back(request, "")
    if not back and form.get("search") and "id" in form:
        back = links.search(SearchState.from_query(QueryDict(form["search"])))
    only = records[0] if len(records) == 1 else None
    context = {
        "hits": [presenters.hit(s.record, s.id, n) for n, s in enumerate(records[:SHOWN], 1)],
        "total": len(records),
        "more": max(0, len(records) - SHOWN),
        "ids": ids,
        "choices": choices,
        "in_bag": in_bag,
        "bag_most": lists().bag,
        "only": only,
        "signed_in": user.is_authenticated,
        "next": back or (links.record(only.id) if only else ""),
        "sign_in_href": access.sign_in_href(request.get_full_path()),
        "said": access.said(request),
    }
    return pages.render(request, "lists/save.html", context)


def _choices(user: Any, ids: Sequence[str]) -> list[Choice]:
    """The last saved into first; the book bag last."""
    rows = list_page.targets(user)
    entries = ListEntry.objects.filter(record_id__in=ids)
    counts: dict[str, int] = {}
    for public_id in entries.filter(reader_list__public_id__in=[p for p, _t in rows]).values_list(
        "reader_list__public_id", flat=True
    ):
        counts[public_id] = counts.get(public_id, 0) + 1
    single = len(ids) == 1
    return [Choice(value=p, title=t, number=counts.get(p, 0), ticked=single and p in counts) for p, t in rows]
