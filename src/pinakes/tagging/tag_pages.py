"""The pages of tags: adding and removing, the cloud, the records of one tag, what may be meant."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pinakes.accounts.permissions import Action, require
from pinakes.discovery.state import SearchState
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.tagging import gate, parsing, records, settings, tags
from pinakes.web import export, labels, links, pages, presenters, slots
from pinakes.web.presenters import HitView

FORM = "/tagging/tags"
CLOUD = "/tags"
SIZE = 20
ORDERS = ("name", "count", "new")


class Gone(Struct):
    """A record with this tag that was withdrawn, or is not in this catalogue any more."""

    title: str
    href: str


def address(key: str) -> str:
    """The page of a tag."""
    return f"{CLOUD}/{quote(key, safe='')}"


def form_address(stored: StoredRecord) -> str:
    """The page where a reader tags a record."""
    return f"{FORM}?{urlencode({'record': stored.id}, errors='replace')}"


def back(stored: StoredRecord) -> str:
    """The tags on the page of a record."""
    return links.record(stored.id) + "#tags"


def _open() -> None:
    if not settings.community().tags:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponseBase:
    """A reader's tags on a record and a field for more; 422 says what is wrong with what was typed."""
    _open()
    stored = gate.record_or_404((request.POST if request.method == "POST" else request.GET).get("record", ""))
    if to_sign_in := gate.sign_in(request, form_address(stored)):
        return to_sign_in
    require(request.user, Action.ADD_TAG)
    if request.method != "POST":
        return _form(request, stored)
    typed = request.POST.get("tags", "")[:20_000]
    if refused := gate.too_often(request, gate.TAGS):
        return refused
    try:
        tags.add(request.user, stored, typed)
    except tags.Refused as error:
        return _form(request, stored, typed=typed, problem=_sentence(error))
    return HttpResponseRedirect(back(stored))


@require_POST
def remove(request: HttpRequest) -> HttpResponseBase:
    """Take one's own tag away."""
    _open()
    stored = gate.record_or_404(request.POST.get("record", ""))
    if to_sign_in := gate.sign_in(request, form_address(stored)):
        return to_sign_in
    tags.remove(request.user, stored, request.POST.get("tag", ""))
    return HttpResponseRedirect(pages.local(request.POST.get("next", "")) or back(stored))


@require_safe
def cloud(request: HttpRequest) -> HttpResponseBase:
    """``/tags``: a list with sizes and numbers; ``?complete=`` gives tags that may be meant as JSON."""
    _open()
    if "complete" in request.GET:
        found = tags.complete(request.GET["complete"][:100], request.user)
        response = JsonResponse({"tags": found})
        response["Cache-Control"] = "private, max-age=60"
        return response
    order = request.GET.get("order", "name")
    order = order if order in ORDERS else "name"
    find = request.GET.get("find", "").strip()[:100]
    shown = tags.cloud(order, find=find)
    total = tags.count(find) if len(shown) == tags.CLOUD else len(shown)
    context = {
        "cloud": [(t, address(t.key)) for t in shown],
        "total": total,
        "find": find,
        "order": order,
        "orders": [
            (name, label, f"{CLOUD}?{urlencode([(n, v) for n, v in (('order', name), ('find', find)) if v])}")
            for name, label in (("name", _("A–Z")), ("count", _("Most used")), ("new", _("Newest")))
        ],
    }
    return pages.render(request, "tagging/cloud.html", context)


@require_safe
def tag(request: HttpRequest, name: str) -> HttpResponseBase:
    """``/tags/NAME``: the records that have it, the last tagged first; one SELECT for the tag, one for the records."""
    _open()
    key = parsing.key(name)
    if key != name:
        return HttpResponseRedirect(address(key)) if key else HttpResponseRedirect(CLOUD)
    reader = request.user if "mine" in request.GET and request.user.is_authenticated else None
    rows = tags.records_of(key, reader=reader)
    total = rows.count()
    if not total:
        raise Http404
    last = -(-total // SIZE)
    number = request.GET.get("page", "1")
    page = (
        min(int(number), last) if number.isascii() and number.isdigit() and 0 < int(number[:6]) < 10**6 else 1
    )
    some = list(rows[(page - 1) * SIZE : page * SIZE])
    now = records.about([row["record_id"] for row in some])
    shown: dict[str, HitView | Gone] = {}
    for row in some:
        about = now.get(row["record_id"])
        if about is None or about.deleted:
            href = links.record(about.id) if about else ""
            shown[row["record_id"]] = Gone(
                title=row["kept"] or (about.title if about else row["record_id"]), href=href
            )
        elif about.id not in shown:
            place = (page - 1) * SIZE + len(shown) + 1
            shown[about.id] = presenters.hit(about.stored.record, about.id, place)
    written = tags.name_of(key, reader=reader)
    mine = "mine=1&" if reader else ""
    context = {
        "tag": written,
        "mine": reader is not None,
        "all_href": address(key) if reader else CLOUD,
        "total": total,
        "rows": [(isinstance(row, HitView), row) for row in shown.values()],
        "hits": [row for row in shown.values() if isinstance(row, HitView)],
        "exports": export.short(),
        "state": SearchState(),
        "first": (page - 1) * SIZE + 1,
        "previous": f"?{mine}page={page - 1}" if page > 1 else "",
        "next": f"?{mine}page={page + 1}" if page < last else "",
        "search_href": links.search(SearchState(q=written)),
        "beside": slots.beside_hits(request, [i for i, row in shown.items() if isinstance(row, HitView)]),
    }
    return pages.render(request, "tagging/tag.html", context)


@require_safe
def vufind(request: HttpRequest) -> HttpResponseBase:
    """VuFind's address of a tag, ``/Tag/Home?lookfor=NAME``."""
    key = parsing.key(request.GET.get("lookfor", "")[:255])
    return HttpResponsePermanentRedirect(address(key) if key else CLOUD)


def _form(
    request: HttpRequest, stored: StoredRecord, *, typed: str = "", problem: str = ""
) -> HttpResponseBase:
    limits = settings.community()
    mine = [t for t in tags.of_record(stored, request.user) if t.mine]
    context = {
        "stored": stored,
        "title": stored.record.full_title or _("[untitled]"),
        "lang": presenters.title_language(stored.record),
        "back": back(stored),
        "here": form_address(stored),
        "mine": mine,
        "typed": typed,
        "problem": problem,
        "suggested": tags.complete("", request.user),
        "reviewed": settings.reviews_tags(request.user),
        "limit": limits.tags_at_once,
    }
    return pages.render(request, "tagging/form.html", context, status=422 if problem else 200)


def _sentence(error: tags.Refused) -> str:
    limits = settings.community()
    if error.problem == "long":
        return _("“%(tag)s” is too long: a tag may have %(most)s letters.") % {
            "tag": presenters.cut(error.value, 60)[0], "most": labels.number(limits.tag_length),
        }  # fmt: skip
    if error.problem == "many":
        return ngettext(
            "You may give a record %(most)s tag.", "You may give a record %(most)s tags.", limits.tags_at_once
        ) % {"most": labels.number(limits.tags_at_once)}
    return _("Type at least one tag, with a letter or a digit in it.")
