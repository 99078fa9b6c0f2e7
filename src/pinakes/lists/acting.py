"""/lists/ID/act and /lists/undo: what is done with ticked entries, or with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pinakes.accounts.permissions import Action, may, require
from pinakes.lists import access, bag, labels, list_form, saving, successors
from pinakes.lists.models import ListEntry, ReaderList
from pinakes.lists.models.entries import ReadingState
from pinakes.lists.models.reader_lists import LONGEST_TITLE
from pinakes.store.port import StoredRecord
from pinakes.web import cite, errors, export, sending
from pinakes.web import labels as words

LEADS_ON = ("cite", "send", "export")
MOST_IN_ADDRESS = 200
"""Ids that an address names at most: servers and browsers take some 8,000 letters."""


@require_POST
def act(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """``one`` is "up ID", "down ID" or "remove ID"; else ``do`` with the ticked ``id``; ``every`` means all entries."""
    form = request.POST
    what, _dot, detail = form.get("do", "").partition(".")
    if what in LEADS_ON and not form.get("one"):
        reader_list = access.the_list(request, public_id, Action.VIEW_LIST)
        if what == "export" and not detail and "every" in form:
            return HttpResponseRedirect(f"{reader_list.address}/export{_key_of(request, reader_list)}")
        return lead_on(request, list(_meant(request, reader_list)), what, detail, reader_list.title)
    if what == "copy" and not form.get("one"):
        reader_list = access.the_list(request, public_id, Action.VIEW_LIST)
        return _to_another(request, reader_list, move=False)
    reader_list = access.the_list(request, public_id, Action.EDIT_LIST)
    href = access.back(request, reader_list.address)
    if one := form.get("one"):
        return _one(request, reader_list, one, href)
    if what == "move":
        return _to_another(request, reader_list, move=True)
    doing = _DOINGS.get(what)
    ids = [e.record_id for e in _meant(request, reader_list)] if doing else []
    if doing is None or not ids:
        return nothing_chosen(request)
    return doing(request, reader_list, ids, detail, href)


def lead_on(
    request: HttpRequest, entries: Sequence[ListEntry], what: str, detail: str, stem: str
) -> HttpResponseBase:
    """The file; or to the page that cites or sends the records that are shown for these entries.

    Of many records an address names as many as such a page takes, and one more, so that it says so.
    """
    records = living(entries)
    if not records:
        return nothing_chosen(request)
    if what == "export" and detail:
        return export.file_of(request, detail, records, stem)
    most = {"cite": cite.LIMIT + 1, "send": sending.settings().records + 1}.get(what, MOST_IN_ADDRESS)
    query = [("id", s.id) for s in records[:most]]
    if what == "send" and (back := access.back(request, "")):
        query.append(("next", back))
    return HttpResponseRedirect(f"/{what}?{urlencode(query, errors='replace')}")


def living(entries: Sequence[ListEntry]) -> list[StoredRecord]:
    """The records to show for these entries, each once, without what is gone."""
    found = successors.records(entries)
    shown = (found.get(e.record_id) for e in entries)
    return list({s.id: s for s in shown if s is not None and not s.deleted}.values())


def _key_of(request: HttpRequest, reader_list: ReaderList) -> str:
    return f"?{urlencode({access.KEY: request.POST[access.KEY]})}" if reader_list.opened_by_link else ""


def nothing_chosen(request: HttpRequest) -> HttpResponseBase:
    """422, with what to do."""
    return errors.page(
        request, 422, word=_("not possible"), title=_("Nothing was chosen"),
        text=_("Go back, tick some of the records and try again."),
    )  # fmt: skip


@require_POST
def undo(request: HttpRequest) -> HttpResponseBase:
    """Have back what was removed within the last ten minutes."""
    key = access.clean(request.POST.get("key", ""))
    user = access.person(request)
    if bag.undo(request, key) if not user.is_authenticated else False:
        return access.done(request, _("It is back."), access.back(request, "/bag"))
    removal = saving.can_undo(key, user)
    where = None
    if removal is not None:
        if removal.what != "list":
            target = ReaderList.objects.filter(pk=removal.payload["list"]).first()
            if target is not None:
                require(user, Action.EDIT_LIST, target)
        where = saving.undo(removal)
    if where is None:
        return access.done(
            request, _("This can’t be undone any more."), access.back(request, "/lists/"),
            level=messages.WARNING,
        )  # fmt: skip
    text = _("It is undone.") if removal and removal.what == "saved" else _("It is back.")
    return access.done(request, text, access.back(request, "") or where.address)


def removed(number: int) -> str:
    """What is said after entries were taken out."""
    return ngettext("%(shown)s record was removed.", "%(shown)s records were removed.", number) % {
        "shown": words.number(number)
    }


def _meant(request: HttpRequest, reader_list: ReaderList) -> Sequence[ListEntry]:
    """The entries that are ticked, in the order of the list; all of it with ``every``."""
    if "every" in request.POST:
        return list(reader_list.entries.all())
    return list(
        reader_list.entries.filter(record_id__in=[access.clean(i) for i in request.POST.getlist("id")])
    )


def _one(request: HttpRequest, reader_list: ReaderList, one: str, href: str) -> HttpResponseBase:
    what, _blank, record_id = access.clean(one).partition(" ")
    if what == "remove":
        removal = saving.remove(reader_list, [record_id], access.person(request))
        return access.done(request, removed(1 if removal else 0), href, removal=removal)
    if what in ("up", "down"):
        moved = saving.step(reader_list, record_id, up=what == "up")
    else:
        before = access.clean(request.POST.get("before", "")) or None
        moved = what == "place" and saving.place(reader_list, record_id, before=before)
    text = _("It was moved.") if moved else _("It can’t be moved there.")
    return access.done(request, text, href, level=messages.SUCCESS if moved else messages.WARNING)


def _remove(
    request: HttpRequest, reader_list: ReaderList, ids: Sequence[str], _detail: str, href: str
) -> HttpResponseBase:
    removal = saving.remove(reader_list, ids, access.person(request))
    return access.done(request, removed(len(ids)), href, removal=removal)


def _label(
    request: HttpRequest, reader_list: ReaderList, ids: Sequence[str], detail: str, href: str
) -> HttpResponseBase:
    texts = labels.read(request.POST.get("label", ""))
    if not texts:
        return access.done(request, _("Type a label first."), href, level=messages.WARNING)
    saving.label(reader_list, ids, texts, off=detail == "off")
    text = ngettext("Labels of %(shown)s record changed.", "Labels of %(shown)s records changed.", len(ids))
    return access.done(request, text % {"shown": words.number(len(ids))}, href)


def _state(
    request: HttpRequest, reader_list: ReaderList, ids: Sequence[str], detail: str, href: str
) -> HttpResponseBase:
    state = detail if detail in ReadingState.values else ""
    saving.set_state(reader_list, ids, state)
    text = ngettext("%(shown)s record: %(state)s.", "%(shown)s records: %(state)s.", len(ids))
    return access.done(
        request, text % {"shown": words.number(len(ids)), "state": ReadingState(state).label}, href
    )


def _to_another(request: HttpRequest, reader_list: ReaderList, *, move: bool) -> HttpResponseBase:
    user = access.person(request)
    if not user.is_authenticated:
        return access.sign_in(request)
    entries = list(_meant(request, reader_list))
    if not entries:
        return nothing_chosen(request)
    href = access.back(request, reader_list.address)
    target = chosen_target(request, user)
    if target is None or target.pk == reader_list.pk:
        return access.done(request, _("Choose another list first."), href, level=messages.WARNING)
    if move:
        saved = saving.move_entries(reader_list, target, [e.record_id for e in entries], user)
        text = ngettext(
            "%(shown)s record was moved to “%(title)s”.", "%(shown)s records were moved to “%(title)s”.",
            len(entries) - saved.refused,
        )  # fmt: skip
    else:
        mine = may(user, Action.EDIT_LIST, reader_list)
        originals = ListEntry.objects.filter(pk__in=[e.pk for e in entries]).prefetch_related("labels")
        copies = list(originals)
        for entry in copies:
            entry.state = entry.state if mine else ""
        saved = saving.copy_entries(copies, target, user)
        text = ngettext(
            "%(shown)s record was copied to “%(title)s”.", "%(shown)s records were copied to “%(title)s”.",
            len(entries) - saved.refused,
        )  # fmt: skip
    text %= {"shown": words.number(len(entries) - saved.refused), "title": target.title}
    return access.done(
        request, " ".join([text, list_form.full(saved.refused)] if saved.refused else [text]), href
    )


def chosen_target(request: HttpRequest, user: Any) -> ReaderList | None:
    """The list that ``to`` names, or a new one with the title ``new``."""
    if title := " ".join(request.POST.get("new", "").replace("\0", "").split())[:LONGEST_TITLE]:
        require(user, Action.CREATE_LIST)
        return ReaderList.objects.create(owner=user, title=title)
    if to := request.POST.get("to", ""):
        return access.the_list(request, to, Action.EDIT_LIST)
    return None


_Doing = Callable[[HttpRequest, ReaderList, Sequence[str], str, str], HttpResponseBase]
_DOINGS: dict[str, _Doing] = {"remove": _remove, "label": _label, "state": _state}
