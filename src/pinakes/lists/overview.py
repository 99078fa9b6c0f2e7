"""/lists/: the reader's lists, those shared with them, and a search through all; /lists/public: everybody's."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes.lists import access, bag, list_page, listing
from pinakes.lists.models import ListEntry, ReaderList
from pinakes.lists.models.reader_lists import Kind, Visibility
from pinakes.lists.settings import lists
from pinakes.records.base import Struct
from pinakes.web import labels, pages

FOUND = 100
"""Entries that a search through all lists shows."""
PUBLIC = 50
"""Public lists on a page."""


class Shown(Struct):
    """A list of somebody else."""

    href: str
    title: str
    number: int
    owner: str
    changed: str
    description: str = ""


@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """What one has kept; for guests the book bag and the public lists."""
    user = access.person(request)
    mine, shared, found = [], [], []
    q = request.GET.get("q", "").strip()[:200]
    if user.is_authenticated:
        mine = list_page.lists_of(user)
        shared = [_shown(r) for r in _counted(ReaderList.objects.filter(collaborators__reader=user))]
        found = _found(user, q) if q else []
    context: dict[str, Any] = {
        "mine": mine,
        "shared": shared,
        "q": q,
        "found": found,
        "most": FOUND,
        "signed_in": user.is_authenticated,
        "in_bag": len(bag.ids(request)),
        "bag_most": lists().bag,
        "public": [_shown(r) for r in _public()[:5]],
        "said": access.said(request),
        "sign_in_href": access.sign_in_href("/lists/"),
    }
    return pages.render(request, "lists/overview.html", context)


@require_safe
def public(request: HttpRequest) -> HttpResponseBase:
    """All public lists, the last changed first."""
    page = Paginator(_public(), PUBLIC).get_page(request.GET.get("page"))
    context = {
        "lists": [_shown(r) for r in page.object_list],
        "total": page.paginator.count,
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return pages.render(request, "lists/public.html", context)


def _public() -> Any:
    shown = ReaderList.objects.filter(visibility=Visibility.PUBLIC, hidden=False, kind=Kind.LIST)
    return _counted(shown if lists().public else shown.none()).filter(number__gt=0)


def _counted(lists: Any) -> Any:
    return lists.select_related("owner").annotate(number=Count("entries", distinct=True)).order_by("-changed")


def _shown(reader_list: Any) -> Shown:
    return Shown(
        href=reader_list.address,
        title=reader_list.title,
        number=reader_list.number,
        owner=list_page.name_of(reader_list.owner),
        changed=labels.timestamp_words(reader_list.changed.isoformat()),
    )


def _found(user: Any, q: str) -> list[tuple[listing.EntryView, str, str]]:
    """Entries of all lists that the reader owns or shares, each with the title and address of its list."""
    own = ListEntry.objects.filter(reader_list__owner=user)
    shared = ListEntry.objects.filter(reader_list__collaborators__reader=user)
    pks = listing.matching(own, q) + listing.matching(shared, q)
    entries = list(
        ListEntry.objects.filter(pk__in=list(dict.fromkeys(pks))[:FOUND])
        .select_related("reader_list")
        .prefetch_related("labels")
        .order_by("reader_list__title", "position")
    )
    shown = listing.views(entries)
    return [
        (
            one,
            _("Book bag") if entry.reader_list.is_bag else entry.reader_list.title,
            entry.reader_list.address,
        )
        for one, entry in zip(shown, entries, strict=True)
    ]
