"""The queue of moderators, and what they decided."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pinakes.accounts.permissions import Action, may, require
from pinakes.tagging import gate, moderation, records
from pinakes.tagging.comment_pages import day
from pinakes.web import links, markdown, pages

ADDRESS = "/moderation"
_NEEDS = {moderation.Kind.TAG: Action.MODERATE_TAG, moderation.Kind.COMMENT: Action.MODERATE_COMMENT}


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponseBase:
    """What waits; a POST decides one: ``kind``, ``id``, ``verb``, ``reason``. Others get 404: it is not for them."""
    if to_sign_in := gate.sign_in(request, ADDRESS):
        return to_sign_in
    if not any(may(request.user, action) for action in _NEEDS.values()):
        raise Http404
    if request.method != "POST":
        return _page(request)
    kind, verb, number = (request.POST.get(name, "") for name in ("kind", "verb", "id"))
    if kind not in _NEEDS or verb not in moderation.Verb or not (number.isascii() and number.isdigit()):
        raise Http404
    require(request.user, _NEEDS[moderation.Kind(kind)])
    reason = " ".join(request.POST.get("reason", "").split())
    if verb == moderation.Verb.REJECT and not reason:
        return _page(request, problem=_("Give a reason: its author reads it."), at=f"{kind}-{number}")
    if not moderation.decide(request.user, kind, int(number[:18]), verb, reason):
        return _page(request, problem=_("It is not there any more: its author took it away."))
    return HttpResponseRedirect(ADDRESS)


def _page(request: HttpRequest, *, problem: str = "", at: str = "") -> HttpResponseBase:
    waiting = moderation.queue(request.user)
    decided = moderation.history() if may(request.user, Action.SEE_DESK) else []
    now = records.about([*(w.record_id for w in waiting), *(d.record_id for d in decided)])
    context = {
        "waiting": [(w, links.record(now[w.record_id].id) if w.record_id in now else "") for w in waiting],
        "total": moderation.count(request.user),
        "decided": [(d, links.record(now[d.record_id].id) if d.record_id in now else "") for d in decided],
        "problem": problem,
        "at": at,
        "day": day,
        "html": markdown.html,
    }
    return pages.render(request, "tagging/moderation.html", context, status=422 if problem else 200)
