"""/lists/ID: a list as a page with its own address, for screen, phone and paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pinakes.accounts.permissions import Action, Relation, may
from pinakes.lists import access, listing, markdown
from pinakes.lists.models import EntryLabel, ReaderList
from pinakes.lists.models.entries import ReadingState
from pinakes.lists.models.reader_lists import Kind, Order, Visibility
from pinakes.records.base import Struct
from pinakes.web import export, labels, pages


class ListLink(Struct):
    """A list in the column of lists, with the share of its rule."""

    public_id: str
    title: str
    number: int
    share: int
    """Of the largest list, in percent."""
    visibility: str = Visibility.PRIVATE


@require_safe
def the_page(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The entries that the address asks for."""
    reader_list = access.the_list(request, public_id, Action.VIEW_LIST)
    user = access.person(request)
    wanted = listing.asked(request.GET.dict(), reader_list.order)
    relation = reader_list.relation_of(user)
    can_edit = may(user, Action.EDIT_LIST, reader_list)
    found = listing.limited(reader_list, wanted).prefetch_related("labels")
    total = found.count()
    size = listing.ALL if wanted.whole else listing.PAGE
    last = max(1, -(-total // size))
    first = (min(wanted.page, last) - 1) * size
    inside = relation >= Relation.VIEWER
    entries = listing.views(
        list(found[first : first + size]), first=first + 1, remember=can_edit, private=inside
    )
    states = reader_list.reading_states and inside
    context: dict[str, Any] = {
        "list": reader_list,
        "description": markdown.html(reader_list.description) if reader_list.description else "",
        "entries": entries,
        "total": total,
        "count": reader_list.entries.count() if wanted.q or wanted.label or wanted.state else total,
        "first": first + 1,
        "last": first + len(entries),
        "more_href": _href(request, page=wanted.page + 1) if wanted.page < last and not wanted.whole else "",
        "before_href": _href(request, page=wanted.page - 1) if 1 < wanted.page <= last else "",
        "all_href": _href(request, all="1") if last > 1 and total <= listing.ALL else "",
        "asked": wanted,
        "by_hand": wanted.order == Order.HAND and not (wanted.q or wanted.label or wanted.state),
        "orders": [(o.value, o.label) for o in Order],
        "labels": labels_of(reader_list),
        "states": [(s.value, s.label) for s in ReadingState if s.value] if states else [],
        "all_states": [(s.value, s.label) for s in ReadingState] if states else [],
        "can_edit": can_edit,
        "can_change": may(user, Action.CHANGE_LIST, reader_list),
        "can_copy": may(user, Action.COPY_LIST, reader_list),
        "can_leave": relation in (Relation.VIEWER, Relation.EDITOR),
        "can_hide": reader_list.is_public and may(user, Action.HIDE_LIST, reader_list),
        "is_mine": relation == Relation.OWNER,
        "inside": inside,
        "owner_name": name_of(reader_list.owner),
        "created": labels.timestamp_words(reader_list.created.isoformat()),
        "changed": labels.timestamp_words(reader_list.changed.isoformat()),
        "mine": lists_of(user) if user.is_authenticated else [],
        "targets": targets(user, reader_list) if user.is_authenticated else [],
        "exports": export.common(),
        "short": export.short(),
        "said": access.said(request),
        "key": request.GET.get(access.KEY, "") if reader_list.opened_by_link else "",
        "here": request.get_full_path(),
    }
    response = pages.render(request, "lists/list.html", context)
    if not reader_list.is_public:
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer" if reader_list.opened_by_link else "same-origin"
    return response


def labels_of(reader_list: ReaderList) -> list[tuple[str, str, int]]:
    """(folded, text, number of entries), the most used first."""
    rows = (
        EntryLabel.objects.filter(entry__reader_list=reader_list)
        .values_list("folded", "text")
        .annotate(number=Count("pk"))
        .order_by("-number", "folded")[:200]
    )
    found: dict[str, tuple[str, int]] = {}
    for folded, text, number in rows:
        kept, before = found.get(folded, (text, 0))
        found[folded] = (kept, before + number)
    return [(folded, text, number) for folded, (text, number) in found.items()]


def lists_of(user: Any) -> list[ListLink]:
    """The reader's own lists by title, with how much they hold."""
    rows = list(
        ReaderList.objects.filter(owner=user, kind=Kind.LIST)
        .annotate(number=Count("entries"))
        .order_by("title", "pk")
        .values_list("public_id", "title", "number", "visibility")
    )
    most = max((number for _p, _t, number, _v in rows), default=0) or 1
    return [
        ListLink(public_id=p, title=t, number=n, share=round(100 * n / most), visibility=v)
        for p, t, n, v in rows
    ]


def targets(user: Any, but: ReaderList | None = None) -> list[tuple[str, str]]:
    """(public id, title) of the lists that this person may put entries into."""
    own = ReaderList.objects.filter(owner=user, kind=Kind.LIST)
    shared = ReaderList.objects.filter(collaborators__reader=user, collaborators__rights="write")
    rows = own.union(shared).order_by("title").values_list("public_id", "title")
    return [(p, t) for p, t in rows if but is None or p != but.public_id]


def name_of(reader: Any) -> str:
    """What others see of somebody: the name that was chosen for that; never a user name or an address."""
    return str(getattr(reader, "display_name", "") or "")


def _href(request: HttpRequest, **changes: object) -> str:
    query = {n: v for n, v in request.GET.dict().items() if n not in ("page", "all", "lang")}
    return "?" + urlencode(query | {n: str(v) for n, v in changes.items()}, errors="replace")
