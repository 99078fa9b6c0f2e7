"""/bag: the book bag as a page, and what is done with what it holds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST

from pinakes.lists import access, acting, bag, list_page, listing, save_page, saving
from pinakes.lists.settings import lists
from pinakes.web import export, pages


@require_http_methods(["GET", "HEAD"])
@ensure_csrf_cookie
def the_page(request: HttpRequest) -> HttpResponseBase:
    """What the bag holds."""
    user = access.person(request)
    held = bag.entries(request)
    context = {
        "entries": listing.views(held, remember=user.is_authenticated),
        "most": lists().bag,
        "signed_in": user.is_authenticated,
        "targets": list_page.targets(user) if user.is_authenticated else [],
        "exports": export.common(),
        "short": export.short(),
        "sign_in_href": access.sign_in_href("/bag"),
        "said": access.said(request),
    }
    return pages.render(request, "lists/bag.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponseBase:
    """Put records into the bag, for guests and readers; with ``toggle`` take out the one that is there."""
    records = save_page.meant(request.POST)
    return save_page.put_into_bag(request, records) if records else acting.nothing_chosen(request)


@require_POST
def act(request: HttpRequest) -> HttpResponseBase:
    """``do`` with the ticked ones or, with ``every``, with all; ``one`` is "remove ID"."""
    form = request.POST
    what, _dot, detail = form.get("do", "").partition(".")
    one = form.get("one", "")
    if one.startswith("remove "):
        number, key = bag.remove(request, [access.clean(one.removeprefix("remove "))])
        return access.done(request, acting.removed(number), "/bag", undo=key)
    held = bag.entries(request)
    ticked = set(form.getlist("id"))
    meant = held if "every" in form or what == "empty" else [e for e in held if e.record_id in ticked]
    if not meant:
        return acting.nothing_chosen(request)
    if what in acting.LEADS_ON:
        return acting.lead_on(request, meant, what, detail, _("Book bag"))
    if what == "save":
        user = access.person(request)
        if not user.is_authenticated:
            return access.sign_in(request)
        target = acting.chosen_target(request, user)
        if target is None:
            return access.done(
                request, _("Choose a list or type a title first."), "/bag", level=messages.WARNING
            )
        saved = saving.copy_entries(meant, target, user)
        return access.done(request, save_page.saved_text(saved, target.title), target.address)
    number, key = bag.remove(request, [e.record_id for e in meant])
    return access.done(request, acting.removed(number), "/bag", undo=key)
